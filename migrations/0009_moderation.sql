-- Why: care among members: first words wait as a request, blocks hide, reports reach who decides.

-- First words to somebody who shares no workspace with the sender. Whoever has no row here consents.
create table direct_requests (
  channel uuid not null references channels (id),
  receiver uuid not null references members (id),
  sender uuid not null references members (id),
  -- 'waiting', 'accepted' or 'declined'; the sender is told of the second alone.
  state text not null default 'waiting',
  sent integer not null default 0,
  made_at timestamptz not null default app_now(),
  answered_at timestamptz,
  primary key (channel, receiver),
  -- Three messages, counted in the transaction that stores them: no race sends a fourth.
  constraint direct_requests_sent check (sent <= 3)
);
create index direct_requests_receiver on direct_requests (receiver, state);
create index direct_requests_sender on direct_requests (sender);

create index blocks_blocked on blocks (blocked);

-- Grows with every pair that is parted or brought together, so that each node finds its copy old.
create table parted_version (
  single boolean primary key default true check (single),
  version bigint not null default 0
);
insert into parted_version default values;

-- Two members who are hidden from each other: a block either way, or a request without an answer.
create view parted_pairs as
select member as one, blocked as other from blocks
union
select sender, receiver from direct_requests where state <> 'accepted';

-- Whether a conversation of two stands behind a block, whoever made it.
create function direct_is_shut(in_channel uuid) returns boolean
language sql stable
as $$
  select (select count(*) from channel_members where channel = in_channel) = 2
    and exists (
      select from blocks b
      join channel_members one on one.channel = in_channel and one.member = b.member
      join channel_members other on other.channel = in_channel and other.member = b.blocked
    )
$$;

-- Words in a direct channel, asked for in the transaction that stores them. While nobody but the
-- sender has consented, they count against the three.
create function direct_words(in_channel uuid, speaker uuid) returns void
language plpgsql
as $$
begin
  if direct_is_shut(in_channel) then
    raise check_violation using constraint = 'direct_is_shut', message = 'blocked';
  end if;
  if not exists (
    select from channel_members cm
    where cm.channel = in_channel
      and cm.member <> speaker
      and not exists (
        select from direct_requests r
        where r.channel = in_channel and r.receiver = cm.member and r.state <> 'accepted'
      )
  ) then
    update direct_requests r
    set sent = r.sent + 1
    where r.channel = in_channel and r.sender = speaker and r.state <> 'accepted';
  end if;
end
$$;

-- One thing that somebody found wrong, and what the offices did about it.
create table reports (
  id uuid primary key,
  -- 'message', 'item' or 'member'
  sort text not null,
  subject uuid not null,
  author uuid,
  -- Whose owners answer; absent for members and for what was said in a direct channel.
  workspace uuid references workspaces (id),
  channel uuid,
  -- 'workspace' or 'network'
  office text not null,
  -- 'open', 'decided', 'appealed' or 'closed'
  state text not null default 'open',
  opened_at timestamptz not null default app_now(),
  -- Unanswered by then the network's moderators may answer, too.
  due_at timestamptz not null default app_now() + interval '24 hours',
  handler uuid references members (id),
  claimed_at timestamptz,
  -- 'upheld' or 'dismissed'
  outcome text,
  verdict text not null default '',
  decided_by uuid references members (id),
  decided_at timestamptz,
  appealed_by uuid references members (id),
  appeal text not null default '',
  appealed_at timestamptz,
  version bigint not null default 1
);
create unique index reports_open on reports (sort, subject) where state in ('open', 'appealed');
create index reports_subject on reports (subject);
create index reports_workspace on reports (workspace, opened_at desc) where workspace is not null;
create index reports_state on reports (state, opened_at);
create index reports_author on reports (author);

-- Who found it wrong, and why. One voice a member and thing, ever.
create table report_voices (
  reporter uuid not null references members (id),
  sort text not null,
  subject uuid not null,
  report uuid not null references reports (id),
  reason text not null,
  words text not null default '',
  at timestamptz not null default app_now(),
  constraint report_voices_once primary key (reporter, sort, subject)
);
create index report_voices_report on report_voices (report);

-- What who decides may read by the reporter's own act: exactly these messages, as they stand.
create table report_sights (
  report uuid not null references reports (id),
  message uuid not null,
  primary key (report, message)
);

-- What a moderator has hidden, taken out of its own row, so that no path can show it by mistake.
create table hidden_messages (
  message uuid primary key,
  report uuid not null references reports (id),
  at timestamptz not null default app_now(),
  text text not null,
  body jsonb,
  quote uuid,
  mentions uuid[] not null,
  mentions_channel boolean not null,
  tags text[] not null,
  pinned boolean not null
);

create table hidden_items (
  item uuid primary key,
  report uuid not null references reports (id),
  at timestamptz not null default app_now(),
  title text not null,
  text text not null,
  body jsonb not null,
  tags text[] not null
);

-- A step on a report holds only on the version that it was decided on.
create function report_step(in_report uuid, seen bigint) returns void
language plpgsql
as $$
begin
  update reports set version = version + 1 where id = in_report and version = seen;
  if not found then
    raise check_violation using constraint = 'reports_version', message = 'another was first';
  end if;
end
$$;

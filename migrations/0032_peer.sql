-- Why: peers help each other: a question finds those who know, a round gathers answers, a meeting has guests, hosts take turns.

-- Who wants to be offered questions.
create table question_helpers (
  member uuid primary key references members (id) on delete cascade,
  since timestamptz not null default app_now()
);

-- Topics that ask the network. Whether one is answered or solved is read from the topic itself.
create table questions (
  item uuid primary key references items (id) on delete cascade,
  asker uuid not null references members (id),
  competence uuid not null references competences (id),
  asked_at timestamptz not null default app_now(),
  -- 'waiting', 'offered' (to those who know), 'hosts' (with a host on duty), 'nobody' (was found).
  stage text not null default 'waiting',
  stage_at timestamptz not null default app_now()
);
create index questions_asker on questions (asker, asked_at desc);

-- Somebody is asked for a word on an item: 'question', 'host' or 'round'.
create table asks (
  item uuid not null references items (id) on delete cascade,
  member uuid not null references members (id) on delete cascade,
  sort text not null,
  at timestamptz not null default app_now(),
  -- Nobody is told of it.
  put_away_at timestamptz,
  primary key (item, member, sort)
);
create index asks_member on asks (member, at desc);

-- The message that answered it.
create table solutions (
  item uuid primary key references items (id) on delete cascade,
  message uuid not null,
  marked_by uuid not null references members (id),
  at timestamptz not null default app_now()
);
create index solutions_message on solutions (message);

-- Hosts in the order in which they take a week each, from `from_week` (a Monday) on.
create table duty_hosts (
  member uuid primary key references members (id) on delete cascade,
  place integer not null,
  from_week date not null
);
-- Weeks that were handed over.
create table duty_weeks (
  week date primary key,
  member uuid not null references members (id) on delete cascade
);

-- The Monday of the week that it is now where the network lives.
create function duty_week() returns date
language sql stable
as $$
  select date_trunc('week', app_now() at time zone 'Europe/Helsinki')::date
$$;

-- Who is on duty in a week: the first, and who stands in for them, in order.
create function hosts_in(wanted date) returns table (member uuid, turn integer)
language sql stable
as $$
  select x.member, min(x.turn)::integer
  from (
    select d.member, -1 as turn
    from duty_weeks d
    where d.week = wanted
    union all
    select h.member, ((h.place - (wanted - h.from_week) / 7) % n.hosts + n.hosts) % n.hosts
    from duty_hosts h, (select count(*)::integer as hosts from duty_hosts) n
  ) x
  join members m on m.id = x.member and m.status = 'active'
  group by x.member
$$;

-- A topic that is a meeting.
create table meetings (
  item uuid primary key references items (id) on delete cascade,
  organiser uuid not null references members (id),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  time_zone text not null,
  place text not null default '',
  link text not null default '',
  capacity integer,
  -- Goes up with each change: calendars ask for it (RFC 5545, SEQUENCE).
  revision integer not null default 0,
  changed_at timestamptz not null default app_now(),
  cancelled_at timestamptz,
  check (ends_at > starts_at)
);
create index meetings_starts on meetings (starts_at);
create table meeting_guests (
  item uuid not null references meetings (item) on delete cascade,
  member uuid not null references members (id) on delete cascade,
  at timestamptz not null default app_now(),
  primary key (item, member)
);
create index meeting_guests_member on meeting_guests (member);

-- A question to chosen people and organisations, with a day by which an answer is hoped for.
create table input_rounds (
  item uuid primary key references items (id) on delete cascade,
  asker uuid not null references members (id),
  deadline timestamptz not null,
  begun_at timestamptz not null default app_now(),
  reminded_at timestamptz,
  closed_at timestamptz,
  -- The message that says what came of it.
  summary uuid
);
create index input_rounds_asker on input_rounds (asker);
create table input_round_organisations (
  item uuid not null references input_rounds (item) on delete cascade,
  organisation uuid not null references organisations (id),
  primary key (item, organisation)
);

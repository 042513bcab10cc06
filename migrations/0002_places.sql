-- Why: where people talk: workspaces, channels, who is in them, and who follows what how closely.

create table workspaces (
  id uuid primary key,
  kind text not null default 'network',
  name text not null,
  purpose text not null default '',
  visibility text not null,
  state text not null default 'active',
  region text,
  step_up boolean not null default false,
  retention_days integer,
  template text,
  version bigint not null default 1,
  made_at timestamptz not null default app_now()
);
create unique index workspaces_name on workspaces (lower(name)) where state <> 'archived' and visibility <> 'secret';

create table workspace_members (
  workspace uuid not null references workspaces (id),
  member uuid not null references members (id),
  role text not null,
  joined_at timestamptz not null default app_now(),
  primary key (workspace, member)
);
create index workspace_members_member on workspace_members (member);

create table channels (
  id uuid primary key,
  workspace uuid references workspaces (id),
  kind text not null,
  name text not null,
  topic text not null default '',
  visibility text not null,
  state text not null default 'active',
  posting text not null default 'all',
  -- 'all': who may read sees from the beginning; 'joined': from joining on.
  history text not null default 'all',
  position integer not null default 0,
  section text not null default '',
  main_item uuid not null,
  desk uuid unique,
  -- Sorted member ids of a direct channel: these people have one channel, never two.
  direct_key text,
  version bigint not null default 1,
  made_at timestamptz not null default app_now()
);
create unique index channels_direct on channels (direct_key) where direct_key is not null;
-- A private channel takes no name: "taken" would tell that it is there.
create unique index channels_name on channels (workspace, lower(name))
  where state <> 'archived' and visibility = 'public' and workspace is not null;

create table channel_members (
  channel uuid not null references channels (id),
  member uuid not null references members (id),
  role text not null default 'member',
  -- 0: the whole past; else the first seq this member may see.
  history_from bigint not null default 0,
  joined_at timestamptz not null default app_now(),
  primary key (channel, member)
);
create index channel_members_member on channel_members (member);

create table follows (
  member uuid not null references members (id),
  sort text not null,
  -- An id, or a tag's slug.
  subject text not null,
  level text not null,
  primary key (member, sort, subject)
);
create index follows_subject on follows (sort, subject);

create table blocks (
  member uuid not null references members (id),
  blocked uuid not null references members (id),
  at timestamptz not null default app_now(),
  primary key (member, blocked)
);

-- What one member may read in channels now, as rows, for lists, counts and search. The pure rule is
-- domain::access::may_read; a test holds the two equal over every combination.
create function readable_channels(reader uuid) returns table (channel uuid, history_from bigint)
language sql stable
as $$
  select c.id, case when c.history = 'joined' then coalesce(cm.history_from, 0) else 0 end
  from members m
  join channels c on true
  left join workspaces w on w.id = c.workspace
  left join workspace_members wm on wm.workspace = w.id and wm.member = m.id
  left join channel_members cm on cm.channel = c.id and cm.member = m.id
  where m.id = reader
    and m.status = 'active'
    and (
      (c.workspace is null and cm.member is not null)
      or (
        not w.step_up
        and (
          (c.visibility = 'public' and w.visibility = 'open' and w.state <> 'preparing')
          or (c.visibility = 'public' and c.history = 'all' and wm.role in ('owner', 'facilitator', 'member'))
          or (cm.member is not null and wm.role is not null)
        )
      )
    )
$$;

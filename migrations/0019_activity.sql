-- Why: who did what, where, is read across streams, and what the network achieves is recorded and confirmed.

-- By time, at next to no cost for those who write: events lie in the order of their time.
create index events_time on events using brin (at) with (pages_per_range = 16, autosummarize = on);
-- What one person did.
create index events_actor on events (actor, at desc) where actor is not null;
-- Everything but talk is rare enough for an order of its own.
create index events_notable on events (at desc, stream desc, seq desc)
  where verb not in ('posted', 'edited', 'deleted', 'reacted', 'unreacted');

-- The day on which this place was last read, so that a day's reading is counted once a place.
alter table read_marks add column day date;

-- Workspaces whose streams a member may read now. The pure rule is WorkspaceAccess::may_read; a test
-- holds the two equal.
create function readable_workspaces(reader uuid) returns table (workspace uuid)
language sql stable
as $$
  select w.id
  from members m
  join workspaces w on not w.step_up
  left join workspace_members wm on wm.workspace = w.id and wm.member = m.id
  where m.id = reader
    and m.status = 'active'
    and (
      wm.role in ('owner', 'facilitator', 'member')
      or w.id in (
        select g.workspace
        from glasses g
        where m.role = 'network_admin'
          and g.asked_by = reader
          and g.until is not null
          and g.ended_at is null
          and g.until > app_now()
      )
    )
$$;

-- What every active member may read, and what may therefore be counted in front of anybody.
create view open_channels as
select c.id as channel, c.workspace
from channels c
join workspaces w on w.id = c.workspace
where c.visibility = 'public'
  and w.visibility = 'open'
  and w.state <> 'preparing'
  and not w.step_up;

-- What came of talk. It stands on the stream where it was recorded (a channel's or a workspace's) and
-- outlives the talk itself.
create table outcomes (
  id uuid primary key,
  stream uuid not null,
  seq bigint not null,
  channel uuid references channels (id),
  workspace uuid references workspaces (id),
  item uuid,
  message uuid,
  -- met, agreed, adopted, piloted, produced, saved, stopped
  kind text not null,
  -- recorded, confirmed, declined, withdrawn
  state text not null default 'recorded',
  recorded_by uuid not null references members (id),
  spoken_as uuid references organisations (id),
  at timestamptz not null default app_now(),
  region text,
  -- Slug of a theme.
  theme text,
  words text not null default '',
  link text not null default '',
  amount double precision,
  unit text,
  answered_by uuid references members (id),
  answered_at timestamptz,
  check ((amount is null) = (unit is null))
);
create index outcomes_at on outcomes (at);
create index outcomes_stream on outcomes (stream, seq);
create index outcomes_theme on outcomes (theme) where theme is not null;

-- Who else took part and may confirm.
create table outcome_parties (
  outcome uuid not null references outcomes (id) on delete cascade,
  member uuid not null references members (id),
  primary key (outcome, member)
);
create index outcome_parties_member on outcome_parties (member);

create table outcome_organisations (
  outcome uuid not null references outcomes (id) on delete cascade,
  organisation uuid not null references organisations (id),
  primary key (outcome, organisation)
);
create index outcome_organisations_organisation on outcome_organisations (organisation);

-- Addresses by which a feed reader hears of a channel or a tag with the rights of who made it. Only
-- the hash of the secret is kept.
create table feeds (
  id uuid primary key,
  member uuid not null references members (id) on delete cascade,
  token_hash bytea not null unique,
  -- channel or tag
  sort text not null,
  -- The channel's id, or the tag's slug.
  subject text not null,
  made_at timestamptz not null default app_now(),
  ended_at timestamptz
);
create index feeds_member on feeds (member) where ended_at is null;

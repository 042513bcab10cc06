-- Why: what a workspace is found by, the order of its channels with room between them, and the glass
-- that two administrators break together to see what is not theirs.

alter table workspaces add column tags text[] not null default '{}';
create index workspaces_tags on workspaces using gin (tags);

-- Between two channels there is room for sixteen moves before the others are numbered anew.
update channels set position = position * 65536 where workspace is not null and position < 32768;

-- One request each. `until` is set by the second person; it ends then, or earlier by `ended_at`.
create table glasses (
  id uuid primary key,
  workspace uuid not null references workspaces (id),
  asked_by uuid not null references members (id),
  reason text not null,
  asked_at timestamptz not null default app_now(),
  confirmed_by uuid references members (id),
  confirmed_at timestamptz,
  until timestamptz,
  ended_at timestamptz,
  check (confirmed_by is distinct from asked_by)
);
create index glasses_workspace on glasses (workspace, asked_at);
-- One at a time, so that a question about rights joins at most one row.
create unique index glasses_open on glasses (asked_by, workspace) where until is not null and ended_at is null;

-- As before, and what is seen through broken glass.
create or replace function readable_channels(reader uuid) returns table (channel uuid, history_from bigint)
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
          or w.id in (
            select g.workspace
            from glasses g
            where g.asked_by = reader
              and g.until is not null
              and g.ended_at is null
              and g.until > app_now()
          )
        )
      )
    )
$$;

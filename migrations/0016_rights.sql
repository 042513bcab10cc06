-- Why: rights end with what they rest on: broken glass with the office, a channel joined from outside
-- with the workspace's openness, an organisation's name with the proof that one speaks for it.

-- As before, but broken glass is nothing without the office.
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
            where m.role = 'network_admin'
              and g.asked_by = reader
              and g.until is not null
              and g.ended_at is null
              and g.until > app_now()
          )
        )
      )
    )
$$;

-- Rows of people who joined from outside, in places that have closed since: whoever is let in later
-- gets what that gives and no more.
delete from channel_members cm
using channels c, workspaces w
where c.id = cm.channel
  and w.id = c.workspace
  and (c.visibility = 'private' or w.visibility <> 'open' or w.state = 'preparing')
  and not exists (
    select from workspace_members wm where wm.workspace = w.id and wm.member = cm.member);

update affiliations set main = false where main and not confirmed;

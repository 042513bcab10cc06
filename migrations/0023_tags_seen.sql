-- Why: which uses of tags a member may see is asked of many tags at once, with the channels read once.

drop function visible_uses(uuid, uuid);

-- The uses of tags that a member may see: the one place that says so.
create function visible_taggings(reader uuid)
returns table (tag uuid, sort text, object uuid, channel uuid, seq bigint, at timestamptz)
language sql stable
as $$
  select g.tag, g.sort, g.object, g.channel, g.seq, g.at
  from taggings g
  join readable_channels(reader) r on r.channel = g.channel and r.history_from <= g.seq
  union all
  select g.tag, g.sort, g.object, g.channel, g.seq, g.at
  from taggings g
  join members m on m.id = g.object
  where g.channel is null
    and g.sort = 'member'
    and m.status = 'active'
    and knows_of(reader, m)
  union all
  select g.tag, g.sort, g.object, g.channel, g.seq, g.at
  from taggings g
  where g.channel is null and g.sort <> 'member'
$$;
-- What is no talk bears few tags and is asked for by itself.
create index taggings_elsewhere on taggings (tag) where channel is null;

-- Why: a member's own feed is found by what they follow, at the cost of what is shown, however much there is.

-- How a member wants their own feed. No row: as it comes.
create table own_feeds (
  member uuid primary key references members (id) on delete cascade,
  settings jsonb not null,
  version bigint not null default 1
);

-- What is offered to feeds, under each mark by which it is looked for. A mark is a letter and what it
-- names: '' everything, c: channel, w: workspace, k: kind, a: author, o: organisation, r: region,
-- t: tag, m: whom it has to reach. Made from facets, taggings and places, and kept by the triggers below;
-- whether somebody may read it is asked when they look.
create table offers (
  item uuid not null references items (id) on delete cascade,
  channel uuid not null,
  mark text not null,
  at timestamptz not null,
  expires_at timestamptz,
  primary key (item, mark)
);
create index offers_newest on offers (mark, at desc, item desc) include (channel, expires_at);

create function offer_items(given uuid[]) returns void
language plpgsql
as $$
begin
  delete from offers where item = any (given);
  insert into offers (item, channel, mark, at, expires_at)
  with offered as materialized (
    select
      i.id,
      i.channel,
      i.kind,
      i.author,
      i.spoken_as,
      c.workspace,
      w.region,
      coalesce(f.published_at, i.at) as at,
      f.expires_at
    from items i
    join channels c on c.id = i.channel
    -- Direct talk has no workspace and is never offered.
    join workspaces w on w.id = c.workspace
    cross join lateral (
      select
        bool_or(name = 'offered') as is_offered,
        max(at) filter (where name = 'published_at') as published_at,
        min(at) filter (where name = 'expires_at') as expires_at
      from facets
      where item = i.id
    ) f
    where i.id = any (given)
      and not i.desk
      and i.deleted_at is null
      and f.is_offered
  )
  select o.id, o.channel, mark, o.at, o.expires_at
  from offered o
  cross join lateral (
    select '' as mark
    union
    select 'c:' || o.channel
    union
    select 'w:' || o.workspace
    union
    select 'k:' || o.kind
    union
    select 'a:' || o.author where o.author is not null
    union
    select 'o:' || o.spoken_as where o.spoken_as is not null
    union
    select 'r:' || o.region where o.region is not null
    union
    select 't:' || g.tag
    from taggings g
    where g.object = o.id and g.sort = 'item'
    union
    select 'r:' || substr(alias, 3)
    from taggings g
    join tags t on t.id = g.tag and t.kind = 'region'
    cross join lateral unnest(t.aliases) alias
    where g.object = o.id and g.sort = 'item' and alias like 'MK%'
    union
    select case f.name when 'region' then 'r:' else 'm:' end || f.word
    from facets f
    where f.item = o.id and f.name in ('region', 'must_read') and f.word is not null
  ) marks;
end
$$;

create function facets_offered() returns trigger
language plpgsql
as $$
declare
  given uuid[];
begin
  select array_agg(distinct item) into given
  from changed
  where name in ('offered', 'published_at', 'expires_at', 'region', 'must_read');
  if given is not null then
    perform offer_items(given);
  end if;
  return null;
end
$$;
create trigger facets_offered_in after insert on facets
  referencing new table as changed for each statement execute function facets_offered();
create trigger facets_offered_out after delete on facets
  referencing old table as changed for each statement execute function facets_offered();
create trigger facets_offered_moved after update on facets
  referencing new table as changed for each statement execute function facets_offered();

-- One row at a time: a message's taggings pass by at the cost of a comparison.
create function tagging_offered() returns trigger
language plpgsql
as $$
begin
  perform offer_items(array[case when tg_op = 'DELETE' then old.object else new.object end]);
  return null;
end
$$;
create trigger tagging_offered_in after insert on taggings
  for each row when (new.sort = 'item') execute function tagging_offered();
create trigger tagging_offered_out after delete on taggings
  for each row when (old.sort = 'item') execute function tagging_offered();

create function item_offered() returns trigger
language plpgsql
as $$
begin
  perform offer_items(array[new.id]);
  return null;
end
$$;
-- Not of every send, which sets other columns.
create trigger item_offered after update of desk, deleted_at, channel, author, spoken_as on items
  for each row
  when (
    (old.desk, old.deleted_at, old.channel, old.author, old.spoken_as)
      is distinct from (new.desk, new.deleted_at, new.channel, new.author, new.spoken_as)
  )
  execute function item_offered();

create function workspace_offered() returns trigger
language plpgsql
as $$
begin
  perform offer_items(array(select o.item from offers o where o.mark = 'w:' || new.id));
  return null;
end
$$;
create trigger workspace_offered after update of region on workspaces
  for each row when (old.region is distinct from new.region) execute function workspace_offered();

-- What one member's feed may hold now, under these marks, the newest of each first: the one place that
-- says so. Whose author is parted from the reader, what is hidden, muted by a mark, or written in another
-- language than those asked for (none: all) is not there. Where a reader sees only from joining on, an
-- item at rest since then is of the past.
create function offered_to(
  reader uuid,
  marks text[],
  muted text[],
  muted_items uuid[],
  langs text[],
  now timestamptz,
  since timestamptz,
  before timestamptz,
  before_item uuid,
  each bigint
)
returns table (item uuid, at timestamptz)
-- Planned for the marks that are asked for: a plan for any marks sorted whole years of a common one and
-- took two seconds at 100,000 items, where this one walks the newest of each in 30 ms.
language plpgsql stable
set plan_cache_mode = force_custom_plan
set enable_bitmapscan = off
set jit = off
as $$
#variable_conflict use_column
begin
  return query
  with readable as materialized (
    select channel, history_from from readable_channels(reader)
  ),
  parted as materialized (
    select 'a:' || p.other as mark from parted_pairs p where p.one = reader
    union
    select 'a:' || p.one from parted_pairs p where p.other = reader
    union
    select unnest(muted)
  )
  select distinct found.item, found.at
  from (select distinct unnest(marks) as mark) asked
  cross join lateral (
    select o.item, o.at
    from offers o
    join readable r on r.channel = o.channel
    join items i on i.id = o.item
    where o.mark = asked.mark
      and o.at <= now
      and o.at > since
      and (before is null or (o.at, o.item) < (before, before_item))
      and (o.expires_at is null or o.expires_at > now)
      and greatest(i.last_seq, i.seq) >= r.history_from
      and i.author is distinct from reader
      and (cardinality(langs) = 0 or i.lang is null or i.lang = any (langs))
      and o.item <> all (muted_items)
      and not exists (select from hidden_items h where h.item = o.item)
      and not exists (
        select from offers m where m.item = o.item and m.mark in (select p.mark from parted p)
      )
    order by o.at desc, o.item desc
    limit each
  ) found;
end
$$;

-- What was offered before this.
select offer_items(array(select distinct item from facets where name = 'offered'));

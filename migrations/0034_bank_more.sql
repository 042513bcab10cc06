-- Why: copies tell no more than their readers may know; what was brought in from elsewhere is known again; links are found from their other end.

-- The copies of an item that stand, as one reader may know of them. Where the reader may not see the
-- place, its region is told only when three or more such places share it.
create function copies_seen(reader uuid, of_item uuid)
returns table (item uuid, channel uuid, day timestamptz, region text, told jsonb, is_seen boolean)
language sql stable
as $$
  with standing as (
    select
      k.item,
      i.channel,
      date_trunc('day', k.at, 'Europe/Helsinki') as day,
      k.region,
      k.told,
      r.channel is not null as is_seen
    from item_copies k
    join items i on i.id = k.item and i.deleted_at is null
    left join readable_channels(reader) r on r.channel = i.channel and i.last_seq >= r.history_from
    where k.original = of_item
      and not exists (select from hidden_items h where h.item = k.item)
  ),
  crowds as (
    select s.region
    from standing s
    where not s.is_seen and s.region is not null
    group by s.region
    having count(*) >= 3
  )
  select
    s.item,
    s.channel,
    s.day,
    case when s.is_seen or s.region in (select c.region from crowds c) then s.region end,
    s.told,
    s.is_seen
  from standing s
$$;

-- A copy's region is its place's. Where the place has none, its maker's was written once.
update item_copies k
set region = w.region
from items i
join channels c on c.id = i.channel
left join workspaces w on w.id = c.workspace
where i.id = k.item
  and k.region is distinct from w.region;

-- What was brought in from elsewhere, under the name that it has there: bringing it again makes
-- nothing again, also when it was removed here.
create table brought_items (
  channel uuid not null,
  name text not null,
  item uuid not null references items (id) on delete cascade,
  primary key (channel, name)
);
create index brought_items_item on brought_items (item);

-- Files that were read and not brought in yet; kept for a day.
create table bringings (
  id uuid primary key,
  channel uuid not null,
  member uuid not null,
  at timestamptz not null default app_now(),
  files jsonb not null,
  done_at timestamptz
);
create index bringings_at on bringings (at) where done_at is null;

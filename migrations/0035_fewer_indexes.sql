-- Why: a send writes every index of its tables; two of them said what others say. And what the log's tables gain later is asked less.

-- Unread is counted along the log itself.
drop index events_counted;
alter table events drop constraint events_pkey;
alter table events add primary key (stream, seq) include (counts, actor, item, item_now);

-- A stream's events are in order of time, so a moment is found by halving: two dozen looks at the key of
-- the log in a stream of ten million. The first seq that is not older; above the head where there is none.
create function seq_at(asked uuid, moment timestamptz) returns bigint
language plpgsql stable
as $$
declare
  low bigint;
  high bigint;
  middle bigint;
  seen record;
begin
  select s.oldest, s.head + 1 into low, high from streams s where s.id = asked;
  while low < high loop
    middle := (low + high) / 2;
    select e.seq, e.at into seen
    from events e
    where e.stream = asked and e.seq >= middle and e.seq < high
    order by e.seq
    limit 1;
    if not found or seen.at >= moment then
      high := middle;
    else
      low := seen.seq + 1;
    end if;
  end loop;
  return low;
end
$$;
drop index messages_at;

-- What was due while its place was archived, or while it was hidden, is woken when that ends. Twice is
-- harmless: a wake that finds nothing to do does nothing.
create function wake_due(given uuid[]) returns void
language sql
as $$
  insert into jobs (id, name, body, run_at)
  select gen_random_uuid(), 'wake', jsonb_build_object('item', f.item), app_now()
  from facets f
  where f.name = 'wake_at' and f.at <= app_now() and f.item = any (given)
$$;

create function opened_wakes() returns trigger
language plpgsql
as $$
begin
  perform wake_due(array(
    select f.item
    from facets f
    join channels c on c.id = f.channel
    where f.name = 'wake_at'
      and f.at <= app_now()
      and (case tg_table_name when 'channels' then c.id else c.workspace end) = new.id
  ));
  return null;
end
$$;
create trigger opened_wakes after update of state on channels
  for each row when (old.state = 'archived' and new.state <> 'archived') execute function opened_wakes();
create trigger opened_wakes after update of state on workspaces
  for each row when (old.state = 'archived' and new.state <> 'archived') execute function opened_wakes();

create function shown_wakes() returns trigger
language plpgsql
as $$
begin
  perform wake_due(array[old.item]);
  return null;
end
$$;
create trigger shown_wakes after delete on hidden_items
  for each row execute function shown_wakes();

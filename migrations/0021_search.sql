-- Why: what may be found, beside the content itself, so that no send waits for it; and the words that typing errors are put right by.

-- One row for each message and item. Filled from the log, a moment after the commit. Nothing here
-- is shown: a row finds an object, the object is then read as it stands.
create table search_texts (
  object uuid not null,
  -- 'message' or 'item'
  sort text not null,
  at timestamptz not null,
  channel uuid not null,
  -- On the channel's open stream: who sees from joining on finds from there on.
  seq bigint not null,
  item uuid not null,
  author uuid,
  -- Of the text that was read. A row whose object says something else by now finds nothing.
  digest bigint not null,
  -- Of the analyser; rows of another one are made anew.
  version integer not null,
  words tsvector not null,
  primary key (object, at)
) partition by range (at);
create index search_texts_channel on search_texts (channel, at);
-- Alone enough to walk from the newest on over what a reader may read.
create index search_texts_at on search_texts (at, channel, object);
create index search_texts_version on search_texts (version);

-- Half a year a partition. Only the newest gathers what is written before it sorts it in.
create function search_partition(instant timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  half integer := case when extract(month from instant at time zone 'UTC') < 7 then 1 else 7 end;
  first timestamptz := make_timestamptz(extract(year from instant at time zone 'UTC')::integer, half, 1, 0, 0, 0, 'UTC');
  part text := 'search_texts_' || to_char(first at time zone 'UTC', 'YYYY_MM');
  older text;
begin
  if to_regclass(part) is not null then
    return;
  end if;
  -- Two nodes may come to the same new year.
  perform pg_advisory_xact_lock(7261035121);
  if to_regclass(part) is not null then
    return;
  end if;
  execute format('create table %I partition of search_texts for values from (%L) to (%L)',
    part, first, (first at time zone 'UTC' + interval '6 months') at time zone 'UTC');
  execute format('create index %I on %I using gin (words) with (fastupdate = on, gin_pending_list_limit = 1024)',
    part || '_words', part);
  for older in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'search_texts'::regclass and c.relname < part
  loop
    execute format('alter index %I set (fastupdate = off)', older || '_words');
    perform gin_clean_pending_list((older || '_words')::regclass);
  end loop;
end
$$;
select search_partition(app_now());

-- How far each channel's log has been read.
create table search_cursors (
  stream uuid primary key,
  seq bigint not null
);

-- Words of public channels, each once a channel, so that nobody is offered one that only others may
-- read. `folded` is the word without dots and accents.
create table search_words (
  word text not null,
  channel uuid not null,
  folded text not null,
  primary key (word, channel)
);
create index search_words_folded on search_words (folded, channel);

-- Why: the one log and the content it tells of; every stream is numbered 1, 2, 3 … without holes.

-- The counters. An event takes the next seq in the transaction that stores what it tells of.
create table streams (
  id uuid primary key,
  -- network, workspace, channel, desk or member; a desk's owner is its channel.
  sort text not null,
  owner uuid not null,
  head bigint not null default 0,
  oldest bigint not null default 1,
  -- Seq of the last event that changed who may do what here.
  access_seq bigint not null default 0
) with (fillfactor = 50);

-- Narrow on purpose: ids, words of ours and numbers, never what a person wrote. No foreign keys
-- here, on messages and on receipts: their checks lock rows that every send of a channel shares.
create table events (
  stream uuid not null,
  seq bigint not null,
  at timestamptz not null default app_now(),
  actor uuid,
  spoken_as uuid,
  verb text not null,
  item uuid,
  message uuid,
  -- Counts as unread; taken back when the message is removed.
  counts boolean not null default false,
  facts jsonb,
  primary key (stream, seq)
);
create index events_counted on events (stream, seq) include (actor, item) where counts;

create table items (
  id uuid primary key,
  channel uuid not null,
  kind text not null,
  -- Seq of its making on the stream where it was made.
  seq bigint not null,
  main boolean not null default false,
  desk boolean not null default false,
  author uuid,
  spoken_as uuid,
  at timestamptz not null default app_now(),
  title text not null,
  text text not null default '',
  body jsonb not null default '{}',
  lang text,
  state text not null,
  tags text[] not null default '{}',
  edited_at timestamptz,
  deleted_at timestamptz,
  last_seq bigint not null default 0,
  message_count integer not null default 0,
  changed_seq bigint not null
) with (fillfactor = 80);
create index items_channel on items (channel, last_seq desc) where deleted_at is null;

-- Every former form of an item.
create table item_versions (
  item uuid not null references items (id),
  changed_seq bigint not null,
  at timestamptz not null default app_now(),
  author uuid,
  title text not null,
  text text not null,
  body jsonb not null,
  primary key (item, changed_seq)
);

-- What a kind tells the house of its items, so that "due this week" or "level 3" are questions the
-- house answers over every kind. Exactly one of the values is set.
create table facets (
  item uuid not null references items (id) on delete cascade,
  channel uuid not null,
  name text not null,
  word text,
  number double precision,
  at timestamptz,
  member uuid,
  check (num_nonnulls(word, number, at, member) = 1)
);
create index facets_item on facets (item);
create index facets_word on facets (name, word, channel) where word is not null;
create index facets_number on facets (name, number, channel) where number is not null;
create index facets_at on facets (name, at, channel) where at is not null;
create index facets_member on facets (member, name, channel) where member is not null;

create table messages (
  id uuid primary key,
  channel uuid not null,
  -- The channel's open stream, or its desk for talk about what is not published.
  stream uuid not null,
  item uuid not null,
  seq bigint not null,
  author uuid,
  spoken_as uuid,
  at timestamptz not null default app_now(),
  text text not null,
  body jsonb,
  lang text,
  quote uuid,
  mentions uuid[] not null default '{}',
  mentions_channel boolean not null default false,
  tags text[] not null default '{}',
  pinned boolean not null default false,
  edited_at timestamptz,
  deleted_at timestamptz,
  changed_seq bigint not null
) with (fillfactor = 90);
create unique index messages_stream on messages (stream, seq);
create index messages_item on messages (item, seq);
create index messages_at on messages (stream, at);
create index messages_pinned on messages (stream, seq) where pinned;

-- Former texts, kept 30 days, shown to those who may read the message while it stands.
create table message_edits (
  message uuid not null,
  changed_seq bigint not null,
  at timestamptz not null default app_now(),
  text text not null,
  body jsonb,
  primary key (message, changed_seq)
);

create table reactions (
  message uuid not null,
  emoji text not null,
  member uuid not null,
  at timestamptz not null default app_now(),
  primary key (message, emoji, member)
);

-- A group mention is one row without a member.
create table mentions (
  message uuid not null,
  channel uuid not null,
  item uuid not null,
  seq bigint not null,
  member uuid
);
create index mentions_message on mentions (message);
create index mentions_member on mentions (member, channel, seq);
create index mentions_group on mentions (channel, seq) where member is null;

create table tags (
  id uuid primary key,
  slug text not null unique,
  label_fi text,
  label_sv text,
  label_en text,
  kind text not null default 'free',
  parent uuid references tags (id),
  merged_into uuid references tags (id),
  made_at timestamptz not null default app_now()
);

-- Uses of tags. `channel` is where the use can be seen; absent for what the network may see.
create table taggings (
  tag uuid not null references tags (id),
  sort text not null,
  object uuid not null,
  channel uuid,
  seq bigint,
  primary key (tag, sort, object)
);
create index taggings_object on taggings (object);
create index taggings_channel on taggings (channel, tag);

-- How far a member has read: one row a channel (item is the nil id), and one per item read ahead.
create table read_marks (
  member uuid not null,
  channel uuid not null,
  item uuid not null default '00000000-0000-0000-0000-000000000000',
  seq bigint not null,
  version bigint not null,
  primary key (member, channel, item)
);
create index read_marks_version on read_marks (member, version);

-- What each writing command was answered with, for ever: a repeated command finds its answer here,
-- on any node, before rights and rules are asked.
create table receipts (
  author uuid not null,
  client_id uuid not null,
  hash bytea not null,
  id uuid not null,
  stream uuid,
  seq bigint,
  at timestamptz not null default app_now(),
  primary key (author, client_id)
);

-- Work that a transaction leaves to be done after it; taken with skip locked.
create table jobs (
  id uuid primary key,
  name text not null,
  body jsonb not null,
  run_at timestamptz not null default app_now(),
  attempts integer not null default 0,
  failed_at timestamptz
);
create index jobs_due on jobs (run_at) where failed_at is null;

-- Messages and items as anybody may be shown them: what was removed has lost its words here, so no
-- path can forget to hide them.
create view message_now as
select
  m.id,
  m.channel,
  m.stream,
  m.item,
  m.seq,
  case when m.deleted_at is null then m.author end as author,
  case when m.deleted_at is null then m.spoken_as end as spoken_as,
  m.at,
  case when m.deleted_at is null then m.text else '' end as text,
  case when m.deleted_at is null then m.body end as body,
  m.lang,
  case when m.deleted_at is null then m.quote end as quote,
  case when m.deleted_at is null then m.mentions else '{}' end as mentions,
  m.deleted_at is null and m.mentions_channel as mentions_channel,
  case when m.deleted_at is null then m.tags else '{}' end as tags,
  case
    when m.deleted_at is null then coalesce(
      (
        select jsonb_agg(jsonb_build_object('emoji', r.emoji, 'members', r.members) order by r.first_at, r.emoji)
        from (
          select emoji, min(at) as first_at, jsonb_agg(member order by at, member) as members
          from reactions
          where message = m.id
          group by emoji
        ) r
      ),
      '[]'
    )
    else '[]'
  end as reactions,
  m.deleted_at is null and m.pinned as pinned,
  case when m.deleted_at is null then m.edited_at end as edited_at,
  m.deleted_at is not null as deleted,
  m.changed_seq
from messages m;

create view item_now as
select
  i.id,
  i.channel,
  i.kind,
  i.seq,
  i.main,
  i.desk,
  case when i.deleted_at is null then i.author end as author,
  case when i.deleted_at is null then i.spoken_as end as spoken_as,
  i.at,
  case when i.deleted_at is null then i.title else '' end as title,
  case when i.deleted_at is null then i.text else '' end as text,
  case when i.deleted_at is null then i.body else '{}' end as body,
  i.lang,
  i.state,
  case when i.deleted_at is null then i.tags else '{}' end as tags,
  i.edited_at,
  i.deleted_at is not null as deleted,
  greatest(i.last_seq, i.seq) as last_seq,
  i.message_count,
  i.changed_seq
from items i;

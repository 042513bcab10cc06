-- Why: those who handed an article on hear of its correction, channels show what another one publishes, newsletters go out by mail.

-- Which message names which item. The name of an item is no secret; what it says is asked again.
create table item_shares (
  item uuid not null,
  message uuid not null,
  member uuid not null,
  primary key (item, message)
);

-- A channel that shows, in its place, what another channel of its kind publishes.
create table channel_sources (
  channel uuid not null references channels (id) on delete cascade,
  source uuid not null references channels (id) on delete cascade,
  taken_by uuid,
  at timestamptz not null default app_now(),
  primary key (channel, source),
  check (channel <> source)
);

-- Who wants a channel's newsletter. An address counts only once it has answered.
create table newsletter_readers (
  id uuid primary key,
  channel uuid not null references channels (id) on delete cascade,
  email text not null,
  language text not null,
  asked_at timestamptz not null default app_now(),
  confirmed_at timestamptz
);
create unique index newsletter_readers_address on newsletter_readers (channel, lower(email));

create table newsletters (
  id uuid primary key,
  channel uuid not null references channels (id) on delete cascade,
  made_by uuid,
  at timestamptz not null default app_now(),
  subject text not null,
  words text not null,
  items uuid[] not null,
  -- When everybody had theirs.
  done_at timestamptz
);
create index newsletters_channel on newsletters (channel, at desc);

-- A letter is taken before it is sent: a node that dies costs one letter and sends none twice.
create table newsletter_letters (
  newsletter uuid not null references newsletters (id) on delete cascade,
  reader uuid not null references newsletter_readers (id) on delete cascade,
  primary key (newsletter, reader)
);

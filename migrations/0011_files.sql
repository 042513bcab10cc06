-- Why: pictures and documents that messages carry; the bytes lie in the file store, here stands what they are.

create table files (
  id uuid primary key,
  owner uuid not null references members (id),
  -- What the device calls the upload; the same one said again is the same upload.
  client_id uuid not null,
  -- Keyed hash of what was said first, so that a repeat has to say the same.
  hash bytea not null,
  name text not null,
  -- Bytes that are to come; once whole, of the file as it is shown.
  size bigint not null,
  received bigint not null default 0,
  -- receiving, working (being looked at), then what the scanner says: pending, clean, blocked, unscanned.
  state text not null default 'receiving',
  media_type text not null default '',
  width integer,
  height integer,
  has_thumbnail boolean not null default false,
  alt text not null default '',
  -- Bytes in the store, or those announced: what quotas count.
  stored bigint not null,
  -- A message has it. What nobody holds goes after a day.
  held boolean not null default false,
  -- Whoever held it is gone: the bytes go with the next round.
  is_dropped boolean not null default false,
  made_at timestamptz not null default app_now(),
  touched_at timestamptz not null default app_now()
);
create unique index files_upload on files (owner, client_id);
create index files_loose on files (touched_at) where not held;
create index files_pending on files (touched_at) where state = 'pending';

-- Pieces of an upload on its way, each an object of its own, so that any node can go on with it.
create table file_pieces (
  file uuid not null references files (id) on delete cascade,
  at bigint not null,
  size bigint not null,
  object uuid not null,
  primary key (file, at)
);

-- A file is in one message at most. No foreign key on messages, as everywhere in the log.
create table message_files (
  file uuid primary key references files (id),
  message uuid not null,
  position integer not null
);
create index message_files_message on message_files (message, position);

-- Why: queries that members keep and follow, what was found for them, and the words of documents.

create table saved_searches (
  id uuid primary key,
  member uuid not null references members (id) on delete cascade,
  name text not null,
  query text not null,
  followed boolean not null default false,
  -- What was said before is not new. Moves on with what has been looked for.
  looked_to timestamptz not null default app_now(),
  due_at timestamptz not null default app_now(),
  at timestamptz not null default app_now()
);
create index saved_searches_member on saved_searches (member);
create index saved_searches_due on saved_searches (due_at) where followed;

-- What is new for a followed search. The inbox reads it with the rights of the moment; what has been
-- read there is new no more. Kept as long as anything in the inbox that one is not part of.
create table search_finds (
  search uuid not null references saved_searches (id) on delete cascade,
  object uuid not null,
  channel uuid not null,
  item uuid not null,
  message uuid,
  at timestamptz not null default app_now(),
  primary key (search, object)
);
create index search_finds_at on search_finds (at);

-- The words of a document, as long as there is the document. No text and a reason: it has none that
-- can be read.
create table file_texts (
  file uuid primary key references files (id) on delete cascade,
  text text not null default '',
  -- taken, read, failed
  state text not null default 'taken',
  -- Of one that is being read: whoever took it has died when this is over.
  until timestamptz not null,
  attempts integer not null default 1,
  -- The index has it. Whatever is read anew takes it along.
  indexed boolean not null default false
);
create index file_texts_waiting on file_texts (file) where state = 'read' and not indexed;
-- Documents that nobody has looked into.
create index files_documents on files (touched_at)
where held and state in ('clean', 'unscanned') and media_type like 'application/%';

-- Why: who keeps the index works outside transactions and takes turns by a row; one text that cannot be indexed is set aside; words leave the vocabulary with the text that said them.

-- Which indexer works, over all nodes. One row.
create table search_turn (
  one boolean primary key default true check (one),
  indexer uuid not null,
  until timestamptz not null
);
insert into search_turn (indexer, until)
values ('00000000-0000-0000-0000-000000000000', '-infinity');

-- Objects that could not be indexed, and when that is tried again.
create table search_set_aside (
  object uuid primary key,
  is_item boolean not null,
  why text not null,
  attempts integer not null default 1,
  again_at timestamptz not null
);

-- Words that something in a public channel has ceased to say: if nothing else there says them, the
-- vocabulary forgets them.
create table search_words_left (
  word text not null,
  channel uuid not null,
  primary key (word, channel)
);

-- The vocabulary begins anew: words of texts that had gone were still in it. Rows of the older
-- analyser are read again by and by, and fill it.
truncate search_words;

-- Filters of authors walk from the newest on, too.
create index search_texts_author on search_texts (author, at, channel, object);

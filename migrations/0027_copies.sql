-- Why: items are taken into use elsewhere as copies, and a kind may open its desk to all who write.

alter table channels add column desk_is_open boolean not null default false;

-- What was made of what. One row for each copy.
create table item_copies (
  item uuid primary key references items (id) on delete cascade,
  original uuid not null references items (id) on delete cascade,
  at timestamptz not null default app_now(),
  -- Of the place where the copy stands, when it was made.
  region text,
  -- What came of it, in the kind's words: what the original's readers may know.
  told jsonb,
  told_at timestamptz
);
create index item_copies_original on item_copies (original, at desc);

-- News and the bank are in use in every network that is there; an administrator may end that.
update network set kinds = kinds || '{news}' where not kinds @> '{news}';
update network set kinds = kinds || '{bank}' where not kinds @> '{bank}';
alter table network alter column kinds set default '{chat,news,bank}';

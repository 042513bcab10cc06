-- Why: a letter that does not go is tried again later, after all the others; and one reader's letters are found when she leaves.

alter table newsletter_letters
  add column tries smallint not null default 0,
  -- Since when it waits for the next try; null: it went, or is going.
  add column failed_at timestamptz;
create index newsletter_letters_reader on newsletter_letters (reader);

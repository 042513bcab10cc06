-- Why: talk can move to where it belongs, and nothing of it may be lost or counted twice on the way.

-- Where the talk of an event stands now, when it was moved within its channel. `item` stays as it was
-- told, so that whoever replays the event hears what others heard.
alter table events add column item_now uuid;
drop index events_counted;
create index events_counted on events (stream, seq) include (actor, item, item_now) where counts;

-- A moved message is numbered anew: seqs of two channels may be the same number.
alter table message_edits drop constraint message_edits_pkey;
create index message_edits_message on message_edits (message, at);
alter table item_versions drop constraint item_versions_pkey;
create index item_versions_item on item_versions (item, at);

-- What a move had no room for, so that a repeated command is answered with it, too.
create table moves_left (
  author uuid not null,
  client_id uuid not null,
  next uuid not null,
  count integer not null,
  primary key (author, client_id)
);

-- Why: who watches a channel, a tag or an author is told on the phone of what is published there, not only of what is said.

-- What devices are told of: messages, and items that stand in the open. Of an item the id is its own.
create view tellable as
select
  m.id,
  m.channel,
  m.stream,
  m.item,
  m.seq,
  m.author,
  m.text,
  m.mentions,
  m.mentions_channel,
  m.tags,
  m.deleted_at is not null as is_gone,
  exists (select from hidden_messages h where h.message = m.id) as is_hidden
from messages m
union all
select
  i.id,
  i.channel,
  i.channel,
  i.id,
  i.seq,
  i.author,
  i.text,
  '{}',
  false,
  i.tags,
  i.deleted_at is not null or i.desk,
  exists (select from hidden_items h where h.item = i.id)
from items i;

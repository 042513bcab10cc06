-- Why: who watches a channel, a tag or an author is told on the phone of what is published there, and who is asked or told
-- something by a kind hears of it in the inbox, on the phone and by mail, not only on the kind's own page.

-- What the house has told one member of an item (`noticed` on their own stream), until it is read.
create table notices (
  id uuid primary key default gen_random_uuid(),
  member uuid not null references members (id),
  channel uuid not null,
  item uuid not null,
  -- The head of the channel then: reading beyond it reads the notice, too.
  seq bigint not null,
  by uuid,
  kind text not null,
  -- Key of its words, which are the kind's.
  text text not null,
  -- Its letter is a job of its own.
  has_letter boolean not null,
  at timestamptz not null default app_now(),
  read_at timestamptz
);
create index notices_member on notices (member, channel, item) where read_at is null;
create index notices_item on notices (item);
create index notices_at on notices (at);

-- What devices are told of: messages, items that stand in the open (their id is their own), notices.
create view tellable as
select
  m.id,
  'message' as sort,
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
  exists (select from hidden_messages h where h.message = m.id) as is_hidden,
  false as on_desk,
  null::text as kind,
  false as has_letter
from messages m
union all
select
  i.id,
  'item',
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
  exists (select from hidden_items h where h.item = i.id),
  false,
  null,
  false
from items i
union all
select
  n.id,
  'notice',
  n.channel,
  n.channel,
  n.item,
  n.seq,
  n.by,
  n.text,
  array[n.member],
  false,
  '{}',
  n.read_at is not null or i.deleted_at is not null,
  exists (select from hidden_items h where h.item = i.id),
  i.desk,
  n.kind,
  n.has_letter
from notices n
join items i on i.id = n.item;

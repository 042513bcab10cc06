-- Why: what kinds with long texts need of the house: readable versions, files that an item holds, who edits now, what is public.

-- A version says where it stood: what was written on a desk is for its editors alone, also afterwards.
alter table item_versions
  add column desk boolean not null default true,
  add column state text not null default '';

-- Files that items name. A copy of an item may name the same ones.
create table item_files (
  item uuid not null,
  file uuid not null references files (id),
  primary key (item, file)
);
create index item_files_file on item_files (file);

-- Who is editing, for others to see before they begin. A hint: `if_changed_seq` is what protects.
alter table items
  add column held_by uuid,
  add column held_at timestamptz;

create or replace view item_now as
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
  i.changed_seq,
  case when i.deleted_at is null then i.held_by end as held_by,
  case when i.deleted_at is null then i.held_at end as held_at
from items i;

-- What anybody may read without signing in: marked so by its kind, and standing where every member
-- of the network may read. A place that closes takes its pages with it at once.
create view public_items as
select
  f.item,
  f.channel
from facets f
join items i on i.id = f.item
join channels c on c.id = i.channel
join workspaces w on w.id = c.workspace
where f.name = 'public'
  and i.deleted_at is null
  and not i.desk
  and not exists (select from hidden_items h where h.item = i.id)
  and c.visibility = 'public'
  and w.visibility = 'open'
  and w.state <> 'preparing'
  and not w.step_up;

-- Why: a notice keeps its strongest reason, talk that concerns many is worked off in pieces, and what has to go from screens is found by the worker.

-- Of talk that concerns many: everybody up to this member has their row.
alter table push_owed
  add column last uuid not null default '00000000-0000-0000-0000-000000000000';

-- Who takes what is sent there: services stumble one by one.
alter table push_devices
  add column host text not null generated always as (
    case when sort = 'mailbox' then 'mailbox' else split_part(endpoint, '/', 3) end
  ) stored;

alter table pushes
  add column host text not null default '',
  -- The oldest and the newest of what the device has not been told of; `message` and `seq` name the
  -- newest of those with the strongest reason.
  add column first_seq bigint not null default 0,
  add column last_seq bigint not null default 0,
  -- What stands on the screen, as far as it is known.
  add column told_message uuid,
  add column told_seq bigint not null default 0;
update pushes p
set host = d.host, first_seq = p.seq, last_seq = p.seq
from push_devices d
where d.id = p.device;
create index pushes_host on pushes (host, due_at) where state <> 'shown';
create index pushes_item on pushes (item);
create index pushes_channel on pushes (channel);

-- What was taken back, written in the transaction that took it: a message, an item, or something of a
-- channel (a right, old talk, talk that moved). Which notices go with it is found afterwards.
create table push_gone (
  id bigint generated always as identity primary key,
  message uuid,
  item uuid,
  channel uuid,
  -- Notices up to this one have been looked at.
  last_device uuid not null default '00000000-0000-0000-0000-000000000000',
  last_item uuid not null default '00000000-0000-0000-0000-000000000000'
);

-- What was used last where somebody reads, and whether a tag is used there: asked of each channel.
create index taggings_latest on taggings (channel, at desc);

-- Whether somebody sees any use of a tag, as `visible_taggings` says it.
create function sees_tag(reader uuid, wanted uuid) returns boolean
language sql stable
as $$
  select exists (
    select
    from readable_channels(reader) r,
    lateral (
      select from taggings g
      where g.channel = r.channel and g.tag = wanted and g.seq >= r.history_from
      limit 1
    ) used
  ) or exists (
    select from visible_taggings(reader) v where v.tag = wanted and v.channel is null
  )
$$;

-- The letter of the morning comes once a day, whatever node writes it.
create table digests (
  member uuid primary key references members (id) on delete cascade,
  -- In the member's own zone, on which the last one was written.
  day date not null
);

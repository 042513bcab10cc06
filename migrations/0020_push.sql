-- Why: who is away and should be told hears it on the phone: keys of the network, devices, and what each is still to be told.

-- By these the push services know who speaks (VAPID). One is in use; a retired one still signs for
-- devices that subscribed under it. Whoever has the private one can send as this network to a device
-- whose secrets are known, and read nothing.
create table push_keys (
  id uuid primary key,
  public text not null,
  private text not null,
  made_at timestamptz not null default app_now(),
  retired_at timestamptz
);
create unique index push_keys_in_use on push_keys ((true)) where retired_at is null;

-- A browser that takes notices. It is worth what its session is: when that ends, nothing is sent. The
-- mailbox of a member who wants letters stands among them: it is told later, and of the same.
create table push_devices (
  id uuid primary key,
  -- 'browser' or 'mailbox'.
  sort text not null default 'browser',
  member uuid not null references members (id),
  session uuid not null,
  key uuid not null references push_keys (id),
  endpoint text not null unique,
  p256dh text not null,
  auth text not null,
  label text not null,
  -- In which it shows what it is told.
  language text not null,
  -- How much may stand on its lock screen: 'full', 'sender' or 'place'.
  shows text not null default 'full',
  made_at timestamptz not null default app_now(),
  last_ok_at timestamptz,
  -- In a row, since it was last reached.
  failures integer not null default 0
);
create index push_devices_member on push_devices (member);
create unique index push_devices_mailbox on push_devices (member) where sort = 'mailbox';

-- Messages that somebody may have to be told of, written in the transaction that stores them.
create table push_owed (
  message uuid primary key,
  at timestamptz not null default app_now()
);
create index push_owed_at on push_owed (at);
create index follows_watch on follows (subject) where level = 'watch';

-- What a device is to be told of one item: what comes meanwhile joins it, so a device hears once of
-- many messages. The row stays while the notice stands there unread.
create table pushes (
  device uuid not null references push_devices (id) on delete cascade,
  item uuid not null,
  channel uuid,
  -- The newest.
  message uuid,
  seq bigint not null default 0,
  count integer not null default 1,
  -- 'direct', 'mention', 'watch' or 'test'.
  reason text not null,
  -- 'due', 'shown' (told, not read), 'read' (the device is to take it away).
  state text not null default 'due',
  due_at timestamptz not null,
  -- Of the oldest message that it has not been told of.
  since timestamptz not null default app_now(),
  version bigint not null default 1,
  attempts integer not null default 0,
  -- A try has begun: it may stand on the screen.
  was_sent boolean not null default false,
  -- The service found it too long once: told without words.
  is_brief boolean not null default false,
  -- A node is at it until `due_at`.
  is_taken boolean not null default false,
  primary key (device, item)
);
create index pushes_due on pushes (due_at) where state <> 'shown';
create index pushes_message on pushes (message);

-- How much of a message leaves the house: 'full', 'sender' or 'place'. Absent: the words of open
-- workspaces, of others only that there is something.
alter table workspaces add column push_shows text;

-- Why: running the network: its settings, its nodes, what members tell those who run it, lists of people to bring in.

alter table network
  -- Grows with every change of the settings.
  add column version bigint not null default 1,
  -- Who may invite people into the network: administrators, contacts or members.
  add column invites text not null default 'contacts',
  add column terms_version text not null default '1',
  add column language text not null default 'fi',
  -- Days after which talk is removed where a workspace says nothing else; absent: never.
  add column retention_days integer check (retention_days > 0);

-- One row for each running node, renewed every few seconds; a node that has gone leaves none.
create table node_beats (
  -- Of this run of the node: two nodes of one name are two.
  id uuid primary key,
  name text not null,
  version text not null,
  sockets integer not null,
  since timestamptz not null default app_now(),
  beat_at timestamptz not null default app_now()
);

create table feedback (
  id uuid primary key,
  -- Absent after the sender's erasure.
  member uuid references members (id) on delete set null,
  kind text not null,
  words text not null,
  page text not null default '',
  state text not null default 'new',
  answer text not null default '',
  at timestamptz not null default app_now(),
  handled_at timestamptz,
  handled_by uuid
);
create index feedback_new on feedback (at) where state = 'new';
create index feedback_member on feedback (member, at desc);

-- Uploaded lists of people. The text goes when it has been done, and after a day in any case.
create table imports (
  id uuid primary key,
  member uuid not null references members (id),
  text text not null,
  at timestamptz not null default app_now(),
  done_at timestamptz
);

-- Whom an import has made, so that their sign-in links can be asked for.
create table imported_members (
  import uuid not null references imports (id) on delete cascade,
  member uuid not null references members (id) on delete cascade,
  primary key (import, member)
);

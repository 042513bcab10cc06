-- Why: who is in the network: the network itself, organisations, members, their sessions.

-- Every instant that is stored or compared. Only tests move it, by the session setting.
create function app_now() returns timestamptz
language sql stable
as $$
  select now() + coalesce(nullif(current_setting('talkoo.clock_offset', true), '')::interval, interval '0')
$$;

create table network (
  single boolean primary key default true check (single),
  id uuid not null,
  name text not null,
  epoch uuid not null,
  -- Keys the hashes of receipts, so that a stored hash tells nothing of the text.
  receipt_key bytea not null,
  kinds text[] not null default '{chat}',
  demo boolean not null default false,
  made_at timestamptz not null default app_now()
);

create table organisations (
  id uuid primary key,
  name_fi text not null,
  name_sv text not null default '',
  name_en text not null default '',
  kind text not null,
  region text,
  parent uuid references organisations (id),
  verified boolean not null default false,
  coordinator boolean not null default false,
  version bigint not null default 1
);

create table organisation_domains (
  domain text primary key,
  organisation uuid not null references organisations (id)
);

create table members (
  id uuid primary key,
  given text not null,
  family text not null,
  email text not null,
  password_hash text,
  title text not null default '',
  region text,
  language text not null default 'fi',
  languages text[] not null default '{}',
  status text not null default 'active',
  role text not null default 'member',
  discoverable boolean not null default true,
  terms_version text,
  consented_at timestamptz,
  version bigint not null default 1,
  -- Head of the versions of this member's read marks.
  mark_version bigint not null default 0,
  made_at timestamptz not null default app_now()
);
create unique index members_email on members (lower(email)) where status <> 'erased';
create index members_given on members (lower(given) text_pattern_ops);
create index members_family on members (lower(family) text_pattern_ops);

create table affiliations (
  member uuid not null references members (id),
  organisation uuid not null references organisations (id),
  title text not null default '',
  main boolean not null default false,
  from_at timestamptz not null default app_now(),
  to_at timestamptz,
  primary key (member, organisation, from_at)
);
create unique index affiliations_one_main on affiliations (member) where main and to_at is null;

create table sessions (
  id uuid primary key,
  member uuid not null references members (id),
  -- SHA-256 of the 32 random bytes that the device holds.
  token_hash bytea not null unique,
  device text not null default '',
  started_at timestamptz not null default app_now(),
  seen_at timestamptz not null default app_now(),
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index sessions_member on sessions (member) where ended_at is null;
create index sessions_ended on sessions (ended_at) where ended_at is not null;

-- Links that sign in: a first start, a demonstration person.
create table sign_in_links (
  token_hash bytea primary key,
  member uuid not null references members (id),
  purpose text not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index sign_in_links_member on sign_in_links (member);

-- Which days a member read anything, to tell who is active; kept 60 days.
create table read_days (
  member uuid not null,
  day date not null,
  channels_read integer not null default 0,
  primary key (member, day)
);

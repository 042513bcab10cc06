-- Why: people come in by themselves: applications that wait, who agreed to which terms, whom one
-- has reminded of the place that waits.

create table applications (
  id uuid primary key,
  member uuid not null unique references members (id),
  organisation uuid references organisations (id),
  -- As the applicant wrote it, where the organisation is not in the list.
  organisation_name text not null default '',
  reason text not null,
  -- waiting, approved or refused.
  state text not null default 'waiting',
  decided_by uuid references members (id),
  decided_at timestamptz,
  -- Why it was refused, as the applicant was told.
  decision text not null default '',
  made_at timestamptz not null default app_now()
);
create index applications_waiting on applications (made_at, id) where state = 'waiting';
create index applications_decided on applications (decided_at desc, id) where state <> 'waiting';

-- Who is at work on an application: one at a time, whoever says so first.
create table application_handlers (
  application uuid primary key references applications (id) on delete cascade,
  member uuid not null references members (id),
  at timestamptz not null default app_now()
);

-- Terms of use and privacy notice; version 1 is the product's own and has no row.
create table terms (
  version integer primary key,
  terms_fi text not null,
  terms_sv text not null,
  terms_en text not null,
  privacy_fi text not null,
  privacy_sv text not null,
  privacy_en text not null,
  published_by uuid not null references members (id),
  published_at timestamptz not null default app_now()
);

-- Who agreed to what, and when. members.terms_version is the newest of them.
create table consents (
  member uuid not null references members (id),
  version integer not null,
  at timestamptz not null default app_now(),
  primary key (member, version)
);

alter table members add column reminded_at timestamptz;

-- Why: who stands for an organisation, what people can do, what they say of themselves, and who may
-- know of whom.

create table organisation_contacts (
  organisation uuid not null references organisations (id),
  member uuid not null references members (id),
  at timestamptz not null default app_now(),
  primary key (organisation, member)
);
create index organisation_contacts_member on organisation_contacts (member);

alter table organisations
  add column business_id text,
  add column about_fi text not null default '',
  add column about_sv text not null default '',
  add column about_en text not null default '';
create unique index organisations_business_id on organisations (business_id)
  where business_id is not null;
create index organisation_domains_organisation on organisation_domains (organisation);

alter table members
  add column bio text not null default '',
  add column municipality text,
  -- A picture's file; without one the initials are drawn.
  add column picture uuid;

-- An affiliation that its member has added stands unconfirmed until a contact person of the
-- organisation or an administrator says that it is so.
alter table affiliations add column confirmed boolean not null default true;
create unique index affiliations_one_now on affiliations (member, organisation) where to_at is null;
create index affiliations_organisation on affiliations (organisation) where to_at is null;

create table competences (
  id uuid primary key,
  slug text not null unique,
  label_fi text not null,
  label_sv text not null default '',
  label_en text not null default '',
  -- method, phenomenon, sector, technology or language.
  kind text not null,
  aliases text[] not null default '{}'
);

create table member_competences (
  member uuid not null references members (id),
  competence uuid not null references competences (id),
  level smallint not null check (level between 1 and 3),
  at timestamptz not null default app_now(),
  primary key (member, competence)
);
create index member_competences_competence on member_competences (competence, member);

create table endorsements (
  member uuid not null,
  competence uuid not null,
  by_member uuid not null references members (id),
  at timestamptz not null default app_now(),
  primary key (member, competence, by_member),
  foreign key (member, competence) references member_competences (member, competence)
    on delete cascade
);

-- The directory's two orders.
create index members_directory_fi on members (family collate "fi-x-icu", given collate "fi-x-icu", id)
  where status = 'active' and discoverable;
create index members_directory_sv on members (family collate "sv-x-icu", given collate "sv-x-icu", id)
  where status = 'active' and discoverable;

-- Whether two people are somewhere together: in a workspace as more than guests, or in a channel.
create function share_a_place(one uuid, other uuid) returns boolean
language sql stable
as $$
  select exists (
      select from workspace_members a
      join workspace_members b on b.workspace = a.workspace and b.member = other
      where a.member = one and a.role <> 'guest' and b.role <> 'guest'
    )
    or exists (
      select from channel_members a
      join channel_members b on b.channel = a.channel and b.member = other
      where a.member = one
    )
$$;

-- Whether a reader may know of a member at all, in the directory, in search, by profile.
create function knows_of(reader uuid, m members) returns boolean
language sql stable
as $$
  select m.discoverable or m.id = reader or share_a_place(reader, m.id)
$$;

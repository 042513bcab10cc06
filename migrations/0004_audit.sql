-- Why: who did what to rights, membership and accounts, sealed into a chain; never content. The
-- application may add and read, nothing else.

create schema audit;

create table audit.lines (
  id uuid primary key,
  at timestamptz not null default app_now(),
  -- Keyed pseudonym of the member; erasure forgets the key, the chain stays whole.
  actor text,
  action text not null,
  object uuid,
  outcome text not null default 'done',
  reason text not null default ''
);

-- Sealing looks at what is newer than an hour before the last sealed line.
create index lines_at on audit.lines (at, id);

create table audit.chain (
  seq bigint primary key,
  line uuid not null unique references audit.lines (id),
  previous bytea not null,
  -- SHA-256 of previous and the line.
  hash bytea not null
);

-- The key that ties a member to a pseudonym; deleting the row is forgetting.
create table audit_keys (
  member uuid primary key references members (id),
  key bytea not null
);

do $$
begin
  if not exists (select from pg_roles where rolname = 'talkoo') then
    create role talkoo login;
  end if;
end
$$;

grant usage on schema public, audit to talkoo;
grant select, insert, update, delete on all tables in schema public to talkoo;
grant execute on all functions in schema public to talkoo;
grant select, insert on all tables in schema audit to talkoo;
alter default privileges in schema public grant select, insert, update, delete on tables to talkoo;
alter default privileges in schema public grant execute on functions to talkoo;
revoke insert, update, delete on _sqlx_migrations from talkoo;
grant select on _sqlx_migrations to talkoo;

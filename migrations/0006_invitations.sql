-- Why: coming in by a link, asking to be let into a workspace, moving a session to another device.

create table invitations (
  id uuid primary key,
  -- SHA-256 of the 32 random bytes that the link carries; a copy of the database invites nobody.
  token_hash bytea not null unique,
  -- network, workspace or channel; the network has no place.
  sort text not null,
  place uuid,
  role text not null,
  maker uuid not null references members (id),
  note text not null default '',
  -- Sent to one address: an account made by it has this address.
  email text,
  uses_most integer not null,
  uses integer not null default 0,
  made_at timestamptz not null default app_now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  check (uses between 0 and uses_most),
  check ((sort = 'network') = (place is null))
);
create index invitations_place on invitations (place, made_at desc) where place is not null;
create index invitations_maker on invitations (maker, made_at) where email is not null;
create index invitations_network on invitations (made_at desc) where place is null;

-- Who came in by which link.
create table invitation_uses (
  invitation uuid not null references invitations (id),
  member uuid not null references members (id),
  at timestamptz not null default app_now(),
  -- The account was made by it, and what its owner wrote of an organisation that we could not tell.
  is_new boolean not null,
  organisation text not null default '',
  primary key (invitation, member)
);
create index invitation_uses_member on invitation_uses (member);

-- Who asks to be let into a workspace. Who is let in has no request any more.
create table join_requests (
  workspace uuid not null references workspaces (id),
  member uuid not null references members (id),
  -- waiting or refused
  state text not null default 'waiting',
  text text not null default '',
  at timestamptz not null default app_now(),
  decided_at timestamptz,
  primary key (workspace, member)
);
create index join_requests_waiting on join_requests (workspace, at) where state = 'waiting';
create index join_requests_member on join_requests (member);

-- A code that signs another device of the same person in, once and soon.
create table session_moves (
  id uuid primary key,
  token_hash bytea not null unique,
  member uuid not null references members (id),
  made_at timestamptz not null default app_now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index session_moves_member on session_moves (member);

-- Called by a statement whose decision has been overtaken: the journal undoes the draft and has it
-- decided anew, so that it is either still right or refused in words.
create function decide_again() returns void
language plpgsql
as $$
begin
  raise exception 'what was decided on has changed'
    using errcode = 'integrity_constraint_violation', constraint = 'decide_again';
end
$$;

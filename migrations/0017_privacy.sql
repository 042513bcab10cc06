-- Why: who brought whom into a workspace counts for consent; sums that quotas and counts ask for are kept, not scanned.

-- Absent: they came by themselves, by a link, or because they asked to.
alter table workspace_members add column brought_by uuid references members (id);

-- The week's messages are counted over all channels.
create index messages_time on messages using brin (at) with (pages_per_range = 16, autosummarize = on);

-- What each member's files take. The sum over all of them is the network's: a row a member, never a row a file.
create table file_sums (
  owner uuid primary key references members (id),
  stored bigint not null
);
insert into file_sums (owner, stored)
select owner, sum(stored) from files group by owner;

create function files_summed() returns trigger
language plpgsql
as $$
begin
  insert into file_sums as s (owner, stored)
  values (coalesce(new.owner, old.owner), coalesce(new.stored, 0) - coalesce(old.stored, 0))
  on conflict (owner) do update set stored = s.stored + excluded.stored;
  return null;
end
$$;
create trigger files_summed_written after insert or update of stored on files
  for each row execute function files_summed();
create trigger files_summed_deleted after delete on files
  for each row execute function files_summed();

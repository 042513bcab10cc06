-- Why: members have pictures, files of their own sort that no message holds; and a competence can be retired without being taken from those who have it.

-- Cut square and made small when it came; a profile holds it, never a message.
alter table files add column is_portrait boolean not null default false;

-- Whoever drops a file that a profile holds has forgotten the profile.
alter table members add constraint members_picture_fkey foreign key (picture) references files (id);
create unique index members_picture on members (picture) where picture is not null;

-- Offered to nobody any more; who has named it keeps it.
alter table competences add column is_retired boolean not null default false;

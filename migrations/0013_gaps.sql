-- Why: letters to administrators while applications wait, and indexes for questions that are new.

-- Whether a report gives a message to be read is asked each time one of its files is fetched.
create index report_sights_message on report_sights (message);

-- When an administrator was last told by letter that applications wait: once a day is enough.
create table waiting_letters (
  member uuid primary key references members (id) on delete cascade,
  at timestamptz not null
);

-- What failed for good is kept for a month and then removed.
create index jobs_failed on jobs (failed_at) where failed_at is not null;

-- An account that closes lets go of what it has in hand.
create index application_handlers_member on application_handlers (member);
create index reports_handler on reports (handler) where handler is not null;

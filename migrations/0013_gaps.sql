-- Why: whether a report gives a message to be read is asked each time one of its files is fetched.

create index report_sights_message on report_sights (message);

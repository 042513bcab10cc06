-- Once for a new Postgres: the owner of the schema, who migrates, and the application, who serves.
create role talkoo_owner login password 'change-me';
create role talkoo login password 'change-me';
create database talkoo owner talkoo_owner;

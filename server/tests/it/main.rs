//! The one integration binary: every theme is a file, every test has a database of its own.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::wildcard_enum_match_arm, reason = "a test waits for one frame among many")]

mod bed;

mod stage;

mod talk;
mod tags;
mod bank;
mod bank_more;
mod bringing;
mod catalogue;
mod inbox;
mod promises_order;
mod promises_turns;
mod promises_delivery;
mod promises_rights;
mod promises_hiding;
mod promises_unread;
mod promises_process;

mod closing;
mod story;
mod model_rights;
#[cfg(feature = "trial")]
mod trial_race;
#[cfg(feature = "trial")]
mod news;
mod newsletters;
mod erasure;
mod own_feed;
mod peers;
mod promises_outage;
mod rates;
mod promises_jobs;
mod promises_nodes;
mod promises_full;
mod actions;
mod activity;
mod moderation;
mod people;
mod access_table;
mod access_peers;
mod access_offices;
mod lodging;
mod database;
mod private_postgres;
mod command_line;
mod figures;
mod logs;
mod tls;
mod cancelled;
mod attacks;
mod bus;
mod http;
mod sign_in;
mod sign_in_races;
mod sign_in_time;
mod bounds;
mod demo;
mod routes;
mod files;
mod waking;
mod workspaces;
mod hiding;
mod audit;
mod admin;
mod administration;
mod post;
mod later;
mod push;
mod arrivals;
mod own_keys;
mod invitations;
mod invitation_letters;
mod invitation_races;
mod requests;
mod moves;
mod personal_codes;
mod consent;
mod gates;
mod search;

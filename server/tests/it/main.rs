//! The one integration binary: every theme is a file, every test has a database of its own.

#![expect(clippy::wildcard_enum_match_arm, reason = "a test waits for one frame among many")]

mod bed;

mod stage;

mod talk;
mod actions;
mod access_table;
mod lodging;
mod database;
mod private_postgres;
mod command_line;
mod bus;
mod http;
mod sign_in;
mod demo;
mod routes;
mod admin;

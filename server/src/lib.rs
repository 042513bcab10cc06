//! Talkoo: people talk about things, in channels.

pub mod config;
pub mod telemetry;
pub mod clock;
pub mod error;
pub mod boot;
pub mod cli;
pub mod domain;
pub mod kind;
pub mod kinds;
pub mod store;
pub mod bus;
pub mod hub;
pub mod delivery;
pub mod actions;
pub mod socket;
pub mod demo;
pub mod http;
pub mod app;

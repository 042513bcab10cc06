//! Talkoo.

pub mod config;
pub mod telemetry;
pub mod clock;
pub mod error;
pub mod boot;
pub mod cli;
pub mod domain;
pub mod bus;

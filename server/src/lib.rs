//! Talkoo.

pub mod config;

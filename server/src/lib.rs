//! Talkoo: people talk about things, in channels.
//!
//! # The walk of one message
//!
//! Read along: each step is one file, in this order.
//!
//! 1. A text frame arrives. [`socket`]'s `session.rs` is the one loop of a connection, `reader.rs`
//!    turns the frame into a command, with a deadline from this moment on. The same command may
//!    come over HTTP ([`http`]'s `commands.rs`).
//! 2. [`actions::begin`] takes a turn of the member's pace (`actions/pace.rs`) and asks the file of
//!    that act: `actions/post.rs`.
//! 3. May they? `actions/scene.rs` finds the member's standing in the channel, cached or read, and
//!    [`domain::access`] judges it: pure functions of what is true now.
//! 4. Is it sound? The channel's [`kind`] says so, found in [`kinds`], the registry.
//!    [`domain::markup`] reads mentions and tags. The result is a [`domain::draft::Draft`]: decided,
//!    not yet true, with the guards it rests on.
//! 5. [`store::journal`] puts it into the next group commit: counters locked in order, receipts and
//!    guards looked at again (`ground.rs`), seqs given (`batch.rs`), everything stored by one
//!    statement (`rows.rs`). After the commit it has happened.
//! 6. The ack goes to the sender's mailbox.
//! 7. [`delivery`]'s `publish.rs` encodes each event once for each depth,
//! 8. offers it to those who listen here, and tells the other nodes over the [`bus`].
//! 9. `delivery/relay.rs` keeps the stream in order; at a gap, or behind an event that took rights
//!    away, it reads Postgres: events and rights in one snapshot.
//! 10. [`hub`]'s `slot.rs` hands the same bytes to every subscriber's mailbox (`mailbox.rs`).
//! 11. `socket/writer.rs` drains the mailbox and flushes once.
//!
//! Who was away comes back by `delivery/catch_up.rs`. Nothing of this depends on Redis for truth:
//! `delivery/heads.rs` compares with Postgres every second.
//!
//! # The rooms
//!
//! Which room may use which stands in `README.md` beside this folder, and a test holds it.

pub mod config;
pub mod telemetry;
pub mod figures;
pub mod clock;
pub mod error;
pub mod boot;
pub mod cli;
pub mod app;
pub mod http;
pub mod socket;
pub mod actions;
pub mod domain;
pub mod kind;
pub mod kinds;
pub mod search;
pub mod jobs;
pub mod mail;
pub mod push;
pub mod files;
pub mod store;
pub mod delivery;
pub mod bus;
pub mod turns;
pub mod hub;
pub mod demo;

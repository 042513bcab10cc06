//! Hints between nodes: "this happened, look", each sent at most once.
//!
//! Nothing here is true by itself and, but for counts of turns, nothing here is kept. What a node misses it finds by
//! comparing heads with Postgres (promise P7), so the bus may always drop and never waits.

mod envelope;
mod intake;
mod subscriptions;
mod turns;
pub mod local;
pub mod redis;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use bytes::Bytes;
use futures_util::future::BoxFuture;
use talkoo_protocol::StreamId;

pub use turns::{Asked, Turns};

/// What is published under a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    /// The events of one stream.
    Stream(StreamId),
    /// From node to node: sessions ended, rights changed.
    Control,
    /// Who is there, who is typing.
    Presence,
}

/// What a node hears.
#[derive(Clone, Debug)]
pub enum Heard {
    /// From another node; own messages never come back.
    Message { topic: Topic, payload: Bytes },
    /// The connection is lost: from now on anything may be missed.
    Deaf,
    /// Subscribed again (also said once at the start): whatever was sent in between is lost;
    /// compare heads at once.
    Hearing,
    /// The intake overflowed and something was dropped: compare heads.
    Missed,
}

/// Hints between nodes. At most once, in no promised order, may be lost, doubled, delayed: nothing
/// depends on it for truth.
pub trait Bus: Send + Sync + 'static {
    /// Fire and forget: never blocks, drops when its bounded outbox is full.
    fn publish(&self, topic: Topic, payload: Bytes);

    /// Reference-counted: n subscribes need n unsubscribes. Takes effect soon, not at once: what
    /// another node publishes meanwhile is missed without a word.
    fn subscribe(&self, topic: Topic);

    /// After the last one nothing more of the topic is taken in; what waits already is still heard.
    fn unsubscribe(&self, topic: Topic);

    /// False when there can be no other node, so that encoding for the bus can be skipped.
    fn has_others(&self) -> bool;

    /// False from the moment of loss until every topic is subscribed again.
    fn is_hearing(&self) -> bool;

    /// How often something may have been missed so far. Whoever compares heads and finds the same
    /// number as before has found everything.
    fn gaps(&self) -> u64;

    /// Takes turns of a count that all nodes share. `None` where none is shared just now: there is
    /// no other node, or Redis does not answer soon; what the caller has counted itself holds then.
    fn take_turns<'a>(&'a self, asked: Asked<'a>) -> BoxFuture<'a, Option<Turns>>;
}

pub type SharedBus = Arc<dyn Bus>;

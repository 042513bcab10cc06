//! How a hint is named and wrapped on the wire.
//!
//! It knows nothing of what a payload means; delivery does.

use bytes::Bytes;
use talkoo_protocol::StreamId;
use uuid::Uuid;

use super::Topic;

/// The name of a topic, under a prefix that keeps several networks on one Redis apart: Redis'
/// numbered databases do not separate what is published.
#[derive(Debug, Clone)]
pub(super) struct Names {
    streams: String,
    control: String,
    presence: String,
}

impl Names {
    pub(super) fn under(prefix: &str) -> Self {
        Self {
            streams: format!("{prefix}:s:"),
            control: format!("{prefix}:control"),
            presence: format!("{prefix}:presence"),
        }
    }

    pub(super) fn of(&self, topic: Topic) -> String {
        match topic {
            Topic::Stream(stream) => format!("{}{stream}", self.streams),
            Topic::Control => self.control.clone(),
            Topic::Presence => self.presence.clone(),
        }
    }

    /// `None` for what is none of ours.
    pub(super) fn topic(&self, name: &[u8]) -> Option<Topic> {
        if let Some(stream) = name.strip_prefix(self.streams.as_bytes()) {
            return Uuid::try_parse_ascii(stream).ok().map(|id| Topic::Stream(StreamId(id)));
        }
        if name == self.control.as_bytes() {
            return Some(Topic::Control);
        }
        (name == self.presence.as_bytes()).then_some(Topic::Presence)
    }
}

/// Stands in front of every payload, so that a node can drop what it said itself: Redis sends a
/// hint to its publisher, too. New in every life of a process; a node's name would not do, nobody
/// keeps two nodes from bearing the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Origin([u8; 16]);

impl Origin {
    pub(super) fn new(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    pub(super) fn seal(self, payload: &[u8]) -> Vec<u8> {
        let mut sealed = Vec::with_capacity(self.0.len() + payload.len());
        sealed.extend_from_slice(&self.0);
        sealed.extend_from_slice(payload);
        sealed
    }

    /// The payload without a copy, or `None` when it is our own or nobody's.
    pub(super) fn open(self, mut sealed: Bytes) -> Option<Bytes> {
        if sealed.len() < self.0.len() {
            return None;
        }
        let payload = sealed.split_off(self.0.len());
        (sealed != self.0[..]).then_some(payload)
    }
}

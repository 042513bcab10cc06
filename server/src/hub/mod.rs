//! Who listens on this node: open connections, and for each stream the subscribers that hear it. The
//! hub moves bytes that others have made; it knows no event, no right and no database.

mod admission;
mod connection;
mod mailbox;
mod slot;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::extract::ws::Utf8Bytes;
use dashmap::{DashMap, Entry};
use talkoo_protocol::{ConnectionId, Depth, MemberId, SessionId, StreamId, close::CloseCode};

pub use admission::{Admission, Place};
pub use connection::{Connection, Subscription};
pub use mailbox::{Bounds, Drained, Mail, Mailbox};
pub use slot::{Encoded, Healed, Offered, Slot, Turn};

/// The index of everything open on this node.
#[derive(Default)]
pub struct Hub {
    slots: DashMap<StreamId, Arc<Slot>>,
    connections: DashMap<ConnectionId, Arc<Connection>>,
    members: DashMap<MemberId, Vec<Arc<Connection>>>,
}

/// What joining a stream did.
pub struct Joined {
    pub slot: Arc<Slot>,
    /// Nobody here listened before: the bus must be told.
    pub is_first: bool,
    /// The connection heard it already; only its depth was changed.
    pub was_there: bool,
}

impl Hub {
    /// Lets a connection in, unless its member has `most` already.
    pub fn open(&self, connection: &Arc<Connection>, most: usize) -> bool {
        let mut of_member = self.members.entry(connection.member).or_default();
        if of_member.len() >= most {
            return false;
        }
        of_member.push(connection.clone());
        drop(of_member);
        self.connections.insert(connection.id, connection.clone());
        true
    }

    /// Forgets a connection; returns the streams that nobody here hears any more.
    pub fn close(&self, connection: &Connection) -> Vec<StreamId> {
        self.connections.remove(&connection.id);
        if let Entry::Occupied(mut of_member) = self.members.entry(connection.member) {
            of_member.get_mut().retain(|other| other.id != connection.id);
            if of_member.get().is_empty() {
                of_member.remove();
            }
        }
        let subscriptions = connection.take_subscriptions();
        subscriptions
            .into_iter()
            .filter_map(|subscription| {
                subscription.slot.remove(subscription.key);
                self.drop_if_empty(subscription.slot.stream).then_some(subscription.slot.stream)
            })
            .collect()
    }

    /// Subscribes a connection, not yet live: it hears nothing until it has caught up.
    pub fn join(&self, connection: &Arc<Connection>, stream: StreamId, depth: Depth) -> Joined {
        if let Some(subscription) = connection.subscription(stream) {
            subscription.slot.set_depth(subscription.key, depth);
            return Joined { slot: subscription.slot, is_first: false, was_there: true };
        }
        // The entry is held while the subscriber is put in, so that an emptied slot is never
        // dropped between the two.
        let mut is_first = false;
        let entry = self.slots.entry(stream).or_insert_with(|| {
            is_first = true;
            Arc::new(Slot::new(stream))
        });
        let slot = entry.value().clone();
        let key = slot.insert(connection.clone(), depth);
        drop(entry);
        connection.add_subscription(slot.clone(), key);
        Joined { slot, is_first, was_there: false }
    }

    /// Takes a connection off a stream; true when nobody here hears the stream any more.
    pub fn leave(&self, connection: &Connection, stream: StreamId) -> bool {
        let Some(subscription) = connection.remove_subscription(stream) else { return false };
        subscription.slot.remove(subscription.key);
        self.drop_if_empty(stream)
    }

    fn drop_if_empty(&self, stream: StreamId) -> bool {
        self.slots.remove_if(&stream, |_, slot| slot.is_empty()).is_some()
    }

    pub fn slot(&self, stream: StreamId) -> Option<Arc<Slot>> {
        self.slots.get(&stream).map(|slot| slot.value().clone())
    }

    /// Every stream that somebody here hears, and how far it has been passed.
    pub fn slots(&self) -> Vec<Arc<Slot>> {
        self.slots.iter().map(|slot| slot.value().clone()).collect()
    }

    pub fn connection(&self, id: ConnectionId) -> Option<Arc<Connection>> {
        self.connections.get(&id).map(|connection| connection.value().clone())
    }

    pub fn connections(&self) -> Vec<Arc<Connection>> {
        self.connections.iter().map(|connection| connection.value().clone()).collect()
    }

    pub fn stream_count(&self) -> usize {
        self.slots.len()
    }

    pub fn connection_count(&self) -> usize {
        self.connections.len()
    }

    /// Devices of one member on this node.
    pub fn of_member(&self, member: MemberId) -> Vec<Arc<Connection>> {
        self.members.get(&member).map(|of_member| of_member.value().clone()).unwrap_or_default()
    }

    /// Who has a device on this node.
    pub fn members(&self) -> Vec<MemberId> {
        self.members.iter().map(|of_member| *of_member.key()).collect()
    }

    /// A frame for all devices of one member.
    pub fn tell_member(&self, member: MemberId, frame: &Utf8Bytes) {
        for connection in self.of_member(member) {
            connection.mailbox.push(frame.clone());
        }
    }

    /// Closes the sockets of ended sessions.
    pub fn end_sessions(&self, ended: &[SessionId]) {
        for connection in self.connections() {
            if ended.contains(&connection.session) {
                connection.mailbox.close(CloseCode::SESSION_ENDED);
            }
        }
    }

    /// Closes the sockets of a member, without those of one session.
    pub fn end_others(&self, member: MemberId, keep: SessionId) {
        for connection in self.of_member(member) {
            if connection.session != keep {
                connection.mailbox.close(CloseCode::SESSION_ENDED);
            }
        }
    }

    /// Closes the sockets of every device of a member.
    pub fn end_member(&self, member: MemberId) {
        for connection in self.of_member(member) {
            connection.mailbox.close(CloseCode::SESSION_ENDED);
        }
    }

    /// What must always be true of the index; asked by tests after every change.
    #[cfg(test)]
    pub(crate) fn check_invariants(&self) {
        for slot in self.slots() {
            assert!(!slot.is_empty(), "a slot without subscribers is dropped");
            slot.check_invariants();
        }
        for connection in self.connections() {
            assert!(
                self.of_member(connection.member).iter().any(|other| other.id == connection.id)
            );
        }
    }
}

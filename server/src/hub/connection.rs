//! One open socket as the hub knows it: whose it is, what it hears, where its mail goes.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use parking_lot::Mutex;
use talkoo_protocol::{ConnectionId, MemberId, SessionId, StreamId};

use super::{mailbox::Mailbox, slot::Slot};

pub struct Connection {
    pub id: ConnectionId,
    pub member: MemberId,
    pub session: SessionId,
    pub mailbox: Mailbox,
    /// Sorted by stream. A member with 500 channels has 500 of these on every device, so it is a
    /// plain vector: 24 bytes each, found by halving.
    subscriptions: Mutex<Vec<Subscription>>,
    /// Subscriptions ever made.
    made: AtomicU32,
}

/// A place in a slot.
#[derive(Clone)]
pub struct Subscription {
    pub slot: Arc<Slot>,
    pub key: usize,
    /// Tells this subscription from a former one of the same connection to the same stream: what
    /// was begun for that one must not go on with this one.
    pub number: u32,
}

impl Connection {
    pub fn new(
        id: ConnectionId,
        member: MemberId,
        session: SessionId,
        mailbox: Mailbox,
    ) -> Arc<Self> {
        let (subscriptions, made) = (Mutex::default(), AtomicU32::new(0));
        Arc::new(Self { id, member, session, mailbox, subscriptions, made })
    }

    pub fn subscription(&self, stream: StreamId) -> Option<Subscription> {
        let subscriptions = self.subscriptions.lock();
        let at = subscriptions.binary_search_by_key(&stream, |held| held.slot.stream).ok()?;
        subscriptions.get(at).cloned()
    }

    pub fn subscription_count(&self) -> usize {
        self.subscriptions.lock().len()
    }

    pub(super) fn add_subscription(&self, slot: Arc<Slot>, key: usize) {
        let mut subscriptions = self.subscriptions.lock();
        let stream = slot.stream;
        let number = self.made.fetch_add(1, Ordering::Relaxed);
        let subscription = Subscription { slot, key, number };
        match subscriptions.binary_search_by_key(&stream, |held| held.slot.stream) {
            Ok(at) => subscriptions[at] = subscription,
            Err(at) => subscriptions.insert(at, subscription),
        }
    }

    pub(super) fn remove_subscription(&self, stream: StreamId) -> Option<Subscription> {
        let mut subscriptions = self.subscriptions.lock();
        let at = subscriptions.binary_search_by_key(&stream, |held| held.slot.stream).ok()?;
        Some(subscriptions.remove(at))
    }

    pub(super) fn take_subscriptions(&self) -> Vec<Subscription> {
        std::mem::take(&mut *self.subscriptions.lock())
    }
}

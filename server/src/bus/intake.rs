//! What a node has heard and delivery has not yet taken: a bounded queue that never makes the
//! speaker wait. It keeps nothing that does not fit; it says that it did not.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use bytes::Bytes;
use parking_lot::Mutex;
use tokio::sync::mpsc;

use super::{Heard, Topic};

/// How many messages may wait. A node that is further behind is better off asking Postgres.
pub(super) const LENGTH: usize = 4096;

/// Places that only `Deaf`, `Hearing` and `Missed` may take, so that these get through when
/// messages no longer do.
const SPARE: usize = 8;

pub(super) struct Intake {
    sender: mpsc::Sender<Heard>,
    is_hearing: AtomicBool,
    /// How often something may have been missed.
    gaps: AtomicU64,
    /// `Missed` was said and nothing has fitted in since. The lock also makes "look how much room
    /// there is, then send" one step.
    is_overflowing: Mutex<bool>,
}

impl Intake {
    pub(super) fn new(length: usize) -> (Self, mpsc::Receiver<Heard>) {
        let (sender, heard) = mpsc::channel(length + SPARE);
        let (is_hearing, is_overflowing) = (AtomicBool::new(false), Mutex::new(false));
        (Self { sender, is_hearing, gaps: AtomicU64::new(0), is_overflowing }, heard)
    }

    pub(super) fn is_hearing(&self) -> bool {
        self.is_hearing.load(Ordering::Acquire)
    }

    pub(super) fn gaps(&self) -> u64 {
        self.gaps.load(Ordering::Acquire)
    }

    /// One `Missed` is enough until something fits in again: it waits at the end of a full queue,
    /// so whoever reads it compares heads later than all that was dropped behind it.
    pub(super) fn message(&self, topic: Topic, payload: Bytes) {
        let mut is_overflowing = self.is_overflowing.lock();
        if self.sender.capacity() > SPARE {
            *is_overflowing = false;
            self.put(Heard::Message { topic, payload });
        } else {
            self.gaps.fetch_add(1, Ordering::AcqRel);
            if !*is_overflowing {
                *is_overflowing = true;
                self.put(Heard::Missed);
            }
        }
    }

    /// Says nothing when the node was deaf before.
    pub(super) fn deaf(&self) {
        let _one_at_a_time = self.is_overflowing.lock();
        if !self.is_hearing.swap(false, Ordering::AcqRel) {
            return;
        }
        self.gaps.fetch_add(1, Ordering::AcqRel);
        // The last place is never for Deaf, see `put`.
        if self.sender.capacity() > 1 {
            self.put(Heard::Deaf);
        }
    }

    /// Says nothing when the node heard before.
    pub(super) fn hearing(&self) {
        let _one_at_a_time = self.is_overflowing.lock();
        if !self.is_hearing.swap(true, Ordering::AcqRel) {
            self.put(Heard::Hearing);
        }
    }

    /// Full to the brim means that the last place holds a `Hearing` or a `Missed` that nobody has
    /// read yet, and either makes its reader compare heads: another one would add nothing.
    /// Closed means that nobody listens any more.
    fn put(&self, heard: Heard) {
        let _ = self.sender.try_send(heard);
    }
}

//! What all members of a run share: where the nodes are, who and what there is, and what they are
//! told by whoever directs the run.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use talkoo_protocol::{ChannelId, ItemId, MemberId, Seq};
use tokio::time::Instant;

use super::history::History;

pub(crate) struct Person {
    pub(crate) id: MemberId,
    pub(crate) token: String,
}

/// What happens to a channel's people during a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// Everybody stays in it.
    Steady,
    /// Public: members come and go by themselves.
    Open,
    /// Private: the first member takes others out and brings them back.
    Fenced,
}

pub(crate) struct Place {
    pub(crate) channel: ChannelId,
    pub(crate) sort: Sort,
    /// Its main item first.
    pub(crate) items: Vec<ItemId>,
}

pub(crate) struct Company {
    pub(crate) history: Arc<History>,
    /// Where clients connect: the lines, not the nodes.
    pub(crate) doors: Vec<SocketAddr>,
    pub(crate) nodes: Vec<SocketAddr>,
    pub(crate) people: Vec<Person>,
    pub(crate) places: Vec<Place>,
    /// An answer is due in this time from a node that is well.
    pub(crate) answer_within: Duration,
    /// Between two acts of one member, on the average.
    pub(crate) thinks: Duration,
    /// The highest seq that was acked in each channel.
    pub(crate) acked: Mutex<BTreeMap<ChannelId, Seq>>,
    is_over: AtomicBool,
    lines: AtomicU64,
    naps_until: Mutex<Option<Instant>>,
}

impl Company {
    pub(crate) fn new(history: Arc<History>, people: Vec<Person>, places: Vec<Place>) -> Self {
        Self {
            history,
            doors: Vec::new(),
            nodes: Vec::new(),
            people,
            places,
            answer_within: Duration::from_secs(10),
            thinks: Duration::from_millis(300),
            acked: Mutex::default(),
            is_over: AtomicBool::new(false),
            lines: AtomicU64::new(0),
            naps_until: Mutex::default(),
        }
    }

    /// From now on nobody begins anything; what was begun is brought to an end.
    pub(crate) fn finish(&self) {
        self.is_over.store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_over(&self) -> bool {
        self.is_over.load(Ordering::Relaxed)
    }

    /// A number for a new connection.
    pub(crate) fn line(&self) -> u64 {
        self.lines.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Every third device reads nothing for a while.
    pub(crate) fn nap(&self, time: Duration) {
        *lock(&self.naps_until) = Some(Instant::now() + time);
    }

    pub(crate) fn naps_until(&self, device: usize) -> Option<Instant> {
        let until = *lock(&self.naps_until);
        until.filter(|until| device.is_multiple_of(3) && *until > Instant::now())
    }

    pub(crate) fn place(&self, channel: ChannelId) -> Option<&Place> {
        self.places.iter().find(|place| place.channel == channel)
    }
}

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

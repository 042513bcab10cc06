//! The bus inside one process: nothing to start, nothing to lose.
//!
//! [`alone`] is the embedded default, a node that is the only one. [`Exchange`] joins several nodes
//! of one process; it keeps the same promises as Redis, no better ones, and can be cut like it.

use std::sync::Arc;

use bytes::Bytes;
use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, ready};
use parking_lot::{Mutex, RwLock};
use tokio::sync::mpsc;
use tokio::time::Instant;

use super::intake::{self, Intake};
use super::subscriptions::Counts;
use super::turns::Shared;
use super::{Asked, Bus, Heard, SharedBus, Topic, Turns};

/// A node without others: says `Hearing` once and never anything else.
pub fn alone() -> (SharedBus, mpsc::Receiver<Heard>) {
    let (intake, heard) = Intake::new(1);
    intake.hearing();
    (Arc::new(Alone { _keeps_the_receiver_open: intake }), heard)
}

struct Alone {
    _keeps_the_receiver_open: Intake,
}

impl Bus for Alone {
    fn publish(&self, _: Topic, _: Bytes) {}

    fn subscribe(&self, _: Topic) {}

    fn unsubscribe(&self, _: Topic) {}

    fn has_others(&self) -> bool {
        false
    }

    fn is_hearing(&self) -> bool {
        true
    }

    fn gaps(&self) -> u64 {
        0
    }

    fn take_turns<'a>(&'a self, _: Asked<'a>) -> BoxFuture<'a, Option<Turns>> {
        ready(None).boxed()
    }
}

/// Where the nodes of one process meet. Clones are the same exchange.
#[derive(Clone, Default)]
pub struct Exchange {
    hall: Arc<RwLock<Hall>>,
}

#[derive(Default)]
struct Hall {
    seats: Vec<Arc<Seat>>,
    is_cut: bool,
    turns: Shared,
}

struct Seat {
    subscriptions: Mutex<Counts>,
    intake: Intake,
}

impl Exchange {
    pub fn new() -> Self {
        Self::default()
    }

    /// A new node; it leaves when its bus is dropped.
    pub fn join(&self) -> (SharedBus, mpsc::Receiver<Heard>) {
        let (intake, heard) = Intake::new(intake::LENGTH);
        let seat = Arc::new(Seat { subscriptions: Mutex::default(), intake });
        let mut hall = self.hall.write();
        if !hall.is_cut {
            seat.intake.hearing();
        }
        hall.seats.push(seat.clone());
        (Arc::new(Node { hall: self.hall.clone(), seat }), heard)
    }

    /// As when Redis is lost: every node turns deaf, and what is published is gone.
    pub fn cut(&self) {
        let mut hall = self.hall.write();
        hall.is_cut = true;
        hall.seats.iter().for_each(|seat| seat.intake.deaf());
    }

    /// Ends [`Exchange::cut`]; subscriptions are as the nodes left them.
    pub fn heal(&self) {
        let mut hall = self.hall.write();
        hall.is_cut = false;
        hall.seats.iter().for_each(|seat| seat.intake.hearing());
    }
}

struct Node {
    hall: Arc<RwLock<Hall>>,
    seat: Arc<Seat>,
}

impl Bus for Node {
    fn publish(&self, topic: Topic, payload: Bytes) {
        let hall = self.hall.read();
        if hall.is_cut {
            return;
        }
        for seat in hall.seats.iter().filter(|seat| !Arc::ptr_eq(seat, &self.seat)) {
            // Held while the message goes in: nothing comes after an unsubscribe that returned.
            let subscriptions = seat.subscriptions.lock();
            if subscriptions.wants(topic) {
                seat.intake.message(topic, payload.clone());
            }
        }
    }

    fn subscribe(&self, topic: Topic) {
        let mut subscriptions = self.seat.subscriptions.lock();
        subscriptions.add(topic);
    }

    fn unsubscribe(&self, topic: Topic) {
        let mut subscriptions = self.seat.subscriptions.lock();
        subscriptions.remove(topic);
    }

    fn has_others(&self) -> bool {
        true
    }

    fn is_hearing(&self) -> bool {
        self.seat.intake.is_hearing()
    }

    fn gaps(&self) -> u64 {
        self.seat.intake.gaps()
    }

    fn take_turns<'a>(&'a self, asked: Asked<'a>) -> BoxFuture<'a, Option<Turns>> {
        let hall = self.hall.read();
        let taken = (!hall.is_cut).then(|| hall.turns.take(asked, Instant::now()));
        ready(taken).boxed()
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.hall.write().seats.retain(|seat| !Arc::ptr_eq(seat, &self.seat));
    }
}

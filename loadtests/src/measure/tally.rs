//! The tally of one load: what was sent, what each connection got, how long it took, and every
//! fault, counted exactly. It never touches a socket. One thread works on it, so its lock is free.

use std::collections::HashMap;
use std::sync::Arc;

use tokio::sync::Notify;

use super::histogram::{Histogram, Percentiles};
use super::order::Fit;
use crate::client::scan::StreamName;

/// What went wrong; a run counts only when all of it is zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Faults {
    pub(crate) lost: u64,
    pub(crate) doubled: u64,
    pub(crate) misordered: u64,
    /// The same seq said different things to two connections, or not what its ack had said.
    pub(crate) altered: u64,
    pub(crate) refused: u64,
    pub(crate) reset: u64,
    pub(crate) closed: u64,
}

impl Faults {
    pub(crate) fn add(&mut self, other: &Self) {
        self.lost += other.lost;
        self.doubled += other.doubled;
        self.misordered += other.misordered;
        self.altered += other.altered;
        self.refused += other.refused;
        self.reset += other.reset;
        self.closed += other.closed;
    }
}

#[derive(Clone, Copy, Debug, Default, serde::Serialize)]
pub(crate) struct Durations {
    pub(crate) ack: Percentiles,
    pub(crate) delivery: Percentiles,
    /// From sending until the last member has it.
    pub(crate) last: Percentiles,
}

#[derive(Default)]
pub(crate) struct Tally {
    streams: Vec<Stream>,
    numbers: HashMap<StreamName, u32>,
    unanswered: HashMap<u32, Sent>,
    ack: Histogram,
    delivery: Histogram,
    last: Histogram,
    /// Messages stamped before this belong to the warm-up and are checked, not timed.
    counts_from: u64,
    last_stamp: u64,
    next_reference: u32,
    in_flight: usize,
    settled: Arc<Notify>,
    pub(crate) deliveries: u64,
    /// Light events, which are not deliveries.
    pub(crate) light: u64,
    pub(crate) bytes: u64,
    pub(crate) messages: u64,
    pub(crate) faults: Faults,
    pub(crate) complaint: Option<String>,
}

struct Stream {
    members: u32,
    head: u64,
    /// Seq of `places[0]`.
    first: Option<u64>,
    places: Vec<Place>,
}

/// What is known of one seq. A stamp is unique, so it names the message.
#[derive(Clone, Copy, Default)]
struct Place {
    stamp: u64,
    deliveries: u32,
    acked: bool,
}

struct Sent {
    stamp: u64,
}

/// A message about to be sent.
pub(crate) struct Ticket {
    pub(crate) reference: u32,
    pub(crate) stamp: u64,
}

impl Tally {
    /// Names a stream; `members` connections will hear it at depth `full`.
    pub(crate) fn hear(&mut self, name: StreamName) -> u32 {
        if let Some(number) = self.numbers.get(&name) {
            self.streams[*number as usize].members += 1;
            return *number;
        }
        let number = self.streams.len() as u32;
        self.numbers.insert(name, number);
        self.streams.push(Stream { members: 1, head: 0, first: None, places: Vec::new() });
        number
    }

    /// The number of a stream without hearing it in full.
    pub(crate) fn name(&mut self, name: StreamName) -> u32 {
        let number = self.hear(name);
        self.streams[number as usize].members -= 1;
        number
    }

    pub(crate) fn number(&self, name: &StreamName) -> Option<u32> {
        self.numbers.get(name).copied()
    }

    /// Told whenever a message is done.
    pub(crate) fn settled(&self) -> Arc<Notify> {
        Arc::clone(&self.settled)
    }

    pub(crate) fn head(&self, stream: u32) -> u64 {
        self.streams[stream as usize].head
    }

    /// Starts the measured part at `now`.
    pub(crate) fn count_from(&mut self, now: u64) {
        self.counts_from = now;
        self.deliveries = 0;
        self.bytes = 0;
        self.messages = 0;
    }

    pub(crate) fn sending(&mut self, now: u64) -> Ticket {
        let stamp = now.max(self.last_stamp + 1);
        self.last_stamp = stamp;
        self.next_reference += 1;
        self.in_flight += 1;
        self.unanswered.insert(self.next_reference, Sent { stamp });
        Ticket { reference: self.next_reference, stamp }
    }

    /// Messages not yet acknowledged or not yet with everybody.
    pub(crate) fn in_flight(&self) -> usize {
        self.in_flight
    }

    pub(crate) fn acked(&mut self, reference: u32, stream: u32, seq: u64, now: u64) {
        let Some(sent) = self.unanswered.remove(&reference) else {
            self.faults.altered += 1;
            return;
        };
        if sent.stamp >= self.counts_from {
            self.ack.add(now.saturating_sub(sent.stamp));
        }
        let place = self.streams[stream as usize].place(seq);
        if place.acked || (place.stamp != 0 && place.stamp != sent.stamp) {
            self.faults.altered += 1;
        }
        place.acked = true;
        place.stamp = sent.stamp;
        self.settle(stream, seq, now);
    }

    pub(crate) fn refused(&mut self, reference: u32, why: &[u8]) {
        self.unanswered.remove(&reference);
        self.in_flight = self.in_flight.saturating_sub(1);
        self.settled.notify_one();
        self.faults.refused += 1;
        self.complain(|| String::from_utf8_lossy(why).into_owned());
    }

    pub(crate) fn delivered(&mut self, stream: u32, seq: u64, stamp: u64, fit: Fit, now: u64) {
        match fit {
            Fit::InOrder | Fit::AfterGap => {}
            Fit::Misordered => self.faults.misordered += 1,
            Fit::Doubled => {
                self.faults.doubled += 1;
                return;
            }
        }
        self.deliveries += 1;
        if stamp >= self.counts_from {
            self.delivery.add(now.saturating_sub(stamp));
        }
        let place = self.streams[stream as usize].place(seq);
        if place.stamp != 0 && place.stamp != stamp {
            self.faults.altered += 1;
        }
        place.stamp = stamp;
        place.deliveries += 1;
        self.settle(stream, seq, now);
    }

    pub(crate) fn complain(&mut self, what: impl FnOnce() -> String) {
        self.complaint.get_or_insert_with(what);
    }

    pub(crate) fn durations(&self) -> Durations {
        Durations {
            ack: self.ack.percentiles(),
            delivery: self.delivery.percentiles(),
            last: self.last.percentiles(),
        }
    }

    fn settle(&mut self, stream: u32, seq: u64, now: u64) {
        let held = &mut self.streams[stream as usize];
        let members = held.members;
        let place = *held.place(seq);
        if !place.acked || place.deliveries != members {
            return;
        }
        self.in_flight = self.in_flight.saturating_sub(1);
        self.settled.notify_one();
        self.messages += 1;
        if place.stamp >= self.counts_from {
            self.last.add(now.saturating_sub(place.stamp));
        }
    }
}

impl Stream {
    fn place(&mut self, seq: u64) -> &mut Place {
        self.head = self.head.max(seq);
        let first = *self.first.get_or_insert(seq.saturating_sub(1_000));
        let index = seq.saturating_sub(first) as usize;
        if index >= self.places.len() {
            self.places.resize(index + 1, Place::default());
        }
        &mut self.places[index]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two_members() -> (Tally, u32) {
        let mut tally = Tally::default();
        tally.hear([b'a'; 36]);
        let stream = tally.hear([b'a'; 36]);
        (tally, stream)
    }

    #[test]
    fn a_message_is_done_when_acked_and_with_everybody() {
        let (mut tally, stream) = two_members();
        let ticket = tally.sending(1_000);
        tally.delivered(stream, 1, ticket.stamp, Fit::InOrder, 2_000);
        tally.acked(ticket.reference, stream, 1, 2_500);
        assert_eq!((tally.in_flight(), tally.messages), (1, 0));
        tally.delivered(stream, 1, ticket.stamp, Fit::InOrder, 3_000);
        assert_eq!((tally.in_flight(), tally.messages, tally.deliveries), (0, 1, 2));
        assert_eq!(tally.faults, Faults::default());
        assert_eq!(tally.durations().last.count, 1);
    }

    #[test]
    fn planted_faults_are_told_apart() {
        let (mut tally, stream) = two_members();
        let ticket = tally.sending(1_000);
        tally.acked(ticket.reference, stream, 1, 1_500);
        tally.delivered(stream, 1, ticket.stamp + 1, Fit::InOrder, 2_000);
        tally.delivered(stream, 1, ticket.stamp, Fit::Doubled, 2_000);
        tally.delivered(stream, 2, 7, Fit::Misordered, 2_000);
        tally.acked(99, stream, 3, 2_000);
        tally.refused(98, b"no");
        let faults = tally.faults;
        assert_eq!(
            (faults.altered, faults.doubled, faults.misordered, faults.refused),
            (2, 1, 1, 1)
        );
    }
}

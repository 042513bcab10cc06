//! One stream on this node: how far it has been passed on, what waits behind a gap, and who hears
//! it. Events leave here in the stream's order, each once (promise P3); behind an event that took
//! rights away nothing passes until the rights have been asked again (promise P11).

use std::{collections::BTreeMap, collections::HashSet, sync::Arc};

use axum::extract::ws::Utf8Bytes;
use parking_lot::Mutex;
use slab::Slab;
use talkoo_protocol::{Depth, MemberId, Seq, StreamId};

use super::connection::Connection;

/// An event made into bytes once for each depth.
#[derive(Clone, Debug)]
pub struct Encoded {
    pub seq: Seq,
    pub full: Utf8Bytes,
    pub light: Utf8Bytes,
    /// Some right on this stream was taken away by it.
    pub is_fence: bool,
}

/// What became of an offered event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offered {
    /// Passed, or not needed.
    Settled,
    /// The stream must be read from Postgres, and nobody is at it yet: the caller does.
    NeedsHealing,
}

/// What became of an attempt to hear live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    Live,
    /// More has been passed meanwhile; catch up further.
    Behind,
    /// Not subscribed any more.
    Gone,
}

/// What a healing read of Postgres found, in one snapshot.
pub struct Healed {
    /// Members that were asked about, and of these the ones who may read.
    pub asked: HashSet<MemberId>,
    pub allowed: HashSet<MemberId>,
    /// Events right above the last one passed.
    pub events: Vec<Encoded>,
    /// There are more events in Postgres than fitted.
    pub has_more: bool,
}

/// Events that may wait behind a gap; beyond it they are read from Postgres anyway.
const WAITING: usize = 1_024;

pub struct Slot {
    pub stream: StreamId,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Everything up to here has been passed. `None` until the first read of the head.
    last: Option<Seq>,
    /// How far the stream goes at least, as was said here.
    known: Seq,
    /// The same when the healing read was begun.
    known_when_asked: Seq,
    waiting: BTreeMap<Seq, Encoded>,
    is_healing: bool,
    subscribers: Slab<Subscriber>,
}

struct Subscriber {
    connection: Arc<Connection>,
    /// The last seq it was given, or has from its own catching up.
    cursor: Seq,
    depth: Depth,
    is_live: bool,
}

impl Slot {
    pub(super) fn new(stream: StreamId) -> Self {
        Self { stream, state: Mutex::default() }
    }

    pub(super) fn insert(&self, connection: Arc<Connection>, depth: Depth) -> usize {
        let subscriber = Subscriber { connection, cursor: 0, depth, is_live: false };
        self.state.lock().subscribers.insert(subscriber)
    }

    pub(super) fn remove(&self, key: usize) {
        self.state.lock().subscribers.try_remove(key);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.state.lock().subscribers.is_empty()
    }

    /// The cursor stays; what was gathered for the former depth goes out before what follows.
    pub(super) fn set_depth(&self, key: usize, depth: Depth) {
        if let Some(subscriber) = self.state.lock().subscribers.get_mut(key)
            && subscriber.depth != depth
        {
            subscriber.connection.mailbox.gather_light();
            subscriber.depth = depth;
        }
    }

    pub fn depth(&self, key: usize) -> Option<Depth> {
        self.state.lock().subscribers.get(key).map(|subscriber| subscriber.depth)
    }

    pub fn cursor(&self, key: usize) -> Option<Seq> {
        self.state.lock().subscribers.get(key).map(|subscriber| subscriber.cursor)
    }

    pub fn last(&self) -> Option<Seq> {
        self.state.lock().last
    }

    /// The head as it was read after this slot was made: what lies below is in Postgres for whoever
    /// wants it.
    #[must_use]
    pub fn begin(&self, head: Seq) -> Offered {
        let mut state = self.state.lock();
        if state.last.is_some() {
            return Offered::Settled;
        }
        state.last = Some(head);
        if state.known > head { state.want_healing() } else { state.pass_waiting() }
    }

    /// Takes an event of this stream, in whatever order they come.
    pub fn offer(&self, event: Encoded) -> Offered {
        let mut state = self.state.lock();
        let Some(last) = state.last else {
            state.wait(event);
            return Offered::Settled;
        };
        if event.seq <= last {
            return Offered::Settled;
        }
        if state.is_healing || event.seq > last + 1 {
            state.wait(event);
            return state.want_healing();
        }
        let is_fence = event.is_fence;
        state.pass(&event);
        if is_fence {
            return state.want_healing();
        }
        state.pass_waiting()
    }

    /// Told that the stream goes at least as far as `head`.
    pub fn heard_of(&self, head: Seq) -> Offered {
        let mut state = self.state.lock();
        state.known = state.known.max(head);
        match state.last {
            Some(last) if head > last => state.want_healing(),
            _ => Offered::Settled,
        }
    }

    /// What waits here shall be read from Postgres instead, with the rights of today.
    #[must_use]
    pub fn doubt(&self) -> Offered {
        let mut state = self.state.lock();
        let Some(furthest) = state.waiting.keys().next_back().copied() else {
            return Offered::Settled;
        };
        state.waiting.clear();
        state.known = state.known.max(furthest);
        if state.last.is_some() { state.want_healing() } else { Offered::Settled }
    }

    /// What a healing read must ask: from where, and whose rights.
    pub fn to_heal(&self) -> (Seq, HashSet<MemberId>) {
        let mut state = self.state.lock();
        state.known_when_asked = state.known;
        let live = state.subscribers.iter().filter(|(_, subscriber)| subscriber.is_live);
        let members = live.map(|(_, subscriber)| subscriber.connection.member).collect();
        (state.last.unwrap_or(0), members)
    }

    /// Passes what a healing read found. Who may not read hears nothing of it and is returned, to be
    /// told and taken off; who went live after the question was asked catches up alone. Returns
    /// whether the stream is whole again.
    pub fn heal(&self, healed: &Healed) -> (bool, Vec<Arc<Connection>>) {
        let mut state = self.state.lock();
        let mut lost = Vec::new();
        for (_, subscriber) in &mut state.subscribers {
            if !subscriber.is_live {
                continue;
            }
            let member = subscriber.connection.member;
            if !healed.asked.contains(&member) {
                subscriber.is_live = false;
                subscriber.connection.mailbox.push_catch_up(self.stream);
            } else if !healed.allowed.contains(&member) {
                subscriber.is_live = false;
                lost.push(subscriber.connection.clone());
            }
        }
        for event in &healed.events {
            if event.seq == state.last.unwrap_or(0) + 1 {
                state.pass(event);
            }
        }
        if healed.has_more || state.is_still_behind(healed.events.is_empty()) {
            return (false, lost);
        }
        state.is_healing = false;
        let is_whole = state.pass_waiting() == Offered::Settled;
        (is_whole, lost)
    }

    /// A subscriber that has everything up to `cursor` wants to hear live. When it may, `caught_up`
    /// goes into its mailbox before anything that follows.
    pub fn go_live(&self, key: usize, cursor: Seq, caught_up: Utf8Bytes) -> Turn {
        let mut state = self.state.lock();
        let last = state.last.unwrap_or(cursor);
        let Some(subscriber) = state.subscribers.get_mut(key) else { return Turn::Gone };
        subscriber.cursor = cursor;
        if cursor < last {
            return Turn::Behind;
        }
        subscriber.is_live = true;
        subscriber.connection.mailbox.push_answer(caught_up);
        Turn::Live
    }

    /// A frame for those who look at this stream now and may be told.
    pub fn hint(&self, frame: &Utf8Bytes, may_hear: impl Fn(MemberId) -> bool) {
        for (_, subscriber) in &self.state.lock().subscribers {
            let is_looking = subscriber.is_live && subscriber.depth == Depth::Full;
            if is_looking && may_hear(subscriber.connection.member) {
                subscriber.connection.mailbox.push_hint(frame.clone());
            }
        }
    }

    /// Whether this subscription hears live, at full depth.
    pub fn is_looking(&self, key: usize) -> bool {
        let state = self.state.lock();
        state
            .subscribers
            .get(key)
            .is_some_and(|subscriber| subscriber.is_live && subscriber.depth == Depth::Full)
    }

    #[cfg(test)]
    pub(super) fn check_invariants(&self) {
        let state = self.state.lock();
        for (_, subscriber) in &state.subscribers {
            if subscriber.is_live {
                assert!(subscriber.cursor >= state.last.unwrap_or(0), "the live are not behind");
            }
        }
        if let Some((first, last)) = state.waiting.keys().next().zip(state.last) {
            assert!(*first > last, "nothing that was passed waits");
        }
    }
}

impl State {
    fn wait(&mut self, event: Encoded) {
        if self.waiting.len() < WAITING {
            self.waiting.insert(event.seq, event);
        }
    }

    /// Whether there is more to be read: said to be there, and not what a read has just not found.
    fn is_still_behind(&mut self, found_nothing: bool) -> bool {
        let last = self.last.unwrap_or(0);
        if found_nothing && self.known == self.known_when_asked {
            self.known = last;
        }
        self.known > last
    }

    fn want_healing(&mut self) -> Offered {
        if self.is_healing {
            return Offered::Settled;
        }
        self.is_healing = true;
        Offered::NeedsHealing
    }

    /// Hands one event to everybody who is live and has all before it.
    fn pass(&mut self, event: &Encoded) {
        self.last = Some(event.seq);
        for (_, subscriber) in &mut self.subscribers {
            if !subscriber.is_live || event.seq != subscriber.cursor + 1 {
                continue;
            }
            subscriber.cursor = event.seq;
            match subscriber.depth {
                Depth::Full => subscriber.connection.mailbox.push(event.full.clone()),
                Depth::Light => subscriber.connection.mailbox.push_light(event.light.clone()),
            }
        }
    }

    /// Passes what waited and fits now, up to the next fence or gap.
    fn pass_waiting(&mut self) -> Offered {
        let Some(mut last) = self.last else { return Offered::Settled };
        while let Some(entry) = self.waiting.first_entry() {
            if *entry.key() <= last {
                entry.remove();
                continue;
            }
            if *entry.key() > last + 1 {
                return self.want_healing();
            }
            let event = entry.remove();
            last = event.seq;
            self.pass(&event);
            if event.is_fence {
                return self.want_healing();
            }
        }
        Offered::Settled
    }
}

//! Who is here, and who is writing. Nothing of it is stored; what a node does not hear again soon is
//! gone: after three times `TALKOO_PRESENCE_EVERY`, and before 30 seconds by default. Only those who asked about a member are told, and nobody from whom that member is
//! hidden.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use axum::extract::ws::Utf8Bytes;
use bytes::Bytes;
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};
use talkoo_protocol::{
    ChannelId, ConnectionId, ItemId, MemberId, ServerFrame,
    frame::{Presence as State, PresenceView},
};
use tokio::time::Instant;

use super::{Delivery, envelope::Envelope};
use crate::{
    bus::Topic,
    clock::Clock,
    hub::{Connection, Slot},
};

/// An unrepeated word of another node is forgotten after so many repetitions did not come.
const UNHEARD: u32 = 3;
/// Members in one message between nodes.
const PART: usize = 1_000;

pub(super) struct Presence {
    /// New in every life of a process: nobody keeps two nodes from bearing the same name.
    node: String,
    pub(super) known: Mutex<Known>,
}

#[derive(Default)]
pub(super) struct Known {
    /// Devices here, and whether somebody looks at each.
    here: HashMap<MemberId, HashMap<ConnectionId, bool>>,
    elsewhere: HashMap<MemberId, HashMap<String, (State, Instant)>>,
    /// Who is told of a member: those among the watching who may know of that member.
    pub(super) watchers: HashMap<MemberId, HashSet<ConnectionId>>,
    pub(super) watched: HashMap<ConnectionId, Watch>,
}

/// What a connection has asked to see, whether it may or not.
pub(super) struct Watch {
    pub(super) reader: MemberId,
    pub(super) asked: Vec<MemberId>,
}

/// What one node says of its members.
#[derive(Serialize, Deserialize)]
struct Said {
    node: String,
    members: Vec<(MemberId, State)>,
}

impl Presence {
    pub(super) fn new(clock: Clock) -> Self {
        Self { node: clock.new_id().to_string(), known: Mutex::default() }
    }
}

impl Known {
    fn here(&self, member: MemberId) -> State {
        match self.here.get(&member) {
            None => State::Away,
            Some(devices) if devices.values().any(|active| *active) => State::Active,
            Some(_) => State::Idle,
        }
    }

    pub(super) fn state(&self, member: MemberId) -> State {
        let elsewhere = self.elsewhere.get(&member).into_iter().flat_map(HashMap::values);
        let states = elsewhere.map(|(state, _)| *state).chain([self.here(member)]);
        states.max_by_key(|state| rank(*state)).unwrap_or(State::Away)
    }
}

const fn rank(state: State) -> u8 {
    match state {
        State::Away => 0,
        State::Idle => 1,
        State::Active => 2,
    }
}

impl Delivery {
    /// A device is here, looked at or not.
    pub fn present(&self, connection: &Connection, active: bool) {
        self.change(connection.member, |known| {
            known.here.entry(connection.member).or_default().insert(connection.id, active);
        });
    }

    pub(super) fn presence_closed(&self, connection: &Connection) {
        self.change(connection.member, |known| {
            if let Some(devices) = known.here.get_mut(&connection.member) {
                devices.remove(&connection.id);
                if devices.is_empty() {
                    known.here.remove(&connection.member);
                }
            }
            unwatch(known, connection.id);
        });
    }

    /// Changes what is known of a member here, and tells of it if the state changed.
    fn change(&self, member: MemberId, change: impl FnOnce(&mut Known)) {
        let mut known = self.presence.known.lock();
        let (before, before_here) = (known.state(member), known.here(member));
        change(&mut known);
        let (after, after_here) = (known.state(member), known.here(member));
        let watchers = (before != after).then(|| known.watchers.get(&member).cloned());
        drop(known);
        if before_here != after_here {
            self.say(vec![(member, after_here)]);
        }
        self.tell_watchers(watchers.flatten(), member, after);
    }

    /// Whether somebody looks at the channel here just now: it is on a screen that is in use.
    pub fn is_looking(&self, member: MemberId, channel: ChannelId) -> bool {
        let active: Vec<ConnectionId> = {
            let known = self.presence.known.lock();
            let devices = known.here.get(&member).into_iter().flatten();
            devices.filter(|(_, active)| **active).map(|(id, _)| *id).collect()
        };
        active.into_iter().filter_map(|id| self.hub.connection(id)).any(|connection| {
            let subscription = connection.subscription(channel.into());
            subscription.is_some_and(|one| one.slot.is_looking(one.key))
        })
    }

    /// Tells those who look at the channel that a member is writing there. Only one who looks at it
    /// may say so: the subscription is the proof of the right.
    pub fn typing(&self, connection: &Connection, channel: ChannelId, item: ItemId) {
        let Some(subscription) = connection.subscription(channel.into()) else { return };
        if !subscription.slot.is_looking(subscription.key) {
            return;
        }
        let member = connection.member;
        let Ok(frame) = super::frame(&ServerFrame::Typing { channel, item, member }) else {
            return;
        };
        self.hint(&subscription.slot, &frame, member);
        if self.bus.has_others() {
            self.tell(channel.into(), &Envelope::Hint { by: member.0.as_u128(), frame });
        }
    }

    /// A frame for those who look at the stream, but for the member who caused it and those from
    /// whom that member is hidden. Nobody, while somebody may look who may no longer.
    pub(super) fn hint(&self, slot: &Slot, frame: &Utf8Bytes, by: MemberId) {
        if !self.hears_all() {
            return;
        }
        let parted = self.parted.read().clone();
        slot.hint(frame, |reader| reader != by && !parted.hides(by, reader));
    }

    /// Who watches a member, and how that member stands.
    pub(super) fn seen_by(&self, member: MemberId) -> (HashSet<ConnectionId>, State) {
        let known = self.presence.known.lock();
        let watchers = known.watchers.get(&member).cloned().unwrap_or_default();
        (watchers, known.state(member))
    }

    fn say(&self, members: Vec<(MemberId, State)>) {
        if !self.bus.has_others() {
            return;
        }
        let said = Said { node: self.presence.node.clone(), members };
        if let Ok(payload) = serde_json::to_vec(&said) {
            self.bus.publish(Topic::Presence, Bytes::from(payload));
        }
    }

    pub(super) fn hear_presence(&self, payload: &[u8]) {
        let Ok(said) = serde_json::from_slice::<Said>(payload) else { return };
        for (member, state) in said.members {
            let mut known = self.presence.known.lock();
            let before = known.state(member);
            let of_member = known.elsewhere.entry(member).or_default();
            if state == State::Away {
                of_member.remove(&said.node);
            } else {
                of_member.insert(said.node.clone(), (state, Instant::now()));
            }
            if of_member.is_empty() {
                known.elsewhere.remove(&member);
            }
            let after = known.state(member);
            let watchers = (before != after).then(|| known.watchers.get(&member).cloned());
            drop(known);
            self.tell_watchers(watchers.flatten(), member, after);
        }
    }

    fn tell_watchers(
        &self,
        watchers: Option<HashSet<ConnectionId>>,
        member: MemberId,
        state: State,
    ) {
        let Some(watchers) = watchers else { return };
        let frame =
            super::frame(&ServerFrame::Presence { members: vec![PresenceView { member, state }] });
        let Ok(frame) = frame else { return };
        let parted = self.parted.read().clone();
        for watcher in watchers {
            if let Some(connection) = self.hub.connection(watcher)
                && !parted.hides(connection.member, member)
            {
                connection.mailbox.push_hint(frame.clone());
            }
        }
    }

    /// Tells the other nodes of everybody here: now and then, and when the bus has come back.
    pub(super) fn say_who_is_here(&self) {
        let here: Vec<(MemberId, State)> = {
            let known = self.presence.known.lock();
            known.here.keys().map(|member| (*member, known.here(*member))).collect()
        };
        for part in here.chunks(PART) {
            self.say(part.to_vec());
        }
    }

    /// Forgets what other nodes have not repeated; a killed node's members are gone with it.
    fn forget_silent(&self) {
        let longest = self.settings.presence_every * UNHEARD;
        let mut known = self.presence.known.lock();
        let silent: Vec<(MemberId, State)> = known
            .elsewhere
            .iter()
            .filter(|(_, nodes)| nodes.values().any(|(_, heard)| heard.elapsed() > longest))
            .map(|(member, _)| (*member, known.state(*member)))
            .collect();
        let mut changed = Vec::new();
        for (member, before) in silent {
            if let Some(nodes) = known.elsewhere.get_mut(&member) {
                nodes.retain(|_, (_, heard)| heard.elapsed() <= longest);
            }
            let after = known.state(member);
            if before != after {
                changed.push((member, after, known.watchers.get(&member).cloned()));
            }
        }
        known.elsewhere.retain(|_, nodes| !nodes.is_empty());
        drop(known);
        for (member, state, watchers) in changed {
            self.tell_watchers(watchers, member, state);
        }
    }
}

pub(super) fn unwatch(known: &mut Known, connection: ConnectionId) {
    for member in known.watched.remove(&connection).into_iter().flat_map(|watch| watch.asked) {
        if let Some(watchers) = known.watchers.get_mut(&member) {
            watchers.remove(&connection);
            if watchers.is_empty() {
                known.watchers.remove(&member);
            }
        }
    }
}

/// Says again and again who is here, until the node leaves.
pub(super) async fn announce(delivery: Arc<Delivery>) {
    while delivery.pause(delivery.settings.presence_every).await {
        delivery.say_who_is_here();
        delivery.forget_silent();
        if let Err(fault) = super::within(delivery.review_watches()).await {
            tracing::debug!(fault = fault.chain(), "who may look at whom was not asked");
        }
    }
}

//! What one device of a member holds: its cursors, what it has said and not been answered, and the
//! frames that it reads. No socket and no chance here.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use talkoo_protocol::{
    Ack, ChannelId, Epoch, Event, LightEvent, MemberId, MessageId, Refusal, Retry, Seq,
    ServerFrame, StreamId, Verb,
};
use tokio::sync::Notify;

use super::company::{Company, lock};
use super::history::{Acked, Answer, At, Gist, Heard, Outcome, Purpose};

/// Messages that a member remembers, to react to.
const REMEMBERED: usize = 40;
const SECOND: At = 1_000_000_000;

/// A stream that the device follows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Held {
    pub(super) cursor: Option<Seq>,
    pub(super) is_full: bool,
    pub(super) is_lost: bool,
    /// Everything up to the head has been heard on this connection.
    pub(super) is_live: bool,
}

/// A command without an answer.
#[derive(Clone, Debug)]
pub(super) struct Pending {
    pub(super) said: usize,
    pub(super) frame: String,
    /// When it was written on this connection.
    pub(super) sent: Option<At>,
    /// Not before this.
    pub(super) due: At,
}

pub(super) struct State {
    pub(super) epoch: Option<Epoch>,
    pub(super) streams: BTreeMap<StreamId, Held>,
    pub(super) pending: Vec<Pending>,
    pub(super) remembered: VecDeque<(ChannelId, MessageId, MemberId)>,
    /// Streams to be asked for again: one was let in anew.
    pub(super) again: Vec<StreamId>,
    pub(super) line: u64,
    pub(super) node: usize,
    pub(super) heard_at: At,
    /// The connection is of no use any more.
    pub(super) must_go: bool,
    /// Whom this member has taken out, and who is on the way in or out.
    pub(super) outside: BTreeMap<(ChannelId, usize), bool>,
    pub(super) under_way: Vec<(ChannelId, usize)>,
}

pub(super) struct Device {
    pub(super) company: Arc<Company>,
    /// Its number in the record.
    pub(super) number: usize,
    pub(super) member: usize,
    pub(super) state: std::sync::Mutex<State>,
    pub(super) greeted: Notify,
}

impl Device {
    pub(super) fn new(
        company: Arc<Company>,
        number: usize,
        member: usize,
        is_full: bool,
        streams: &[StreamId],
    ) -> Self {
        let own = StreamId(company.people[member].id.0);
        let held = |is_full| Held { cursor: Some(0), is_full, is_lost: false, is_live: false };
        let mut all: BTreeMap<StreamId, Held> =
            streams.iter().map(|stream| (*stream, held(is_full))).collect();
        // What it tells is in its facts, and those come in full only.
        all.insert(own, held(true));
        let state = State {
            epoch: None,
            streams: all,
            pending: Vec::new(),
            remembered: VecDeque::new(),
            again: Vec::new(),
            line: 0,
            node: 0,
            heard_at: 0,
            must_go: false,
            outside: BTreeMap::new(),
            under_way: Vec::new(),
        };
        Self {
            company,
            number,
            member,
            state: std::sync::Mutex::new(state),
            greeted: Notify::new(),
        }
    }

    pub(super) fn note(&self, heard: Heard) {
        self.company.history.record().devices[self.number].heard.push(heard);
    }

    /// A connection begins: nothing is live, nothing has been said on it.
    pub(super) fn begin_line(&self, node: usize) {
        let mut state = lock(&self.state);
        state.line = self.company.line();
        state.node = node;
        state.heard_at = self.company.history.now();
        state.must_go = false;
        state.epoch = None;
        state.again.clear();
        for pending in &mut state.pending {
            pending.sent = None;
        }
        for held in state.streams.values_mut() {
            held.is_live = false;
        }
        drop(state);
        self.note(Heard::Line { node });
    }

    /// One frame of the server.
    pub(super) fn see(&self, frame: &[u8]) {
        let now = self.company.history.now();
        let mut state = lock(&self.state);
        state.heard_at = now;
        match serde_json::from_slice(frame) {
            Ok(frame) => self.take(&mut state, frame, now),
            Err(error) => {
                let text = String::from_utf8_lossy(frame);
                self.company.history.wrong(format!("a frame that cannot be read: {error}: {text}"));
            }
        }
    }

    fn take(&self, state: &mut State, frame: ServerFrame, now: At) {
        match frame {
            ServerFrame::Hello(hello) => {
                state.epoch = Some(hello.epoch);
                self.greeted.notify_one();
            }
            ServerFrame::Ack(ack) => self.acked(state, &ack, now),
            ServerFrame::Refused { reference, client_id, refusal } => {
                if client_id.is_some() {
                    self.refused(state, reference, &refusal, now);
                } else {
                    // A resume that could not be served: come again.
                    state.must_go = true;
                }
            }
            ServerFrame::Event(event) => self.event(state, &event, now),
            ServerFrame::Light { events } => {
                for event in events {
                    self.light(state, &event, now);
                }
            }
            ServerFrame::CaughtUp { stream, head } => {
                self.note(Heard::CaughtUp { stream, head });
                if let Some(held) = state.streams.get_mut(&stream) {
                    held.cursor = Some(held.cursor.unwrap_or(head));
                    held.is_live = true;
                }
            }
            ServerFrame::Reset { stream, head, .. } => {
                self.note(Heard::Reset { stream, head });
                self.company.history.record().resets += 1;
                if let Some(held) = state.streams.get_mut(&stream) {
                    held.cursor = Some(head);
                }
            }
            ServerFrame::Lost { stream } => {
                self.note(Heard::Lost { stream });
                if let Some(held) = state.streams.get_mut(&stream) {
                    held.is_lost = true;
                    held.is_live = false;
                }
            }
            ServerFrame::Mark(_)
            | ServerFrame::Tagged { .. }
            | ServerFrame::Typing { .. }
            | ServerFrame::Presence { .. }
            | ServerFrame::GoingAway { .. }
            | ServerFrame::Offered
            | ServerFrame::Pong => {}
        }
    }

    fn event(&self, state: &mut State, event: &Event, now: At) {
        let gist = Gist {
            verb: event.verb.as_str().into(),
            actor: event.actor.map(|actor| actor.0),
            item: event.item.map(|item| item.0),
            message: event.message.map(|message| message.0),
        };
        self.heard(state, event.stream, event.seq, now, gist);
        if event.verb == Verb::POSTED
            && let (Some(message), Some(author)) = (event.message, event.actor)
        {
            state.remembered.push_back((ChannelId(event.stream.0), message, author));
            if state.remembered.len() > REMEMBERED {
                state.remembered.pop_front();
            }
        }
        if event.verb == Verb::CHANNEL_JOINED
            && let Some(channel) = event.facts.get("channel").and_then(|fact| fact.as_str())
            && let Ok(channel) = channel.parse::<StreamId>()
            && state.streams.get(&channel).is_some_and(|held| held.is_lost)
        {
            state.again.push(channel);
        }
    }

    fn light(&self, state: &mut State, event: &LightEvent, now: At) {
        let gist = Gist {
            verb: event.verb.as_str().into(),
            actor: event.actor.map(|actor| actor.0),
            item: event.item.map(|item| item.0),
            message: event.message.map(|message| message.0),
        };
        self.heard(state, event.stream, event.seq, now, gist);
    }

    fn heard(&self, state: &mut State, stream: StreamId, seq: Seq, at: At, gist: Gist) {
        let mut record = self.company.history.record();
        let gist = record.note(gist);
        record.devices[self.number].heard.push(Heard::Event { stream, seq, at, gist });
        drop(record);
        if let Some(held) = state.streams.get_mut(&stream)
            && held.cursor.is_none_or(|cursor| seq > cursor)
        {
            held.cursor = Some(seq);
        }
    }

    fn acked(&self, state: &mut State, ack: &Ack, now: At) {
        let acked = Acked {
            id: ack.id,
            stream: ack.stream,
            seq: ack.seq,
            mark: ack.mark.map(|mark| mark.seq),
        };
        let said = ack.reference as usize;
        self.answered(state, said, Outcome::Acked(acked), now);
        if let (Some(stream), Some(seq)) = (ack.stream, ack.seq) {
            let mut heads = lock(&self.company.acked);
            let head = heads.entry(ChannelId(stream.0)).or_default();
            *head = seq.max(*head);
        }
    }

    fn refused(&self, state: &mut State, reference: u32, refusal: &Refusal, now: At) {
        if refusal.retry == Retry::No {
            return self.answered(state, reference as usize, Outcome::Refused(refusal.code), now);
        }
        self.company.history.record().put_off += 1;
        let wait = u64::from(refusal.retry_after_ms.unwrap_or(500)).clamp(100, 1_000);
        let pending = state.pending.iter_mut().find(|one| one.said == reference as usize);
        if let Some(pending) = pending {
            pending.sent = None;
            pending.due = now + wait * SECOND / 1_000;
        }
    }

    fn answered(&self, state: &mut State, said: usize, outcome: Outcome, at: At) {
        state.pending.retain(|pending| pending.said != said);
        let mut record = self.company.history.record();
        let Some(command) = record.said.get_mut(said) else {
            return record.wrong.push(format!("an answer to #{said}, which nobody said"));
        };
        let happened = matches!(outcome, Outcome::Acked(_));
        command.answers.push(Answer { at, line: state.line, outcome });
        let is_outside = matches!(command.purpose, Purpose::Remove { .. });
        if let Purpose::Add { member } | Purpose::Remove { member } = command.purpose {
            let key = (command.channel, member);
            state.under_way.retain(|one| *one != key);
            if happened {
                state.outside.insert(key, is_outside);
            }
        }
    }
}

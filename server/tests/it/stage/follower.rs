//! A client as the protocol's page tells one to be: a cursor a stream, an outbox with client ids, and
//! a sharp ear for everything that must not come. It applies events, loses its socket, comes back on
//! any node, says again what was not answered, and notes all it applied.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use talkoo_protocol::{
    Ack, ChannelId, ClientId, Epoch, Event, ItemId, MessageId, Retry, Seq, ServerFrame, StreamId,
    Verb,
};
use uuid::Uuid;

use super::{Client, Node, Person};

/// What makes two deliveries equal.
pub(crate) type Told = (Seq, Verb, Option<ItemId>, Option<MessageId>);

pub(crate) fn told(event: &Event) -> Told {
    (event.seq, event.verb.clone(), event.item, event.message)
}

pub(crate) struct Follower {
    pub(crate) person: Person,
    client: Option<Client>,
    epoch: Option<Epoch>,
    cursors: BTreeMap<StreamId, Seq>,
    is_live: BTreeMap<StreamId, bool>,
    /// Everything applied, from the seq at which it began to listen or was reset.
    pub(crate) applied: BTreeMap<StreamId, Vec<Told>>,
    pub(crate) resets: Vec<StreamId>,
    /// Commands without an answer, in the order of saying.
    outbox: Vec<Value>,
    /// Of these, what may have happened and must be said again to know.
    to_repeat: Vec<ClientId>,
    pub(crate) acks: Vec<Ack>,
}

impl Follower {
    /// Follows these streams from their very beginning.
    pub(crate) fn new(person: &Person, streams: &[StreamId]) -> Self {
        Self {
            person: person.clone(),
            client: None,
            epoch: None,
            cursors: streams.iter().map(|stream| (*stream, 0)).collect(),
            is_live: BTreeMap::new(),
            applied: streams.iter().map(|stream| (*stream, Vec::new())).collect(),
            resets: Vec::new(),
            outbox: Vec::new(),
            to_repeat: Vec::new(),
            acks: Vec::new(),
        }
    }

    /// Comes (back) to a node: resumes, and says again what was not answered.
    pub(crate) async fn come(&mut self, node: &Node) {
        let mut client = node.connect(&self.person).await;
        let epoch = *self.epoch.get_or_insert(client.hello.epoch);
        let full: Vec<&StreamId> = self.cursors.keys().collect();
        self.is_live = self.cursors.keys().map(|stream| (*stream, false)).collect();
        client
            .say(&json!({"t": "resume", "epoch": epoch, "cursors": self.cursors, "full": full}))
            .await;
        self.epoch = Some(client.hello.epoch);
        for command in &self.outbox {
            client.begin(command.clone()).await;
        }
        self.client = Some(client);
    }

    /// Loses its socket without a word; what was on its way to it is lost.
    pub(crate) fn vanish(&mut self) {
        self.client = None;
    }

    pub(crate) fn waits_for_answers(&self) -> bool {
        !self.outbox.is_empty()
    }

    pub(crate) fn is_here(&self) -> bool {
        self.client.is_some()
    }

    /// Says a message; keeps it until it is answered.
    pub(crate) async fn post(&mut self, channel: ChannelId, text: &str) {
        let command = json!({
            "t": "send", "channel": channel, "text": text, "client_id": Uuid::new_v4(),
        });
        self.outbox.push(command.clone());
        if let Some(client) = &mut self.client {
            client.begin(command).await;
        }
    }

    /// Reads until nothing is unanswered, every stream is live and has come to these heads.
    pub(crate) async fn catch_up(&mut self, heads: &BTreeMap<StreamId, Seq>) {
        while !(self.outbox.is_empty()
            && heads.iter().all(|(stream, head)| self.cursors[stream] >= *head)
            && self.is_live.values().all(|live| *live))
        {
            self.read().await;
        }
    }

    /// Reads until everything it said is answered.
    pub(crate) async fn be_answered(&mut self) {
        while !self.outbox.is_empty() {
            self.read().await;
        }
    }

    /// Applies one frame.
    pub(crate) async fn read(&mut self) {
        let client = self.client.as_mut().expect("it is here");
        let frame = client.next().await.expect("a socket that stays open");
        self.take(frame);
        for client_id in std::mem::take(&mut self.to_repeat) {
            let id = client_id.to_string();
            let command = self.outbox.iter().find(|command| command["client_id"] == id.as_str());
            let command = command.expect("a command of its own").clone();
            self.client.as_mut().expect("it is here").begin(command).await;
        }
    }

    fn take(&mut self, frame: ServerFrame) {
        match frame {
            ServerFrame::Event(event) => self.apply(told(&event), event.stream),
            ServerFrame::Light { events } => {
                for event in events {
                    let told = (event.seq, event.verb, event.item, event.message);
                    self.apply(told, event.stream);
                }
            }
            ServerFrame::CaughtUp { stream, head } => {
                assert_eq!(self.cursors[&stream], head, "caught up is where the cursor is");
                self.is_live.insert(stream, true);
            }
            ServerFrame::Reset { stream, head, .. } => {
                self.cursors.insert(stream, head);
                self.applied.insert(stream, Vec::new());
                self.resets.push(stream);
            }
            ServerFrame::Ack(ack) => {
                let id = ack.client_id.to_string();
                let before = self.outbox.len();
                self.outbox.retain(|command| command["client_id"] != id.as_str());
                assert_eq!(self.outbox.len() + 1, before, "an ack for what was not asked");
                self.acks.push(ack);
            }
            ServerFrame::Refused { client_id, refusal, .. } => {
                assert_eq!(refusal.retry, Retry::SameId, "{refusal}");
                self.to_repeat.extend(client_id);
            }
            other @ (ServerFrame::Hello(_) | ServerFrame::Lost { .. }) => {
                panic!("{other:?} was not due")
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

    /// The wire's order is the stream's order, without a hole or a repeat.
    fn apply(&mut self, told: Told, stream: StreamId) {
        let cursor = self.cursors.get_mut(&stream).expect("a stream that was asked for");
        assert_eq!(told.0, *cursor + 1, "the next event of {stream}, not {told:?}");
        *cursor = told.0;
        self.applied.entry(stream).or_default().push(told);
    }
}

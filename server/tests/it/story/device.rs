//! A naive client: it reads the start once, hears every stream at full depth from there, and folds
//! what it hears into what it holds by the rules of protocol/README.md and no others. What the
//! protocol leaves to the server (what one may do where, places one has just come into) it asks for
//! again, as every client does.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use talkoo_protocol::{
    ChannelId, Event, ItemView, MemberId, MessageView, Seq, ServerFrame, StreamId, Verb,
    content::{MarkView, UnreadItemView, UnreadView},
    http::{PlaceMember, StartBody, UnreadBody},
};
use uuid::Uuid;

use super::{
    moving,
    scene::{Scene, marks, tombstone},
};
use crate::stage::{Client, Node, Person, Reader};

pub(super) struct Device {
    client: Client,
    reader: Reader,
    me: MemberId,
    network: StreamId,
    cursors: BTreeMap<StreamId, Seq>,
    pub(super) scene: Scene,
    /// Every event of each channel it hears, to count what waits.
    events: BTreeMap<ChannelId, Vec<Event>>,
    /// What one may do somewhere has changed.
    must_ask: bool,
    /// Marks moved in a way that one frame does not tell.
    must_ask_marks: bool,
    /// Events and marks as they came.
    pub(super) heard: Vec<Value>,
}

impl Device {
    pub(super) async fn come(node: &Node, person: &Person) -> Self {
        let reader = node.as_seen_by(person);
        let client = node.connect(person).await;
        let (scene, start) = Scene::read(&reader).await;
        let mut device = Self {
            network: client.hello.network,
            client,
            reader,
            me: person.id,
            cursors: BTreeMap::new(),
            scene,
            events: BTreeMap::new(),
            must_ask: false,
            must_ask_marks: false,
            heard: Vec::new(),
        };
        device.hear_new(&start).await;
        device
    }

    /// Subscribes to the streams of a start that it does not hear yet, from their heads there.
    async fn hear_new(&mut self, start: &StartBody) {
        let new: BTreeMap<StreamId, Seq> = start
            .streams
            .iter()
            .filter(|view| !self.cursors.contains_key(&view.stream))
            .map(|view| (view.stream, view.head))
            .collect();
        let full: Vec<&StreamId> = new.keys().collect();
        let epoch = self.client.hello.epoch;
        self.client
            .say(&json!({"t": "resume", "epoch": epoch, "cursors": new, "full": full}))
            .await;
        for stream in new.keys() {
            let channel = ChannelId(stream.0);
            if self.scene.channels.contains_key(&channel) {
                let past = self.reader.history(channel, 200).await;
                let known = past.into_iter().filter(|event| event.seq <= new[stream]);
                let known = moving::with_moves(known.collect());
                self.events.insert(channel, known);
            }
        }
        self.cursors.extend(new);
    }

    /// Hears everything up to where the streams stand now, and asks what has to be asked.
    pub(super) async fn catch_up(&mut self) {
        loop {
            let start = self.reader.start().await;
            let heads: BTreeMap<StreamId, Seq> =
                start.streams.iter().map(|view| (view.stream, view.head)).collect();
            let is_behind = |device: &Self| {
                device.cursors.iter().any(|(stream, cursor)| match heads.get(stream) {
                    Some(head) => cursor < head,
                    None => true,
                }) || (device.scene.mark_version < start.mark_version
                    && !device.must_ask
                    && !device.must_ask_marks)
            };
            while is_behind(self) {
                let frame = self.client.next().await.expect("an open socket");
                self.take(frame);
            }
            if !self.must_ask && heads.keys().all(|stream| self.cursors.contains_key(stream)) {
                break;
            }
            self.ask_again(&start).await;
        }
        if self.must_ask_marks {
            let body: UnreadBody = self.reader.unread().await;
            (self.scene.marks, self.scene.mark_version) = (marks(&body.marks), body.mark_version);
            self.must_ask_marks = false;
        }
        self.count();
    }

    async fn ask_again(&mut self, start: &StartBody) {
        self.must_ask = false;
        let held: BTreeSet<ChannelId> = self.scene.channels.keys().copied().collect();
        let (fresh, _) = Scene::read(&self.reader).await;
        self.scene.workspaces = fresh.workspaces;
        self.scene.channels = fresh.channels;
        self.scene.standings = fresh.standings;
        self.scene.members = fresh.members;
        (self.scene.marks, self.scene.mark_version) = (fresh.marks, fresh.mark_version);
        let is_new = |channel: ChannelId| !held.contains(&channel);
        let items = fresh.items.into_iter().filter(|(_, item)| is_new(item.channel));
        self.scene.items.extend(items);
        let messages = fresh.messages.into_iter().filter(|(_, message)| is_new(message.channel));
        self.scene.messages.extend(messages);
        self.hear_new(start).await;
    }

    fn take(&mut self, frame: ServerFrame) {
        match frame {
            ServerFrame::Event(event) => {
                // What one has left by oneself may still be open to everybody.
                let Some(cursor) = self.cursors.get_mut(&event.stream) else { return };
                assert_eq!(event.seq, *cursor + 1, "in order");
                *cursor = event.seq;
                self.heard.push(serde_json::to_value(&*event).expect("JSON"));
                self.fold(&event);
            }
            ServerFrame::Mark(mark) => {
                let mut told = serde_json::to_value(mark).expect("JSON");
                told["t"] = json!("mark");
                self.heard.push(told);
                self.mark(mark);
            }
            ServerFrame::Lost { stream } => self.lose(stream),
            ServerFrame::CaughtUp { .. } | ServerFrame::Presence { .. } | ServerFrame::Offered => {}
            other => panic!("{other:?} was not due"),
        }
    }

    fn fold(&mut self, event: &Event) {
        if event.verb == Verb::MOVED {
            self.moved(event);
        }
        if let Some(message) = &event.content.message {
            self.message(message, event);
        }
        if let Some(item) = &event.content.item {
            self.item(item);
        }
        if event.stream == self.me.into() {
            return self.fold_own(event);
        }
        self.fold_place(event);
        let channel = ChannelId(event.stream.0);
        if let Some(events) = self.events.get_mut(&channel) {
            events.push(event.clone());
            if event.verb == Verb::MOVED {
                moving::regroup(events, event);
            }
        }
    }

    fn message(&mut self, message: &MessageView, event: &Event) {
        let key = (message.channel, message.id);
        let held = self.scene.messages.get(&key).map(|held| held.changed_seq);
        if held.is_none_or(|held| message.changed_seq > held) {
            self.scene.messages.insert(key, message.clone());
        }
        if [Verb::POSTED, Verb::MOVED_IN].contains(&event.verb)
            && let Some(item) = event.item
            && let Some(item) = self.scene.items.get_mut(&(message.channel, item))
            && event.seq > item.last_seq.max(item.changed_seq)
        {
            item.last_seq = event.seq;
            item.message_count += 1;
        }
    }

    fn item(&mut self, item: &ItemView) {
        let key = (item.channel, item.id);
        let held = self.scene.items.get(&key);
        let is_newer = held
            .is_none_or(|held| item.changed_seq > held.changed_seq || (held.desk && !item.desk));
        if item.deleted {
            self.scene.items.remove(&key);
            // What was said under it goes with it; the places stay.
            let all = self.scene.messages.values_mut();
            let said = all.filter(|one| one.channel == item.channel && one.item == item.id);
            for message in said.filter(|message| !message.deleted) {
                *message = tombstone(message, item.changed_seq);
            }
        } else if is_newer {
            if held.is_some_and(|held| held.desk && !item.desk) {
                // Talk about the draft stays on the desk.
                self.scene.messages.retain(|_, message| message.item != item.id);
            }
            self.scene.items.insert(key, item.clone());
        }
    }

    fn fold_place(&mut self, event: &Event) {
        if let Some(channel) = &event.content.channel {
            let held = self.scene.channels.get(&channel.id);
            self.must_ask |= held.is_none_or(|held| {
                (&held.visibility, &held.state, &held.posting)
                    != (&channel.visibility, &channel.state, &channel.posting)
            });
            if let Some(held) = held
                && held.version < channel.version
            {
                // A stream has the same bytes for all; the desk is told to its editors by the start.
                let desk = held.desk;
                let view = talkoo_protocol::ChannelView { desk, ..channel.clone() };
                self.scene.channels.insert(channel.id, view);
            }
        }
        if let Some(workspace) = &event.content.workspace
            && let Some(held) = self.scene.workspaces.get(&workspace.id)
            && held.version < workspace.version
        {
            self.must_ask |=
                (&held.state, &held.visibility) != (&workspace.state, &workspace.visibility);
            self.scene.workspaces.insert(workspace.id, workspace.clone());
        }
        self.must_ask |= event.verb == Verb::ACCESS_CHANGED;
        let member = event.facts.get("member").and_then(Value::as_str);
        let Some(member) = member.and_then(|id| id.parse().ok()).map(MemberId) else { return };
        self.must_ask |= member == self.me;
        let people = self.scene.members.entry(event.stream.0).or_default();
        if event.verb == Verb::MEMBER_REMOVED {
            people.remove(&member);
        } else if let (Some(view), Some(role)) =
            (&event.content.member, event.facts.get("role").and_then(Value::as_str))
        {
            let one = PlaceMember { member: view.clone(), role: role.to_owned() };
            people.insert(member, one);
        }
    }

    fn fold_own(&mut self, event: &Event) {
        if event.verb == Verb::FOLLOWED {
            let (subject, level) = (event.facts["subject"].clone(), event.facts["level"].clone());
            let follow = json!({"subject": subject, "level": level});
            let follow: talkoo_protocol::http::FollowView =
                serde_json::from_value(follow).expect("a follow");
            let key = super::scene::key(&follow);
            if level == "default" {
                self.scene.follows.remove(&key);
            } else {
                self.scene.follows.insert(key, follow);
            }
            return;
        }
        // Places one has come into or left: their views, heads and what one may do there are asked.
        let about_places = [
            Verb::CHANNEL_JOINED,
            Verb::CHANNEL_LEFT,
            Verb::WORKSPACE_JOINED,
            Verb::WORKSPACE_LEFT,
        ];
        self.must_ask |= about_places.contains(&event.verb);
        if event.verb == Verb::WORKSPACE_LEFT {
            let workspace: Uuid =
                event.facts["workspace"].as_str().and_then(|id| id.parse().ok()).expect("an id");
            let of_it = self
                .scene
                .channels
                .values()
                .filter(|view| view.workspace.is_some_and(|of| of.0 == workspace));
            let gone: Vec<StreamId> = of_it.map(|view| view.id.into()).collect();
            for stream in gone.into_iter().chain([StreamId(workspace)]) {
                self.lose(stream);
            }
        }
    }

    fn mark(&mut self, mark: MarkView) {
        let held = &mut self.scene.marks;
        let at = |item| held.get(&(mark.channel, item)).map_or(0, |held: &MarkView| held.seq);
        let (channel, own) = (at(None), at(mark.item));
        let others = held
            .values()
            .any(|one| one.channel == mark.channel && one.item.is_some() && one.seq > mark.seq);
        // A mark that came down may have moved others; one frame does not tell of them.
        let came_down = mark.seq < channel.max(own) || (mark.item.is_none() && others);
        self.must_ask_marks |= came_down || mark.version != self.scene.mark_version + 1;
        self.scene.mark_version = self.scene.mark_version.max(mark.version);
        if mark.item.is_none() {
            held.retain(|_, one| one.channel != mark.channel || one.seq > mark.seq);
        }
        if mark.item.is_none() || mark.seq > channel {
            held.insert((mark.channel, mark.item), mark);
        }
    }

    fn lose(&mut self, stream: StreamId) {
        self.cursors.remove(&stream);
        let channel = ChannelId(stream.0);
        self.scene.workspaces.remove(&talkoo_protocol::WorkspaceId(stream.0));
        self.scene.channels.remove(&channel);
        self.scene.standings.remove(&channel);
        self.scene.members.remove(&stream.0);
        self.scene.items.retain(|_, item| item.channel != channel);
        self.scene.messages.retain(|_, message| message.channel != channel);
        self.scene.marks.retain(|(of, _), _| *of != channel);
        self.events.remove(&channel);
        self.must_ask = true;
    }

    /// What waits, by the definition and what it holds.
    fn count(&mut self) {
        let joined = self.scene.standings.values().filter(|standing| standing.joined);
        let joined: Vec<ChannelId> = joined.map(|standing| standing.channel).collect();
        self.scene.unread =
            joined.iter().map(|channel| (*channel, self.waiting(*channel))).collect();
    }

    fn waiting(&self, channel: ChannelId) -> UnreadView {
        let mark = |item| self.scene.marks.get(&(channel, item)).map_or(0, |mark| mark.seq);
        let events = self.events.get(&channel).map_or(&[][..], Vec::as_slice);
        let is_there = |event: &&Event| match (event.message, event.item) {
            (Some(message), _) => {
                let held = self.scene.messages.get(&(channel, message));
                held.is_some_and(|held| !held.deleted)
            }
            (None, Some(item)) => self.scene.items.contains_key(&(channel, item)),
            (None, None) => true,
        };
        let mut view = UnreadView {
            channel,
            count: 0,
            mentions: 0,
            items: Vec::new(),
            first: None,
            as_of: self.cursors[&channel.into()],
        };
        let mut items: BTreeMap<_, UnreadItemView> = BTreeMap::new();
        let others = events.iter().filter(|event| event.counts && event.actor != Some(self.me));
        for event in others.filter(is_there) {
            let item = event.item.expect("what counts is on an item");
            if event.seq <= mark(None).max(mark(Some(item))) {
                continue;
            }
            let message = event.message.and_then(|id| self.scene.messages.get(&(channel, id)));
            let is_mention = message.is_some_and(|message| {
                message.mentions_channel || message.mentions.contains(&self.me)
            });
            view.count += 1;
            view.mentions += u32::from(is_mention);
            view.first = view.first.or(Some(event.seq));
            let of_item =
                items.entry(item).or_insert(UnreadItemView { item, count: 0, mentions: 0 });
            of_item.count += 1;
            of_item.mentions += u32::from(is_mention);
        }
        view.items = items.into_values().collect();
        view
    }

    pub(super) fn streams(&self) -> (StreamId, StreamId) {
        (self.network, self.me.into())
    }

    /// A fresh read, for the comparison.
    pub(super) async fn fresh(&self) -> Scene {
        Scene::read(&self.reader).await.0
    }
}

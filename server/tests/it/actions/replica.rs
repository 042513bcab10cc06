//! What a client holds of the network: a state read once, and events taken in one after the other by
//! the rules of the protocol. It asks for the places anew when an event says that they changed, and
//! for a channel's content when it meets the channel; everything else it makes from events alone.

use std::collections::BTreeMap;

use talkoo::{
    actions::read::{self, EventsFrom},
    app::App,
};
use talkoo_protocol::{
    ChannelId, ChannelView, Event, ItemId, ItemView, MemberId, MessageId, MessageView, Seq,
    StreamId, Verb, WorkspaceId, WorkspaceView,
    http::{FollowView, PlaceMember},
    places::StandingView,
};

/// All that a member sees.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct State {
    pub(super) channels: BTreeMap<ChannelId, ChannelView>,
    pub(super) workspaces: BTreeMap<WorkspaceId, WorkspaceView>,
    pub(super) standings: BTreeMap<ChannelId, StandingView>,
    pub(super) follows: Vec<FollowView>,
    pub(super) marks: BTreeMap<(ChannelId, Option<ItemId>), Seq>,
    /// Count and mentions, only above zero.
    pub(super) unread: BTreeMap<ChannelId, (u32, u32)>,
    pub(super) items: BTreeMap<ItemId, ItemView>,
    pub(super) messages: BTreeMap<MessageId, MessageView>,
    /// Roles in workspaces and in private channels, by the place's stream.
    pub(super) people: BTreeMap<StreamId, BTreeMap<MemberId, String>>,
}

impl State {
    /// A fresh read of everything.
    pub(super) async fn read(app: &App, member: MemberId) -> Self {
        let mut state = Self::default();
        state.read_places(app, member).await;
        for channel in state.channels.keys().copied().collect::<Vec<_>>() {
            state.read_content(app, member, channel).await;
        }
        let body = read::unread(app, member).await.expect("unread counts");
        let waiting = body.unread.iter().filter(|view| view.count > 0);
        state.unread = waiting.map(|v| (v.channel, (v.count, v.mentions))).collect();
        state
    }

    /// What `GET /start` tells, and who is where.
    async fn read_places(&mut self, app: &App, member: MemberId) {
        let start = read::start(app, member).await.expect("a start");
        self.channels = start.channels.into_iter().map(|view| (view.id, view)).collect();
        self.workspaces = start.workspaces.into_iter().map(|view| (view.id, view)).collect();
        self.standings = start.standings.into_iter().map(|view| (view.channel, view)).collect();
        self.follows = start.follows;
        self.marks = start.marks.iter().map(|mark| ((mark.channel, mark.item), mark.seq)).collect();
        let former = std::mem::take(&mut self.people);
        for workspace in self.workspaces.keys() {
            let stream = StreamId::from(*workspace);
            let known = match former.get(&stream) {
                Some(known) => known.clone(),
                None => roles(read::workspace_members(app, member, *workspace).await),
            };
            self.people.insert(stream, known);
        }
        for channel in self.channels.values().filter(|view| view.visibility == "private") {
            let stream = StreamId::from(channel.id);
            let known = match former.get(&stream) {
                Some(known) => known.clone(),
                None => roles(read::channel_members(app, member, channel.id).await),
            };
            self.people.insert(stream, known);
        }
    }

    async fn read_content(&mut self, app: &App, member: MemberId, channel: ChannelId) {
        let items = read::items(app, member, channel, &Default::default()).await.expect("items");
        self.items.extend(items.items.into_iter().map(|view| (view.id, view)));
        let page = read::messages(app, member, channel, &Default::default()).await;
        let page = page.expect("messages");
        assert!(!page.has_before, "a test stays within one page");
        self.messages.extend(page.messages.into_iter().map(|view| (view.id, view)));
    }

    fn forget_content(&mut self, channel: ChannelId) {
        self.items.retain(|_, item| item.channel != channel);
        self.messages.retain(|_, message| message.channel != channel);
    }
}

fn roles<E: std::fmt::Debug>(members: Result<Vec<PlaceMember>, E>) -> BTreeMap<MemberId, String> {
    let members = members.unwrap_or_default();
    members.into_iter().map(|one| (one.member.id, one.role)).collect()
}

/// An event that counts as unread until it is read or taken back.
struct Counted {
    item: Option<ItemId>,
    message: Option<MessageId>,
}

pub(super) struct Replica<'a> {
    app: &'a App,
    member: MemberId,
    pub(super) state: State,
    cursors: BTreeMap<StreamId, Seq>,
    counted: BTreeMap<(ChannelId, Seq), Counted>,
    is_stale: bool,
}

impl<'a> Replica<'a> {
    /// Begins with what a member sees now; nothing may be unread yet.
    pub(super) async fn of(app: &'a App, member: MemberId) -> Self {
        let mut replica = Self {
            app,
            member,
            state: State::read(app, member).await,
            cursors: BTreeMap::new(),
            counted: BTreeMap::new(),
            is_stale: false,
        };
        replica.meet().await;
        replica
    }

    /// Takes in every event there is, of every stream that may still be read.
    pub(super) async fn catch_up(&mut self) {
        for (stream, cursor) in self.cursors.clone() {
            let page =
                read::events(self.app, self.member, stream, EventsFrom::After(cursor), None).await;
            let Ok(page) = page else {
                self.lose(stream);
                continue;
            };
            for event in page.events {
                assert_eq!(event.seq, self.cursors[&stream] + 1, "a stream has no holes");
                self.cursors.insert(stream, event.seq);
                self.apply(&event);
            }
        }
        if std::mem::take(&mut self.is_stale) {
            // Who is in a place is known from events only where its stream is heard.
            self.state.people.retain(|stream, _| self.cursors.contains_key(stream));
            self.state.read_places(self.app, self.member).await;
            self.meet().await;
        }
        self.count();
    }

    /// The answer to a mark of one's own.
    pub(super) fn marked(&mut self, mark: talkoo_protocol::content::MarkView) {
        self.state.marks.insert((mark.channel, mark.item), mark.seq);
        if mark.item.is_none() {
            let of_channel = |key: &(ChannelId, Option<ItemId>)| key.0 == mark.channel;
            self.state
                .marks
                .retain(|key, seq| !of_channel(key) || key.1.is_none() || *seq > mark.seq);
        }
    }

    /// Streams that are new begin at their head, and their channel's content is read.
    async fn meet(&mut self) {
        let start = read::start(self.app, self.member).await.expect("a start");
        for view in &start.streams {
            if self.cursors.contains_key(&view.stream) {
                continue;
            }
            self.cursors.insert(view.stream, view.head);
            let channel = ChannelId(view.stream.0);
            if self.state.channels.contains_key(&channel) {
                self.state.forget_content(channel);
                self.state.read_content(self.app, self.member, channel).await;
            }
        }
        let known = self.state.channels.clone();
        self.state.items.retain(|_, item| known.contains_key(&item.channel));
        self.state.messages.retain(|_, message| known.contains_key(&message.channel));
    }

    fn lose(&mut self, stream: StreamId) {
        self.cursors.remove(&stream);
        self.state.forget_content(ChannelId(stream.0));
        self.state.channels.remove(&ChannelId(stream.0));
        self.state.people.remove(&stream);
        self.counted.retain(|(channel, _), _| StreamId::from(*channel) != stream);
        self.is_stale = true;
    }

    fn apply(&mut self, event: &Event) {
        self.apply_place(event);
        if event.void {
            return;
        }
        if let Some(message) = &event.content.message {
            self.apply_message(event, message);
        }
        if let Some(item) = &event.content.item {
            self.apply_item(event, item);
        }
        let channel = ChannelId(event.stream.0);
        if event.counts && event.actor != Some(self.member) {
            let counted = Counted { item: event.item, message: event.message };
            self.counted.insert((channel, event.seq), counted);
        }
        if event.verb == Verb::DELETED {
            let was = event.facts["was"].as_u64().expect("a seq");
            self.counted.remove(&(channel, was));
        }
    }

    fn apply_place(&mut self, event: &Event) {
        let fact = |name: &str| event.facts.get(name)?.as_str()?.parse::<uuid::Uuid>().ok();
        if let Some(view) = event.content.channel.clone() {
            self.state.channels.insert(view.id, view);
        }
        if event.verb == Verb::MEMBER_ADDED || event.verb == Verb::MEMBER_REMOVED {
            let member = MemberId(fact("member").expect("a member"));
            if let Some(people) = self.state.people.get_mut(&event.stream) {
                people.remove(&member);
                if event.verb == Verb::MEMBER_ADDED {
                    let role = event.facts["role"].as_str().expect("a role");
                    people.insert(member, role.to_owned());
                }
            }
        }
        let places = [
            Verb::CHANNEL_CREATED,
            Verb::CHANNEL_CHANGED,
            Verb::CHANNEL_JOINED,
            Verb::CHANNEL_LEFT,
            Verb::WORKSPACE_CHANGED,
            Verb::WORKSPACE_JOINED,
            Verb::WORKSPACE_LEFT,
            Verb::MEMBER_ADDED,
            Verb::MEMBER_REMOVED,
            Verb::FOLLOWED,
        ];
        self.is_stale |= places.contains(&event.verb);
    }

    fn apply_message(&mut self, event: &Event, message: &MessageView) {
        let held = self.state.messages.get(&message.id);
        if held.is_none_or(|held| held.changed_seq < message.changed_seq) {
            self.state.messages.insert(message.id, message.clone());
        }
        if message.seq == event.seq
            && let Some(item) = self.state.items.get_mut(&message.item)
            && item.last_seq < message.seq
        {
            item.last_seq = message.seq;
            item.message_count += 1;
        }
    }

    fn apply_item(&mut self, event: &Event, view: &ItemView) {
        if !view.deleted {
            let held = self.state.items.get(&view.id);
            if held.is_none_or(|held| held.changed_seq < view.changed_seq) {
                self.state.items.insert(view.id, view.clone());
            }
            return;
        }
        self.state.items.remove(&view.id);
        self.counted.retain(|_, counted| counted.item != Some(view.id));
        let said = self.state.messages.values_mut().filter(|message| message.item == view.id);
        for message in said.filter(|message| !message.deleted) {
            *message = tombstone(message, event.seq);
        }
    }

    fn count(&mut self) {
        let mut unread: BTreeMap<ChannelId, (u32, u32)> = BTreeMap::new();
        for ((channel, seq), counted) in &self.counted {
            let mark = |item| self.state.marks.get(&(*channel, item)).copied().unwrap_or(0);
            let standing = self.state.standings.get(channel);
            let is_read = *seq <= mark(None).max(counted.item.map_or(0, |item| mark(Some(item))));
            if is_read || !standing.is_some_and(|standing| standing.joined) {
                continue;
            }
            let message = counted.message.and_then(|id| self.state.messages.get(&id));
            let is_mention = message.is_some_and(|message| {
                message.mentions_channel || message.mentions.contains(&self.member)
            });
            let (count, mentions) = unread.entry(*channel).or_default();
            *count += 1;
            *mentions += u32::from(is_mention);
        }
        self.state.unread = unread;
    }
}

/// What is left of a message that went with its item.
fn tombstone(message: &MessageView, seq: Seq) -> MessageView {
    MessageView {
        author: None,
        spoken_as: None,
        text: String::new(),
        body: None,
        quote: None,
        files: Vec::new(),
        mentions: Vec::new(),
        mentions_channel: false,
        tags: Vec::new(),
        reactions: Vec::new(),
        pinned: false,
        edited_at: None,
        deleted: true,
        changed_seq: seq,
        ..message.clone()
    }
}

//! What one member may read at one moment: read anew over HTTP, or held by a device that has heard of
//! everything since.

use std::collections::BTreeMap;

use serde::Serialize;
use talkoo_protocol::{
    ChannelId, ChannelView, ItemId, ItemView, MemberId, MemberView, MessageId, MessageView, Seq,
    WorkspaceId, WorkspaceView,
    content::{MarkView, UnreadView},
    http::{FollowView, ItemsPage, MessagesPage, PlaceMember, StartBody},
    places::StandingView,
};
use uuid::Uuid;

use crate::stage::Reader;

/// Parts of it by id. Deleted items are not listed and so not compared.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Scene {
    pub(super) me: MemberView,
    pub(super) workspaces: BTreeMap<WorkspaceId, WorkspaceView>,
    pub(super) channels: BTreeMap<ChannelId, ChannelView>,
    pub(super) standings: BTreeMap<ChannelId, StandingView>,
    pub(super) follows: BTreeMap<String, FollowView>,
    /// By channel, too: what moves from one to another is told by both, in no order.
    pub(super) items: BTreeMap<(ChannelId, ItemId), ItemView>,
    pub(super) messages: BTreeMap<(ChannelId, MessageId), MessageView>,
    /// Of a channel or a workspace, by its id.
    pub(super) members: BTreeMap<Uuid, BTreeMap<MemberId, PlaceMember>>,
    pub(super) marks: BTreeMap<(ChannelId, Option<ItemId>), MarkView>,
    pub(super) mark_version: Seq,
    pub(super) unread: BTreeMap<ChannelId, UnreadView>,
}

impl Scene {
    /// A fresh read, and the start it begins with.
    pub(super) async fn read(reader: &Reader) -> (Self, StartBody) {
        let start = reader.start().await;
        let mut scene = Self {
            me: start.me.clone(),
            workspaces: start.workspaces.iter().map(|view| (view.id, view.clone())).collect(),
            channels: start.channels.iter().map(|view| (view.id, view.clone())).collect(),
            standings: start.standings.iter().map(|view| (view.channel, view.clone())).collect(),
            follows: start.follows.iter().map(|view| (key(view), view.clone())).collect(),
            items: BTreeMap::new(),
            messages: BTreeMap::new(),
            members: BTreeMap::new(),
            marks: marks(&start.marks),
            mark_version: start.mark_version,
            unread: start.unread.iter().map(|view| (view.channel, view.clone())).collect(),
        };
        for workspace in scene.workspaces.keys().copied().collect::<Vec<_>>() {
            scene.read_members(reader, workspace.0, "workspaces").await;
        }
        for channel in scene.channels.values().cloned().collect::<Vec<_>>() {
            scene.read_channel(reader, &channel).await;
        }
        (scene, start)
    }

    pub(super) async fn read_channel(&mut self, reader: &Reader, channel: &ChannelView) {
        let id = channel.id;
        self.read_members(reader, id.0, "channels").await;
        let path = format!("channels/{id}/messages?after=0");
        let page: MessagesPage = reader.get(&path).await;
        assert!(!page.has_after, "a story is short");
        self.messages.extend(page.messages.into_iter().map(|view| ((view.channel, view.id), view)));
        for desk in [false, true] {
            if desk && channel.desk.is_none() {
                continue;
            }
            let page: ItemsPage = reader.get(&format!("channels/{id}/items?desk={desk}")).await;
            assert!(page.next.is_none(), "a story is short");
            for item in page.items.iter().filter(|item| item.desk) {
                let path = format!("channels/{id}/messages?item={}&after=0", item.id);
                let talk: MessagesPage = reader.get(&path).await;
                let talk = talk.messages.into_iter().map(|view| ((view.channel, view.id), view));
                self.messages.extend(talk);
            }
            let items = page.items.into_iter().map(|view| ((view.channel, view.id), view));
            self.items.extend(items);
        }
    }

    async fn read_members(&mut self, reader: &Reader, place: Uuid, sort: &str) {
        let answer = reader.ask(&format!("{sort}/{place}/members")).await;
        if answer.status != 200 {
            return;
        }
        let people: Vec<PlaceMember> = serde_json::from_str(&answer.body).expect("people");
        let people = people.into_iter().map(|one| (one.member.id, one)).collect();
        self.members.insert(place, people);
    }

    /// Without what events do not tell and a client reads when it shows it: who has joined a public
    /// channel (a count, not an event), and marks in channels that are not in one's list.
    pub(super) fn as_told(&self) -> Self {
        let mut told = self.clone();
        let public = |id: &Uuid| {
            let view = self.channels.get(&ChannelId(*id));
            view.is_some_and(|view| view.visibility == "public")
        };
        told.members.retain(|place, _| !public(place));
        // A mark at 0 and no mark are the same.
        told.marks.retain(|(channel, _), mark| mark.seq > 0 && self.channels.contains_key(channel));
        told
    }

    /// In the form of the golden files.
    pub(super) fn told(&self) -> Told {
        Told {
            workspaces: self.workspaces.values().cloned().collect(),
            channels: self.channels.values().cloned().collect(),
            standings: self.standings.values().cloned().collect(),
            follows: self.follows.values().cloned().collect(),
            items: self.items.values().cloned().collect(),
            messages: self.messages.values().cloned().collect(),
            members: self
                .members
                .iter()
                .map(|(place, people)| (*place, people.values().cloned().collect()))
                .collect(),
            marks: self.marks.values().copied().collect(),
            mark_version: self.mark_version,
            unread: self.unread.values().cloned().collect(),
        }
    }
}

/// The same as lists.
#[derive(Serialize)]
pub(super) struct Told {
    workspaces: Vec<WorkspaceView>,
    channels: Vec<ChannelView>,
    standings: Vec<StandingView>,
    follows: Vec<FollowView>,
    items: Vec<ItemView>,
    messages: Vec<MessageView>,
    members: BTreeMap<Uuid, Vec<PlaceMember>>,
    marks: Vec<MarkView>,
    mark_version: Seq,
    unread: Vec<UnreadView>,
}

pub(super) fn key(follow: &FollowView) -> String {
    serde_json::to_string(&follow.subject).expect("a subject")
}

pub(super) fn marks(marks: &[MarkView]) -> BTreeMap<(ChannelId, Option<ItemId>), MarkView> {
    marks.iter().map(|mark| ((mark.channel, mark.item), *mark)).collect()
}

/// What is left of a message when it goes with its item.
pub(super) fn tombstone(message: &MessageView, changed_seq: Seq) -> MessageView {
    MessageView {
        author: None,
        spoken_as: None,
        text: String::new(),
        body: None,
        lang: None,
        quote: None,
        files: Vec::new(),
        mentions: Vec::new(),
        mentions_channel: false,
        tags: Vec::new(),
        reactions: Vec::new(),
        pinned: false,
        edited_at: None,
        deleted: true,
        changed_seq,
        ..message.clone()
    }
}

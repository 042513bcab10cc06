//! What has been decided and is about to be written. An action makes a [`Draft`] from what it read;
//! the journal stores it whole or not at all. No SQL here, and no rule.

mod moving;
mod activity;
mod administration;
pub mod copies;
pub mod publishing;
pub mod files;
pub mod moderation;
mod workspaces;
pub mod arrivals;
pub mod invitations;
pub mod who;
pub mod tags;
pub mod push;
mod peer;

use std::{collections::BTreeMap, time::Duration};

use serde_json::Value;
use talkoo_protocol::{
    ChannelId, ClientId, FileView, Follow, ItemId, MemberId, MessageId, OrganisationId, Seq,
    SessionId, StreamId, Subject, Verb, WorkspaceId,
};
use uuid::Uuid;

pub use activity::{ActivityWrite, NewOutcome};
pub use administration::{Administration, NetworkChange, NewFeedback};
pub use peer::PeerWrite;

use super::facets::Facet;
use arrivals::Arrival;
use files::FilesWrite;
use moderation::Moderation;

pub use moving::{MovedMessage, MovedTalk, Moving, Seat};
pub use workspaces::{WorkspaceSettings, WorkspaceWrite};

/// One command, decided. Everything in it becomes visible at once, or nothing does.
#[derive(Clone, Debug)]
pub struct Draft {
    pub author: MemberId,
    pub client_id: ClientId,
    /// Keyed hash of the command as it was first said.
    pub hash: Vec<u8>,
    /// What the command makes or touches; the ack names it.
    pub id: Uuid,
    /// What must still be as it was when this was decided.
    pub guards: Vec<Guard>,
    /// Counters of streams that begin with this command.
    pub streams: Vec<NewStream>,
    /// Rows that must be there before the events' own.
    pub writes: Vec<Write>,
    /// In order; the ack names the first one's stream and seq.
    pub events: Vec<EventDraft>,
    pub audit: Vec<AuditLine>,
    /// What is left to be done after the commit.
    pub jobs: Vec<NewJob>,
}

/// A fact that a decision rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// Nobody changed who may do what on this stream.
    Access { stream: StreamId, access_seq: Seq },
    /// Nobody changed the item.
    Item { item: ItemId, changed_seq: Seq },
    /// Nobody changed the message.
    Message { message: MessageId, changed_seq: Seq },
}

#[derive(Clone, Copy, Debug)]
pub struct NewStream {
    pub id: StreamId,
    /// `workspace`, `channel`, `desk` or `member`.
    pub sort: &'static str,
    pub owner: Uuid,
}

/// An event, and what is stored with the seq that it gets.
#[derive(Clone, Debug)]
pub struct EventDraft {
    pub stream: StreamId,
    pub verb: Verb,
    pub actor: Option<MemberId>,
    pub spoken_as: Option<OrganisationId>,
    pub item: Option<ItemId>,
    pub message: Option<MessageId>,
    pub counts: bool,
    pub facts: BTreeMap<String, Value>,
    pub write: Write,
}

/// A change of stored content. Those that carry a place in the order get the event's seq.
#[derive(Clone, Debug)]
pub enum Write {
    Nothing,
    Message(Box<NewMessage>),
    EditMessage {
        message: MessageId,
        channel: ChannelId,
        text: String,
        body: Option<Value>,
        marks: Marks,
    },
    DeleteMessage {
        message: MessageId,
    },
    React {
        message: MessageId,
        emoji: String,
        member: MemberId,
    },
    Unreact {
        message: MessageId,
        emoji: String,
        member: MemberId,
    },
    Pin {
        message: MessageId,
        pinned: bool,
    },
    Item(Box<NewItem>),
    ChangeItem(Box<ChangedItem>),
    DeleteItem {
        item: ItemId,
    },
    Workspace(NewWorkspace),
    ChangeWorkspace {
        workspace: WorkspaceId,
        change: WorkspaceChange,
    },
    Channel(Box<NewChannel>),
    ChangeChannel {
        channel: ChannelId,
        change: ChannelChange,
    },
    /// `role: None` takes the member out.
    WorkspaceMember {
        workspace: WorkspaceId,
        member: MemberId,
        role: Option<&'static str>,
        /// Who brought somebody in who did not ask to come; of one who is in it changes nothing.
        brought_by: Option<MemberId>,
    },
    /// `role: None` takes the member out. Joining starts the read mark at the head.
    ChannelMember {
        channel: ChannelId,
        member: MemberId,
        role: Option<&'static str>,
    },
    Follow {
        member: MemberId,
        subject: Subject,
        level: Follow,
    },
    Mark {
        member: MemberId,
        channel: ChannelId,
        item: Option<ItemId>,
        seq: Seq,
        raise: bool,
    },
    StartSession(Box<NewSession>),
    EndSession {
        session: SessionId,
        member: MemberId,
    },
    NewMember(Box<NewMember>),
    Move(Moving),
    Administration(Box<Administration>),
    Files(FilesWrite),
    /// Care among members: blocks, requests, reports.
    Moderation(Moderation),
    InWorkspace(Box<WorkspaceWrite>),
    Arrival(Arrival),
    /// Links, requests to be let in, and moves of a session.
    ComingIn(invitations::ComingIn),
    Who(who::Who),
    Tags(tags::TagsWrite),
    Notices(tags::NoticesWrite),
    Activity(Box<ActivityWrite>),
    Peer(Box<PeerWrite>),
    Copy(Box<copies::CopyWrite>),
    Publishing(Box<publishing::PublishingWrite>),
    /// Devices that take notices.
    Push(push::PushWrite),
}

/// What a text says besides its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    pub mentions: Vec<MemberId>,
    pub mentions_channel: bool,
    pub tags: Vec<String>,
}

#[derive(Clone, Debug)]
pub struct NewMessage {
    pub id: MessageId,
    pub channel: ChannelId,
    pub item: ItemId,
    pub author: Option<MemberId>,
    pub spoken_as: Option<OrganisationId>,
    pub text: String,
    pub body: Option<Value>,
    pub quote: Option<MessageId>,
    /// As they stood when this was decided; a draft that attaches them stands beside.
    pub files: Vec<FileView>,
    pub marks: Marks,
    /// Somebody may have to be told besides whoever watches: it mentions, or is direct talk.
    pub tells: bool,
}

#[derive(Clone, Debug)]
pub struct NewItem {
    pub id: ItemId,
    pub channel: ChannelId,
    pub kind: String,
    pub main: bool,
    pub desk: bool,
    pub author: Option<MemberId>,
    pub spoken_as: Option<OrganisationId>,
    pub title: String,
    pub text: String,
    pub body: Value,
    pub state: String,
    pub tags: Vec<String>,
    pub facets: Vec<Facet>,
}

/// The whole item after a change; the former form is kept as a version.
#[derive(Clone, Debug)]
pub struct ChangedItem {
    pub item: ItemId,
    pub channel: ChannelId,
    pub by: Option<MemberId>,
    pub desk: bool,
    pub title: String,
    pub text: String,
    pub body: Value,
    pub state: String,
    pub tags: Vec<String>,
    pub facets: Vec<Facet>,
}

#[derive(Clone, Debug)]
pub struct NewWorkspace {
    pub id: WorkspaceId,
    pub kind: String,
    pub name: String,
    pub purpose: String,
    pub visibility: &'static str,
    pub region: Option<String>,
    pub tags: Vec<String>,
    pub template: Option<&'static str>,
}

#[derive(Clone, Debug, Default)]
pub struct WorkspaceChange {
    pub name: Option<String>,
    pub purpose: Option<String>,
    pub visibility: Option<&'static str>,
    pub state: Option<&'static str>,
}

#[derive(Clone, Debug)]
pub struct NewChannel {
    pub id: ChannelId,
    pub workspace: Option<WorkspaceId>,
    pub kind: String,
    pub name: String,
    pub topic: String,
    pub visibility: &'static str,
    pub main_item: ItemId,
    pub desk: Option<StreamId>,
    pub desk_is_open: bool,
    pub direct_key: Option<String>,
    pub posting: &'static str,
    pub section: &'static str,
}

#[derive(Clone, Debug, Default)]
pub struct ChannelChange {
    pub name: Option<String>,
    pub topic: Option<String>,
    pub visibility: Option<&'static str>,
    pub state: Option<&'static str>,
    pub posting: Option<&'static str>,
}

/// A device that signs in. Only the hash of what it holds is stored.
#[derive(Clone, Debug)]
pub struct NewSession {
    pub id: SessionId,
    pub member: MemberId,
    pub token_hash: Vec<u8>,
    pub device: String,
    /// It ends after this long without use.
    pub lasts: std::time::Duration,
    /// Opened by a password: it begins only while this is the stored hash.
    pub password_hash: Option<String>,
}

/// A person who gets an account.
#[derive(Clone, Debug)]
pub struct NewMember {
    pub id: MemberId,
    pub given: String,
    pub family: String,
    pub email: String,
    pub title: String,
    pub region: Option<String>,
    /// In which the member is spoken to.
    pub language: String,
    pub languages: Vec<String>,
    /// `member`, `moderator` or `network_admin`.
    pub role: &'static str,
    /// Whom the member speaks for when nothing else is said.
    pub organisation: Option<OrganisationId>,
}

/// One line of the audit log: an act and what it was done to, never content.
#[derive(Clone, Debug)]
pub struct AuditLine {
    pub action: &'static str,
    pub object: Option<Uuid>,
    pub reason: String,
}

/// Work that is done after the commit, by any node, at least once; which work, its name says.
#[derive(Clone, Debug, PartialEq)]
pub struct NewJob {
    pub name: &'static str,
    /// What the work needs. Rows of it are in every backup: no secrets here.
    pub body: Value,
    /// Not before this long.
    pub after: Duration,
}

impl EventDraft {
    /// An event of a member without facts.
    pub fn new(stream: impl Into<StreamId>, verb: Verb, actor: MemberId, write: Write) -> Self {
        Self {
            stream: stream.into(),
            verb,
            actor: Some(actor),
            spoken_as: None,
            item: None,
            message: None,
            counts: false,
            facts: BTreeMap::new(),
            write,
        }
    }

    #[must_use]
    pub fn on_item(mut self, item: ItemId) -> Self {
        self.item = Some(item);
        self
    }

    #[must_use]
    pub fn on_message(mut self, item: ItemId, message: MessageId) -> Self {
        self.item = Some(item);
        self.message = Some(message);
        self
    }

    #[must_use]
    pub fn fact(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.facts.insert(name.to_owned(), value.into());
        self
    }

    #[must_use]
    pub fn counting(mut self) -> Self {
        self.counts = true;
        self
    }
}

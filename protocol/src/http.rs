//! Bodies of `/api/v1`. Reading happens here; writing is a [`crate::Command`] posted to
//! `/api/v1/commands`, answered by an [`crate::Ack`] or a [`crate::Refusal`].

use crate::administration::NetworkView;
use crate::command::{Follow, Subject};
use crate::content::{ItemView, MarkView, MessageView, UnreadView};
use crate::event::Event;
use crate::ids::{ChannelId, Epoch, ItemId, MemberId, Seq, SessionId, StreamId, WorkspaceId};
use crate::limits::Limits;
use crate::places::{ChannelView, MemberView, OrganisationView, StandingView, WorkspaceView};

shapes! {
    /// `POST /sign-in`.
    pub struct SignInBody {
        pub email: String,
        pub password: String,
        /// How the device calls itself in the list of sessions.
        #[serde(default)]
        pub device: String,
        /// Answer with a bearer token instead of a cookie, for programs.
        #[serde(default)]
        pub bearer: bool,
    }

    /// `POST /sign-in/link`.
    pub struct SignInLinkBody {
        pub token: String,
        #[serde(default)]
        pub device: String,
        /// Set with a first-start link; at least 12 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub password: Option<String>,
    }

    /// Answer to a sign-in.
    pub struct SignedIn {
        pub member: MemberId,
        pub session: SessionId,
        /// Only when asked for; shown once.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub token: Option<String>,
    }

    /// `GET /sessions`: one's own signed-in devices.
    pub struct SessionView {
        pub id: SessionId,
        pub device: String,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub started_at: time::OffsetDateTime,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub seen_at: time::OffsetDateTime,
        /// The device that asks.
        pub own: bool,
    }

    /// `GET /start`: all that the first screen needs, read in one snapshot. Subscribing from each
    /// stream's `head` on misses nothing.
    pub struct StartBody {
        pub epoch: Epoch,
        pub me: MemberView,
        pub language: String,
        /// What I am to the network: `member`, `moderator` or `network_admin`.
        pub office: String,
        pub limits: Limits,
        pub network: NetworkView,
        pub streams: Vec<StreamView>,
        pub workspaces: Vec<WorkspaceView>,
        /// Joined channels, and public ones of my workspaces.
        pub channels: Vec<ChannelView>,
        pub standings: Vec<StandingView>,
        pub organisations: Vec<OrganisationView>,
        pub unread: Vec<UnreadView>,
        pub marks: Vec<MarkView>,
        pub mark_version: Seq,
        pub follows: Vec<FollowView>,
        /// Terms that wait for one's consent: nothing else is shown before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub terms_due: Option<u32>,
    }

    /// A stream that one may read, and how far it goes.
    #[derive(Copy, Eq)]
    pub struct StreamView {
        pub stream: StreamId,
        pub head: Seq,
        /// The first seq that is still there for this reader.
        pub oldest: Seq,
    }

    pub struct FollowView {
        pub subject: Subject,
        pub level: Follow,
    }

    /// `GET /streams/{stream}/events?after=|before=&limit=`: events in ascending order.
    pub struct EventsPage {
        pub events: Vec<Event>,
        pub head: Seq,
        pub oldest: Seq,
    }

    /// `GET /channels/{channel}/messages?before=|after=|around=|at=&item=&limit=`: messages in
    /// ascending order, read in the same snapshot as `as_of`.
    pub struct MessagesPage {
        pub messages: Vec<MessageView>,
        /// Head of the channel's stream when this was read.
        pub as_of: Seq,
        /// There are older ones.
        pub has_before: bool,
        /// There are newer ones.
        pub has_after: bool,
    }

    /// `GET /channels/{channel}/items`.
    pub struct ItemsPage {
        pub items: Vec<ItemView>,
        pub as_of: Seq,
        /// Pass as `after` for the next page.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub next: Option<Seq>,
    }

    /// `GET /messages/{message}`: where a permalink leads.
    pub struct MessagePlace {
        pub message: MessageView,
        pub item: ItemView,
        pub channel: ChannelView,
    }

    /// `GET /messages/{message}/edits`: former texts, oldest first, kept 30 days.
    pub struct FormerText {
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub at: time::OffsetDateTime,
        pub text: String,
    }

    /// `GET /channels/{channel}/members` and `GET /workspaces/{workspace}/members`.
    pub struct PlaceMember {
        pub member: MemberView,
        /// `owner`, `facilitator`, `member` or `guest`.
        pub role: String,
    }

    /// `GET /unread`.
    pub struct UnreadBody {
        pub unread: Vec<UnreadView>,
        pub marks: Vec<MarkView>,
        pub mark_version: Seq,
    }

    /// `GET /workspaces`: workspaces one may know of.
    pub struct WorkspaceCard {
        pub workspace: WorkspaceView,
        /// My role there, when I am in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub role: Option<String>,
        /// How many are in it; told where the workspace is open, and to its members.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub members: Option<u32>,
    }

    /// Selects what `GET /workspaces` lists.
    #[derive(Default)]
    pub struct WorkspacesQuery {
        /// A slug that the card tells.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub tag: Option<String>,
        /// Words of its name, its purpose or its tags.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub query: Option<String>,
    }

    /// `GET /demo`: the first screen of a demonstration network, before signing in.
    pub struct DemoBody {
        pub people: Vec<DemoPerson>,
        pub members: u32,
        pub organisations: u32,
        pub messages: u32,
        pub workspaces: u32,
    }

    pub struct DemoPerson {
        pub name: String,
        pub title: String,
        pub organisation: String,
        pub language: String,
        /// Key of the text that tells what waits for this person.
        pub persona: String,
        /// Token for `/sign-in/link/{token}`; works again and again in demo mode.
        pub token: String,
        pub unread: u32,
        pub mentions: u32,
    }

    /// Selects what `GET /channels/{channel}/items` lists.
    #[derive(Default)]
    pub struct ItemsQuery {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub state: Option<String>,
        /// `name:word` of a facet.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub facet: Option<String>,
        /// Items of the desk instead of the open ones.
        #[serde(default)]
        pub desk: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub after: Option<Seq>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub limit: Option<u32>,
    }

    /// Which page of a channel's messages. One of `before`, `after`, `around`, `at`; none: newest.
    #[derive(Default)]
    pub struct MessagesQuery {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub before: Option<Seq>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub after: Option<Seq>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub around: Option<Seq>,
        /// RFC 3339: around the first message at or after this instant.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub at: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub item: Option<ItemId>,
        #[serde(default)]
        pub pinned: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub limit: Option<u32>,
    }

    /// Who is asked for by `GET /members`.
    #[derive(Default)]
    pub struct MembersQuery {
        /// Beginning of a given or family name.
        #[serde(default)]
        pub query: String,
        /// Comma-separated ids, instead of a query; at most 200.
        #[serde(default)]
        pub ids: String,
        /// Those who may read this channel come first.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub channel: Option<ChannelId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub workspace: Option<WorkspaceId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub limit: Option<u32>,
    }
}

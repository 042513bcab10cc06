//! Frames of the socket: what a client says besides commands, and all that the server says. Each
//! is one JSON text frame with its name in `t`; an unknown `t` is ignored by a client and refused
//! by the server.

use std::collections::BTreeMap;

use crate::command::Command;
use crate::content::MarkView;
use crate::event::{Event, LightEvent};
use crate::ids::{
    ChannelId, ClientId, ConnectionId, Epoch, ItemId, MemberId, Seq, SessionId, StreamId,
};
use crate::limits::Limits;
use crate::moving::Left;
use crate::nul::holds_nul;
use crate::refusal::{Code, Refusal};

shapes! {
    /// What a client says besides commands. Nothing here is stored.
    #[serde(tag = "t", rename_all = "snake_case")]
    pub enum LiveFrame {
        /// First frame of a program that has no cookie.
        SignIn { token: String },
        /// Take up streams where the client left them: per stream the last applied seq. Each is
        /// answered by its events and `caught_up`, or by `reset`, or by `lost`.
        Resume {
            #[serde(rename = "ref", default)]
            reference: u32,
            epoch: Epoch,
            cursors: BTreeMap<StreamId, Seq>,
            /// Depth of the streams not named in `full`.
            #[serde(default)]
            depth: Depth,
            #[serde(default)]
            full: Vec<StreamId>,
        },
        /// Hear streams from their present head on, or change the depth of streams already heard
        /// (their cursor stays).
        Subscribe {
            #[serde(rename = "ref", default)]
            reference: u32,
            streams: Vec<StreamId>,
            #[serde(default)]
            depth: Depth,
        },
        Unsubscribe { streams: Vec<StreamId> },
        /// Hear who of these is here; replaces the former list.
        WatchPresence { members: Vec<MemberId> },
        /// Whether a person is looking at this device now.
        Presence { active: bool },
        /// I am writing; good for six seconds.
        Typing { channel: ChannelId, item: ItemId },
        /// Asks for a `pong`; a browser cannot send the socket's own ping.
        Ping,
    }

    /// How much of each event a subscription carries.
    #[derive(Copy, Eq, Default)]
    #[serde(rename_all = "snake_case")]
    pub enum Depth {
        /// Every event with its content, at once.
        Full,
        /// The same gapless events without content, gathered into at most one frame a second.
        #[default]
        Light,
    }

    /// What the server says.
    #[serde(tag = "t", rename_all = "snake_case")]
    pub enum ServerFrame {
        Hello(Hello),
        Ack(Ack),
        /// The command with this `ref` did not happen, or (retry `same_id`) may have.
        Refused {
            #[serde(rename = "ref")]
            reference: u32,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            client_id: Option<ClientId>,
            refusal: Refusal,
        },
        Event(Box<Event>),
        Light { events: Vec<LightEvent> },
        /// Everything up to `head` has been passed; what follows is live.
        CaughtUp { stream: StreamId, head: Seq },
        /// Too far behind, or another epoch: forget this stream's content and read it anew. The
        /// subscription goes on live after `head`.
        Reset { stream: StreamId, epoch: Epoch, head: Seq, oldest: Seq },
        /// One may not read this stream, or it does not exist. Its content is to be forgotten.
        Lost { stream: StreamId },
        /// A read mark of one's own moved, on this device or another.
        Mark(MarkView),
        /// Something new bears one of these tags, which one follows; `GET /inbox` tells what. A hint:
        /// it is not repeated.
        Tagged { tags: Vec<String> },
        /// Something new is offered that one may read; `GET /feed` tells what. A hint: it is not repeated.
        Offered,
        Typing { channel: ChannelId, item: ItemId, member: MemberId },
        Presence { members: Vec<PresenceView> },
        /// The node is leaving: close, and come back after `retry_after_ms`.
        GoingAway { retry_after_ms: u32 },
        Pong,
    }

    /// First frame of the server.
    pub struct Hello {
        pub protocol: u32,
        /// Name of the node that answers.
        pub node: String,
        pub epoch: Epoch,
        pub connection: ConnectionId,
        pub session: SessionId,
        pub member: MemberId,
        pub network: StreamId,
        pub limits: Limits,
        /// The server's clock, RFC 3339; for showing only.
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub server_time: time::OffsetDateTime,
        /// Head of the own mark versions, to ask for marks that moved while away.
        pub mark_version: Seq,
    }

    /// A command happened and is on disk.
    pub struct Ack {
        #[serde(rename = "ref", default)]
        pub reference: u32,
        pub client_id: ClientId,
        /// What the command made or touched.
        pub id: uuid::Uuid,
        /// Where the log tells of it; absent for what is not in the log: a mark, or what was so
        /// already (a reaction given twice, a conversation that is there).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub stream: Option<StreamId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub seq: Option<Seq>,
        /// This client id had been answered before; nothing new was made.
        pub duplicate: bool,
        /// The mark as it stands now, for `mark_read` and `mark_unread`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub mark: Option<MarkView>,
        /// What a `move_talk` had no room for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub left: Option<Left>,
    }

    /// Whether a member is here.
    #[derive(Eq)]
    pub struct PresenceView {
        pub member: MemberId,
        pub state: Presence,
    }

    #[derive(Copy, Eq)]
    #[serde(rename_all = "snake_case")]
    pub enum Presence {
        Away,
        Idle,
        Active,
    }
}

/// A frame of a client, whichever sort it is. The name in `t` decides.
#[derive(Clone, Debug, PartialEq)]
pub enum ClientFrame {
    Live(LiveFrame),
    Command(Box<Command>),
}

/// Names of [`LiveFrame`]; every other `t` is a command's.
const LIVE: &[&str] = &[
    "sign_in",
    "resume",
    "subscribe",
    "unsubscribe",
    "watch_presence",
    "presence",
    "typing",
    "ping",
];

impl ClientFrame {
    /// Reads one text frame. On failure the refusal says which field was wrong, and `reference` is
    /// kept so that the answer finds its question.
    ///
    /// # Errors
    /// `bad_frame` when the text is no JSON object, has an unknown `t`, or lacks a field.
    pub fn read(text: &str) -> Result<Self, (u32, Option<ClientId>, Refusal)> {
        #[derive(serde::Deserialize)]
        struct Head<'a> {
            #[serde(borrow)]
            t: std::borrow::Cow<'a, str>,
            #[serde(rename = "ref", default)]
            reference: u32,
            #[serde(default)]
            client_id: Option<ClientId>,
        }
        let head: Head<'_> = serde_json::from_str(text)
            .map_err(|error| (0, None, Refusal::bad_frame(error.to_string())))?;
        if holds_nul(text.as_bytes()) {
            let refusal = Refusal::new(Code::BadText, "a text holds U+0000");
            return Err((head.reference, head.client_id, refusal));
        }
        let read = if LIVE.contains(&head.t.as_ref()) {
            serde_json::from_str(text).map(Self::Live)
        } else {
            serde_json::from_str(text).map(|command| Self::Command(Box::new(command)))
        };
        read.map_err(|error| {
            (head.reference, head.client_id, Refusal::bad_frame(error.to_string()))
        })
    }
}

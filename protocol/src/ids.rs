//! Names of things. Ids are UUIDv7 made by the server and used as names only: nothing is ordered
//! or paged by them. `Seq` numbers the events of one stream 1, 2, 3 … without holes.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(test, derive(ts_rs::TS))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                text.parse().map(Self)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Uuid {
                id.0
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )*};
}

ids! {
    /// A stream of events. A channel's open stream, a workspace's stream and a member's stream
    /// carry the id of the thing they tell of; a desk and the network have ids of their own.
    StreamId;
    /// A person with an account.
    MemberId;
    /// An employer, association or authority that members speak for.
    OrganisationId;
    /// A place that holds channels and has members of its own.
    WorkspaceId;
    /// Where items and messages live; its kind decides which.
    ChannelId;
    /// What messages are about: a topic, an article, a card.
    ItemId;
    /// One utterance under an item.
    MessageId;
    /// A query that a member keeps under a name.
    SavedSearchId;
    /// A picture or document that somebody uploaded.
    FileId;
    /// A signed-in device.
    SessionId;
    /// A link that lets people in.
    InvitationId;
    /// A code that moves a session to another device.
    MoveId;
    /// An open socket.
    ConnectionId;
    /// Something reported, from the first word to the last decision.
    ReportId;
    /// What a client calls a command before the server has answered it. Made by the client, kept
    /// until the answer, repeated unchanged when the command is repeated.
    ClientId;
    /// What a member has told those who run the network.
    FeedbackId;
    /// A list of people that was uploaded to be brought in.
    ImportId;
    /// What somebody asks who wants to become a member.
    ApplicationId;
    /// What came of talk.
    OutcomeId;
    /// An address for a feed reader.
    FeedId;
    /// A browser that takes notices while its app is closed.
    PushDeviceId;
    /// Names one life of the database. It changes when a backup is restored, and every client
    /// then starts its streams anew.
    Epoch;
}

impl From<ChannelId> for StreamId {
    fn from(id: ChannelId) -> Self {
        Self(id.0)
    }
}

impl From<WorkspaceId> for StreamId {
    fn from(id: WorkspaceId) -> Self {
        Self(id.0)
    }
}

impl From<MemberId> for StreamId {
    fn from(id: MemberId) -> Self {
        Self(id.0)
    }
}

/// A position in a stream, from 1; 0 is before everything.
pub type Seq = u64;

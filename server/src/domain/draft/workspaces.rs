//! What is written of workspaces beyond their making: settings, the order of channels, what expires,
//! broken glass.

use talkoo_protocol::{ChannelId, MemberId, Seq, WorkspaceId};
use uuid::Uuid;

use crate::domain::push::Shows;

#[derive(Clone, Debug)]
pub enum WorkspaceWrite {
    Configure {
        workspace: WorkspaceId,
        settings: WorkspaceSettings,
    },
    /// Its tags are told to the network where its card tells them, and forgotten elsewhere.
    Retag {
        workspace: WorkspaceId,
    },
    Arrange {
        channel: ChannelId,
        section: String,
        position: i32,
    },
    /// The channel is a newer one: who is a guest in it has changed.
    Renew {
        channel: ChannelId,
    },
    /// Everything on the channel's streams before this is gone, and topics in which nothing is left.
    Expire {
        channel: ChannelId,
        before: Seq,
        /// Kinds whose items are gone with their talk.
        fading: Vec<String>,
    },
    AskGlass {
        glass: Uuid,
        workspace: WorkspaceId,
        by: MemberId,
        reason: String,
    },
    BreakGlass {
        glass: Uuid,
        by: MemberId,
        lasts: std::time::Duration,
    },
    EndGlass {
        glass: Uuid,
    },
}

/// What is to be set; absent stays.
#[derive(Clone, Debug, Default)]
pub struct WorkspaceSettings {
    pub kind: Option<&'static str>,
    /// `Some(None)`: none.
    pub region: Option<Option<String>>,
    pub tags: Option<Vec<String>>,
    pub step_up: Option<bool>,
    /// 0: everything stays, whatever the network does elsewhere.
    pub retention_days: Option<i32>,
    /// `Some(None)`: as follows from its visibility.
    pub push_shows: Option<Option<Shows>>,
}

//! Changes of links, of requests to be let in, and of codes that move a session. Each says what its
//! decision rested on; the journal has it decided anew when that has changed.

use std::time::Duration;

use talkoo_protocol::{ChannelId, InvitationId, MemberId, MoveId, WorkspaceId};

/// What is stored.
#[derive(Clone, Debug)]
pub enum ComingIn {
    Invitation(Box<NewInvitation>),
    Revoke {
        invitation: InvitationId,
    },
    Use(Box<InvitationUsed>),
    Request {
        workspace: WorkspaceId,
        member: MemberId,
        text: String,
    },
    /// A request that waits, or was refused, is taken back.
    Cancel {
        workspace: WorkspaceId,
        member: MemberId,
    },
    /// A request that waits has been granted, or has no sense any more.
    Settle {
        workspace: WorkspaceId,
        member: MemberId,
    },
    Refuse {
        workspace: WorkspaceId,
        member: MemberId,
    },
    Move {
        id: MoveId,
        token_hash: Vec<u8>,
        member: MemberId,
        lasts: Duration,
    },
    UseMove {
        id: MoveId,
    },
}

/// A link. Only the hash of what it carries is stored.
#[derive(Clone, Debug)]
pub struct NewInvitation {
    pub id: InvitationId,
    pub token_hash: Vec<u8>,
    /// `network`, `workspace` or `channel`.
    pub sort: &'static str,
    pub place: Option<uuid::Uuid>,
    pub role: &'static str,
    pub maker: MemberId,
    pub note: String,
    pub email: Option<String>,
    pub most: i32,
    pub days: i32,
}

/// Somebody comes in. It holds only while the link and everything named here is as it was.
#[derive(Clone, Debug)]
pub struct InvitationUsed {
    pub invitation: InvitationId,
    pub member: MemberId,
    /// A newcomer: which terms were accepted.
    pub terms: Option<u32>,
    pub organisation: String,
    pub maker_in_network: &'static str,
    /// Whom the network lets invite to it.
    pub invites: String,
    pub workspace: Option<WorkspaceId>,
    pub workspace_state: Option<&'static str>,
    pub maker_in_workspace: Option<&'static str>,
    pub member_in_workspace: Option<&'static str>,
    pub channel: Option<ChannelId>,
    pub channel_visibility: Option<&'static str>,
    pub maker_in_channel: Option<&'static str>,
    /// Public channels that are joined along with the workspace.
    pub joined: Vec<ChannelId>,
}

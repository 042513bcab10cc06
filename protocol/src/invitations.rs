//! Coming in by a link, asking to be let into a workspace, and moving a session to another device.
//! The secret of a link is drawn by who makes it: 32 random bytes as base64url without padding. The
//! server keeps only its hash, so nobody can be shown a link again.

use crate::command::Place;
use crate::ids::{InvitationId, MemberId, MoveId, WorkspaceId};
use crate::places::{MemberView, Words};

shapes! {
    /// Makes links; the ack names the first. One link for all who hold it, or one for each address,
    /// which a letter brings.
    pub struct Invite {
        /// Where to. Absent: to the network itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub place: Option<Place>,
        /// `member` or `guest`; a guest sees the channels that are opened to them and no others.
        pub role: String,
        pub links: Vec<InvitationLink>,
        /// How many days they can be used; 14 when absent, 90 at most.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub days: Option<u16>,
        /// How many people may come in by each; one by a link that was sent to an address.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub most: Option<u32>,
        /// For those who manage the links.
        #[serde(default)]
        pub note: String,
        /// Of the letters: `fi`, `sv` or `en`.
        #[serde(default)]
        pub language: String,
    }

    pub struct InvitationLink {
        pub token: String,
        /// Where a letter brings it; who has no account gets one with this address.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub email: Option<String>,
    }

    /// A link is worth nothing any more.
    #[derive(Eq)]
    pub struct RevokeInvitation {
        pub invitation: InvitationId,
    }

    /// Comes in by a link, being signed in. The ack names the place.
    #[derive(Eq)]
    pub struct UseInvitation {
        pub token: String,
    }

    /// Asks to be let into a workspace, with a few words.
    #[derive(Eq)]
    pub struct RequestToJoin {
        pub workspace: WorkspaceId,
        #[serde(default)]
        pub text: String,
    }

    /// Takes one's request back.
    #[derive(Eq)]
    pub struct CancelRequest {
        pub workspace: WorkspaceId,
    }

    /// Lets those in who ask, or refuses them; at most 50 at once. Requests that are not there any
    /// more are passed over.
    #[derive(Eq)]
    pub struct DecideRequests {
        pub workspace: WorkspaceId,
        pub members: Vec<MemberId>,
        pub approve: bool,
    }

    /// Makes a code that signs another device of oneself in, once, within two minutes. The ack names
    /// it; `session_started` with the fact `move` tells that it has been used.
    #[derive(Eq)]
    pub struct BeginMove {
        pub token: String,
    }

    /// `POST /invitations/look` and `POST /moves/look`. The secret travels in the body, so it stands
    /// in no log.
    #[derive(Eq)]
    pub struct TokenBody {
        pub token: String,
    }

    /// What the holder of a link may know. Of a link that is good for nothing only why.
    pub struct InvitationCard {
        pub state: InvitationState,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub offer: Option<InvitationOffer>,
    }

    /// Whether a link lets anybody in now.
    #[derive(Copy, Eq, Hash)]
    #[serde(rename_all = "snake_case")]
    pub enum InvitationState {
        Good,
        Expired,
        /// Taken back.
        Revoked,
        /// As many have come as may.
        UsedUp,
        /// Who made it may not invite there any more, or the place is closed.
        Void,
    }

    /// Who invites to what.
    pub struct InvitationOffer {
        /// `network`, `workspace` or `channel`.
        pub sort: String,
        pub network: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub workspace: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub channel: Option<String>,
        /// What the place is for; absent where only its members may know.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub purpose: Option<String>,
        pub role: String,
        pub inviter: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub organisation: Option<Words>,
        /// The address it was sent to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub email: Option<String>,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub expires_at: time::OffsetDateTime,
    }

    /// `POST /invitations/accept`: who has no account gets one and is signed in on this device.
    #[derive(Eq)]
    pub struct AcceptBody {
        pub token: String,
        pub given: String,
        pub family: String,
        pub email: String,
        #[serde(default)]
        pub organisation: String,
        /// `fi`, `sv` or `en`.
        #[serde(default)]
        pub language: String,
        /// The terms and the privacy notice that were read and accepted.
        pub terms_version: u32,
        #[serde(default)]
        pub device: String,
        /// Answer with a bearer token instead of a cookie, for programs.
        #[serde(default)]
        pub bearer: bool,
    }

    /// A link as those see it who manage links where it leads.
    pub struct InvitationView {
        pub id: InvitationId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub place: Option<Place>,
        pub role: String,
        pub state: InvitationState,
        pub maker: MemberView,
        pub note: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub email: Option<String>,
        pub uses: u32,
        pub most: u32,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub made_at: time::OffsetDateTime,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub expires_at: time::OffsetDateTime,
        /// Who came in by it, the newest first, at most 20.
        pub used_by: Vec<InvitationUse>,
    }

    pub struct InvitationUse {
        pub member: MemberView,
        /// The account was made by it.
        pub is_new: bool,
        /// What a newcomer wrote of an organisation that the address does not tell.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub organisation: String,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub at: time::OffsetDateTime,
    }

    /// `GET /invitations`, `GET /workspaces/{workspace}/invitations` and
    /// `GET /channels/{channel}/invitations`: the newest first.
    pub struct InvitationsBody {
        pub may_invite: bool,
        pub invitations: Vec<InvitationView>,
    }

    /// `GET /requests`: what one has asked for, and what waits for one's decision.
    pub struct RequestsBody {
        pub own: Vec<OwnRequest>,
        pub queues: Vec<RequestQueue>,
    }

    #[derive(Eq)]
    pub struct OwnRequest {
        pub workspace: WorkspaceId,
        /// `waiting` or `refused`.
        pub state: String,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub at: time::OffsetDateTime,
    }

    /// How many wait in a workspace that one leads.
    #[derive(Copy, Eq)]
    pub struct RequestQueue {
        pub workspace: WorkspaceId,
        pub waiting: u32,
    }

    /// `GET /workspaces/{workspace}/requests`: who waits, the longest first.
    pub struct RequestView {
        pub member: MemberView,
        pub text: String,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub at: time::OffsetDateTime,
    }

    /// `POST /moves/look`: whose session a code would move here.
    #[derive(Eq)]
    pub struct MoveCard {
        pub name: String,
    }

    /// `POST /moves/use`: signs this device in.
    #[derive(Eq)]
    pub struct MoveBody {
        pub token: String,
        #[serde(default)]
        pub device: String,
        /// Answer with a bearer token instead of a cookie, for programs.
        #[serde(default)]
        pub bearer: bool,
    }
}

impl MoveId {
    /// The fact of `session_started` that names it.
    pub const FACT: &'static str = "move";
}

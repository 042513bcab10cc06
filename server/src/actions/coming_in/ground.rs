//! What a link is worth at this moment: the link, and what its maker is where it leads.

use talkoo_protocol::{Refusal, command::Place, invitations::InvitationState};

use crate::{
    domain::{
        access::{NetworkRole, Standing, WorkspaceAccess},
        invitation::{self, Link},
    },
    error::Failure,
    store::{
        Connection, access,
        invitations::{self, Invitation},
        people,
    },
};

/// A link and all that its worth rests on, read in one snapshot.
pub(super) struct Ground {
    pub(super) invitation: Invitation,
    /// `None`: its maker's account is not active any more.
    pub(super) maker: Option<NetworkRole>,
    /// Whom the network lets invite to it.
    pub(super) invites: String,
    is_contact: bool,
    /// What the maker is in the workspace it leads to, or in that of its channel.
    pub(super) workspace: Option<WorkspaceAccess>,
    pub(super) channel: Option<Standing>,
}

impl Ground {
    pub(super) async fn of(conn: &mut Connection, invitation: Invitation) -> Result<Self, Failure> {
        let maker = invitation.maker;
        let channel = match invitation.place {
            Some(Place::Channel(channel)) => access::standing(conn, maker, channel).await?,
            Some(Place::Workspace(_)) | None => None,
        };
        let workspace = match invitation.place {
            Some(Place::Workspace(workspace)) => Some(workspace),
            Some(Place::Channel(_)) => {
                channel.as_ref().and_then(|standing| Some(standing.workspace?.workspace))
            }
            None => None,
        };
        let workspace = match workspace {
            Some(workspace) => access::workspace(conn, maker, workspace).await?,
            None => None,
        };
        Ok(Self {
            maker: people::network_role(conn, maker).await?,
            invites: invitations::who_invites(conn).await?,
            is_contact: invitations::is_contact(conn, maker).await?,
            invitation,
            workspace,
            channel,
        })
    }

    /// The same of another link of the same maker to the same place.
    pub(super) fn of_another(self, invitation: Invitation) -> Self {
        Self { invitation, ..self }
    }

    fn is_backed(&self) -> bool {
        let Some(maker) = self.maker else { return false };
        let role = self.invitation.role;
        match self.invitation.place {
            None => invitation::may_invite_to_network(maker, self.is_contact, &self.invites),
            Some(Place::Workspace(_)) => {
                self.workspace.as_ref().is_some_and(invitation::may_invite_to_workspace)
            }
            Some(Place::Channel(_)) => self
                .channel
                .as_ref()
                .is_some_and(|channel| invitation::may_invite_to_channel(channel, role)),
        }
    }

    pub(super) fn state(&self) -> InvitationState {
        let Invitation { is_revoked, is_expired, uses, most, role, .. } = self.invitation;
        let is_backed = self.is_backed() && invitation::gives(role);
        Link { is_revoked, is_expired, is_used_up: uses >= most, is_backed }.state()
    }

    /// Goes on only with a link that is good now; else its holder hears in words why not.
    pub(super) fn good(&self) -> Result<(), Refusal> {
        let words = match self.state() {
            InvitationState::Good => return Ok(()),
            InvitationState::Expired => "invitation: it has expired",
            InvitationState::Revoked => "invitation: it was taken back",
            InvitationState::UsedUp => "invitation: it has been used up",
            InvitationState::Void => "invitation: who made it may not invite there any more",
        };
        Err(Refusal::rule(words))
    }
}

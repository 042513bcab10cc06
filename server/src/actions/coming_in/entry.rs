//! What happens when somebody comes in by a link: roles where they had none, and no others. A link
//! raises nobody who is in already.

use talkoo_protocol::{ChannelId, Verb, WorkspaceId, command::Place};

use super::ground::Ground;
use crate::{
    actions::{Asked, membership},
    domain::{
        access::{ChannelVisibility, Role, Standing},
        draft::{
            AuditLine, Draft, EventDraft, Write,
            invitations::{ComingIn, InvitationUsed},
        },
    },
    error::Failure,
    store::{Connection, access, places},
};

/// What is known of who comes in.
pub(super) enum Who<'a> {
    Member,
    /// Has no account before this.
    Newcomer {
        organisation: &'a str,
        terms: u32,
    },
}

/// Adds all that follows from coming in. Nothing for who is there already: no use is counted.
pub(super) async fn enter(
    conn: &mut Connection,
    asked: &Asked<'_>,
    draft: &mut Draft,
    ground: &Ground,
    who: &Who<'_>,
) -> Result<(), Failure> {
    let is_new = matches!(who, Who::Newcomer { .. });
    let workspace = ground.workspace.map(|access| access.place.workspace);
    let own = match workspace {
        Some(workspace) if !is_new => access::workspace(conn, asked.member, workspace).await?,
        Some(_) | None => None,
    };
    let own_role = own.and_then(|access| access.place.role);
    let mut entered = Entered { asked, events: Vec::new(), audit: Vec::new(), joined: Vec::new() };
    if let Some(workspace) = workspace.filter(|_| own_role.is_none()) {
        entered.workspace(conn, workspace, ground.invitation.role).await?;
    }
    if let Some(Place::Channel(channel)) = ground.invitation.place {
        let before = match is_new {
            true => None,
            false => access::standing(conn, asked.member, channel).await?,
        };
        entered.channel(ground, channel, before.as_ref(), own_role);
    }
    if !is_new && entered.events.is_empty() {
        return Ok(());
    }
    draft.events.push(used(asked, ground, who, own_role, entered.joined.clone()));
    draft.events.extend(entered.events);
    let line = membership::line("invitation_used", ground.invitation.id.0, asked.member);
    draft.audit.push(line);
    draft.audit.extend(entered.audit);
    Ok(())
}

struct Entered<'a> {
    asked: &'a Asked<'a>,
    events: Vec<EventDraft>,
    audit: Vec<AuditLine>,
    /// Public channels of the workspace that come along.
    joined: Vec<ChannelId>,
}

impl Entered<'_> {
    async fn workspace(
        &mut self,
        conn: &mut Connection,
        workspace: WorkspaceId,
        role: Role,
    ) -> Result<(), Failure> {
        let member = self.asked.member;
        self.events = membership::entered(self.asked, workspace, member, role);
        if role != Role::Guest {
            self.joined = places::public_channels(conn, workspace).await?;
            let joined = self.joined.iter();
            let joined = joined.map(|id| membership::joined(member, member, *id, Role::Member));
            self.events.extend(joined);
        } else {
            self.events.extend(membership::left_behind(conn, self.asked, workspace, member).await?);
        }
        let mut line = membership::line("workspace_joined", workspace.0, member);
        line.reason.push_str(&format!(" as {}", role.as_str()));
        self.audit.push(line);
        Ok(())
    }

    fn channel(
        &mut self,
        ground: &Ground,
        channel: ChannelId,
        before: Option<&Standing>,
        own_role: Option<Role>,
    ) {
        // What was joined from outside is no role here.
        let is_in = own_role.is_some() && before.is_some_and(|before| before.in_channel.is_some());
        if is_in || self.joined.contains(&channel) {
            return;
        }
        // Who is in the workspace already is in the channel what they are there.
        let role = match own_role {
            Some(Role::Guest) => Role::Guest,
            Some(_) => Role::Member,
            None => ground.invitation.role,
        };
        let member = self.asked.member;
        self.events.push(
            EventDraft::new(channel, Verb::MEMBER_ADDED, member, Write::Nothing)
                .fact("member", member.to_string())
                .fact("role", role.as_str()),
        );
        self.events.push(membership::joined(member, member, channel, role));
        if let (Role::Guest, Some(there)) = (role, &ground.channel) {
            self.events.extend(membership::guests_told(member, there));
        }
        let mut line = membership::line("channel_joined", channel.0, member);
        line.reason.push_str(&format!(" as {}", role.as_str()));
        self.audit.push(line);
    }
}

/// Tells the maker, and counts; it holds only while everything is as it was read.
fn used(
    asked: &Asked<'_>,
    ground: &Ground,
    who: &Who<'_>,
    own_role: Option<Role>,
    joined: Vec<ChannelId>,
) -> EventDraft {
    let (organisation, terms) = match who {
        Who::Member => (String::new(), None),
        Who::Newcomer { organisation, terms } => ((*organisation).to_owned(), Some(*terms)),
    };
    let workspace = ground.workspace.as_ref().map(|access| access.place);
    let invitation = &ground.invitation;
    let channel = ground.channel.as_ref();
    let used = InvitationUsed {
        invitation: invitation.id,
        member: asked.member,
        terms,
        organisation,
        maker_in_network: ground.maker.map_or("", |role| role.as_str()),
        invites: ground.invites.clone(),
        workspace: workspace.map(|place| place.workspace),
        workspace_state: workspace.map(|place| place.state.as_str()),
        maker_in_workspace: workspace.and_then(|place| place.role).map(Role::as_str),
        member_in_workspace: own_role.map(Role::as_str),
        channel: channel.map(|channel| channel.channel),
        channel_visibility: channel.map(|channel| ChannelVisibility::as_str(channel.visibility)),
        maker_in_channel: channel.and_then(|channel| channel.in_channel).map(Role::as_str),
        joined,
    };
    let write = Write::ComingIn(ComingIn::Use(Box::new(used)));
    EventDraft::new(invitation.maker, Verb::INVITATION_USED, asked.member, write)
        .fact("invitation", invitation.id.to_string())
        .fact("member", asked.member.to_string())
}

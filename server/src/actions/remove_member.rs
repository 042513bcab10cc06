//! Taking a member out of a workspace or a channel. Removal is always told to those who stay.

use talkoo_protocol::{ChannelId, MemberId, Refusal, Verb, WorkspaceId, command::Place};

use super::{Asked, add_member, change_workspace, membership, scene};
use crate::{
    domain::{
        access::{Role, Standing},
        draft::{Draft, EventDraft, Write},
    },
    error::Failure,
    store::access,
};

pub(super) async fn decide(
    asked: &Asked<'_>,
    place: Place,
    member: MemberId,
) -> Result<Draft, Failure> {
    match place {
        Place::Workspace(workspace) => from_workspace(asked, workspace, member).await,
        Place::Channel(channel) => from_channel(asked, channel, member).await,
    }
}

async fn from_workspace(
    asked: &Asked<'_>,
    workspace: WorkspaceId,
    member: MemberId,
) -> Result<Draft, Failure> {
    let mut snapshot = asked.app.store.snapshot().await?;
    let access = membership::led(&mut snapshot, asked.member, workspace).await?;
    let target = access::workspace(&mut snapshot, member, workspace).await?;
    let former = target.and_then(|access| access.place.role).ok_or_else(Refusal::not_found)?;
    membership::may_give(access.is_owner(), Some(former), None)?;
    membership::keeps_an_owner(&mut snapshot, workspace, member, former, None).await?;
    let mut draft = asked.draft(workspace);
    draft.guards = vec![membership::guard(&access)];
    draft.events = membership::left(&mut snapshot, asked, workspace, member).await?;
    if former == Role::Owner {
        draft.events.push(change_workspace::told(asked, workspace));
    }
    draft.audit.push(membership::line("workspace_member_removed", workspace.0, member));
    Ok(draft)
}

async fn from_channel(
    asked: &Asked<'_>,
    channel: ChannelId,
    member: MemberId,
) -> Result<Draft, Failure> {
    let own = scene::standing_now(asked, channel).await?;
    add_member::managed(&own)?;
    let mut conn = asked.app.store.read().await?;
    let before = access::standing(&mut conn, member, channel).await?;
    let before = before.filter(|before| before.in_channel.is_some());
    let before = before.ok_or_else(Refusal::not_found)?;
    membership::may_give(add_member::owns(&own), before.in_channel, None)?;

    let after = Standing { in_channel: None, ..before.clone() };
    let mut draft = asked.draft(channel);
    draft.guards = vec![scene::access_guard(&own)];
    if membership::narrows(&before, &after) {
        draft.events = membership::fence(asked.member, channel, before.desk);
    }
    let write = Write::ChannelMember { channel, member, role: None };
    draft.events.push(membership::removed(asked.member, member, channel, write));
    draft.events.push(
        EventDraft::new(member, Verb::CHANNEL_LEFT, asked.member, Write::Nothing)
            .fact("channel", channel.to_string()),
    );
    if membership::is_guest(&before) {
        draft.events.extend(membership::guests_told(asked.member, &before));
    }
    draft.audit.push(membership::line("channel_member_removed", channel.0, member));
    Ok(draft)
}

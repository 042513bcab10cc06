//! Bringing a member into a workspace or a channel, or giving another role there.

use talkoo_protocol::{ChannelId, MemberId, Refusal, Verb, WorkspaceId, command::Place};

use super::{Asked, change_workspace, depart, membership, scene};
use crate::{
    domain::{
        access::{Role, Standing},
        draft::{Draft, EventDraft, Write},
    },
    error::Failure,
    store::{Connection, access, directs, profiles},
};

pub(super) async fn decide(
    asked: &Asked<'_>,
    place: Place,
    member: MemberId,
    role: &str,
) -> Result<Draft, Failure> {
    let role = membership::role(role)?;
    match place {
        Place::Workspace(workspace) => to_workspace(asked, workspace, member, role).await,
        Place::Channel(channel) => to_channel(asked, channel, member, role).await,
    }
}

async fn to_workspace(
    asked: &Asked<'_>,
    workspace: WorkspaceId,
    member: MemberId,
    role: Role,
) -> Result<Draft, Failure> {
    let mut snapshot = asked.app.store.snapshot().await?;
    let access = membership::led(&mut snapshot, asked.member, workspace).await?;
    let former = membership::target(&mut snapshot, asked.member, member, workspace).await?;
    let mut draft = asked.draft(workspace);
    if former == Some(role) {
        return Ok(draft);
    }
    if former.is_none() {
        apart(&mut snapshot, asked.member, member).await?;
    }
    membership::may_give(access.is_owner(), former, Some(role))?;
    draft.guards = vec![membership::guard(&access)];
    if role == Role::Owner {
        draft.guards.push(depart::still_here(&mut snapshot, member).await?);
    }
    if let Some(former) = former {
        membership::keeps_an_owner(&mut snapshot, workspace, member, former, Some(role)).await?;
        draft.events = membership::lowered(&mut snapshot, asked, workspace, member, role).await?;
    }
    draft.events.extend(if former.is_none() {
        membership::brought(asked, workspace, member, role)
    } else {
        membership::entered(asked, workspace, member, role)
    });
    if role == Role::Guest && former.is_none() {
        let left = membership::left_behind(&mut snapshot, asked, workspace, member).await?;
        draft.events.extend(left);
    }
    if role != Role::Guest && matches!(former, None | Some(Role::Guest)) {
        let joined = membership::joined_all(&mut snapshot, asked, workspace, member).await?;
        draft.events.extend(joined);
    }
    // The card names its owners.
    if former == Some(Role::Owner) || role == Role::Owner {
        draft.events.push(change_workspace::told(asked, workspace));
    }
    let mut line = membership::line("workspace_role", workspace.0, member);
    line.reason.push_str(&format!(" as {}", role.as_str()));
    draft.audit.push(line);
    Ok(draft)
}

async fn to_channel(
    asked: &Asked<'_>,
    channel: ChannelId,
    member: MemberId,
    role: Role,
) -> Result<Draft, Failure> {
    let own = scene::standing_now(asked, channel).await?;
    managed(&own)?;
    let mut conn = asked.app.store.read().await?;
    if profiles::known(&mut conn, asked.member, &[member]).await?.is_empty() {
        return Err(Refusal::not_found().into());
    }
    let before = access::standing(&mut conn, member, channel).await?;
    let before = before.ok_or_else(Refusal::not_found)?;
    if before.in_channel.is_none() {
        apart(&mut conn, asked.member, member).await?;
    }
    drop(conn);
    if before.workspace.is_none_or(|place| place.role.is_none()) {
        return Err(Refusal::rule("bring them into the workspace first").into());
    }
    let mut draft = asked.draft(channel);
    if before.in_channel == Some(role) {
        return Ok(draft);
    }
    membership::may_give(owns(&own), before.in_channel, Some(role))?;
    let after = Standing { in_channel: Some(role), ..before.clone() };
    draft.guards = vec![scene::access_guard(&own)];
    if membership::narrows(&before, &after) {
        draft.events = membership::fence(asked.member, channel, before.desk);
    }
    draft.events.push(
        EventDraft::new(channel, Verb::MEMBER_ADDED, asked.member, Write::Nothing)
            .fact("member", member.to_string())
            .fact("role", role.as_str()),
    );
    draft.events.push(membership::joined(asked.member, member, channel, role));
    if before.in_channel.is_none() && membership::is_guest(&before) {
        draft.events.extend(membership::guests_told(asked.member, &before));
    }
    let mut line = membership::line("channel_role", channel.0, member);
    line.reason.push_str(&format!(" as {}", role.as_str()));
    draft.audit.push(line);
    Ok(draft)
}

/// Nobody brings in whom a block parts from them, whoever made it. It is refused as for somebody who
/// is not there, so that it does not tell of the block.
async fn apart(conn: &mut Connection, asker: MemberId, member: MemberId) -> Result<(), Failure> {
    if directs::any_blocks(conn, asker, &[member]).await? {
        return Err(Refusal::not_found().into());
    }
    Ok(())
}

/// Whether people may be brought in and taken out here by this member.
pub(super) fn managed(own: &Standing) -> Result<(), Refusal> {
    if own.workspace.is_none() {
        return Err(Refusal::rule("the people of a direct conversation are fixed"));
    }
    if !own.may_manage() {
        return Err(Refusal::not_allowed("only its owners do this"));
    }
    if own.is_read_only() {
        scene::may_write(own)?;
    }
    Ok(())
}

pub(super) fn owns(own: &Standing) -> bool {
    own.in_channel == Some(Role::Owner)
        || own.workspace.is_some_and(|place| place.role == Some(Role::Owner))
}

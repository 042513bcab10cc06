//! Coming into an open workspace by oneself, and into its public channels with it.

use talkoo_protocol::{Refusal, WorkspaceId};

use super::{Asked, membership};
use crate::{
    domain::{access::Role, draft::Draft},
    error::Failure,
};

pub(super) async fn decide(asked: &Asked<'_>, workspace: WorkspaceId) -> Result<Draft, Failure> {
    let mut snapshot = asked.app.store.snapshot().await?;
    let access = membership::known(&mut snapshot, asked.member, workspace).await?;
    let mut draft = asked.draft(workspace);
    if access.place.role.is_some() {
        return Ok(draft);
    }
    if !access.may_join() {
        return Err(Refusal::not_allowed("ask its owners to let you in").into());
    }
    // One guard is enough for all channels: making one of them private is told on the workspace's
    // stream, too, and moves the seq that is guarded here.
    draft.guards = vec![membership::guard(&access)];
    draft.events = membership::entered(asked, workspace, asked.member, Role::Member);
    draft
        .events
        .extend(membership::joined_all(&mut snapshot, asked, workspace, asked.member).await?);
    draft.audit.push(membership::line("workspace_joined", workspace.0, asked.member));
    Ok(draft)
}

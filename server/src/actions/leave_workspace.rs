//! Going out of a workspace and all of its channels. The last owner hands it over first.

use talkoo_protocol::WorkspaceId;

use super::{Asked, change_workspace, membership};
use crate::{
    domain::{access::Role, draft::Draft},
    error::Failure,
};

pub(super) async fn decide(asked: &Asked<'_>, workspace: WorkspaceId) -> Result<Draft, Failure> {
    let mut snapshot = asked.app.store.snapshot().await?;
    let access = membership::known(&mut snapshot, asked.member, workspace).await?;
    let mut draft = asked.draft(workspace);
    let Some(role) = access.place.role else { return Ok(draft) };
    membership::keeps_an_owner(&mut snapshot, workspace, asked.member, role, None).await?;
    draft.guards = vec![membership::guard(&access)];
    draft.events = membership::left(&mut snapshot, asked, workspace, asked.member).await?;
    if role == Role::Owner {
        draft.events.push(change_workspace::told(asked, workspace));
    }
    draft.audit.push(membership::line("workspace_left", workspace.0, asked.member));
    Ok(draft)
}

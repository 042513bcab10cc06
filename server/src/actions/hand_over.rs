//! Handing a workspace over: another member owns it and the former owner steps down, in one act, so
//! that it is never without an owner and never waits for a second click.

use talkoo_protocol::{Refusal, workspaces::HandOver};

use super::{Asked, change_workspace, membership};
use crate::{
    domain::{
        access::Role,
        draft::{Draft, EventDraft},
    },
    error::Failure,
    store::Connection,
};

pub(super) async fn decide(asked: &Asked<'_>, wanted: &HandOver) -> Result<Draft, Failure> {
    let HandOver { workspace, member, ref afterwards } = *wanted;
    let then = role_afterwards(afterwards)?;
    let mut snapshot = asked.app.store.snapshot().await?;
    let access = membership::led(&mut snapshot, asked.member, workspace).await?;
    if !access.is_owner() {
        return Err(Refusal::not_allowed("only an owner hands a workspace over").into());
    }
    if member == asked.member {
        return Err(Refusal::bad_value("member: another one").into());
    }
    let heir = membership::target(&mut snapshot, asked.member, member, workspace).await?;
    if !matches!(heir, Some(Role::Owner | Role::Facilitator | Role::Member)) {
        return Err(Refusal::rule("bring them into the workspace first").into());
    }
    let mut draft = asked.draft(workspace);
    draft.guards = vec![membership::guard(&access)];
    if heir != Some(Role::Owner) {
        draft.events = membership::entered(asked, workspace, member, Role::Owner);
        let mut line = membership::line("workspace_role", workspace.0, member);
        line.reason.push_str(" as owner");
        draft.audit.push(line);
    }
    draft.events.extend(stepped_down(&mut snapshot, asked, wanted, then).await?);
    draft.events.push(change_workspace::told(asked, workspace));
    draft.audit.push(membership::line("workspace_handed_over", workspace.0, member));
    Ok(draft)
}

/// `None`: gone from the workspace.
fn role_afterwards(word: &str) -> Result<Option<Role>, Refusal> {
    match word {
        "facilitator" => Ok(Some(Role::Facilitator)),
        "member" => Ok(Some(Role::Member)),
        "gone" => Ok(None),
        _ => Err(Refusal::bad_value("afterwards: facilitator, member or gone")),
    }
}

async fn stepped_down(
    conn: &mut Connection,
    asked: &Asked<'_>,
    wanted: &HandOver,
    then: Option<Role>,
) -> Result<Vec<EventDraft>, Failure> {
    let (workspace, own) = (wanted.workspace, asked.member);
    let Some(role) = then else {
        return membership::left(conn, asked, workspace, own).await;
    };
    let mut events = membership::lowered(conn, asked, workspace, own, role).await?;
    events.extend(membership::entered(asked, workspace, own, role));
    Ok(events)
}

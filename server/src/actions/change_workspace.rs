//! Changing a workspace: its name, purpose, visibility, state. Narrowing or archiving it takes
//! rights away in all of its channels, so each of their streams gets a fence.

use talkoo_protocol::{Code, Refusal, Verb, WorkspaceId};

use super::{Asked, create_workspace, membership};
use crate::{
    domain::{
        access::{WorkspaceAccess, WorkspaceStanding, WorkspaceState, WorkspaceVisibility},
        draft::{AuditLine, Draft, EventDraft, WorkspaceChange, Write},
    },
    error::Failure,
    store::access,
};

/// What is to change; absent stays.
pub(super) struct Wanted<'a> {
    pub(super) name: Option<&'a str>,
    pub(super) purpose: Option<&'a str>,
    pub(super) visibility: Option<&'a str>,
    pub(super) state: Option<&'a str>,
}

/// What the workspace will be to everybody.
#[derive(Clone, Copy)]
struct Next {
    visibility: WorkspaceVisibility,
    state: WorkspaceState,
}

pub(super) async fn decide(
    asked: &Asked<'_>,
    workspace: WorkspaceId,
    wanted: Wanted<'_>,
) -> Result<Draft, Failure> {
    let mut snapshot = asked.app.store.snapshot().await?;
    let access = membership::known(&mut snapshot, asked.member, workspace).await?;
    allowed(&access, &wanted)?;
    let former = access.place;
    let next = next(&former, &wanted)?;
    let change = change(&wanted, next)?;

    let mut draft = asked.draft(workspace);
    draft.guards = vec![membership::guard(&access)];
    if narrows(&former, next) {
        for (channel, desk) in access::channel_streams(&mut snapshot, workspace).await? {
            draft.events.extend(membership::fence(asked.member, channel, desk));
        }
    }
    let write = Write::ChangeWorkspace { workspace, change };
    draft.events.push(EventDraft::new(workspace, Verb::WORKSPACE_CHANGED, asked.member, write));
    let was_secret = former.visibility == WorkspaceVisibility::Secret;
    if was_secret && next.visibility != WorkspaceVisibility::Secret {
        draft.events.push(create_workspace::announced(asked, workspace));
    }
    if (former.visibility, former.state) != (next.visibility, next.state) {
        draft.audit.push(AuditLine {
            action: "workspace_changed",
            object: Some(workspace.0),
            reason: format!("{} {}", next.visibility.as_str(), next.state.as_str()),
        });
    }
    Ok(draft)
}

/// Tells the members of a workspace that its card has changed, with whatever else has.
pub(super) fn told(asked: &Asked<'_>, workspace: WorkspaceId) -> EventDraft {
    EventDraft::new(workspace, Verb::WORKSPACE_CHANGED, asked.member, Write::Nothing)
}

/// An archived workspace can be opened again, and nothing else.
fn allowed(access: &WorkspaceAccess, wanted: &Wanted<'_>) -> Result<(), Refusal> {
    if access.wants_second_factor() {
        return Err(Refusal::second_factor());
    }
    if !access.may_manage() {
        return Err(Refusal::not_allowed("only its owners and facilitators change a workspace"));
    }
    if access.place.state == WorkspaceState::Archived && wanted.state.is_none() {
        return Err(Refusal::new(Code::ReadOnly, "the workspace is archived"));
    }
    Ok(())
}

fn next(former: &WorkspaceStanding, wanted: &Wanted<'_>) -> Result<Next, Refusal> {
    let visibility = match wanted.visibility {
        Some(word) => create_workspace::visibility(word)?,
        None => former.visibility,
    };
    let state = match wanted.state {
        Some(word) => WorkspaceState::parse(word)
            .ok_or_else(|| Refusal::bad_value("state: preparing, active or archived"))?,
        None => former.state,
    };
    Ok(Next { visibility, state })
}

fn change(wanted: &Wanted<'_>, next: Next) -> Result<WorkspaceChange, Refusal> {
    Ok(WorkspaceChange {
        name: wanted.name.map(create_workspace::name).transpose()?,
        purpose: wanted.purpose.map(create_workspace::purpose).transpose()?,
        visibility: wanted.visibility.map(|_| next.visibility.as_str()),
        state: wanted.state.map(|_| next.state.as_str()),
    })
}

/// Outsiders read an open workspace that is not being prepared; nobody writes in an archived one.
fn narrows(former: &WorkspaceStanding, next: Next) -> bool {
    let is_open = |visibility, state| {
        visibility == WorkspaceVisibility::Open && state != WorkspaceState::Preparing
    };
    let was_archived = former.state == WorkspaceState::Archived;
    (is_open(former.visibility, former.state) && !is_open(next.visibility, next.state))
        || (!was_archived && next.state == WorkspaceState::Archived)
}

#[cfg(test)]
mod tests {
    use talkoo_protocol::WorkspaceId;

    use super::{Next, narrows};
    use crate::domain::access::{
        WorkspaceStanding,
        WorkspaceState::{self, Active, Archived, Preparing},
        WorkspaceVisibility::{self, Invited, Open, Secret},
    };

    fn check(
        from: (WorkspaceVisibility, WorkspaceState),
        to: (WorkspaceVisibility, WorkspaceState),
    ) -> bool {
        let former = WorkspaceStanding {
            workspace: WorkspaceId(uuid::Uuid::nil()),
            visibility: from.0,
            state: from.1,
            step_up: false,
            role: None,
            glass: false,
        };
        narrows(&former, Next { visibility: to.0, state: to.1 })
    }

    #[test]
    fn closing_and_archiving_take_rights_away() {
        assert!(check((Open, Active), (Invited, Active)));
        assert!(check((Open, Active), (Open, Preparing)));
        assert!(check((Secret, Active), (Secret, Archived)));
    }

    #[test]
    fn opening_takes_nothing_away() {
        assert!(!check((Invited, Active), (Open, Active)));
        assert!(!check((Open, Archived), (Open, Active)));
        assert!(!check((Invited, Active), (Secret, Active)));
    }
}

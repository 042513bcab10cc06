//! Setting what a workspace is found by, asks for and keeps. Asking for a second factor takes every
//! right in it away until there is one.

use talkoo_protocol::{Code, Refusal, Verb, workspaces::ConfigureWorkspace};

use super::{Asked, create_workspace, membership};
use crate::{
    domain::{
        access::WorkspaceState,
        draft::{AuditLine, Draft, EventDraft, WorkspaceSettings, WorkspaceWrite, Write},
        push::Shows,
    },
    error::Failure,
    store::access,
};

/// The longest time that anybody may ask for: a hundred years.
const DAYS: u32 = 36_500;

pub(super) async fn decide(
    asked: &Asked<'_>,
    wanted: &ConfigureWorkspace,
) -> Result<Draft, Failure> {
    let workspace = wanted.workspace;
    let mut snapshot = asked.app.store.snapshot().await?;
    let access = membership::led(&mut snapshot, asked.member, workspace).await?;
    if access.place.state == WorkspaceState::Archived {
        return Err(Refusal::new(Code::ReadOnly, "the workspace is archived").into());
    }
    let settings = settings(wanted)?;
    if settings.step_up == Some(true) && !access.is_owner() {
        return Err(Refusal::not_allowed("only an owner asks for a second factor").into());
    }
    if settings.retention_days.is_some() && !access.is_owner() {
        return Err(Refusal::not_allowed("only an owner decides how long talk is kept").into());
    }
    if settings.push_shows.is_some() && !access.is_owner() {
        return Err(Refusal::not_allowed("only an owner decides what notices show").into());
    }

    let mut draft = asked.draft(workspace);
    draft.guards = vec![membership::guard(&access)];
    if settings.step_up == Some(true) {
        let fence = EventDraft::new(workspace, Verb::ACCESS_CHANGED, asked.member, Write::Nothing);
        draft.events.push(fence);
        for (channel, desk) in access::channel_streams(&mut snapshot, workspace).await? {
            draft.events.extend(membership::fence(asked.member, channel, desk));
        }
    }
    draft.audit.extend(line(wanted));
    let write = WorkspaceWrite::Configure { workspace, settings };
    draft.events.push(EventDraft::new(
        workspace,
        Verb::WORKSPACE_CHANGED,
        asked.member,
        Write::InWorkspace(Box::new(write)),
    ));
    Ok(draft)
}

fn settings(wanted: &ConfigureWorkspace) -> Result<WorkspaceSettings, Refusal> {
    if wanted.retention_days.is_some_and(|days| days > DAYS) {
        return Err(Refusal::bad_value("retention_days: 36500 at most"));
    }
    let retention_days = wanted.retention_days.and_then(|days| i32::try_from(days).ok());
    Ok(WorkspaceSettings {
        kind: wanted
            .kind
            .as_deref()
            .map(create_workspace::kind)
            .transpose()?
            .map(crate::domain::access::WorkspaceKind::as_str),
        region: wanted.region.as_deref().map(create_workspace::region).transpose()?,
        tags: wanted.tags.as_deref().map(create_workspace::tags).transpose()?,
        step_up: wanted.step_up,
        retention_days,
        push_shows: wanted.push_shows.as_deref().map(shows).transpose()?,
    })
}

fn shows(word: &str) -> Result<Option<Shows>, Refusal> {
    if word == "usual" {
        return Ok(None);
    }
    let shows = Shows::parse(word);
    shows.map(Some).ok_or_else(|| Refusal::bad_value("push_shows: full, sender, place or usual"))
}

/// What others rely on: how long their words are kept, and what protects them.
fn line(wanted: &ConfigureWorkspace) -> Option<AuditLine> {
    let mut words = Vec::new();
    words.extend(wanted.step_up.map(|step_up| format!("second factor {step_up}")));
    words.extend(wanted.retention_days.map(|days| format!("keeps {days} days")));
    words.extend(wanted.push_shows.as_ref().map(|shows| format!("notices show {shows}")));
    (!words.is_empty()).then(|| AuditLine {
        action: "workspace_configured",
        object: Some(wanted.workspace.0),
        reason: words.join(", "),
    })
}

//! Asking to be let into a workspace, taking it back, and deciding. A queue is its leaders' matter:
//! it is told on their own streams and on the asker's, never on the workspace's.

use talkoo_protocol::{Code, MemberId, Refusal, Verb, WorkspaceId, invitations::DecideRequests};

use crate::{
    actions::{Asked, membership, text},
    domain::{
        access::Role,
        draft::{Draft, EventDraft, Write, invitations::ComingIn},
        invitation::{Asking, asking},
    },
    error::Failure,
    store::{Connection, requests as store},
};

const TEXT_BYTES: usize = 2_000;
/// Requests that one command decides at most.
const AT_ONCE: usize = 50;

pub(in crate::actions) async fn request(
    asked: &Asked<'_>,
    workspace: WorkspaceId,
    words: &str,
) -> Result<Draft, Failure> {
    text::sound(asked.app, words)?;
    text::bounded(words, TEXT_BYTES, "text")?;
    let mut snapshot = asked.app.store.snapshot().await?;
    let access = membership::known(&mut snapshot, asked.member, workspace).await?;
    let mut draft = asked.draft(workspace);
    match asking(&access) {
        Asking::Allowed => {}
        Asking::Inside => return Ok(draft),
        Asking::Open => return Err(Refusal::rule("it is open: join it").into()),
        Asking::Invited => return Err(Refusal::not_allowed("its members are invited").into()),
        Asking::Shut => {
            return Err(Refusal::new(Code::ReadOnly, "nobody is let in there now").into());
        }
    }
    let state = store::state(&mut snapshot, workspace, asked.member).await?;
    if state.as_deref() == Some("waiting") {
        return Ok(draft);
    }
    draft.guards = vec![membership::guard(&access)];
    let (member, text) = (asked.member, words.trim().to_owned());
    let write = Write::ComingIn(ComingIn::Request { workspace, member, text });
    draft.events.push(event(asked, member, Verb::JOIN_REQUESTED, workspace, member, write));
    for leader in store::leaders(&mut snapshot, workspace).await? {
        let verb = Verb::JOIN_REQUESTED;
        draft.events.push(event(asked, leader, verb, workspace, member, Write::Nothing));
    }
    draft.audit.push(membership::line("join_requested", workspace.0, member));
    Ok(draft)
}

pub(in crate::actions) async fn cancel(
    asked: &Asked<'_>,
    workspace: WorkspaceId,
) -> Result<Draft, Failure> {
    let mut snapshot = asked.app.store.snapshot().await?;
    membership::known(&mut snapshot, asked.member, workspace).await?;
    let mut draft = asked.draft(workspace);
    let member = asked.member;
    let Some(state) = store::state(&mut snapshot, workspace, member).await? else {
        return Ok(draft);
    };
    let write = Write::ComingIn(ComingIn::Cancel { workspace, member });
    let told = |to, write| settled(asked, to, workspace, member, "cancelled", write);
    draft.events.push(told(member, write));
    if state == "waiting" {
        let leaders = store::leaders(&mut snapshot, workspace).await?;
        draft.events.extend(leaders.into_iter().map(|leader| told(leader, Write::Nothing)));
    }
    draft.audit.push(membership::line("join_request_cancelled", workspace.0, member));
    Ok(draft)
}

pub(in crate::actions) async fn decide(
    asked: &Asked<'_>,
    wanted: &DecideRequests,
) -> Result<Draft, Failure> {
    if wanted.members.is_empty() || wanted.members.len() > AT_ONCE {
        return Err(Refusal::bad_value(format!("members: 1 to {AT_ONCE}")).into());
    }
    let workspace = wanted.workspace;
    let mut snapshot = asked.app.store.snapshot().await?;
    let access = membership::led(&mut snapshot, asked.member, workspace).await?;
    let waiting = store::waiting_among(&mut snapshot, workspace, &wanted.members).await?;
    let mut draft = asked.draft(workspace);
    if waiting.is_empty() {
        return Ok(draft);
    }
    draft.guards = vec![membership::guard(&access)];
    for (member, is_inside) in &waiting {
        if wanted.approve {
            let_in(&mut snapshot, asked, &mut draft, workspace, *member, *is_inside).await?;
        } else {
            let write = Write::ComingIn(ComingIn::Refuse { workspace, member: *member });
            draft.events.push(settled(asked, *member, workspace, *member, "refused", write));
            let line = membership::line("join_request_refused", workspace.0, *member);
            draft.audit.push(line);
        }
    }
    let outcome = if wanted.approve { "approved" } else { "refused" };
    for leader in store::leaders(&mut snapshot, workspace).await? {
        for (member, _) in &waiting {
            let nothing = Write::Nothing;
            draft.events.push(settled(asked, leader, workspace, *member, outcome, nothing));
        }
    }
    Ok(draft)
}

/// A member with all public channels. Who has come in by another way meanwhile keeps that role.
async fn let_in(
    conn: &mut Connection,
    asked: &Asked<'_>,
    draft: &mut Draft,
    workspace: WorkspaceId,
    member: MemberId,
    is_inside: bool,
) -> Result<(), Failure> {
    let write = Write::ComingIn(ComingIn::Settle { workspace, member });
    draft.events.push(settled(asked, member, workspace, member, "approved", write));
    if !is_inside {
        draft.events.extend(membership::entered(asked, workspace, member, Role::Member));
        draft.events.extend(membership::joined_all(conn, asked, workspace, member).await?);
    }
    draft.audit.push(membership::line("join_request_approved", workspace.0, member));
    Ok(())
}

fn settled(
    asked: &Asked<'_>,
    to: MemberId,
    workspace: WorkspaceId,
    member: MemberId,
    outcome: &str,
    write: Write,
) -> EventDraft {
    event(asked, to, Verb::JOIN_DECIDED, workspace, member, write).fact("outcome", outcome)
}

fn event(
    asked: &Asked<'_>,
    to: MemberId,
    verb: Verb,
    workspace: WorkspaceId,
    member: MemberId,
    write: Write,
) -> EventDraft {
    EventDraft::new(to, verb, asked.member, write)
        .fact("workspace", workspace.to_string())
        .fact("member", member.to_string())
}

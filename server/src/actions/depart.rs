//! How an account closes and opens again. Whatever the person owned alone is handed over in the same
//! act, so no workspace that goes on is ever without an owner; fences stand on every stream that the
//! person took part in, and their sockets end on every node.

use std::collections::HashMap;

use talkoo_protocol::{ChannelId, MemberId, Refusal, StreamId, Verb, WorkspaceId, people::Parting};
use uuid::Uuid;

use super::{Asked, arrivals, change_workspace, glass, known, membership, moderation, office};
use crate::{
    app::App,
    domain::{
        access::{MemberStatus, NetworkRole, Role, WorkspaceState},
        draft::{AuditLine, Draft, EventDraft, Guard, WorkspaceChange, Write, who::Who},
        leaving::{Fate, NoSuccessor, plan},
    },
    error::Failure,
    store::{Connection, access, gatekeepers, leaving, people, profiles},
};

/// Who goes, and what becomes of the account.
pub(super) struct Going {
    pub(super) member: MemberId,
    pub(super) account: profiles::Account,
    pub(super) status: MemberStatus,
}

pub(super) async fn suspend(asked: &Asked<'_>, parting: &Parting) -> Result<Draft, Failure> {
    by_administrator(asked, parting, MemberStatus::Suspended, &[MemberStatus::Active]).await
}

pub(super) async fn end(asked: &Asked<'_>, parting: &Parting) -> Result<Draft, Failure> {
    let from = [MemberStatus::Active, MemberStatus::Suspended];
    by_administrator(asked, parting, MemberStatus::Ended, &from).await
}

async fn by_administrator(
    asked: &Asked<'_>,
    parting: &Parting,
    status: MemberStatus,
    from: &[MemberStatus],
) -> Result<Draft, Failure> {
    let member = parting.member;
    let mut snapshot = asked.app.store.snapshot().await?;
    office::administrator(&mut snapshot, asked.member).await?;
    let account = profiles::account(&mut snapshot, member).await?;
    let account = account.filter(|account| from.contains(&account.status));
    let account = account.ok_or_else(Refusal::not_found)?;
    if member == asked.member {
        return Err(Refusal::rule("leave the network yourself").into());
    }
    let mut draft = asked.draft(member);
    let going = Going { member, account, status };
    go(&mut snapshot, asked, &mut draft, going, &successors(parting)).await?;
    Ok(draft)
}

/// By oneself, for good; an administrator can open the account again.
pub(super) async fn leave(asked: &Asked<'_>, parting: &Parting) -> Result<Draft, Failure> {
    let member = asked.member;
    if parting.member != member {
        return Err(Refusal::not_allowed("one leaves for oneself").into());
    }
    let mut snapshot = asked.app.store.snapshot().await?;
    let account = profiles::account(&mut snapshot, member).await?;
    let account = account.filter(|account| account.status == MemberStatus::Active);
    let account = account.ok_or_else(|| Refusal::not_allowed("the account is not active"))?;
    let mut draft = asked.draft(member);
    let going = Going { member, account, status: MemberStatus::Ended };
    go(&mut snapshot, asked, &mut draft, going, &successors(parting)).await?;
    Ok(draft)
}

pub(super) async fn reactivate(asked: &Asked<'_>, member: MemberId) -> Result<Draft, Failure> {
    let mut conn = asked.app.store.read().await?;
    office::administrator(&mut conn, asked.member).await?;
    let account = profiles::account(&mut conn, member).await?.ok_or_else(Refusal::not_found)?;
    let mut draft = asked.draft(member);
    match account.status {
        MemberStatus::Active => return Ok(draft),
        MemberStatus::Suspended | MemberStatus::Ended => {}
        MemberStatus::Pending | MemberStatus::Erased => return Err(Refusal::not_found().into()),
    }
    let who = Who::Status { member, status: MemberStatus::Active.as_str() };
    let found = known::Found::as_ever(account.is_discoverable);
    draft.events = known::told(&mut conn, asked, member, found, who).await?;
    draft.audit.push(line("member_reactivated", member));
    Ok(draft)
}

/// Adds to a draft all that a departure is. The draft then rests on every place of the person, so
/// that a workspace founded or handed to them meanwhile is not forgotten.
pub(super) async fn go(
    conn: &mut Connection,
    asked: &Asked<'_>,
    draft: &mut Draft,
    going: Going,
    named: &HashMap<WorkspaceId, MemberId>,
) -> Result<(), Failure> {
    let Going { member, account, status } = going;
    if account.role == NetworkRole::Administrator {
        stays_administered(conn, asked, draft, member).await?;
        glass::end_with_office(conn, asked, draft, member).await?;
    }
    let duties = leaving::duties(conn, member).await?;
    let plan = plan(&duties, named).map_err(|NoSuccessor(_)| {
        Refusal::bad_value("successors: people who are in the workspace that needs an owner")
    })?;
    let (workspaces, _) = leaving::places_to_tell(conn, member).await?;
    let mut streams: Vec<Uuid> = workspaces.iter().map(|workspace| workspace.0).collect();
    streams.push(member.0);
    for (stream, access_seq) in leaving::access_seqs(conn, &streams).await? {
        draft.guards.push(Guard::Access { stream: StreamId(stream), access_seq });
        draft.events.push(fence(asked, StreamId(stream)));
    }
    let channels = leaving::channels(conn, member).await?;
    draft.events.extend(fences(conn, asked, member, channels).await?);
    for (workspace, fate) in &plan {
        draft.events.extend(handed_over(asked, *workspace, *fate));
        draft.audit.push(fate_line(*workspace, *fate));
    }
    if status == MemberStatus::Ended {
        let goes_on = |workspace: &WorkspaceId| !plan.contains(&(*workspace, Fate::Archived));
        for workspace in workspaces.into_iter().filter(goes_on) {
            draft.events.extend(membership::left(conn, asked, workspace, member).await?);
        }
    }
    let who = Who::Status { member, status: status.as_str() };
    let found = known::Found::as_ever(account.is_discoverable);
    draft.events.extend(known::told(conn, asked, member, found, who).await?);
    let_go(conn, asked, draft, member).await?;
    draft.audit.push(if status == MemberStatus::Ended {
        line("membership_ended", member)
    } else {
        line("member_suspended", member)
    });
    Ok(())
}

/// Two administrators who go at once both move the network's `access_seq`, so the second is decided
/// again and finds itself the last.
async fn stays_administered(
    conn: &mut Connection,
    asked: &Asked<'_>,
    draft: &mut Draft,
    member: MemberId,
) -> Result<(), Failure> {
    if leaving::other_administrators(conn, member).await? == 0 {
        return Err(Refusal::rule("the last administrator names another one first").into());
    }
    let network = asked.app.network.stream;
    let seqs = leaving::access_seqs(conn, &[network.0]).await?;
    let access_seq = seqs.get(&network.0).copied().unwrap_or(0);
    draft.guards.push(Guard::Access { stream: network, access_seq });
    draft.events.push(fence(asked, network));
    Ok(())
}

/// What the person has in hand becomes free with the change of the account; here it is told.
pub(super) async fn let_go(
    conn: &mut Connection,
    asked: &Asked<'_>,
    draft: &mut Draft,
    member: MemberId,
) -> Result<(), Failure> {
    let handled = gatekeepers::handled_by(conn, member).await?;
    if !handled.is_empty() {
        let concerned: Vec<_> = handled.into_iter().flatten().collect();
        arrivals::telling::tell(conn, draft, &concerned).await?;
    }
    moderation::let_go(conn, asked, draft, member).await
}

fn fence(asked: &Asked<'_>, stream: StreamId) -> EventDraft {
    EventDraft::new(stream, Verb::ACCESS_CHANGED, asked.member, Write::Nothing)
}

async fn fences(
    conn: &mut Connection,
    asked: &Asked<'_>,
    member: MemberId,
    channels: Vec<ChannelId>,
) -> Result<Vec<EventDraft>, Failure> {
    let pairs: Vec<_> = channels.into_iter().map(|channel| (member, channel)).collect();
    let standings = access::standings(conn, &pairs).await?.into_iter().flatten();
    Ok(standings.flat_map(|one| membership::fence(asked.member, one.channel, one.desk)).collect())
}

fn handed_over(asked: &Asked<'_>, workspace: WorkspaceId, fate: Fate) -> Vec<EventDraft> {
    match fate {
        Fate::HandedTo(successor) => {
            let mut events = membership::entered(asked, workspace, successor, Role::Owner);
            events.push(change_workspace::told(asked, workspace));
            events
        }
        Fate::Archived => {
            let state = Some(WorkspaceState::Archived.as_str());
            let change = WorkspaceChange { state, ..WorkspaceChange::default() };
            let write = Write::ChangeWorkspace { workspace, change };
            vec![EventDraft::new(workspace, Verb::WORKSPACE_CHANGED, asked.member, write)]
        }
    }
}

fn fate_line(workspace: WorkspaceId, fate: Fate) -> AuditLine {
    let (action, reason) = match fate {
        Fate::HandedTo(successor) => ("workspace_role", format!("member {successor} as owner")),
        Fate::Archived => ("workspace_changed", WorkspaceState::Archived.as_str().to_owned()),
    };
    AuditLine { action, object: Some(workspace.0), reason }
}

fn successors(parting: &Parting) -> HashMap<WorkspaceId, MemberId> {
    parting.successors.iter().map(|one| (one.workspace, one.member)).collect()
}

fn line(action: &'static str, member: MemberId) -> AuditLine {
    AuditLine { action, object: Some(member.0), reason: String::new() }
}

/// What makes a member responsible for something holds only while the account is open: the guard
/// that lets it fail when the account closes meanwhile.
pub(super) async fn still_here(conn: &mut Connection, member: MemberId) -> Result<Guard, Failure> {
    if people::active(conn, &[member]).await?.is_empty() {
        return Err(Refusal::not_found().into());
    }
    let seqs = leaving::access_seqs(conn, &[member.0]).await?;
    let access_seq = seqs.get(&member.0).copied().unwrap_or(0);
    Ok(Guard::Access { stream: member.into(), access_seq })
}

/// After an act that may have closed an account: its sockets end on every node. Each node's
/// comparison would find them within a second; this is at once.
pub(super) async fn end_sockets(app: &App, member: MemberId) -> Result<(), Failure> {
    let mut conn = app.store.read().await?;
    if people::active(&mut conn, &[member]).await?.is_empty() {
        app.delivery.end_member(member);
    }
    Ok(())
}

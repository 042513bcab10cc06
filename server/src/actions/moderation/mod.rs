//! Care among members. Direct talk waits until it is wanted and ends where somebody blocks; what is
//! reported comes before the workspace's owners and then the network's moderators, is hidden, shown
//! and decided, with a line in the audit log for every step.

pub(super) mod block;
pub(super) mod direct;
pub(super) mod report;
pub(super) mod handle;
pub(super) mod appeal;

use talkoo_protocol::{MemberId, Refusal, ReportId, Verb};

use super::Asked;
use crate::{
    domain::{
        access::{NetworkRole, Role, WorkspaceAccess},
        draft::{
            AuditLine, Draft, EventDraft, Write,
            moderation::{Moderation, Step},
        },
        moderation::{Judge, Office},
    },
    error::Failure,
    store::{
        Connection, access, people, profiles,
        reports::{self, Found},
    },
};

/// Reports of one member that are told when they become free.
const LET_GO: i64 = 200;
/// Office holders who are told of one report.
const TOLD: i64 = 50;

/// Whether there is such a person for this member: one whose name they may be told. Anybody else is
/// answered of as if there were none.
async fn is_there(
    conn: &mut Connection,
    member: MemberId,
    person: MemberId,
) -> Result<bool, Failure> {
    let nameable = profiles::nameable(conn, member, &[person]).await?;
    Ok(!people::by_ids(conn, &nameable).await?.is_empty())
}

/// What the member is to a report: an owner where it was said, a moderator of the network.
pub(super) async fn judge(
    conn: &mut Connection,
    member: MemberId,
    found: &Found,
) -> Result<Judge, Failure> {
    let owns_workspace = match found.workspace {
        Some(workspace) => {
            let access = access::workspace(conn, member, workspace).await?;
            access.is_some_and(|access| owns(&access))
        }
        None => false,
    };
    let role = people::network_role(conn, member).await?;
    let moderates_network = role.is_some_and(NetworkRole::may_moderate);
    Ok(Judge { member, owns_workspace, moderates_network })
}

fn owns(access: &WorkspaceAccess) -> bool {
    access.is_owner() && access.place.role == Some(Role::Owner) && !access.place.step_up
}

/// A report that stands in a queue of the member's, with what the member is to it.
async fn before(asked: &Asked<'_>, report: ReportId) -> Result<(Found, Judge), Failure> {
    let mut conn = asked.app.store.read().await?;
    let found = reports::by_id(&mut conn, report).await?.ok_or_else(Refusal::not_found)?;
    let judge = judge(&mut conn, asked.member, &found).await?;
    if found.case.is_before(&judge) { Ok((found, judge)) } else { Err(Refusal::not_found().into()) }
}

/// Tells everybody concerned that something happened: those whose office it is, who reported it,
/// and (once it is theirs to know) who wrote it. Nobody is told who acted.
async fn tell(
    asked: &Asked<'_>,
    draft: &mut Draft,
    found: &Found,
    office: Office,
    also_author: bool,
) -> Result<(), Failure> {
    let mut conn = asked.app.store.read().await?;
    let mut members = holders(&mut conn, found, office).await?;
    members.extend(&found.case.reporters);
    members.extend(found.case.author.filter(|_| also_author));
    members.sort();
    members.dedup();
    draft.events.extend(members.into_iter().map(|member| told(member, found.id)));
    Ok(())
}

/// Who reads the queue of an office.
async fn holders(
    conn: &mut Connection,
    found: &Found,
    office: Office,
) -> Result<Vec<MemberId>, Failure> {
    let mut members = match (office, found.workspace) {
        (Office::Workspace, Some(workspace)) => reports::owners(conn, workspace, TOLD).await?,
        _ => reports::moderators(conn, TOLD).await?,
    };
    if office == Office::Workspace && found.case.is_overdue {
        members.extend(reports::moderators(conn, TOLD).await?);
    }
    members.retain(|member| Some(*member) != found.case.author);
    Ok(members)
}

/// The reports that a member has in hand become free with the change of the account: whoever is
/// concerned hears so.
pub(super) async fn let_go(
    conn: &mut Connection,
    asked: &Asked<'_>,
    draft: &mut Draft,
    member: MemberId,
) -> Result<(), Failure> {
    for found in reports::held_by(conn, member, LET_GO).await? {
        draft.audit.push(line("report_let_go", &found));
        tell(asked, draft, &found, found.case.office, false).await?;
    }
    Ok(())
}

fn told(member: MemberId, report: ReportId) -> EventDraft {
    let mut event = EventDraft::new(member, Verb::REPORT_CHANGED, member, Write::Nothing)
        .fact("report", report.to_string());
    event.actor = None;
    event
}

fn step(found: &Found) -> Step {
    Step { report: found.id, version: found.version }
}

fn change(moderation: Moderation) -> Write {
    Write::Moderation(moderation)
}

/// Which act on which report; never why, and never a word of what was said.
fn line(action: &'static str, found: &Found) -> AuditLine {
    AuditLine {
        action,
        object: Some(found.id.0),
        reason: format!("{} {}", found.sort, found.subject),
    }
}

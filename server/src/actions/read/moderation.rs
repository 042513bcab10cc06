//! What care among members shows to whom: one's own blocks, requests and reports, and the queues of
//! those who decide. What was said in direct talk is shown to whoever has it in hand, and to nobody
//! else.

use talkoo_protocol::{
    MemberId, MessageId, Refusal, WorkspaceId,
    moderation::{BlockView, DirectRequestView, HiddenText, OwnReportView, ReportView},
};

use super::{LISTED, active};
use crate::{
    actions::{moderation, office},
    app::App,
    domain::{
        access::WorkspaceAccess,
        moderation::{Judge, Office},
    },
    error::Failure,
    store::{
        Connection, access, directs,
        reports::{self, Found},
        sights,
    },
};

/// Reports in one answer.
const REPORTS: i64 = 200;

/// Whom one blocks.
///
/// # Errors
/// `suspended` when the account is not active any more.
pub async fn blocks(app: &App, member: MemberId) -> Result<Vec<BlockView>, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    active(&mut snapshot, member).await?;
    Ok(directs::blocked(&mut snapshot, member, LISTED).await?)
}

/// Direct talk that waits for one's answer.
///
/// # Errors
/// `suspended` when the account is not active any more.
pub async fn requests(app: &App, member: MemberId) -> Result<Vec<DirectRequestView>, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    active(&mut snapshot, member).await?;
    Ok(directs::waiting(&mut snapshot, member, LISTED).await?)
}

/// One's own words that a moderator has hidden.
///
/// # Errors
/// `not_found` for what is not hidden, not one's own, or not there.
pub async fn hidden_text(
    app: &App,
    member: MemberId,
    message: MessageId,
) -> Result<HiddenText, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    active(&mut snapshot, member).await?;
    let found = sights::hidden_text(&mut snapshot, member, message.0).await?;
    Ok(found.ok_or_else(Refusal::not_found)?)
}

/// What became of what one reported, and of what one wrote.
///
/// # Errors
/// `suspended` when the account is not active any more.
pub async fn own_reports(app: &App, member: MemberId) -> Result<Vec<OwnReportView>, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    active(&mut snapshot, member).await?;
    let mut views = Vec::new();
    for (found, reason) in reports::own(&mut snapshot, member, REPORTS).await? {
        let mut view = reports::own_view(&found, member, reason);
        if view.author && view.hidden {
            let text = sights::hidden_text(&mut snapshot, member, found.subject).await?;
            view.text = text.map(|hidden| hidden.text);
        }
        views.push(view);
    }
    Ok(views)
}

/// The queue of a workspace's owners.
///
/// # Errors
/// `not_found`; `not_allowed` for those who see the card and do not own it.
pub async fn workspace_reports(
    app: &App,
    member: MemberId,
    workspace: WorkspaceId,
) -> Result<Vec<ReportView>, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    let access = access::workspace(&mut snapshot, member, workspace).await?;
    let access = access.filter(WorkspaceAccess::sees_card).ok_or_else(Refusal::not_found)?;
    if !access.is_owner() || access.place.step_up {
        return Err(Refusal::not_allowed("its owners decide the reports").into());
    }
    let found = reports::of_workspace(&mut snapshot, workspace, REPORTS).await?;
    queue(&mut snapshot, member, found, Office::Workspace).await
}

/// The queue of the network's moderators.
///
/// # Errors
/// `not_allowed` for everybody else.
pub async fn network_reports(app: &App, member: MemberId) -> Result<Vec<ReportView>, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    active(&mut snapshot, member).await?;
    office::moderator(&mut snapshot, member).await?;
    let found = reports::of_network(&mut snapshot, REPORTS).await?;
    queue(&mut snapshot, member, found, Office::Network).await
}

/// Whether a report that this member reads gives them this message with all it carries.
pub(super) async fn was_given(
    conn: &mut Connection,
    member: MemberId,
    message: MessageId,
) -> Result<bool, Failure> {
    for found in reports::giving(conn, message, REPORTS).await? {
        let judge = moderation::judge(conn, member, &found).await?;
        let office = if judge.owns_workspace { Office::Workspace } else { Office::Network };
        if found.case.is_before(&judge) && shows_content(&found, &judge, office) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Each report that stands before this member, with what may be read of it.
async fn queue(
    conn: &mut Connection,
    member: MemberId,
    found: Vec<Found>,
    office: Office,
) -> Result<Vec<ReportView>, Failure> {
    let mut mine: Vec<(Found, Judge)> = Vec::new();
    for found in found {
        let judge = moderation::judge(conn, member, &found).await?;
        if found.case.is_before(&judge) {
            mine.push((found, judge));
        }
    }
    let ids: Vec<_> = mine.iter().map(|(found, _)| found.id).collect();
    let shown: Vec<_> = mine
        .iter()
        .filter(|(found, judge)| shows_content(found, judge, office))
        .map(|(found, _)| found.id)
        .collect();
    let mut voices = sights::voices(conn, &ids).await?;
    let mut content = sights::sights(conn, &shown).await?;
    let views = mine.into_iter().map(|(found, judge)| ReportView {
        voices: voices.remove(&found.id).unwrap_or_default(),
        content: content.remove(&found.id).unwrap_or_default(),
        ..view(&found, &judge)
    });
    Ok(views.collect())
}

/// The network's moderators read what they have taken in hand, for which the audit log has a line.
fn shows_content(found: &Found, judge: &Judge, office: Office) -> bool {
    match office {
        Office::Workspace => true,
        Office::Network => {
            found.case.handler == Some(judge.member) || found.case.decided_by == Some(judge.member)
        }
    }
}

fn view(found: &Found, judge: &Judge) -> ReportView {
    let case = &found.case;
    let may_act = case.may_act(judge);
    let can_hide = may_act && found.sort != "member";
    let acts = [
        ("claim", case.may_claim(judge) && !may_act),
        ("hide", can_hide && !found.is_hidden),
        ("restore", can_hide && found.is_hidden),
        ("decide", may_act),
    ];
    ReportView {
        id: found.id,
        sort: found.sort.clone(),
        subject: found.subject,
        workspace: found.workspace,
        direct: found.workspace.is_none() && found.channel.is_some(),
        office: case.office.as_str().to_owned(),
        state: case.stage.as_str().to_owned(),
        overdue: case.is_undecided() && case.is_overdue,
        opened_at: found.opened_at,
        author: case.author,
        handler: case.handler,
        hidden: found.is_hidden,
        voices: Vec::new(),
        content: Vec::new(),
        verdict: found.verdict_view(),
        appeal: found.appeal.clone(),
        acts: acts.into_iter().filter(|(_, may)| *may).map(|(act, _)| act.to_owned()).collect(),
    }
}

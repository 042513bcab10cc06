//! Reports: whose matter each is, where it stands, whom it concerns. What was said stands in
//! `sights`.

use std::collections::HashMap;

use talkoo_protocol::{
    ChannelId, MemberId, MessageId, ReportId, WorkspaceId,
    moderation::{OwnReportView, VerdictView},
};
use time::OffsetDateTime;
use uuid::Uuid;

use super::Connection;
use crate::{
    domain::moderation::{Case, Office, Outcome, Stage},
    error::Fault,
};

/// A report with all that deciding asks for.
#[derive(Clone, Debug)]
pub struct Found {
    pub id: ReportId,
    pub sort: String,
    pub subject: Uuid,
    pub workspace: Option<WorkspaceId>,
    pub channel: Option<ChannelId>,
    pub opened_at: OffsetDateTime,
    pub verdict: String,
    pub decided_at: Option<OffsetDateTime>,
    pub appeal: Option<String>,
    pub is_hidden: bool,
    pub version: i64,
    pub case: Case,
}

impl Found {
    pub fn verdict_view(&self) -> Option<VerdictView> {
        Some(VerdictView {
            outcome: self.case.outcome?.as_str().to_owned(),
            reason: self.verdict.clone(),
            at: self.decided_at?,
        })
    }
}

struct Row {
    id: Uuid,
    sort: String,
    subject: Uuid,
    author: Option<Uuid>,
    workspace: Option<Uuid>,
    channel: Option<Uuid>,
    office: String,
    state: String,
    opened_at: OffsetDateTime,
    is_overdue: bool,
    handler: Option<Uuid>,
    claim_is_old: bool,
    outcome: Option<String>,
    verdict: String,
    decided_by: Option<Uuid>,
    decided_at: Option<OffsetDateTime>,
    appealed_by: Option<Uuid>,
    appeal: String,
    version: i64,
    reporters: Vec<Uuid>,
    is_hidden: bool,
}

/// The same columns for every question about reports.
macro_rules! reports {
    ($rest:literal, $($argument:expr),* $(,)?) => {
        sqlx::query_as!(
            Row,
            r#"select
                 r.id,
                 r.sort,
                 r.subject,
                 r.author,
                 r.workspace,
                 r.channel,
                 r.office,
                 r.state,
                 r.opened_at,
                 r.due_at <= app_now() as "is_overdue!",
                 r.handler,
                 coalesce(r.claimed_at <= app_now() - interval '24 hours', false) as "claim_is_old!",
                 r.outcome,
                 r.verdict,
                 r.decided_by,
                 r.decided_at,
                 r.appealed_by,
                 r.appeal,
                 r.version,
                 array(select v.reporter from report_voices v where v.report = r.id) as "reporters!",
                 (exists (select from hidden_messages h where h.message = r.subject)
                   or exists (select from hidden_items h where h.item = r.subject)) as "is_hidden!"
               from reports r "#
                + $rest,
            $($argument),*
        )
    };
}

impl From<Row> for Found {
    fn from(row: Row) -> Self {
        let case = Case {
            office: Office::parse(&row.office).unwrap_or(Office::Network),
            stage: Stage::parse(&row.state).unwrap_or(Stage::Closed),
            has_workspace: row.workspace.is_some(),
            is_overdue: row.is_overdue,
            author: row.author.map(MemberId),
            reporters: row.reporters.into_iter().map(MemberId).collect(),
            handler: row.handler.map(MemberId),
            claim_is_old: row.claim_is_old,
            outcome: row.outcome.as_deref().and_then(Outcome::parse),
            decided_by: row.decided_by.map(MemberId),
        };
        Self {
            id: ReportId(row.id),
            sort: row.sort,
            subject: row.subject,
            workspace: row.workspace.map(WorkspaceId),
            channel: row.channel.map(ChannelId),
            opened_at: row.opened_at,
            verdict: row.verdict,
            decided_at: row.decided_at,
            appeal: row.appealed_by.map(|_| row.appeal),
            is_hidden: row.is_hidden,
            version: row.version,
            case,
        }
    }
}

/// # Errors
/// A fault of the database.
pub async fn by_id(conn: &mut Connection, id: ReportId) -> Result<Option<Found>, Fault> {
    Ok(reports!("where r.id = $1", id.0).fetch_optional(conn).await?.map(Into::into))
}

/// The report about a thing that is not decided yet.
///
/// # Errors
/// A fault of the database.
pub async fn undecided(
    conn: &mut Connection,
    sort: &str,
    subject: Uuid,
) -> Result<Option<Found>, Fault> {
    let found = reports!(
        "where r.sort = $1 and r.subject = $2 and r.state in ('open', 'appealed') limit 1",
        sort,
        subject,
    );
    Ok(found.fetch_optional(conn).await?.map(Into::into))
}

/// Undecided reports that a member has in hand.
///
/// # Errors
/// A fault of the database.
pub async fn held_by(
    conn: &mut Connection,
    member: MemberId,
    limit: i64,
) -> Result<Vec<Found>, Fault> {
    let rows = reports!(
        "where r.handler = $1 and r.state in ('open', 'appealed') limit $2",
        member.0,
        limit,
    );
    Ok(rows.fetch_all(conn).await?.into_iter().map(Into::into).collect())
}

/// Reports that give this message to be read by who decides them.
///
/// # Errors
/// A fault of the database.
pub async fn giving(
    conn: &mut Connection,
    message: MessageId,
    limit: i64,
) -> Result<Vec<Found>, Fault> {
    let rows = reports!(
        "where r.id in (select s.report from report_sights s where s.message = $1) limit $2",
        message.0,
        limit,
    );
    Ok(rows.fetch_all(conn).await?.into_iter().map(Into::into).collect())
}

/// The report that carries a member's own voice about a thing.
///
/// # Errors
/// A fault of the database.
pub async fn of_reporter(
    conn: &mut Connection,
    reporter: MemberId,
    sort: &str,
    subject: Uuid,
) -> Result<Option<ReportId>, Fault> {
    let id = sqlx::query_scalar!(
        "select report
         from report_voices
         where reporter = $1 and sort = $2 and subject = $3",
        reporter.0,
        sort,
        subject,
    )
    .fetch_optional(conn)
    .await?;
    Ok(id.map(ReportId))
}

/// Reports of a workspace, the undecided first, the oldest of them first.
///
/// # Errors
/// A fault of the database.
pub async fn of_workspace(
    conn: &mut Connection,
    workspace: WorkspaceId,
    limit: i64,
) -> Result<Vec<Found>, Fault> {
    let rows = reports!(
        "where r.workspace = $1
         order by
           r.state not in ('open', 'appealed'),
           case when r.state in ('open', 'appealed') then r.opened_at end,
           r.opened_at desc
         limit $2",
        workspace.0,
        limit,
    );
    Ok(rows.fetch_all(conn).await?.into_iter().map(Into::into).collect())
}

/// Reports that are the network's matter now, in the same order.
///
/// # Errors
/// A fault of the database.
pub async fn of_network(conn: &mut Connection, limit: i64) -> Result<Vec<Found>, Fault> {
    let rows = reports!(
        "where r.office = 'network'
            or (r.state in ('open', 'appealed') and r.due_at <= app_now())
         order by
           r.state not in ('open', 'appealed'),
           case when r.state in ('open', 'appealed') then r.opened_at end,
           r.opened_at desc
         limit $1",
        limit,
    );
    Ok(rows.fetch_all(conn).await?.into_iter().map(Into::into).collect())
}

/// What a member reported, and what became of what the member wrote once that has been told; the
/// latest first.
///
/// # Errors
/// A fault of the database.
pub async fn own(
    conn: &mut Connection,
    member: MemberId,
    limit: i64,
) -> Result<Vec<(Found, Option<String>)>, Fault> {
    let rows = reports!(
        "where exists (select from report_voices v where v.report = r.id and v.reporter = $1)
            or (r.author = $1 and (
              r.decided_at is not null
              or exists (select from hidden_messages h where h.message = r.subject)
              or exists (select from hidden_items h where h.item = r.subject)))
         order by r.opened_at desc
         limit $2",
        member.0,
        limit,
    )
    .fetch_all(&mut *conn)
    .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let reasons = sqlx::query!(
        "select report, reason
         from report_voices
         where report = any($1) and reporter = $2
         limit 10000",
        &ids,
        member.0,
    )
    .fetch_all(conn)
    .await?;
    let mut reasons: HashMap<Uuid, String> =
        reasons.into_iter().map(|row| (row.report, row.reason)).collect();
    Ok(rows
        .into_iter()
        .map(|row| {
            let reason = reasons.remove(&row.id);
            (row.into(), reason)
        })
        .collect())
}

/// What one report looks like to somebody it concerns.
pub fn own_view(found: &Found, member: MemberId, reason: Option<String>) -> OwnReportView {
    OwnReportView {
        id: found.id,
        author: reason.is_none(),
        sort: found.sort.clone(),
        subject: found.subject,
        channel: found.channel,
        state: found.case.stage.as_str().to_owned(),
        handled: found.case.is_undecided() && found.case.handler.is_some(),
        hidden: found.is_hidden,
        opened_at: found.opened_at,
        reason,
        text: None,
        verdict: found.verdict_view(),
        may_appeal: found.case.may_appeal(member),
    }
}

/// Those who decide the network's reports, at most as many as are told of one.
///
/// # Errors
/// A fault of the database.
pub async fn moderators(conn: &mut Connection, limit: i64) -> Result<Vec<MemberId>, Fault> {
    let ids = sqlx::query_scalar!(
        "select id
         from members
         where role in ('moderator', 'network_admin')
           and status = 'active'
         order by id
         limit $1",
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(MemberId).collect())
}

/// Active owners of a workspace.
///
/// # Errors
/// A fault of the database.
pub async fn owners(
    conn: &mut Connection,
    workspace: WorkspaceId,
    limit: i64,
) -> Result<Vec<MemberId>, Fault> {
    let ids = sqlx::query_scalar!(
        "select m.id
         from workspace_members wm
         join members m on m.id = wm.member and m.status = 'active'
         where wm.workspace = $1 and wm.role = 'owner'
         order by m.id
         limit $2",
        workspace.0,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(MemberId).collect())
}

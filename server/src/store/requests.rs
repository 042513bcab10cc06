//! Who asks to be let into which workspace, and who decides.

use talkoo_protocol::{
    MemberId, WorkspaceId,
    invitations::{OwnRequest, RequestQueue},
};
use time::OffsetDateTime;
use uuid::Uuid;

use super::Connection;
use crate::error::Fault;

/// Whether this member's request waits, was refused, or is not there.
///
/// # Errors
/// A fault of the database.
pub async fn state(
    conn: &mut Connection,
    workspace: WorkspaceId,
    member: MemberId,
) -> Result<Option<String>, Fault> {
    Ok(sqlx::query_scalar!(
        "select state from join_requests where workspace = $1 and member = $2 limit 1",
        workspace.0,
        member.0,
    )
    .fetch_optional(conn)
    .await?)
}

/// What a member has asked for, of workspaces that they may still know of.
///
/// # Errors
/// A fault of the database.
pub async fn own(conn: &mut Connection, member: MemberId) -> Result<Vec<OwnRequest>, Fault> {
    let rows = sqlx::query!(
        "select r.workspace, r.state, r.at
         from join_requests r
         join workspaces w on w.id = r.workspace
         where r.member = $1
           and w.visibility <> 'secret'
           and not exists (
             select from workspace_members wm where wm.workspace = w.id and wm.member = $1)
         order by r.at desc, r.workspace
         limit 200",
        member.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| OwnRequest {
            workspace: WorkspaceId(row.workspace),
            state: row.state,
            at: row.at,
        })
        .collect())
}

/// How many wait in each workspace that a member leads; those where nobody waits are missing.
///
/// # Errors
/// A fault of the database.
pub async fn queues(conn: &mut Connection, member: MemberId) -> Result<Vec<RequestQueue>, Fault> {
    let rows = sqlx::query!(
        r#"select r.workspace, count(*) as "waiting!"
           from workspace_members wm
           join workspaces w on w.id = wm.workspace
           join join_requests r on r.workspace = wm.workspace and r.state = 'waiting'
           join members asker on asker.id = r.member and asker.status = 'active'
           where wm.member = $1
             and wm.role in ('owner', 'facilitator')
             and not w.step_up
           group by r.workspace
           order by r.workspace
           limit 1000"#,
        member.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| RequestQueue {
            workspace: WorkspaceId(row.workspace),
            waiting: u32::try_from(row.waiting).unwrap_or(u32::MAX),
        })
        .collect())
}

/// Active members who wait at a workspace, the longest first, with their words.
///
/// # Errors
/// A fault of the database.
pub async fn waiting(
    conn: &mut Connection,
    workspace: WorkspaceId,
    limit: i64,
) -> Result<Vec<(MemberId, String, OffsetDateTime)>, Fault> {
    let rows = sqlx::query!(
        "select r.member, r.text, r.at
         from join_requests r
         join members m on m.id = r.member and m.status = 'active'
         where r.workspace = $1 and r.state = 'waiting'
         order by r.at, r.member
         limit $2",
        workspace.0,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (MemberId(row.member), row.text, row.at)).collect())
}

/// Of these members those who wait at the workspace, and whether each has come in by another way.
///
/// # Errors
/// A fault of the database.
pub async fn waiting_among(
    conn: &mut Connection,
    workspace: WorkspaceId,
    members: &[MemberId],
) -> Result<Vec<(MemberId, bool)>, Fault> {
    let ids: Vec<Uuid> = members.iter().map(|member| member.0).collect();
    let rows = sqlx::query!(
        r#"select r.member, wm.member is not null as "is_inside!"
           from join_requests r
           join members m on m.id = r.member and m.status = 'active'
           left join workspace_members wm on wm.workspace = r.workspace and wm.member = r.member
           where r.workspace = $1
             and r.member = any($2)
             and r.state = 'waiting'
           order by r.at, r.member
           limit $3"#,
        workspace.0,
        &ids,
        ids.len() as i64,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (MemberId(row.member), row.is_inside)).collect())
}

/// Who decides there: its owners and facilitators.
///
/// # Errors
/// A fault of the database.
pub async fn leaders(
    conn: &mut Connection,
    workspace: WorkspaceId,
) -> Result<Vec<MemberId>, Fault> {
    let ids = sqlx::query_scalar!(
        "select wm.member
         from workspace_members wm
         join members m on m.id = wm.member and m.status = 'active'
         where wm.workspace = $1
           and wm.role in ('owner', 'facilitator')
         order by wm.member
         limit 200",
        workspace.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(MemberId).collect())
}

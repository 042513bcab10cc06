//! Broken glass: who asked to see which workspace, who agreed, until when.

use talkoo_protocol::{MemberId, WorkspaceId, workspaces::GlassView};
use uuid::Uuid;

use super::Connection;
use crate::error::Fault;

/// A request nobody has agreed to is too old after so many hours.
const ASKED_HOURS: i32 = 24;

/// Requests about one workspace, or about all, the latest first.
///
/// # Errors
/// A fault of the database.
pub async fn of(
    conn: &mut Connection,
    workspace: Option<WorkspaceId>,
    limit: i64,
) -> Result<Vec<GlassView>, Fault> {
    read(conn, workspace.map(|workspace| workspace.0), None, limit).await
}

/// One request.
///
/// # Errors
/// A fault of the database.
pub async fn by_id(conn: &mut Connection, glass: Uuid) -> Result<Option<GlassView>, Fault> {
    Ok(read(conn, None, Some(glass), 1).await?.pop())
}

async fn read(
    conn: &mut Connection,
    workspace: Option<Uuid>,
    glass: Option<Uuid>,
    limit: i64,
) -> Result<Vec<GlassView>, Fault> {
    let rows = sqlx::query!(
        r#"select
             id,
             workspace,
             asked_by,
             reason,
             asked_at,
             confirmed_by,
             until,
             case
               when ended_at is not null then 'ended'
               when until is not null and until > app_now() then 'broken'
               when until is not null then 'expired'
               when asked_at > app_now() - make_interval(hours => $3) then 'asked'
               else 'expired'
             end as "state!"
           from glasses
           where ($1::uuid is null or workspace = $1)
             and ($2::uuid is null or id = $2)
           order by asked_at desc, id
           limit $4"#,
        workspace,
        glass,
        ASKED_HOURS,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| GlassView {
            id: row.id,
            workspace: WorkspaceId(row.workspace),
            asked_by: MemberId(row.asked_by),
            reason: row.reason,
            state: row.state,
            asked_at: row.asked_at,
            confirmed_by: row.confirmed_by.map(MemberId),
            until: row.until,
        })
        .collect())
}

/// What a member has asked to see and may see still, or could yet be let see.
///
/// # Errors
/// A fault of the database.
pub async fn open_of(conn: &mut Connection, member: MemberId) -> Result<Vec<Uuid>, Fault> {
    Ok(sqlx::query_scalar!(
        "select id
         from glasses
         where asked_by = $1
           and ended_at is null
           and (until is null or until > app_now())
         order by id
         limit 1000",
        member.0,
    )
    .fetch_all(conn)
    .await?)
}

/// Glass whose time is over, or whose looker holds no office any more, and that nobody has closed:
/// whoever looked through it still hears.
///
/// # Errors
/// A fault of the database.
pub async fn over(conn: &mut Connection, limit: i64) -> Result<Vec<(Uuid, WorkspaceId)>, Fault> {
    let rows = sqlx::query!(
        "select g.id, g.workspace
         from glasses g
         join members m on m.id = g.asked_by
         where g.until is not null
           and g.ended_at is null
           and (g.until <= app_now() or m.role <> 'network_admin' or m.status <> 'active')
         order by g.until
         limit $1",
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, WorkspaceId(row.workspace))).collect())
}

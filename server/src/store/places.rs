//! Workspaces, channels and who is in them. What a caller may see of them is asked elsewhere.

use std::collections::HashMap;

use talkoo_protocol::{
    ChannelId, ChannelView, ItemId, MemberId, StreamId, WorkspaceId, WorkspaceView,
};
use uuid::Uuid;

use super::{Connection, seq};
use crate::error::Fault;

struct ChannelRow {
    id: Uuid,
    workspace: Option<Uuid>,
    kind: String,
    name: String,
    topic: String,
    visibility: String,
    state: String,
    posting: String,
    position: i32,
    section: String,
    main_item: Uuid,
    members: Vec<Uuid>,
    guests: Vec<Uuid>,
    version: i64,
}

impl From<ChannelRow> for ChannelView {
    fn from(row: ChannelRow) -> Self {
        Self {
            id: ChannelId(row.id),
            workspace: row.workspace.map(WorkspaceId),
            kind: row.kind,
            name: row.name,
            topic: row.topic,
            visibility: row.visibility,
            state: row.state,
            posting: row.posting,
            position: row.position,
            section: row.section,
            guests: row.guests.into_iter().map(MemberId).collect(),
            main_item: ItemId(row.main_item),
            // A desk is told to its editors alone; the action that knows adds it.
            desk: None,
            members: row.members.into_iter().map(MemberId).collect(),
            version: seq(row.version),
        }
    }
}

/// These channels, by id. Only a direct channel names its members here.
///
/// # Errors
/// A fault of the database.
pub async fn channels_by_ids(
    conn: &mut Connection,
    ids: &[ChannelId],
) -> Result<HashMap<ChannelId, ChannelView>, Fault> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query_as!(
        ChannelRow,
        r#"select
             c.id,
             c.workspace,
             c.kind,
             c.name,
             c.topic,
             c.visibility,
             c.state,
             c.posting,
             c.position,
             c.section,
             c.main_item,
             case when c.workspace is null then
               array(select member from channel_members where channel = c.id order by member)
             else '{}' end as "members!",
             array(
               select wm.member
               from workspace_members wm
               join channel_members cm on cm.member = wm.member and cm.channel = c.id
               where wm.workspace = c.workspace and wm.role = 'guest'
               order by wm.member
               limit 100
             ) as "guests!",
             c.version
           from channels c
           where c.id = any($1)
           limit $2"#,
        &ids,
        ids.len() as i64,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (ChannelId(row.id), row.into())).collect())
}

/// Channels that stand in a member's list: joined ones, and public ones of the own workspaces.
///
/// # Errors
/// A fault of the database.
pub async fn listed_channels(
    conn: &mut Connection,
    member: MemberId,
) -> Result<Vec<ChannelId>, Fault> {
    let ids = sqlx::query_scalar!(
        r#"select r.channel as "channel!"
           from readable_channels($1) r
           join channels c on c.id = r.channel
           where exists (select from channel_members cm where cm.channel = c.id and cm.member = $1)
              or exists (select from workspace_members wm where wm.workspace = c.workspace and wm.member = $1)
           limit 10000"#,
        member.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(ChannelId).collect())
}

/// Every channel of a workspace.
///
/// # Errors
/// A fault of the database.
pub async fn channels_of(
    conn: &mut Connection,
    workspace: WorkspaceId,
) -> Result<Vec<ChannelId>, Fault> {
    let ids = sqlx::query_scalar!(
        "select id
         from channels
         where workspace = $1
         order by position, name
         limit 10000",
        workspace.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(ChannelId).collect())
}

/// The direct channel of exactly these people.
///
/// # Errors
/// A fault of the database.
pub async fn direct_channel(conn: &mut Connection, key: &str) -> Result<Option<ChannelId>, Fault> {
    let id = sqlx::query_scalar!("select id from channels where direct_key = $1 limit 1", key)
        .fetch_optional(conn)
        .await?;
    Ok(id.map(ChannelId))
}

/// The desk's channel, when the stream is a desk.
///
/// # Errors
/// A fault of the database.
pub async fn channel_of_stream(
    conn: &mut Connection,
    stream: StreamId,
) -> Result<Option<ChannelId>, Fault> {
    let id = sqlx::query_scalar!(
        "select owner from streams where id = $1 and sort in ('channel', 'desk') limit 1",
        stream.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(id.map(ChannelId))
}

/// These workspaces, by id.
///
/// # Errors
/// A fault of the database.
pub async fn workspaces_by_ids(
    conn: &mut Connection,
    ids: &[WorkspaceId],
) -> Result<HashMap<WorkspaceId, WorkspaceView>, Fault> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"select
             w.id,
             w.kind,
             w.name,
             w.purpose,
             w.visibility,
             w.state,
             w.region,
             w.tags,
             w.step_up,
             coalesce(w.retention_days, n.retention_days) as retention_days,
             w.push_shows,
             array(
               select member from workspace_members
               where workspace = w.id and role = 'owner'
               order by joined_at, member
             ) as "owners!",
             w.version
           from workspaces w
           cross join network n
           where w.id = any($1)
           limit $2"#,
        &ids,
        ids.len() as i64,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let view = WorkspaceView {
                id: WorkspaceId(row.id),
                kind: row.kind,
                name: row.name,
                purpose: row.purpose,
                visibility: row.visibility,
                state: row.state,
                region: row.region,
                tags: row.tags,
                step_up: row.step_up,
                // Nothing said, or 0: everything stays.
                retention_days: row.retention_days.map(i32::unsigned_abs).filter(|days| *days > 0),
                push_shows: row.push_shows,
                owners: row.owners.into_iter().map(MemberId).collect(),
                version: seq(row.version),
            };
            (view.id, view)
        })
        .collect())
}

/// Workspaces that a member is in.
///
/// # Errors
/// A fault of the database.
pub async fn workspaces_of(
    conn: &mut Connection,
    member: MemberId,
) -> Result<Vec<WorkspaceId>, Fault> {
    let ids = sqlx::query_scalar!(
        "select workspace from workspace_members where member = $1 limit 10000",
        member.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(WorkspaceId).collect())
}

/// Who has a row in a workspace, with the role there.
///
/// # Errors
/// A fault of the database.
pub async fn workspace_members(
    conn: &mut Connection,
    workspace: WorkspaceId,
    limit: i64,
) -> Result<Vec<(MemberId, String)>, Fault> {
    let rows = sqlx::query!(
        r#"select wm.member, wm.role
           from workspace_members wm
           join members m on m.id = wm.member
           where wm.workspace = $1
           order by m.family collate "fi-x-icu", m.given collate "fi-x-icu"
           limit $2"#,
        workspace.0,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (MemberId(row.member), row.role)).collect())
}

/// Who has a row in a channel, with the role there.
///
/// # Errors
/// A fault of the database.
pub async fn channel_members(
    conn: &mut Connection,
    channel: ChannelId,
    limit: i64,
) -> Result<Vec<(MemberId, String)>, Fault> {
    let rows = sqlx::query!(
        r#"select cm.member, cm.role
           from channel_members cm
           join members m on m.id = cm.member
           where cm.channel = $1
           order by m.family collate "fi-x-icu", m.given collate "fi-x-icu"
           limit $2"#,
        channel.0,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (MemberId(row.member), row.role)).collect())
}

/// How many owners a workspace has who can act, besides this member.
///
/// # Errors
/// A fault of the database.
pub async fn other_owners(
    conn: &mut Connection,
    workspace: WorkspaceId,
    member: MemberId,
) -> Result<i64, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!"
           from workspace_members wm
           join members m on m.id = wm.member
           where wm.workspace = $1
             and wm.member <> $2
             and wm.role = 'owner'
             and m.status = 'active'"#,
        workspace.0,
        member.0,
    )
    .fetch_one(conn)
    .await?)
}

/// Public active channels of a workspace, which a new member joins along with it.
///
/// # Errors
/// A fault of the database.
pub async fn public_channels(
    conn: &mut Connection,
    workspace: WorkspaceId,
) -> Result<Vec<ChannelId>, Fault> {
    let ids = sqlx::query_scalar!(
        "select id
         from channels
         where workspace = $1
           and visibility = 'public'
           and state = 'active'
         order by position, id
         limit 1000",
        workspace.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(ChannelId).collect())
}

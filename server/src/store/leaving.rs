//! What a person would leave behind: workspaces without an owner, and every place they are in.

use std::collections::HashMap;

use talkoo_protocol::{ChannelId, MemberId, Seq, WorkspaceId};
use uuid::Uuid;

use super::{Connection, seq};
use crate::{
    domain::{access::Role, leaving::Duty},
    error::Fault,
};

/// Workspaces that go on and of which this member is the last owner who can act.
///
/// # Errors
/// A fault of the database.
pub async fn duties(conn: &mut Connection, member: MemberId) -> Result<Vec<Duty>, Fault> {
    let rows = sqlx::query!(
        r#"select
             w.id,
             w.visibility = 'secret' as "is_secret!",
             other.id as "other?",
             om.role as "role?"
           from workspace_members wm
           join workspaces w on w.id = wm.workspace
           left join (
             workspace_members om
             join members other on other.id = om.member and other.status = 'active'
           ) on om.workspace = w.id and om.member <> $1 and om.role in ('facilitator', 'member')
           where wm.member = $1
             and wm.role = 'owner'
             and w.state <> 'archived'
             and not exists (
               select from workspace_members x
               join members m on m.id = x.member
               where x.workspace = w.id
                 and x.member <> $1
                 and x.role = 'owner'
                 and m.status = 'active'
             )
           order by w.id, om.joined_at, om.member
           limit 100000"#,
        member.0,
    )
    .fetch_all(conn)
    .await?;
    let mut duties: Vec<Duty> = Vec::new();
    for row in rows {
        let workspace = WorkspaceId(row.id);
        if duties.last().is_none_or(|duty| duty.workspace != workspace) {
            duties.push(Duty { workspace, is_secret: row.is_secret, others: Vec::new() });
        }
        let other = row.other.zip(row.role.as_deref().and_then(Role::parse));
        if let (Some(duty), Some((other, role))) = (duties.last_mut(), other) {
            duty.others.push((MemberId(other), role));
        }
    }
    Ok(duties)
}

/// Active administrators besides this member.
///
/// # Errors
/// A fault of the database.
pub async fn other_administrators(conn: &mut Connection, member: MemberId) -> Result<i64, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!"
           from members
           where role = 'network_admin' and status = 'active' and id <> $1"#,
        member.0,
    )
    .fetch_one(conn)
    .await?)
}

/// Every channel whose talk a member takes part in: of their workspaces, and those with a row.
///
/// # Errors
/// A fault of the database.
pub async fn channels(conn: &mut Connection, member: MemberId) -> Result<Vec<ChannelId>, Fault> {
    let ids = sqlx::query_scalar!(
        r#"select c.id
           from channels c
           where exists (
               select from workspace_members wm
               where wm.workspace = c.workspace and wm.member = $1)
             or exists (
               select from channel_members cm where cm.channel = c.id and cm.member = $1)
           order by c.id
           limit 100000"#,
        member.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(ChannelId).collect())
}

/// Channels of one's own that belong to no workspace or to one that one is not in.
///
/// # Errors
/// A fault of the database.
pub async fn places_to_tell(
    conn: &mut Connection,
    member: MemberId,
) -> Result<(Vec<WorkspaceId>, Vec<ChannelId>), Fault> {
    let workspaces = sqlx::query_scalar!(
        "select workspace from workspace_members where member = $1 order by workspace limit 10000",
        member.0,
    )
    .fetch_all(&mut *conn)
    .await?;
    let channels = sqlx::query_scalar!(
        "select c.id
         from channel_members cm
         join channels c on c.id = cm.channel
         where cm.member = $1 and (c.workspace is null or c.visibility = 'private')
         order by c.id
         limit 10000",
        member.0,
    )
    .fetch_all(conn)
    .await?;
    Ok((
        workspaces.into_iter().map(WorkspaceId).collect(),
        channels.into_iter().map(ChannelId).collect(),
    ))
}

/// `access_seq` of these streams, by id.
///
/// # Errors
/// A fault of the database.
pub async fn access_seqs(
    conn: &mut Connection,
    streams: &[Uuid],
) -> Result<HashMap<Uuid, Seq>, Fault> {
    let rows = sqlx::query!(
        "select id, access_seq
         from streams
         where id = any($1)
         limit $2",
        streams,
        streams.len() as i64,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, seq(row.access_seq))).collect())
}

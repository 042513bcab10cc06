//! What is true now of members, channels, workspaces and streams, read for the pure rules of
//! `domain::access` to judge. Nothing here decides.

use std::collections::HashMap;

use talkoo_protocol::{ChannelId, MemberId, OrganisationId, Seq, StreamId, WorkspaceId};
use uuid::Uuid;

use super::{Connection, seq};
use crate::{
    domain::access::{
        ChannelState, ChannelVisibility, History, MemberStatus, Posting, Role, Standing,
        WorkspaceAccess, WorkspaceStanding, WorkspaceState, WorkspaceVisibility,
    },
    error::Fault,
};

/// A stream that a member may read now, and from where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Right {
    pub stream: StreamId,
    pub head: Seq,
    /// First seq that is there for this reader.
    pub oldest: Seq,
}

/// The standing of each member in each channel, in the order asked. `None`: no such channel.
///
/// # Errors
/// A fault of the database.
pub async fn standings(
    conn: &mut Connection,
    asked: &[(MemberId, ChannelId)],
) -> Result<Vec<Option<Standing>>, Fault> {
    let members: Vec<Uuid> = asked.iter().map(|(member, _)| member.0).collect();
    let channels: Vec<Uuid> = asked.iter().map(|(_, channel)| channel.0).collect();
    let rows = sqlx::query!(
        r#"select
             asked.n as "n!",
             m.id as member,
             m.status,
             c.id as channel,
             c.kind,
             c.visibility,
             c.state,
             c.posting,
             c.history,
             c.desk,
             w.id as "workspace?",
             w.visibility as "workspace_visibility?",
             w.state as "workspace_state?",
             w.step_up as "step_up?",
             wm.role as "workspace_role?",
             cm.role as "channel_role?",
             cm.history_from as "history_from?",
             a.organisation as "organisation?",
             s.access_seq
           from unnest($1::uuid[], $2::uuid[]) with ordinality as asked (member, channel, n)
           join members m on m.id = asked.member
           join channels c on c.id = asked.channel
           join streams s on s.id = c.id
           left join workspaces w on w.id = c.workspace
           left join workspace_members wm on wm.workspace = w.id and wm.member = m.id
           left join channel_members cm on cm.channel = c.id and cm.member = m.id
           left join affiliations a on a.member = m.id and a.main and a.to_at is null
           limit $3"#,
        &members,
        &channels,
        asked.len() as i64,
    )
    .fetch_all(conn)
    .await?;
    let mut standings = vec![None; asked.len()];
    for row in rows {
        let place = row.workspace.map(|workspace| WorkspaceStanding {
            workspace: WorkspaceId(workspace),
            visibility: visibility(row.workspace_visibility.as_deref()),
            state: state(row.workspace_state.as_deref()),
            step_up: row.step_up.unwrap_or(true),
            role: row.workspace_role.as_deref().and_then(Role::parse),
        });
        let standing = Standing {
            member: MemberId(row.member),
            status: status(&row.status),
            channel: ChannelId(row.channel),
            kind: row.kind,
            visibility: ChannelVisibility::parse(&row.visibility)
                .unwrap_or(ChannelVisibility::Private),
            state: ChannelState::parse(&row.state).unwrap_or(ChannelState::Archived),
            posting: Posting::parse(&row.posting).unwrap_or(Posting::Owners),
            history: History::parse(&row.history).unwrap_or(History::Joined),
            desk: row.desk.map(StreamId),
            workspace: place,
            in_channel: row.channel_role.as_deref().and_then(Role::parse),
            history_from: seq(row.history_from.unwrap_or(0)),
            speaks_as: row.organisation.map(OrganisationId),
            access_seq: seq(row.access_seq),
        };
        let index = usize::try_from(row.n - 1).unwrap_or(usize::MAX);
        if let Some(slot) = standings.get_mut(index) {
            *slot = Some(standing);
        }
    }
    Ok(standings)
}

/// One member in one channel.
///
/// # Errors
/// A fault of the database.
pub async fn standing(
    conn: &mut Connection,
    member: MemberId,
    channel: ChannelId,
) -> Result<Option<Standing>, Fault> {
    Ok(standings(conn, &[(member, channel)]).await?.pop().flatten())
}

/// One member in each of these workspaces; those that do not exist are missing.
///
/// # Errors
/// A fault of the database.
pub async fn workspaces(
    conn: &mut Connection,
    member: MemberId,
    workspaces: &[WorkspaceId],
) -> Result<Vec<WorkspaceAccess>, Fault> {
    let pairs: Vec<_> = workspaces.iter().map(|workspace| (member, *workspace)).collect();
    Ok(workspace_standings(conn, &pairs).await?.into_iter().map(|(_, access)| access).collect())
}

/// One member in one workspace.
///
/// # Errors
/// A fault of the database.
pub async fn workspace(
    conn: &mut Connection,
    member: MemberId,
    workspace: WorkspaceId,
) -> Result<Option<WorkspaceAccess>, Fault> {
    Ok(workspaces(conn, member, &[workspace]).await?.pop())
}

async fn workspace_standings(
    conn: &mut Connection,
    asked: &[(MemberId, WorkspaceId)],
) -> Result<Vec<(MemberId, WorkspaceAccess)>, Fault> {
    let members: Vec<Uuid> = asked.iter().map(|(member, _)| member.0).collect();
    let ids: Vec<Uuid> = asked.iter().map(|(_, workspace)| workspace.0).collect();
    let rows = sqlx::query!(
        r#"select
             m.id as member,
             m.status,
             w.id,
             w.visibility,
             w.state,
             w.step_up,
             wm.role as "role?",
             s.access_seq
           from unnest($1::uuid[], $2::uuid[]) as asked (member, workspace)
           join members m on m.id = asked.member
           join workspaces w on w.id = asked.workspace
           join streams s on s.id = w.id
           left join workspace_members wm on wm.workspace = w.id and wm.member = m.id
           limit $3"#,
        &members,
        &ids,
        asked.len() as i64,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let place = WorkspaceStanding {
                workspace: WorkspaceId(row.id),
                visibility: visibility(Some(&row.visibility)),
                state: state(Some(&row.state)),
                step_up: row.step_up,
                role: row.role.as_deref().and_then(Role::parse),
            };
            let access = WorkspaceAccess {
                status: status(&row.status),
                place,
                access_seq: seq(row.access_seq),
            };
            (MemberId(row.member), access)
        })
        .collect())
}

/// What each pair of a member and a stream allows now: a right, or nothing. Nothing is the answer
/// for a stream that does not exist, too.
///
/// # Errors
/// A fault of the database.
pub async fn rights(
    conn: &mut Connection,
    asked: &[(MemberId, StreamId)],
) -> Result<HashMap<(MemberId, StreamId), Right>, Fault> {
    let streams: Vec<Uuid> = asked.iter().map(|(_, stream)| stream.0).collect();
    let rows = sqlx::query!(
        "select id, sort, owner, head, oldest
         from streams
         where id = any($1)
         limit $2",
        &streams,
        streams.len() as i64,
    )
    .fetch_all(&mut *conn)
    .await?;
    let rows: HashMap<Uuid, _> = rows.into_iter().map(|row| (row.id, row)).collect();

    let mut of_channels = Vec::new();
    let mut of_workspaces = Vec::new();
    let mut of_members = Vec::new();
    for (member, stream) in asked {
        let Some(row) = rows.get(&stream.0) else { continue };
        match row.sort.as_str() {
            "channel" | "desk" => of_channels.push((*member, *stream, ChannelId(row.owner))),
            "workspace" => of_workspaces.push((*member, *stream, WorkspaceId(row.owner))),
            "network" => of_members.push((*member, *stream)),
            "member" if row.owner == member.0 => of_members.push((*member, *stream)),
            _ => {}
        }
    }

    let mut allowed: Vec<(MemberId, StreamId, Seq)> = Vec::new();
    let pairs: Vec<_> =
        of_channels.iter().map(|(member, _, channel)| (*member, *channel)).collect();
    if !pairs.is_empty() {
        let found = standings(conn, &pairs).await?;
        for ((member, stream, _), standing) in of_channels.into_iter().zip(found) {
            let Some(standing) = standing else { continue };
            let is_desk = standing.desk == Some(stream);
            if if is_desk { standing.may_edit_desk() } else { standing.may_read() } {
                let from = if is_desk { 0 } else { standing.visible_from() };
                allowed.push((member, stream, from));
            }
        }
    }
    let pairs: Vec<_> = of_workspaces.iter().map(|(member, _, place)| (*member, *place)).collect();
    if !pairs.is_empty() {
        for (member, access) in workspace_standings(conn, &pairs).await? {
            if access.may_read() {
                allowed.push((member, access.place.workspace.into(), 0));
            }
        }
    }
    if !of_members.is_empty() {
        let active = active_members(conn, of_members.iter().map(|(member, _)| *member)).await?;
        let active = of_members.into_iter().filter(|(member, _)| active.contains(&member.0));
        allowed.extend(active.map(|(member, stream)| (member, stream, 0)));
    }
    Ok(allowed
        .into_iter()
        .filter_map(|(member, stream, from)| {
            let row = rows.get(&stream.0)?;
            let right =
                Right { stream, head: seq(row.head), oldest: seq(row.oldest).max(from).max(1) };
            Some(((member, stream), right))
        })
        .collect())
}

async fn active_members(
    conn: &mut Connection,
    members: impl Iterator<Item = MemberId>,
) -> Result<Vec<Uuid>, Fault> {
    let ids: Vec<Uuid> = members.map(|member| member.0).collect();
    Ok(sqlx::query_scalar!(
        "select id
         from members
         where id = any($1)
           and status = 'active'
         limit $2",
        &ids,
        ids.len() as i64,
    )
    .fetch_all(conn)
    .await?)
}

/// Channels that the member may read, by the SQL twin of the rule.
///
/// # Errors
/// A fault of the database.
pub async fn readable_channels(
    conn: &mut Connection,
    member: MemberId,
) -> Result<Vec<ChannelId>, Fault> {
    let ids = sqlx::query_scalar!(
        r#"select channel as "channel!"
           from readable_channels($1)
           limit 100000"#,
        member.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(ChannelId).collect())
}

/// Channel streams (desks too) of a workspace, for an act that takes rights away in all of them.
///
/// # Errors
/// A fault of the database.
pub async fn channel_streams(
    conn: &mut Connection,
    workspace: WorkspaceId,
) -> Result<Vec<(ChannelId, Option<StreamId>)>, Fault> {
    let rows = sqlx::query!(
        "select id, desk
         from channels
         where workspace = $1
         order by id
         limit 10000",
        workspace.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (ChannelId(row.id), row.desk.map(StreamId))).collect())
}

// A word that this version does not know is read as the narrowest one.
fn status(text: &str) -> MemberStatus {
    MemberStatus::parse(text).unwrap_or(MemberStatus::Suspended)
}

fn visibility(text: Option<&str>) -> WorkspaceVisibility {
    text.and_then(WorkspaceVisibility::parse).unwrap_or(WorkspaceVisibility::Secret)
}

fn state(text: Option<&str>) -> WorkspaceState {
    text.and_then(WorkspaceState::parse).unwrap_or(WorkspaceState::Archived)
}

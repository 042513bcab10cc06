//! What is true now of members, channels, workspaces and streams, read for the pure rules of
//! `domain::access` to judge. Nothing here decides.

use talkoo_protocol::{ChannelId, MemberId, OrganisationId, StreamId, WorkspaceId};
use uuid::Uuid;

pub use super::rights::{Right, rights};
use super::{Connection, seq};
use crate::{
    domain::access::{
        ChannelState, ChannelVisibility, History, MemberStatus, Posting, Role, Standing,
        WorkspaceAccess, WorkspaceStanding, WorkspaceState, WorkspaceVisibility,
    },
    error::Fault,
};

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
             c.desk_is_open,
             w.id as "workspace?",
             w.visibility as "workspace_visibility?",
             w.state as "workspace_state?",
             w.step_up as "step_up?",
             wm.role as "workspace_role?",
             g.id is not null as "glass!",
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
           left join glasses g
             on m.role = 'network_admin' and g.asked_by = m.id and g.workspace = w.id
               and g.until is not null and g.ended_at is null and g.until > app_now()
           left join affiliations a
             on a.member = m.id and a.main and a.confirmed and a.to_at is null
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
            glass: row.glass,
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
            desk_is_open: row.desk_is_open,
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
             g.id is not null as "glass!",
             s.access_seq
           from unnest($1::uuid[], $2::uuid[]) as asked (member, workspace)
           join members m on m.id = asked.member
           join workspaces w on w.id = asked.workspace
           join streams s on s.id = w.id
           left join workspace_members wm on wm.workspace = w.id and wm.member = m.id
           left join glasses g
             on m.role = 'network_admin' and g.asked_by = m.id and g.workspace = w.id
               and g.until is not null and g.ended_at is null and g.until > app_now()
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
                glass: row.glass,
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
pub(super) fn status(text: &str) -> MemberStatus {
    MemberStatus::parse(text).unwrap_or(MemberStatus::Suspended)
}

pub(super) fn visibility(text: Option<&str>) -> WorkspaceVisibility {
    text.and_then(WorkspaceVisibility::parse).unwrap_or(WorkspaceVisibility::Secret)
}

pub(super) fn state(text: Option<&str>) -> WorkspaceState {
    text.and_then(WorkspaceState::parse).unwrap_or(WorkspaceState::Archived)
}

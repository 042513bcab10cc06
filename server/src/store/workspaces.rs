//! What is asked of a workspace before it is changed: the order of its channels and
//! what a change would do.

use talkoo_protocol::{ChannelId, MemberId, StreamId, WorkspaceId, workspaces::WorkspaceEffect};

use super::Connection;
use crate::{
    domain::{
        access::{ChannelState, ChannelVisibility},
        order::Placed,
    },
    error::Fault,
};

/// A channel in its place, and what telling of it asks for.
#[derive(Clone, Debug)]
pub struct Row {
    pub placed: Placed,
    pub visibility: ChannelVisibility,
    pub state: ChannelState,
    pub desk: Option<StreamId>,
}

/// The channels of a workspace with their numbers.
///
/// # Errors
/// A fault of the database.
pub async fn placed(conn: &mut Connection, workspace: WorkspaceId) -> Result<Vec<Row>, Fault> {
    let rows = sqlx::query!(
        "select id, section, position, visibility, state, desk
         from channels
         where workspace = $1
         order by position, id
         limit 10000",
        workspace.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Row {
            placed: Placed {
                channel: ChannelId(row.id),
                section: row.section,
                position: row.position,
            },
            visibility: ChannelVisibility::parse(&row.visibility)
                .unwrap_or(ChannelVisibility::Private),
            state: ChannelState::parse(&row.state).unwrap_or(ChannelState::Archived),
            desk: row.desk.map(StreamId),
        })
        .collect())
}

/// Channels of a workspace in which this member has a row.
///
/// # Errors
/// A fault of the database.
pub async fn joined_by(
    conn: &mut Connection,
    workspace: WorkspaceId,
    member: MemberId,
) -> Result<Vec<(ChannelId, ChannelVisibility)>, Fault> {
    let rows = sqlx::query!(
        "select c.id, c.visibility
         from channels c
         join channel_members cm on cm.channel = c.id and cm.member = $2
         where c.workspace = $1
         order by c.id
         limit 10000",
        workspace.0,
        member.0,
    )
    .fetch_all(conn)
    .await?;
    let visibility =
        |word: &str| ChannelVisibility::parse(word).unwrap_or(ChannelVisibility::Private);
    Ok(rows.into_iter().map(|row| (ChannelId(row.id), visibility(&row.visibility))).collect())
}

/// Who reads from outside now, and what is older than so many days.
///
/// # Errors
/// A fault of the database.
pub async fn effect(
    conn: &mut Connection,
    workspace: WorkspaceId,
    days: Option<u32>,
    fading: &[String],
) -> Result<WorkspaceEffect, Fault> {
    let readers = sqlx::query!(
        r#"with outside as (
             select m.id
             from members m
             where m.status = 'active'
               and not exists (
                 select from workspace_members wm where wm.workspace = $1 and wm.member = m.id)
           )
           select
             (select count(*) from outside) as "cut!",
             (
               select count(*)
               from outside o
               where exists (
                   select
                   from read_marks r
                   join channels c on c.id = r.channel
                   where r.member = o.id and c.workspace = $1)
                 or exists (
                   select
                   from follows f
                   join channels c on f.sort = 'channel' and f.subject = c.id::text
                   where f.member = o.id and c.workspace = $1)
             ) as "readers!""#,
        workspace.0,
    )
    .fetch_one(&mut *conn)
    .await?;
    let mut effect = WorkspaceEffect {
        cut: small(readers.cut),
        readers: small(readers.readers),
        messages: 0,
        topics: 0,
    };
    if let Some(days) = days {
        let old = sqlx::query!(
            r#"with cuts as (
                 select c.id, coalesce(
                   (
                     select min(e.seq)
                     from events e
                     where e.stream = c.id
                       and e.at >= app_now() - make_interval(days => $2)
                   ),
                   s.head + 1
                 ) as before
                 from channels c
                 join streams s on s.id = c.id
                 where c.workspace = $1
               )
               select
                 (
                   select count(*)
                   from cuts
                   join messages m on m.stream = cuts.id and m.seq < cuts.before
                   where m.deleted_at is null
                 ) as "messages!",
                 (
                   select count(*)
                   from cuts
                   join items i on i.channel = cuts.id
                   where not i.main
                     and not i.desk
                     and i.deleted_at is null
                     and i.kind = any($3)
                     and greatest(i.last_seq, i.seq, i.changed_seq) < cuts.before
                 ) as "topics!""#,
            workspace.0,
            i32::try_from(days).unwrap_or(i32::MAX),
            fading,
        )
        .fetch_one(conn)
        .await?;
        effect.messages = small(old.messages);
        effect.topics = small(old.topics);
    }
    Ok(effect)
}

fn small(count: i64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

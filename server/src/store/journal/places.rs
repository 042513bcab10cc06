//! Statements that change workspaces, channels, who is in them, follows, marks and sessions.

use talkoo_protocol::Subject;
use uuid::Uuid;

use crate::{
    domain::{
        draft::{ChannelChange, NewChannel, NewWorkspace, WorkspaceChange},
        order::STEP,
    },
    store::Connection,
};

pub(super) async fn new_workspace(
    conn: &mut Connection,
    workspace: &NewWorkspace,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into workspaces (id, kind, name, purpose, visibility, region, tags, template)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        workspace.id.0,
        workspace.kind,
        workspace.name,
        workspace.purpose,
        workspace.visibility,
        workspace.region,
        &workspace.tags,
        workspace.template,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn change_workspace(
    conn: &mut Connection,
    workspace: Uuid,
    change: &WorkspaceChange,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update workspaces
         set name = coalesce($2, name),
             purpose = coalesce($3, purpose),
             visibility = coalesce($4, visibility),
             state = coalesce($5, state),
             version = version + 1
         where id = $1",
        workspace,
        change.name,
        change.purpose,
        change.visibility,
        change.state,
    )
    .execute(&mut *conn)
    .await?;
    if change.visibility.is_some() || change.state.is_some() {
        forget_outsiders(conn, workspace).await?;
    }
    Ok(())
}

/// Who joined a channel from outside, while the workspace was open, is not in it once they cannot
/// read it: if they are let in later, they get what that gives and no more.
async fn forget_outsiders(conn: &mut Connection, place: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "delete from channel_members cm
         using channels c, workspaces w
         where (c.id = $1 or c.workspace = $1)
           and w.id = c.workspace
           and cm.channel = c.id
           and (c.visibility = 'private' or w.visibility <> 'open' or w.state = 'preparing')
           and not exists (
             select from workspace_members wm
             where wm.workspace = w.id and wm.member = cm.member)",
        place,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn new_channel(
    conn: &mut Connection,
    channel: &NewChannel,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into channels
           (id, workspace, kind, name, topic, visibility, position, main_item, desk, direct_key,
            posting, section, desk_is_open)
         values ($1, $2, $3, $4, $5, $6,
           coalesce((select max(position) + $12 from channels where workspace = $2), 0), $7, $8, $9,
           $10, $11, $13)",
        channel.id.0,
        channel.workspace.map(|workspace| workspace.0),
        channel.kind,
        channel.name,
        channel.topic,
        channel.visibility,
        channel.main_item.0,
        channel.desk.map(|desk| desk.0),
        channel.direct_key,
        channel.posting,
        channel.section,
        STEP,
        channel.desk_is_open,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn change_channel(
    conn: &mut Connection,
    channel: Uuid,
    change: &ChannelChange,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update channels
         set name = coalesce($2, name),
             topic = coalesce($3, topic),
             visibility = coalesce($4, visibility),
             state = coalesce($5, state),
             posting = coalesce($6, posting),
             version = version + 1
         where id = $1",
        channel,
        change.name,
        change.topic,
        change.visibility,
        change.state,
        change.posting,
    )
    .execute(&mut *conn)
    .await?;
    if change.visibility.is_some() {
        forget_outsiders(conn, channel).await?;
    }
    Ok(())
}

/// The card names the owners, so it is a newer one only when they change. Who is in has nothing to
/// ask for any more, and a guest who comes in has the channels that are named afterwards, none that
/// were joined from outside.
pub(super) async fn workspace_member(
    conn: &mut Connection,
    workspace: Uuid,
    member: Uuid,
    role: Option<&str>,
    brought_by: Option<Uuid>,
) -> Result<(), sqlx::Error> {
    match role {
        Some(role) => {
            sqlx::query!(
                "with changed as (
                   update workspaces set version = version + 1
                   where id = $1
                     and ($3 = 'owner' or exists (
                       select from workspace_members
                       where workspace = $1 and member = $2 and role = 'owner'))
                 ),
                 settled as (
                   delete from join_requests where workspace = $1 and member = $2
                 ),
                 left_behind as (
                   delete from channel_members cm
                   using channels c
                   where c.workspace = $1
                     and cm.channel = c.id
                     and cm.member = $2
                     and ($3 = 'guest' or c.visibility = 'private')
                     and not exists (
                       select from workspace_members
                       where workspace = $1 and member = $2)
                 )
                 insert into workspace_members (workspace, member, role, brought_by)
                 values ($1, $2, $3, $4)
                 on conflict (workspace, member) do update set role = excluded.role",
                workspace,
                member,
                role,
                brought_by,
            )
            .execute(conn)
            .await?;
        }
        None => {
            sqlx::query!(
                "with changed as (
                   update workspaces set version = version + 1
                   where id = $1
                     and exists (
                       select from workspace_members
                       where workspace = $1 and member = $2 and role = 'owner')
                 ),
                 channels_left as (
                   delete from channel_members
                   where member = $2
                     and channel in (select id from channels where workspace = $1)
                 )
                 delete from workspace_members
                 where workspace = $1 and member = $2",
                workspace,
                member,
            )
            .execute(conn)
            .await?;
        }
    }
    Ok(())
}

/// Joining starts the read mark at the head, so that an old channel is not all unread.
pub(super) async fn channel_member(
    conn: &mut Connection,
    channel: Uuid,
    member: Uuid,
    role: Option<&str>,
) -> Result<(), sqlx::Error> {
    let Some(role) = role else {
        sqlx::query!(
            "delete from channel_members where channel = $1 and member = $2",
            channel,
            member,
        )
        .execute(conn)
        .await?;
        return Ok(());
    };
    sqlx::query!(
        "with versioned as (
           update members set mark_version = mark_version + 1 where id = $2 returning mark_version
         ),
         mark as (
           insert into read_marks (member, channel, seq, version)
           select $2, $1, s.head, v.mark_version
           from streams s, versioned v
           where s.id = $1
             and not exists (
               select from channel_members where channel = $1 and member = $2)
           on conflict (member, channel, item) do update
             set seq = greatest(read_marks.seq, excluded.seq), version = excluded.version
         )
         insert into channel_members (channel, member, role, history_from)
         select $1, $2, $3, s.head + 1
         from streams s
         where s.id = $1
         on conflict (channel, member) do update set role = excluded.role",
        channel,
        member,
        role,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn follow(
    conn: &mut Connection,
    member: Uuid,
    subject: &Subject,
    level: &str,
) -> Result<(), sqlx::Error> {
    let (sort, subject) = match subject {
        Subject::Channel(id) => ("channel", id.to_string()),
        Subject::Item(id) => ("item", id.to_string()),
        Subject::Member(id) => ("member", id.to_string()),
        Subject::Tag(slug) => ("tag", slug.clone()),
    };
    // Of an item also the default is kept: who says so does not follow it again by the next word.
    if level == "default" && sort != "item" {
        sqlx::query!(
            "delete from follows where member = $1 and sort = $2 and subject = $3",
            member,
            sort,
            subject,
        )
        .execute(conn)
        .await?;
    } else {
        sqlx::query!(
            "insert into follows (member, sort, subject, level)
             values ($1, $2, $3, $4)
             on conflict (member, sort, subject) do update set level = excluded.level, why = null",
            member,
            sort,
            subject,
            level,
        )
        .execute(conn)
        .await?;
    }
    Ok(())
}

pub(super) async fn end_session(
    conn: &mut Connection,
    session: Uuid,
    member: Uuid,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update sessions
         set ended_at = app_now()
         where id = $1 and member = $2 and ended_at is null",
        session,
        member,
    )
    .execute(conn)
    .await?;
    Ok(())
}

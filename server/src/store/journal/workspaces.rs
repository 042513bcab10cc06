//! Statements that change a workspace's settings, the order of its channels, what expires in it, and
//! broken glass.

use std::time::Duration;

use talkoo_protocol::Seq;
use uuid::Uuid;

use crate::{
    domain::{
        draft::{WorkspaceSettings, WorkspaceWrite},
        push::Shows,
        workspace::shows_tags,
    },
    store::{Connection, sql_seq},
};

pub(super) async fn store(
    conn: &mut Connection,
    write: &WorkspaceWrite,
) -> Result<(), sqlx::Error> {
    match write {
        WorkspaceWrite::Configure { workspace, settings } => {
            configure(conn, workspace.0, settings).await
        }
        WorkspaceWrite::Retag { workspace } => retag(conn, workspace.0).await,
        WorkspaceWrite::Arrange { channel, section, position } => {
            arrange(conn, channel.0, section, *position).await
        }
        WorkspaceWrite::Renew { channel } => renew(conn, channel.0).await,
        WorkspaceWrite::Expire { channel, before, fading } => {
            expire(conn, channel.0, *before, fading).await
        }
        WorkspaceWrite::AskGlass { glass, workspace, by, reason } => {
            ask_glass(conn, (*glass, workspace.0, by.0), reason).await
        }
        WorkspaceWrite::BreakGlass { glass, by, lasts } => {
            break_glass(conn, *glass, by.0, *lasts).await
        }
        WorkspaceWrite::EndGlass { glass } => end_glass(conn, *glass).await,
    }
}

async fn configure(
    conn: &mut Connection,
    workspace: Uuid,
    settings: &WorkspaceSettings,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update workspaces
         set kind = coalesce($2, kind),
             region = case when $3 then $4 else region end,
             tags = coalesce($5, tags),
             step_up = coalesce($6, step_up),
             retention_days = coalesce($7, retention_days),
             push_shows = case when $8 then $9 else push_shows end,
             version = version + 1
         where id = $1",
        workspace,
        settings.kind,
        settings.region.is_some(),
        settings.region.clone().flatten(),
        settings.tags.as_deref(),
        settings.step_up,
        settings.retention_days,
        settings.push_shows.is_some(),
        settings.push_shows.flatten().map(Shows::as_str),
    )
    .execute(&mut *conn)
    .await?;
    if settings.tags.is_some() {
        retag(conn, workspace).await?;
    }
    Ok(())
}

/// A use of a tag that the network may not see is no use: it would tell that the workspace is there.
pub(super) async fn retag(conn: &mut Connection, workspace: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from taggings where sort = 'workspace' and object = $1", workspace)
        .execute(&mut *conn)
        .await?;
    let told = sqlx::query!("select tags, visibility from workspaces where id = $1", workspace)
        .fetch_one(&mut *conn)
        .await?;
    if !shows_tags(&told.visibility) || told.tags.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "insert into tags (id, slug)
         select gen_random_uuid(), slug
         from unnest($1::text[]) as slug
         order by slug
         on conflict (slug) do nothing",
        &told.tags,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into taggings (tag, sort, object)
         select distinct coalesce(t.merged_into, t.id), 'workspace', $1::uuid
         from tags t
         where t.slug = any($2)
         on conflict do nothing",
        workspace,
        &told.tags,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn arrange(
    conn: &mut Connection,
    channel: Uuid,
    section: &str,
    position: i32,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update channels
         set section = $2,
             position = $3,
             version = version + 1
         where id = $1",
        channel,
        section,
        position,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn renew(conn: &mut Connection, channel: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query!("update channels set version = version + 1 where id = $1", channel)
        .execute(conn)
        .await?;
    Ok(())
}

/// The counter's `oldest` tells everybody who comes back that the beginning is gone.
async fn expire(
    conn: &mut Connection,
    channel: Uuid,
    before: Seq,
    fading: &[String],
) -> Result<(), sqlx::Error> {
    let before = sql_seq(before);
    sqlx::query!(
        "with gone as (
           delete from messages
           where stream = $1
             and seq < $2
           returning id
         ),
         edits as (
           delete from message_edits where message in (select id from gone)
         ),
         given as (
           delete from reactions where message in (select id from gone)
         ),
         named as (
           delete from mentions where message in (select id from gone)
         ),
         hidden as (
           delete from hidden_messages where message in (select id from gone)
         ),
         sights as (
           delete from report_sights where message in (select id from gone)
         ),
         unheld as (
           delete from message_files where message in (select id from gone) returning file
         ),
         dropped as (
           update files
           set held = false, is_dropped = true
           where id in (select file from unheld)
         )
         delete from taggings where object in (select id from gone)",
        channel,
        before,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "with faded as (
           delete from items
           where channel = $1
             and kind = any($3)
             and not main
             and not desk
             and greatest(last_seq, seq, changed_seq) < $2
           returning id
         ),
         versions as (
           delete from item_versions where item in (select id from faded)
         ),
         hidden as (
           delete from hidden_items where item in (select id from faded)
         )
         delete from taggings where object in (select id from faded)",
        channel,
        before,
        fading,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update items i
         set message_count = (
           select count(*)::integer from messages m where m.item = i.id and m.stream = $1)
         where i.channel = $1
           and i.message_count > 0",
        channel,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!("delete from events where stream = $1 and seq < $2", channel, before)
        .execute(&mut *conn)
        .await?;
    sqlx::query!(
        "update streams set oldest = greatest(oldest, $2) where id = $1",
        channel,
        before,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn ask_glass(
    conn: &mut Connection,
    (glass, workspace, by): (Uuid, Uuid, Uuid),
    reason: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into glasses (id, workspace, asked_by, reason) values ($1, $2, $3, $4)",
        glass,
        workspace,
        by,
        reason,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Once: a second one who agrees changes nothing.
async fn break_glass(
    conn: &mut Connection,
    glass: Uuid,
    by: Uuid,
    lasts: Duration,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update glasses past
         set ended_at = past.until
         from glasses this
         where this.id = $1
           and past.workspace = this.workspace
           and past.asked_by = this.asked_by
           and past.until <= app_now()
           and past.ended_at is null",
        glass,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update glasses
         set confirmed_by = $2,
             confirmed_at = app_now(),
             until = app_now() + make_interval(secs => $3)
         where id = $1
           and until is null
           and ended_at is null",
        glass,
        by,
        lasts.as_secs_f64(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn end_glass(conn: &mut Connection, glass: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update glasses set ended_at = app_now() where id = $1 and ended_at is null",
        glass,
    )
    .execute(conn)
    .await?;
    Ok(())
}

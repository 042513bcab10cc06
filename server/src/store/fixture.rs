//! Many people and channels at once, for load tests: the rows that the actions would leave, stored
//! by a few statements instead of many commands. Nothing here is in the log, so it is for networks
//! that nobody uses yet.

use std::time::Duration;

use uuid::Uuid;

use super::Connection;
use crate::error::Fault;

/// Who and what is to be made. Parallel lists have one length.
#[derive(Clone, Debug)]
pub struct Crowd {
    pub workspace: Uuid,
    pub members: Vec<Uuid>,
    pub sessions: Vec<Uuid>,
    pub token_hashes: Vec<Vec<u8>>,
    pub channels: Vec<Uuid>,
    pub main_items: Vec<Uuid>,
    /// Pairs of a channel and a member in it.
    pub seats: (Vec<Uuid>, Vec<Uuid>),
    /// How long the sessions last.
    pub lasts: Duration,
}

/// Stores a crowd: one workspace with everybody in it, private channels, a session for each.
///
/// # Errors
/// A fault of the database.
pub async fn load(conn: &mut Connection, crowd: &Crowd) -> Result<(), Fault> {
    // Hundreds of thousands of seats take longer than any statement of a member may.
    sqlx::query!("set local statement_timeout = 0").execute(&mut *conn).await?;
    members(conn, crowd).await?;
    workspace(conn, crowd).await?;
    channels(conn, crowd).await
}

async fn members(conn: &mut Connection, crowd: &Crowd) -> Result<(), Fault> {
    sqlx::query!(
        "with made as (
           insert into members (id, given, family, email, terms_version, consented_at)
           select n.id, 'Jäsen', lpad(n.number::text, 6, '0'), n.id || '@fixture.invalid',
             (select coalesce(max(version), 1)::text from terms), app_now()
           from unnest($1::uuid[]) with ordinality as n (id, number)
         )
         insert into streams (id, sort, owner)
         select id, 'member', id
         from unnest($1::uuid[]) as n (id)",
        &crowd.members,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into sessions (id, member, token_hash, device, expires_at)
         select n.id, n.member, n.token_hash, 'fixture', app_now() + make_interval(secs => $4)
         from unnest($1::uuid[], $2::uuid[], $3::bytea[]) as n (id, member, token_hash)",
        &crowd.sessions,
        &crowd.members,
        &crowd.token_hashes,
        crowd.lasts.as_secs_f64(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn workspace(conn: &mut Connection, crowd: &Crowd) -> Result<(), Fault> {
    sqlx::query!(
        "with made as (
           insert into workspaces (id, name, visibility)
           values ($1, 'Fixture ' || $1::uuid, 'invited')
         ),
         counted as (
           insert into streams (id, sort, owner) values ($1, 'workspace', $1)
         )
         insert into workspace_members (workspace, member, role)
         select $1, n.id, case when n.number = 1 then 'owner' else 'member' end
         from unnest($2::uuid[]) with ordinality as n (id, number)",
        crowd.workspace,
        &crowd.members,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn channels(conn: &mut Connection, crowd: &Crowd) -> Result<(), Fault> {
    sqlx::query!(
        "with made as (
           insert into channels (id, workspace, kind, name, visibility, position, main_item)
           select n.id, $1, 'chat', 'kanava-' || n.number, 'private', n.number, n.main_item
           from unnest($2::uuid[], $3::uuid[]) with ordinality as n (id, main_item, number)
         ),
         counted as (
           insert into streams (id, sort, owner)
           select id, 'channel', id from unnest($2::uuid[]) as n (id)
         )
         insert into items (id, channel, kind, seq, main, title, state, changed_seq)
         select n.main_item, n.id, 'chat', 0, true, 'yleinen', 'open', 0
         from unnest($2::uuid[], $3::uuid[]) as n (id, main_item)",
        crowd.workspace,
        &crowd.channels,
        &crowd.main_items,
    )
    .execute(&mut *conn)
    .await?;
    let (seat_channels, seat_members) = &crowd.seats;
    sqlx::query!(
        "insert into channel_members (channel, member, history_from)
         select n.channel, n.member, 1
         from unnest($1::uuid[], $2::uuid[]) as n (channel, member)
         on conflict do nothing",
        seat_channels,
        seat_members,
    )
    .execute(conn)
    .await?;
    Ok(())
}

//! Statements that make a large demonstration: the rows that commands would have left, a statement a
//! table. Only a network that has just been filled is written to by these.

use uuid::Uuid;

use super::Connection;
use crate::error::Fault;

/// How large it shall be.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    pub members: usize,
    pub workspaces: usize,
    pub channels: usize,
}

/// Parallel lists of one length, as all below.
#[derive(Clone, Debug, Default)]
pub struct Organisations {
    pub ids: Vec<Uuid>,
    pub names: Vec<String>,
    pub kinds: Vec<String>,
    pub regions: Vec<String>,
}

#[derive(Clone, Debug, Default)]
pub struct People {
    pub ids: Vec<Uuid>,
    pub given: Vec<String>,
    pub family: Vec<String>,
    pub emails: Vec<String>,
    pub titles: Vec<String>,
    pub regions: Vec<String>,
    pub organisations: Vec<Uuid>,
}

#[derive(Clone, Debug, Default)]
pub struct Workspaces {
    pub ids: Vec<Uuid>,
    pub names: Vec<String>,
    pub visibilities: Vec<String>,
}

#[derive(Clone, Debug, Default)]
pub struct Channels {
    pub ids: Vec<Uuid>,
    pub main_items: Vec<Uuid>,
    pub workspaces: Vec<Uuid>,
    pub names: Vec<String>,
    pub positions: Vec<i32>,
}

/// Two lists: who is in which workspace as what, and who sits in which channel.
#[derive(Clone, Debug, Default)]
pub struct Seats {
    pub workspaces: Vec<Uuid>,
    pub members: Vec<Uuid>,
    pub roles: Vec<String>,
    pub channels: Vec<Uuid>,
    pub sitting: Vec<Uuid>,
}

#[derive(Clone, Debug, Default)]
pub struct Talk {
    pub ids: Vec<Uuid>,
    pub channels: Vec<Uuid>,
    pub items: Vec<Uuid>,
    pub seqs: Vec<i64>,
    pub authors: Vec<Uuid>,
    pub texts: Vec<String>,
}

/// These statements take longer than any of a member may.
///
/// # Errors
/// A fault of the database, as of all below.
pub async fn begin(conn: &mut Connection) -> Result<(), Fault> {
    sqlx::query!("set local statement_timeout = 0").execute(conn).await?;
    Ok(())
}

/// # Errors
/// A fault of the database.
pub async fn organisations(conn: &mut Connection, new: &Organisations) -> Result<(), Fault> {
    sqlx::query!(
        "insert into organisations (id, name_fi, kind, region, verified)
         select n.id, n.name, n.kind, n.region, true
         from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as n (id, name, kind, region)",
        &new.ids,
        &new.names,
        &new.kinds,
        &new.regions,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// # Errors
/// A fault of the database.
pub async fn people(conn: &mut Connection, new: &People) -> Result<(), Fault> {
    sqlx::query!(
        "with made as (
           insert into members
             (id, given, family, email, title, region, languages, made_at, terms_version, consented_at)
           select n.id, n.given, n.family, n.email, n.title, n.region, '{fi}',
             app_now() - interval '60 days', '1', app_now() - interval '60 days'
           from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
             as n (id, given, family, email, title, region)
           returning id
         ),
         agreed as (
           insert into consents (member, version, at)
           select id, 1, app_now() - interval '60 days' from made
         )
         insert into streams (id, sort, owner)
         select n.id, 'member', n.id from unnest($1::uuid[]) as n (id)",
        &new.ids,
        &new.given,
        &new.family,
        &new.emails,
        &new.titles,
        &new.regions,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into affiliations (member, organisation, title, main)
         select n.id, n.organisation, n.title, true
         from unnest($1::uuid[], $2::uuid[], $3::text[]) as n (id, organisation, title)",
        &new.ids,
        &new.organisations,
        &new.titles,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// # Errors
/// A fault of the database.
pub async fn workspaces(conn: &mut Connection, new: &Workspaces) -> Result<(), Fault> {
    sqlx::query!(
        "with made as (
           insert into workspaces (id, name, purpose, visibility)
           select n.id, n.name, 'Suuren esittelyn työtila', n.visibility
           from unnest($1::uuid[], $2::text[], $3::text[]) as n (id, name, visibility)
         )
         insert into streams (id, sort, owner)
         select n.id, 'workspace', n.id from unnest($1::uuid[]) as n (id)",
        &new.ids,
        &new.names,
        &new.visibilities,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// # Errors
/// A fault of the database.
pub async fn channels(conn: &mut Connection, new: &Channels) -> Result<(), Fault> {
    sqlx::query!(
        "with made as (
           insert into channels (id, workspace, kind, name, visibility, position, main_item)
           select n.id, n.workspace, 'chat', n.name, 'public', n.position, n.main_item
           from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::int[])
             as n (id, main_item, workspace, name, position)
         ),
         counted as (
           insert into streams (id, sort, owner)
           select n.id, 'channel', n.id from unnest($1::uuid[]) as n (id)
         )
         insert into items (id, channel, kind, seq, main, title, state, changed_seq)
         select n.main_item, n.id, 'chat', 0, true, '', 'open', 0
         from unnest($1::uuid[], $2::uuid[]) as n (id, main_item)",
        &new.ids,
        &new.main_items,
        &new.workspaces,
        &new.names,
        &new.positions,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Who is named twice in one place is there once, as what was said first.
///
/// # Errors
/// A fault of the database.
pub async fn seats(conn: &mut Connection, new: &Seats) -> Result<(), Fault> {
    sqlx::query!(
        "insert into workspace_members (workspace, member, role)
         select n.workspace, n.member, n.role
         from unnest($1::uuid[], $2::uuid[], $3::text[]) as n (workspace, member, role)
         on conflict do nothing",
        &new.workspaces,
        &new.members,
        &new.roles,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into channel_members (channel, member)
         select n.channel, n.member
         from unnest($1::uuid[], $2::uuid[]) as n (channel, member)
         on conflict do nothing",
        &new.channels,
        &new.sitting,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Messages with their events; each channel's counter stands at its last one.
///
/// # Errors
/// A fault of the database.
pub async fn talk(conn: &mut Connection, new: &Talk) -> Result<(), Fault> {
    sqlx::query!(
        "with said as (
           insert into messages (id, channel, stream, item, seq, author, text, changed_seq, at)
           select n.id, n.channel, n.channel, n.item, n.seq, n.author, n.text, n.seq,
             app_now() - interval '30 days' + make_interval(hours => (n.seq * 60)::int)
           from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::uuid[], $6::text[])
             as n (id, channel, item, seq, author, text)
         )
         insert into events (stream, seq, at, actor, verb, item, message, counts)
         select n.channel, n.seq,
           app_now() - interval '30 days' + make_interval(hours => (n.seq * 60)::int),
           n.author, 'posted', n.item, n.id, true
         from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::uuid[])
           as n (id, channel, item, seq, author)",
        &new.ids,
        &new.channels,
        &new.items,
        &new.seqs,
        &new.authors,
        &new.texts,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "with last as (
           select n.channel, n.item, max(n.seq) as seq, count(*)::int as count
           from unnest($1::uuid[], $2::uuid[], $3::bigint[]) as n (channel, item, seq)
           group by n.channel, n.item
         ),
         headed as (
           update streams s set head = l.seq from last l where s.id = l.channel
         )
         update items i
         set last_seq = l.seq, message_count = l.count, changed_seq = l.seq
         from last l
         where i.id = l.item",
        &new.channels,
        &new.items,
        &new.seqs,
    )
    .execute(conn)
    .await?;
    Ok(())
}

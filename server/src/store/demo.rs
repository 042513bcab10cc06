//! Statements for the demonstration network alone: organisations before anybody speaks for them, and
//! the past that it pretends to have. Only an empty network is ever written to by these.

use uuid::Uuid;

use super::{Connection, sql_seq};
use crate::error::Fault;

/// An organisation that is simply there.
#[derive(Clone, Debug)]
pub struct NewOrganisation<'a> {
    pub id: Uuid,
    pub name: [&'a str; 3],
    pub kind: &'a str,
    pub region: Option<&'a str>,
    pub coordinator: bool,
}

/// # Errors
/// A fault of the database.
pub async fn add_organisation(
    conn: &mut Connection,
    new: &NewOrganisation<'_>,
) -> Result<(), Fault> {
    let [fi, sv, en] = new.name;
    sqlx::query!(
        "insert into organisations
           (id, name_fi, name_sv, name_en, kind, region, verified, coordinator)
         values ($1, $2, $3, $4, $5, $6, true, $7)",
        new.id,
        fi,
        sv,
        en,
        new.kind,
        new.region,
        new.coordinator,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether anybody is there.
///
/// # Errors
/// A fault of the database.
pub async fn is_empty(conn: &mut Connection) -> Result<bool, Fault> {
    Ok(sqlx::query_scalar!(r#"select not exists (select from members) as "empty!""#)
        .fetch_one(conn)
        .await?)
}

/// When an event shall have been: days before today's midnight in Helsinki, and minutes after it.
#[derive(Clone, Copy, Debug)]
pub struct Past {
    pub stream: Uuid,
    pub seq: u64,
    pub days: i32,
    pub minute: i32,
}

/// Lets everything have begun a month ago and these events have happened since, each at its time.
/// What was done at each event bears the event's time.
///
/// # Errors
/// A fault of the database.
pub async fn set_back(conn: &mut Connection, past: &[Past]) -> Result<(), Fault> {
    sqlx::query!(
        "with begun as (
           update workspaces set made_at = app_now() - interval '30 days'
         ),
         peopled as (
           update members set made_at = app_now() - interval '30 days'
         ),
         opened as (
           update channels set made_at = app_now() - interval '30 days'
         )
         update events set at = app_now() - interval '30 days' + make_interval(secs => seq)"
    )
    .execute(&mut *conn)
    .await?;
    let streams: Vec<Uuid> = past.iter().map(|one| one.stream).collect();
    let seqs: Vec<i64> = past.iter().map(|one| sql_seq(one.seq)).collect();
    let days: Vec<i32> = past.iter().map(|one| one.days).collect();
    let minutes: Vec<i32> = past.iter().map(|one| one.minute).collect();
    sqlx::query!(
        "update events e
         set at = date_trunc('day', app_now(), 'Europe/Helsinki')
           - make_interval(days => p.days) + make_interval(mins => p.minute)
         from unnest($1::uuid[], $2::bigint[], $3::int[], $4::int[]) as p (stream, seq, days, minute)
         where e.stream = p.stream
           and e.seq = p.seq",
        &streams,
        &seqs,
        &days,
        &minutes,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "with said as (
           update messages m set at = e.at from events e where e.stream = m.stream and e.seq = m.seq
         ),
         marked as (
           update reactions r
           set at = e.at
           from messages m
           join events e on e.stream = m.stream and e.seq = m.seq
           where m.id = r.message
         )
         update items i set at = e.at from events e where e.stream = i.channel and e.seq = i.seq"
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// How large the network is: members, organisations, messages, workspaces.
///
/// # Errors
/// A fault of the database.
pub async fn sizes(conn: &mut Connection) -> Result<[u32; 4], Fault> {
    let row = sqlx::query!(
        r#"select
             (select count(*) from members where status = 'active') as "members!",
             (select count(*) from organisations) as "organisations!",
             (select count(*) from messages where deleted_at is null) as "messages!",
             (select count(*) from workspaces) as "workspaces!""#
    )
    .fetch_one(conn)
    .await?;
    Ok([row.members, row.organisations, row.messages, row.workspaces]
        .map(|count| u32::try_from(count).unwrap_or(u32::MAX)))
}

/// Makes the link of a demonstration person good for ever, whatever it was before.
///
/// # Errors
/// A fault of the database.
pub async fn keep_link(
    conn: &mut Connection,
    token_hash: &[u8],
    member: Uuid,
) -> Result<(), Fault> {
    sqlx::query!(
        "insert into sign_in_links (token_hash, member, purpose, expires_at)
         values ($1, $2, 'demo', 'infinity')
         on conflict (token_hash) do nothing",
        token_hash,
        member,
    )
    .execute(conn)
    .await?;
    Ok(())
}

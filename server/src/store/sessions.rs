//! Accounts at the door: passwords, links, and the signed-in devices. Only hashes of secrets are
//! stored, so a copy of the database signs nobody in.

use std::time::Duration;

use talkoo_protocol::{Epoch, MemberId, Seq, SessionId, http::SessionView};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Connection, seq};
use crate::error::Fault;

/// An account as the door sees it.
#[derive(Clone, Debug)]
pub struct Account {
    pub member: MemberId,
    pub status: String,
    pub password_hash: Option<String>,
}

/// A device whose session holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    pub member: MemberId,
}

/// A session found by its token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    pub session: Session,
    /// Not noted as heard from for five minutes: [`seen`] is due.
    pub is_stale: bool,
    /// The account waits for approval.
    pub is_pending: bool,
    /// The newest terms that the member has agreed to.
    pub agreed: Option<u32>,
}

/// The database as a new connection finds it.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    pub epoch: Epoch,
    /// The server's clock, for showing.
    pub server_time: OffsetDateTime,
    pub mark_version: Seq,
}

/// The account of an address, whatever its letters' case.
///
/// # Errors
/// A fault of the database.
pub async fn account(conn: &mut Connection, email: &str) -> Result<Option<Account>, Fault> {
    let row = sqlx::query!(
        "select id, status, password_hash
         from members
         where lower(email) = lower($1)
           and status <> 'erased'
         limit 1",
        email,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Account {
        member: MemberId(row.id),
        status: row.status,
        password_hash: row.password_hash,
    }))
}

/// The session of a token, if it holds and its member is active or waits for approval.
///
/// # Errors
/// A fault of the database.
pub async fn held(conn: &mut Connection, token_hash: &[u8]) -> Result<Option<Held>, Fault> {
    let row = sqlx::query!(
        r#"select s.id, s.member, m.status = 'pending' as "is_pending!",
           s.seen_at < app_now() - interval '5 minutes' as "is_stale!",
           m.terms_version
         from sessions s
         join members m on m.id = s.member
         where s.token_hash = $1
           and s.ended_at is null
           and s.expires_at > app_now()
           and m.status in ('active', 'pending')
         limit 1"#,
        token_hash,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Held {
        session: Session { id: SessionId(row.id), member: MemberId(row.member) },
        is_stale: row.is_stale,
        is_pending: row.is_pending,
        agreed: row.terms_version.and_then(|version| version.parse().ok()),
    }))
}

/// Notes that a device was heard from, so that its session lasts from now on; at most once in five
/// minutes, so that reading costs nothing.
///
/// # Errors
/// A fault of the database.
pub async fn seen(conn: &mut Connection, session: SessionId, lasts: Duration) -> Result<(), Fault> {
    sqlx::query!(
        "update sessions
         set seen_at = app_now(),
             expires_at = app_now() + make_interval(secs => $2)
         where id = $1
           and seen_at < app_now() - interval '5 minutes'",
        session.0,
        lasts.as_secs_f64(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The member's devices, the one heard last first.
///
/// # Errors
/// A fault of the database.
pub async fn list(
    conn: &mut Connection,
    member: MemberId,
    own: SessionId,
) -> Result<Vec<SessionView>, Fault> {
    let rows = sqlx::query!(
        "select id, device, started_at, seen_at
         from sessions
         where member = $1
           and ended_at is null
           and expires_at > app_now()
         order by seen_at desc, id
         limit 200",
        member.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| SessionView {
            own: row.id == own.0,
            id: SessionId(row.id),
            device: row.device,
            started_at: row.started_at,
            seen_at: row.seen_at,
        })
        .collect())
}

/// Whether a session that holds is this member's.
///
/// # Errors
/// A fault of the database.
pub async fn is_own(
    conn: &mut Connection,
    member: MemberId,
    session: SessionId,
) -> Result<bool, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select exists (
             select from sessions where id = $1 and member = $2 and ended_at is null
           ) as "exists!""#,
        session.0,
        member.0,
    )
    .fetch_one(conn)
    .await?)
}

/// Of these sessions, those that hold no more: ended, expired, or their member is not active.
///
/// # Errors
/// A fault of the database.
pub async fn gone(conn: &mut Connection, sessions: &[SessionId]) -> Result<Vec<SessionId>, Fault> {
    let ids: Vec<Uuid> = sessions.iter().map(|session| session.0).collect();
    let rows = sqlx::query_scalar!(
        r#"select asked.id as "id!"
           from unnest($1::uuid[]) as asked (id)
           where not exists (
             select from sessions s
             join members m on m.id = s.member
             where s.id = asked.id
               and s.ended_at is null
               and s.expires_at > app_now()
               and m.status = 'active'
           )
           limit $2"#,
        &ids,
        ids.len() as i64,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(SessionId).collect())
}

/// Makes a link that signs a member in.
///
/// # Errors
/// A fault of the database.
pub async fn make_link(
    conn: &mut Connection,
    token_hash: &[u8],
    member: MemberId,
    purpose: &str,
    lasts: Duration,
) -> Result<(), Fault> {
    sqlx::query!(
        "insert into sign_in_links (token_hash, member, purpose, expires_at)
         values ($1, $2, $3, app_now() + make_interval(secs => $4))",
        token_hash,
        member.0,
        purpose,
        lasts.as_secs_f64(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whom a link signs in, and what it is for, if it works now.
///
/// # Errors
/// A fault of the database.
pub async fn link(
    conn: &mut Connection,
    token_hash: &[u8],
) -> Result<Option<(MemberId, String)>, Fault> {
    let row = sqlx::query!(
        "select l.member, l.purpose
         from sign_in_links l
         join members m on m.id = l.member
         where l.token_hash = $1
           and m.status in ('active', 'pending')
           and l.expires_at > app_now()
           and (l.used_at is null or l.purpose = 'demo')
         limit 1",
        token_hash,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (MemberId(row.member), row.purpose)))
}

/// The password's hash of a member who has one.
///
/// # Errors
/// A fault of the database.
pub async fn password_hash(
    conn: &mut Connection,
    member: MemberId,
) -> Result<Option<String>, Fault> {
    let hash = sqlx::query_scalar!("select password_hash from members where id = $1", member.0)
        .fetch_optional(conn)
        .await?;
    Ok(hash.flatten())
}

/// All of it by one question: after a restart everybody asks at once.
///
/// # Errors
/// A fault of the database.
pub async fn moment(conn: &mut Connection, member: MemberId) -> Result<Moment, Fault> {
    let row = sqlx::query!(
        r#"select
             n.epoch,
             app_now() as "now!",
             coalesce((select mark_version from members where id = $1), 0) as "mark_version!"
           from network n
           limit 1"#,
        member.0,
    )
    .fetch_one(conn)
    .await?;
    Ok(Moment {
        epoch: Epoch(row.epoch),
        server_time: row.now,
        mark_version: seq(row.mark_version),
    })
}

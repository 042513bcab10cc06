//! Queries that members keep, which of them are due to be looked for, and what has been found.

use std::time::Duration;

use talkoo_protocol::{MemberId, SavedSearchId, search::SavedSearch};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{error::Fault, store::Connection};

/// A member keeps no more.
pub const MOST: i64 = 100;

/// # Errors
/// A fault of the database.
pub async fn of_member(conn: &mut Connection, member: MemberId) -> Result<Vec<SavedSearch>, Fault> {
    let rows = sqlx::query!(
        "select id, name, query, followed
         from saved_searches
         where member = $1
         order by lower(name), id
         limit $2",
        member.0,
        MOST,
    )
    .fetch_all(conn)
    .await?;
    let saved = rows.into_iter().map(|row| SavedSearch {
        id: SavedSearchId(row.id),
        name: row.name,
        query: row.query,
        followed: row.followed,
    });
    Ok(saved.collect())
}

/// A followed search whose time has come.
#[derive(Clone, Debug)]
pub struct DueSearch {
    pub id: SavedSearchId,
    pub member: MemberId,
    pub query: String,
    /// What was said before has been looked through.
    pub looked_to: OffsetDateTime,
}

/// Searches that are due; nobody else looks for them before this time is over. Those of members who
/// are not active wait.
///
/// # Errors
/// A fault of the database.
pub async fn take_due(
    conn: &mut Connection,
    every: Duration,
    most: i64,
) -> Result<Vec<DueSearch>, Fault> {
    let rows = sqlx::query!(
        "update saved_searches s
         set due_at = app_now() + make_interval(secs => $1)
         from (
           select id
           from saved_searches
           where followed and due_at <= app_now()
           order by due_at
           limit $2
           for update skip locked
         ) due,
         members m
         where s.id = due.id and m.id = s.member and m.status = 'active'
         returning s.id, s.member, s.query, s.looked_to",
        every.as_secs_f64(),
        most,
    )
    .fetch_all(conn)
    .await?;
    let due = rows.into_iter().map(|row| DueSearch {
        id: SavedSearchId(row.id),
        member: MemberId(row.member),
        query: row.query,
        looked_to: row.looked_to,
    });
    Ok(due.collect())
}

/// Up to when the index knows what was said: what is younger may still be missing.
///
/// # Errors
/// A fault of the database.
pub async fn known_to(conn: &mut Connection) -> Result<OffsetDateTime, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select least(
             app_now() - interval '5 seconds',
             (
               select min(e.at) - interval '1 second'
               from streams s
               left join search_cursors c on c.stream = s.id
               join events e on e.stream = s.id and e.seq = coalesce(c.seq, 0) + 1
               where s.sort = 'channel' and s.head > coalesce(c.seq, 0)
             )
           ) as "known!""#
    )
    .fetch_one(conn)
    .await?)
}

/// Those of these objects that have been found for the search before.
///
/// # Errors
/// A fault of the database.
pub async fn already(
    conn: &mut Connection,
    search: SavedSearchId,
    objects: &[Uuid],
) -> Result<Vec<Uuid>, Fault> {
    Ok(sqlx::query_scalar!(
        "select object from search_finds where search = $1 and object = any($2)",
        search.0,
        objects,
    )
    .fetch_all(conn)
    .await?)
}

/// It has been looked through up to then, if it still asks the same. After something was found the
/// next look waits, so that what comes meanwhile is one notice.
///
/// # Errors
/// A fault of the database.
pub async fn looked(
    conn: &mut Connection,
    due: &DueSearch,
    to: OffsetDateTime,
    wait: Duration,
) -> Result<(), Fault> {
    sqlx::query!(
        "update saved_searches
         set looked_to = greatest(looked_to, $2),
           due_at = greatest(due_at, app_now() + make_interval(secs => $3))
         where id = $1 and query = $4",
        due.id.0,
        to,
        wait.as_secs_f64(),
        due.query,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets finds that are older than the inbox shows.
///
/// # Errors
/// A fault of the database.
pub async fn forget_old(conn: &mut Connection) -> Result<(), Fault> {
    sqlx::query!("delete from search_finds where at < app_now() - interval '30 days'")
        .execute(conn)
        .await?;
    Ok(())
}

//! Objects that could not be indexed. They are in nobody's way, and are tried again a few times.

use uuid::Uuid;

use crate::{error::Fault, store::Connection};

/// Tries of one object.
const ATTEMPTS: i32 = 5;

/// Sets an object aside, for longer each time.
///
/// # Errors
/// A fault of the database.
pub async fn put(
    conn: &mut Connection,
    object: Uuid,
    is_item: bool,
    why: &str,
) -> Result<(), Fault> {
    sqlx::query!(
        "insert into search_set_aside (object, is_item, why, again_at)
         values ($1, $2, $3, app_now() + interval '1 minute')
         on conflict (object) do update
         set why = excluded.why,
           attempts = search_set_aside.attempts + 1,
           again_at = app_now() + interval '1 minute' * power(8, search_set_aside.attempts)",
        object,
        is_item,
        why,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Objects that are to be tried again.
///
/// # Errors
/// A fault of the database.
pub async fn due(conn: &mut Connection, most: i64) -> Result<Vec<(Uuid, bool)>, Fault> {
    let rows = sqlx::query!(
        "select object, is_item from search_set_aside
         where again_at < app_now() and attempts < $1
         order by again_at
         limit $2",
        ATTEMPTS,
        most,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.object, row.is_item)).collect())
}

/// These are indexed, or have gone.
///
/// # Errors
/// A fault of the database.
pub async fn settle(conn: &mut Connection, objects: &[Uuid]) -> Result<(), Fault> {
    sqlx::query!("delete from search_set_aside where object = any($1)", objects)
        .execute(conn)
        .await?;
    Ok(())
}

/// How far the index is behind the oldest event that it has not read, in seconds, and how many
/// objects are set aside.
///
/// # Errors
/// A fault of the database.
pub async fn lag(conn: &mut Connection) -> Result<(u64, u64), Fault> {
    let row = sqlx::query!(
        r#"select
             coalesce((
               select extract(epoch from app_now() - min(e.at))::bigint
               from streams s
               left join search_cursors c on c.stream = s.id
               join events e on e.stream = s.id and e.seq = coalesce(c.seq, 0) + 1
               where s.sort = 'channel' and s.head > coalesce(c.seq, 0)
             ), 0) as "lag!",
             (select count(*) from search_set_aside) as "aside!""#,
    )
    .fetch_one(conn)
    .await?;
    Ok((row.lag.max(0).unsigned_abs(), row.aside.unsigned_abs()))
}

//! The service itself: how much it holds, and which nodes are up. A node says so every few seconds;
//! one that has not been heard of for twenty is gone, and whoever comes next forgets it.

use talkoo_protocol::administration::{NodeView, StorageBody, TableView};
use uuid::Uuid;

use super::small;
use crate::{
    error::Fault,
    store::{Connection, seq},
};

/// A node that is up.
#[derive(Clone, Copy, Debug)]
pub struct Beat<'a> {
    /// Of this run of it.
    pub id: Uuid,
    pub name: &'a str,
    pub version: &'a str,
    pub sockets: i32,
}

/// The whole database with its largest tables, and the files; `file_quota` is how much may be there.
///
/// # Errors
/// A fault of the database.
pub async fn storage(conn: &mut Connection, file_quota: u64) -> Result<StorageBody, Fault> {
    let bytes = sqlx::query_scalar!(r#"select pg_database_size(current_database()) as "bytes!""#)
        .fetch_one(&mut *conn)
        .await?;
    let rows = sqlx::query!(
        r#"select
             case n.nspname when 'public' then c.relname::text
               else n.nspname || '.' || c.relname end as "name!",
             pg_total_relation_size(c.oid) as "bytes!",
             greatest(c.reltuples, 0)::bigint as "rows!"
           from pg_class c
           join pg_namespace n on n.oid = c.relnamespace
           where c.relkind = 'r'
             and n.nspname in ('public', 'audit')
           order by 2 desc, 1
           limit 40"#
    )
    .fetch_all(&mut *conn)
    .await?;
    let held = sqlx::query!(
        r#"select
             count(*) as "files!",
             coalesce(sum(stored), 0)::bigint as "bytes!",
             count(*) filter (where state = 'blocked') as "blocked!"
           from files"#
    )
    .fetch_one(conn)
    .await?;
    let tables = rows.into_iter().map(|row| TableView {
        name: row.name,
        bytes: seq(row.bytes),
        rows: seq(row.rows),
    });
    Ok(StorageBody {
        bytes: seq(bytes),
        tables: tables.collect(),
        files: seq(held.files),
        file_bytes: seq(held.bytes),
        file_quota,
        files_blocked: seq(held.blocked),
    })
}

/// Says that a node is up, and forgets those that are not.
///
/// # Errors
/// A fault of the database.
pub async fn beat(conn: &mut Connection, beat: Beat<'_>) -> Result<(), Fault> {
    sqlx::query!(
        "with gone as (
           delete from node_beats
           where beat_at < app_now() - interval '20 seconds'
             and id <> $1
         )
         insert into node_beats (id, name, version, sockets)
         values ($1, $2, $3, $4)
         on conflict (id) do update
           set sockets = excluded.sockets, beat_at = excluded.beat_at",
        beat.id,
        beat.name,
        beat.version,
        beat.sockets,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A node that ends in order leaves no row.
///
/// # Errors
/// A fault of the database.
pub async fn forget_beat(conn: &mut Connection, id: Uuid) -> Result<(), Fault> {
    sqlx::query!("delete from node_beats where id = $1", id).execute(conn).await?;
    Ok(())
}

/// The nodes that are up; `own` is the name of the one that answers.
///
/// # Errors
/// A fault of the database.
pub async fn nodes(conn: &mut Connection, own: &str) -> Result<Vec<NodeView>, Fault> {
    let rows = sqlx::query!(
        r#"select
             name,
             version,
             sockets,
             since,
             extract(epoch from app_now() - beat_at)::bigint as "heard_secs!"
           from node_beats
           where beat_at > app_now() - interval '20 seconds'
           order by name, since
           limit 1000"#
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| NodeView {
            own: row.name == own,
            name: row.name,
            version: row.version,
            since: row.since,
            sockets: row.sockets.unsigned_abs(),
            heard_secs: small(row.heard_secs.max(0)),
        })
        .collect())
}

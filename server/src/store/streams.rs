//! The counters: how far each stream goes.

use talkoo_protocol::{ChannelId, Epoch, Seq, StreamId};
use uuid::Uuid;

use super::{Connection, seq};
use crate::error::Fault;

/// What is known of a stream without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    pub stream: StreamId,
    pub head: Seq,
    pub oldest: Seq,
    pub access_seq: Seq,
}

/// Heads of these streams; those that do not exist are missing from the answer.
///
/// # Errors
/// A fault of the database.
pub async fn heads(conn: &mut Connection, streams: &[StreamId]) -> Result<Vec<Head>, Fault> {
    let ids: Vec<Uuid> = streams.iter().map(|stream| stream.0).collect();
    let rows = sqlx::query!(
        "select id, head, oldest, access_seq
         from streams
         where id = any($1)
         limit $2",
        &ids,
        ids.len() as i64,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Head {
            stream: StreamId(row.id),
            head: seq(row.head),
            oldest: seq(row.oldest),
            access_seq: seq(row.access_seq),
        })
        .collect())
}

/// The database's present life.
///
/// # Errors
/// A fault of the database.
pub async fn epoch(conn: &mut Connection) -> Result<Epoch, Fault> {
    let epoch = sqlx::query_scalar!("select epoch from network limit 1").fetch_one(conn).await?;
    Ok(Epoch(epoch))
}

/// The desk of a channel that has one.
///
/// # Errors
/// A fault of the database.
pub async fn desk_of(conn: &mut Connection, channel: ChannelId) -> Result<Option<StreamId>, Fault> {
    let id = sqlx::query_scalar!("select desk from channels where id = $1", channel.0)
        .fetch_optional(conn)
        .await?;
    Ok(id.flatten().map(StreamId))
}

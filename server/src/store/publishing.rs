//! Who edits an item, what it read like before, who handed it on, and what a channel shows of others.

use serde_json::Value;
use talkoo_protocol::{ChannelId, ItemId, MemberId, Seq};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Connection, seq};
use crate::error::Fault;

/// Who edits the item now.
///
/// # Errors
/// A fault of the database.
pub async fn holder(conn: &mut Connection, item: ItemId) -> Result<Option<MemberId>, Fault> {
    let found = sqlx::query_scalar!(
        "select held_by
         from items
         where id = $1
           and deleted_at is null
           and held_at >= app_now() - interval '2 minutes'",
        item.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(found.flatten().map(MemberId))
}

/// A former form of an item: what stood there until `at`, when `by` wrote another.
pub struct Former {
    pub changed_seq: Seq,
    pub at: OffsetDateTime,
    pub by: Option<MemberId>,
    pub title: String,
    pub text: String,
    pub body: Value,
    pub state: String,
    pub desk: bool,
}

/// The newest first.
///
/// # Errors
/// A fault of the database.
pub async fn former(conn: &mut Connection, item: ItemId, most: i64) -> Result<Vec<Former>, Fault> {
    let rows = sqlx::query!(
        "select changed_seq, at, author, title, text, body, state, desk
         from item_versions
         where item = $1
         order by at desc, changed_seq desc
         limit $2",
        item.0,
        most,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Former {
            changed_seq: seq(row.changed_seq),
            at: row.at,
            by: row.author.map(MemberId),
            title: row.title,
            text: row.text,
            body: row.body,
            state: row.state,
            desk: row.desk,
        })
        .collect())
}

/// Who named the item in a message that still stands, in the order of their ids, after one of them.
///
/// # Errors
/// A fault of the database.
pub async fn sharers(
    conn: &mut Connection,
    item: ItemId,
    after: Option<MemberId>,
    most: i64,
) -> Result<Vec<MemberId>, Fault> {
    let found = sqlx::query_scalar!(
        "select distinct s.member
         from item_shares s
         join messages m on m.id = s.message and m.deleted_at is null and m.author = s.member
         where s.item = $1
           and ($2::uuid is null or s.member > $2)
         order by s.member
         limit $3",
        item.0,
        after.map(|member| member.0),
        most,
    )
    .fetch_all(conn)
    .await?;
    Ok(found.into_iter().map(MemberId).collect())
}

/// Channels that this one shows.
///
/// # Errors
/// A fault of the database.
pub async fn sources(conn: &mut Connection, channel: ChannelId) -> Result<Vec<ChannelId>, Fault> {
    let found: Vec<Uuid> = sqlx::query_scalar!(
        "select source from channel_sources where channel = $1 order by at, source limit 50",
        channel.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(found.into_iter().map(ChannelId).collect())
}

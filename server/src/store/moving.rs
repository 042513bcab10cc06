//! What a move has to know: which messages stand under an item, what an earlier move had no room
//! for, and how much of a `moved` event the readers of its stream may be told.

use std::collections::HashSet;

use serde_json::Value;
use talkoo_protocol::{
    ChannelId, ClientId, Event, ItemId, Left, MemberId, MessageId, Seq, StreamId, Verb,
};
use uuid::Uuid;

use super::{Connection, seq, sql_seq};
use crate::{domain::draft::MovedMessage, error::Fault};

/// A message that would move.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    pub message: MovedMessage,
    pub seq: Seq,
    /// Holds what only its kind understands.
    pub has_body: bool,
}

/// Messages under an item from a seq on, in their order; and how many there are of them.
///
/// # Errors
/// A fault of the database.
pub async fn under(
    conn: &mut Connection,
    stream: StreamId,
    item: ItemId,
    from: Seq,
    limit: i64,
) -> Result<(Vec<Standing>, u32), Fault> {
    let rows = sqlx::query!(
        r#"select
             id,
             seq,
             deleted_at is not null as "is_deleted!",
             body is not null and not body ? 'moved' as "has_body!",
             count(*) over () as "all!"
           from messages
           where stream = $1
             and item = $2
             and seq >= $3
           order by seq
           limit $4"#,
        stream.0,
        item.0,
        sql_seq(from),
        limit,
    )
    .fetch_all(conn)
    .await?;
    let all = rows.first().map_or(0, |row| u32::try_from(row.all).unwrap_or(u32::MAX));
    let found = rows.into_iter().map(|row| Standing {
        message: MovedMessage { id: MessageId(row.id), is_deleted: row.is_deleted },
        seq: seq(row.seq),
        has_body: row.has_body,
    });
    Ok((found.collect(), all))
}

/// What the move of this command had no room for.
///
/// # Errors
/// A fault of the database.
pub async fn left(
    conn: &mut Connection,
    author: MemberId,
    client_id: ClientId,
) -> Result<Option<Left>, Fault> {
    let row = sqlx::query!(
        "select next, count
         from moves_left
         where author = $1
           and client_id = $2
         limit 1",
        author.0,
        client_id.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Left { next: MessageId(row.next), count: row.count.unsigned_abs() }))
}

/// Takes out of `moved` events where talk went, unless it stayed in the channel or went where every
/// member of the network may look: whoever reads this stream hears of no place that is not theirs.
///
/// # Errors
/// A fault of the database.
pub(super) async fn without_hidden_goals(
    conn: &mut Connection,
    stream: StreamId,
    events: &mut [Event],
) -> Result<(), Fault> {
    let away = |event: &Event| goal(event).filter(|to| StreamId::from(*to) != stream);
    let asked: HashSet<ChannelId> = events.iter().filter_map(away).collect();
    if asked.is_empty() {
        return Ok(());
    }
    let asked: Vec<Uuid> = asked.into_iter().map(|channel| channel.0).collect();
    let open: HashSet<Uuid> = sqlx::query_scalar!(
        "select c.id
         from channels c
         join workspaces w on w.id = c.workspace
         where c.id = any($1)
           and c.visibility = 'public'
           and w.visibility = 'open'
           and w.state <> 'preparing'
           and not w.step_up
         limit $2",
        &asked,
        asked.len() as i64,
    )
    .fetch_all(conn)
    .await?
    .into_iter()
    .collect();
    for event in events {
        if away(event).is_some_and(|to| !open.contains(&to.0)) {
            event.facts.remove("to");
            event.facts.remove("to_item");
        }
    }
    Ok(())
}

fn goal(event: &Event) -> Option<ChannelId> {
    if event.verb != Verb::MOVED {
        return None;
    }
    event.facts.get("to").and_then(Value::as_str)?.parse().ok()
}

/// Whether a stream is a channel's own, so that an item of another channel is not there any more.
///
/// # Errors
/// A fault of the database.
pub(super) async fn is_open_stream(conn: &mut Connection, stream: StreamId) -> Result<bool, Fault> {
    let is_open = sqlx::query_scalar!(
        r#"select exists (select from streams where id = $1 and sort = 'channel') as "is!""#,
        stream.0,
    )
    .fetch_one(conn)
    .await?;
    Ok(is_open)
}

//! Messages as anybody may be shown them, through the view `message_now` that has already taken the
//! words out of removed ones.

use std::collections::HashMap;

use serde_json::Value;
use talkoo_protocol::{
    ChannelId, FileView, ItemId, MemberId, MessageId, MessageView, OrganisationId, ReactionView,
    Seq, StreamId, http::FormerText,
};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Connection, seq, sql_seq};
use crate::error::Fault;

/// A message and the stream it stands on.
#[derive(Clone, Debug)]
pub struct Placed {
    pub stream: StreamId,
    pub view: MessageView,
}

struct Row {
    id: Uuid,
    channel: Uuid,
    stream: Uuid,
    item: Uuid,
    seq: i64,
    author: Option<Uuid>,
    spoken_as: Option<Uuid>,
    at: OffsetDateTime,
    text: String,
    body: Option<Value>,
    lang: Option<String>,
    quote: Option<Uuid>,
    files: sqlx::types::Json<Vec<FileView>>,
    mentions: Vec<Uuid>,
    mentions_channel: bool,
    tags: Vec<String>,
    reactions: sqlx::types::Json<Vec<ReactionView>>,
    pinned: bool,
    edited_at: Option<OffsetDateTime>,
    deleted: bool,
    hidden: bool,
    changed_seq: i64,
}

/// The same columns for every question about messages.
macro_rules! messages {
    ($rest:literal, $($argument:expr),* $(,)?) => {
        sqlx::query_as!(
            Row,
            r#"select
                 id as "id!",
                 channel as "channel!",
                 stream as "stream!",
                 item as "item!",
                 seq as "seq!",
                 author,
                 spoken_as,
                 at as "at!",
                 text as "text!",
                 body,
                 lang,
                 quote,
                 case
                   when deleted
                     or exists (select from hidden_messages h where h.message = message_now.id)
                     then '[]'
                   else coalesce(
                   (
                     select jsonb_agg(jsonb_build_object(
                       'id', f.id, 'name', f.name, 'media_type', f.media_type, 'size', f.size,
                       'width', f.width, 'height', f.height, 'alt', f.alt, 'state', f.state,
                       'thumbnail', f.has_thumbnail) order by mf.position)
                     from message_files mf
                     join files f on f.id = mf.file
                     where mf.message = message_now.id
                   ),
                   '[]'
                 ) end as "files!: sqlx::types::Json<Vec<FileView>>",
                 mentions as "mentions!",
                 mentions_channel as "mentions_channel!",
                 tags as "tags!",
                 reactions as "reactions!: sqlx::types::Json<Vec<ReactionView>>",
                 pinned as "pinned!",
                 edited_at,
                 deleted as "deleted!",
                 exists (select from hidden_messages h where h.message = message_now.id) as "hidden!",
                 changed_seq as "changed_seq!"
               from message_now "#
                + $rest,
            $($argument),*
        )
    };
}

impl From<Row> for Placed {
    fn from(row: Row) -> Self {
        let view = MessageView {
            id: MessageId(row.id),
            channel: ChannelId(row.channel),
            item: ItemId(row.item),
            seq: seq(row.seq),
            author: row.author.map(MemberId),
            spoken_as: row.spoken_as.map(OrganisationId),
            at: row.at,
            text: row.text,
            body: row.body,
            lang: row.lang,
            quote: row.quote.map(MessageId),
            files: row.files.0,
            mentions: row.mentions.into_iter().map(MemberId).collect(),
            mentions_channel: row.mentions_channel,
            tags: row.tags,
            reactions: row.reactions.0,
            pinned: row.pinned,
            edited_at: row.edited_at,
            deleted: row.deleted,
            hidden: row.hidden,
            changed_seq: seq(row.changed_seq),
        };
        Self { stream: StreamId(row.stream), view }
    }
}

/// These messages, by id; those that do not exist are missing.
///
/// # Errors
/// A fault of the database.
pub async fn by_ids(
    conn: &mut Connection,
    ids: &[MessageId],
) -> Result<HashMap<MessageId, Placed>, Fault> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows =
        messages!("where id = any($1) limit $2", &ids, ids.len() as i64).fetch_all(conn).await?;
    Ok(rows.into_iter().map(|row| (MessageId(row.id), row.into())).collect())
}

/// One message.
///
/// # Errors
/// A fault of the database.
pub async fn by_id(conn: &mut Connection, id: MessageId) -> Result<Option<Placed>, Fault> {
    Ok(by_ids(conn, &[id]).await?.remove(&id))
}

/// Where a page of history begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// Below this seq, newest first.
    Before(Seq),
    /// Above this seq, oldest first.
    After(Seq),
}

/// A page of a stream's messages (of one item, if named), in ascending order. Nothing below
/// `oldest` is shown.
///
/// # Errors
/// A fault of the database.
pub async fn page(
    conn: &mut Connection,
    stream: StreamId,
    item: Option<ItemId>,
    from: Start,
    oldest: Seq,
    limit: i64,
) -> Result<Vec<MessageView>, Fault> {
    let oldest = sql_seq(oldest);
    let item = item.map(|item| item.0);
    let rows = match (item, from) {
        (None, Start::Before(before)) => {
            let mut rows = messages!(
                "where stream = $1 and seq < $2 and seq >= $3 order by seq desc limit $4",
                stream.0,
                sql_seq(before),
                oldest,
                limit,
            )
            .fetch_all(conn)
            .await?;
            rows.reverse();
            rows
        }
        (None, Start::After(after)) => {
            messages!(
                "where stream = $1 and seq > $2 and seq >= $3 order by seq limit $4",
                stream.0,
                sql_seq(after),
                oldest,
                limit,
            )
            .fetch_all(conn)
            .await?
        }
        (Some(item), Start::Before(before)) => {
            let mut rows = messages!(
                "where item = $5 and stream = $1 and seq < $2 and seq >= $3 order by seq desc limit $4",
                stream.0,
                sql_seq(before),
                oldest,
                limit,
                item,
            )
            .fetch_all(conn)
            .await?;
            rows.reverse();
            rows
        }
        (Some(item), Start::After(after)) => {
            messages!(
                "where item = $5 and stream = $1 and seq > $2 and seq >= $3 order by seq limit $4",
                stream.0,
                sql_seq(after),
                oldest,
                limit,
                item,
            )
            .fetch_all(conn)
            .await?
        }
    };
    Ok(rows.into_iter().map(|row| Placed::from(row).view).collect())
}

/// Pinned messages of a stream, newest first.
///
/// # Errors
/// A fault of the database.
pub async fn pinned(
    conn: &mut Connection,
    stream: StreamId,
    oldest: Seq,
    limit: i64,
) -> Result<Vec<MessageView>, Fault> {
    let rows = messages!(
        "where stream = $1 and pinned and seq >= $2 order by seq desc limit $3",
        stream.0,
        sql_seq(oldest),
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| Placed::from(row).view).collect())
}

/// Seq of the first message that was told of at or after an instant.
///
/// # Errors
/// A fault of the database.
pub async fn first_at(
    conn: &mut Connection,
    stream: StreamId,
    at: OffsetDateTime,
) -> Result<Option<Seq>, Fault> {
    let found = sqlx::query_scalar!(
        "select seq
         from messages
         where stream = $1
           and seq >= seq_at($1, $2)
         order by seq
         limit 1",
        stream.0,
        at,
    )
    .fetch_optional(conn)
    .await?;
    Ok(found.map(seq))
}

/// Former texts of a message that still stands, oldest first.
///
/// # Errors
/// A fault of the database.
pub async fn former_texts(
    conn: &mut Connection,
    message: MessageId,
) -> Result<Vec<FormerText>, Fault> {
    let rows = sqlx::query!(
        "select e.at, e.text
         from message_edits e
         join messages m on m.id = e.message
         where e.message = $1
           and m.deleted_at is null
           and not exists (select from hidden_messages h where h.message = m.id)
           and e.at > app_now() - interval '30 days'
         order by e.at, e.changed_seq
         limit 200",
        message.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| FormerText { at: row.at, text: row.text }).collect())
}

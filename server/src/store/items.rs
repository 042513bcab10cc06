//! Items as anybody may be shown them, through the view `item_now`.

use std::collections::HashMap;

use serde_json::Value;
use talkoo_protocol::{ChannelId, ItemId, ItemView, MemberId, OrganisationId, Seq};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Connection, seq, sql_seq};
use crate::error::Fault;

struct Row {
    id: Uuid,
    channel: Uuid,
    kind: String,
    seq: i64,
    main: bool,
    desk: bool,
    author: Option<Uuid>,
    spoken_as: Option<Uuid>,
    at: OffsetDateTime,
    title: String,
    text: String,
    body: Value,
    lang: Option<String>,
    state: String,
    tags: Vec<String>,
    edited_at: Option<OffsetDateTime>,
    deleted: bool,
    hidden: bool,
    last_seq: i64,
    message_count: i32,
    changed_seq: i64,
}

/// The same columns for every question about items.
macro_rules! items {
    ($rest:literal, $($argument:expr),* $(,)?) => {
        sqlx::query_as!(
            Row,
            r#"select
                 id as "id!",
                 channel as "channel!",
                 kind as "kind!",
                 seq as "seq!",
                 main as "main!",
                 desk as "desk!",
                 author,
                 spoken_as,
                 at as "at!",
                 title as "title!",
                 text as "text!",
                 body as "body!",
                 lang,
                 state as "state!",
                 tags as "tags!",
                 edited_at,
                 deleted as "deleted!",
                 exists (select from hidden_items h where h.item = item_now.id) as "hidden!",
                 last_seq as "last_seq!",
                 message_count as "message_count!",
                 changed_seq as "changed_seq!"
               from item_now "#
                + $rest,
            $($argument),*
        )
    };
}

impl From<Row> for ItemView {
    fn from(row: Row) -> Self {
        Self {
            id: ItemId(row.id),
            channel: ChannelId(row.channel),
            kind: row.kind,
            seq: seq(row.seq),
            main: row.main,
            desk: row.desk,
            author: row.author.map(MemberId),
            spoken_as: row.spoken_as.map(OrganisationId),
            at: row.at,
            title: row.title,
            text: row.text,
            body: row.body,
            lang: row.lang,
            state: row.state,
            tags: row.tags,
            edited_at: row.edited_at,
            deleted: row.deleted,
            hidden: row.hidden,
            last_seq: seq(row.last_seq),
            message_count: row.message_count.unsigned_abs(),
            changed_seq: seq(row.changed_seq),
        }
    }
}

/// These items, by id; those that do not exist are missing.
///
/// # Errors
/// A fault of the database.
pub async fn by_ids(
    conn: &mut Connection,
    ids: &[ItemId],
) -> Result<HashMap<ItemId, ItemView>, Fault> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows =
        items!("where id = any($1) limit $2", &ids, ids.len() as i64).fetch_all(conn).await?;
    Ok(rows.into_iter().map(|row| (ItemId(row.id), row.into())).collect())
}

/// One item.
///
/// # Errors
/// A fault of the database.
pub async fn by_id(conn: &mut Connection, id: ItemId) -> Result<Option<ItemView>, Fault> {
    Ok(by_ids(conn, &[id]).await?.remove(&id))
}

/// Which items of a channel are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    pub desk: bool,
    pub state: Option<String>,
    /// A facet's name and word.
    pub facet: Option<(String, String)>,
    /// Those whose `last_seq` is below.
    pub below: Option<Seq>,
}

/// Items of a channel, the one with the newest message first; the main item is on the first page.
///
/// # Errors
/// A fault of the database.
pub async fn page(
    conn: &mut Connection,
    channel: ChannelId,
    selection: &Selection,
    limit: i64,
) -> Result<Vec<ItemView>, Fault> {
    let (name, word) = selection
        .facet
        .as_ref()
        .map_or((None, None), |(name, word)| (Some(name.as_str()), Some(word.as_str())));
    let rows = items!(
        "where channel = $1
           and desk = $2
           and not deleted
           and ($3::text is null or state = $3)
           and ($4::bigint is null or last_seq < $4)
           and ($5::text is null or exists (
             select 1 from facets f where f.item = item_now.id and f.name = $5 and f.word = $6))
         order by last_seq desc, id
         limit $7",
        channel.0,
        selection.desk,
        selection.state.as_deref(),
        selection.below.map(sql_seq),
        name,
        word,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

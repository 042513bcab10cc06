//! What was made of what: the copies of an item, what an item is a copy of, and what was brought in
//! from elsewhere.

use std::collections::HashSet;

use serde_json::Value;
use talkoo_protocol::{
    ChannelId, ImportId, ItemId, MemberId, WorkspaceId,
    copies::{CopiesIn, CopyView},
};
use time::OffsetDateTime;

use super::Connection;
use crate::error::Fault;

/// Copies that are told one by one.
const SHOWN: i64 = 100;

/// What this item was made from.
///
/// # Errors
/// A fault of the database.
pub async fn original(conn: &mut Connection, item: ItemId) -> Result<Option<ItemId>, Fault> {
    let found = sqlx::query_scalar!("select original from item_copies where item = $1", item.0)
        .fetch_optional(conn)
        .await?;
    Ok(found.map(ItemId))
}

/// How many copies that stand are in which region. Of places that the reader may not see a region is
/// named where three or more of them are in it; fewer would tell who they are.
///
/// # Errors
/// A fault of the database.
pub async fn regions(
    conn: &mut Connection,
    reader: MemberId,
    item: ItemId,
) -> Result<Vec<CopiesIn>, Fault> {
    let rows = sqlx::query!(
        r#"select k.region, count(*) as "count!"
           from copies_seen($1, $2) k
           group by k.region
           order by k.region nulls last
           limit 100"#,
        reader.0,
        item.0,
    )
    .fetch_all(conn)
    .await?;
    let told = |row: (Option<String>, i64)| CopiesIn {
        region: row.0,
        count: u32::try_from(row.1).unwrap_or(u32::MAX),
    };
    Ok(rows.into_iter().map(|row| told((row.region, row.count))).collect())
}

/// The copies of an item that this reader may see, and those of which something was told, the
/// newest first. What the reader may not see has no place here, and of all only the day is told.
///
/// # Errors
/// A fault of the database.
pub async fn shown(
    conn: &mut Connection,
    reader: MemberId,
    item: ItemId,
) -> Result<Vec<CopyView>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"select
             k.day as "at!",
             k.region,
             k.told,
             case when k.is_seen then k.item end as "item?",
             case when k.is_seen then c.id end as "channel?",
             case when k.is_seen then w.id end as "workspace?",
             case when k.is_seen then w.name end as "place?"
           from copies_seen($1, $2) k
           join channels c on c.id = k.channel
           left join workspaces w on w.id = c.workspace
           where k.is_seen or k.told is not null
           order by k.day desc, k.item
           limit $3"#,
        reader.0,
        item.0,
        SHOWN,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

struct Row {
    at: OffsetDateTime,
    region: Option<String>,
    told: Option<Value>,
    item: Option<uuid::Uuid>,
    channel: Option<uuid::Uuid>,
    workspace: Option<uuid::Uuid>,
    place: Option<String>,
}

impl From<Row> for CopyView {
    fn from(row: Row) -> Self {
        Self {
            item: row.item.map(ItemId),
            channel: row.channel.map(ChannelId),
            workspace: row.workspace.map(WorkspaceId),
            place: row.place.unwrap_or_default(),
            region: row.region,
            at: row.at,
            told: row.told,
        }
    }
}

/// Files that were read and not brought in yet.
#[derive(Clone, Debug)]
pub struct Bringing {
    pub channel: ChannelId,
    pub files: Value,
    pub is_done: bool,
}

/// Keeps files, and forgets those that nobody has brought in within a day.
///
/// # Errors
/// A fault of the database.
pub async fn keep_bringing(
    conn: &mut Connection,
    id: ImportId,
    (channel, member): (ChannelId, MemberId),
    files: &Value,
) -> Result<(), Fault> {
    sqlx::query!(
        "with old as (
           delete from bringings
           where done_at is null
             and at < app_now() - interval '1 day'
         )
         insert into bringings (id, channel, member, files)
         values ($1, $2, $3, $4)",
        id.0,
        channel.0,
        member.0,
        files,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// One's own kept files.
///
/// # Errors
/// A fault of the database.
pub async fn bringing(
    conn: &mut Connection,
    id: ImportId,
    member: MemberId,
) -> Result<Option<Bringing>, Fault> {
    let row = sqlx::query!(
        r#"select channel, files, done_at is not null as "is_done!"
           from bringings
           where id = $1 and member = $2 and (done_at is not null or at > app_now() - interval '1 day')"#,
        id.0,
        member.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Bringing {
        channel: ChannelId(row.channel),
        files: row.files,
        is_done: row.is_done,
    }))
}

/// Which of these names were brought into the channel before.
///
/// # Errors
/// A fault of the database.
pub async fn brought(
    conn: &mut Connection,
    channel: ChannelId,
    names: &[String],
) -> Result<HashSet<String>, Fault> {
    let rows = sqlx::query_scalar!(
        "select name from brought_items where channel = $1 and name = any($2) limit $3",
        channel.0,
        names,
        names.len() as i64,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().collect())
}

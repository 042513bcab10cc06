//! What was made of what: the copies of an item, and what an item is a copy of.

use serde_json::Value;
use talkoo_protocol::{
    ChannelId, ItemId, MemberId, WorkspaceId,
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

/// How many copies that stand are in which region.
///
/// # Errors
/// A fault of the database.
pub async fn regions(conn: &mut Connection, item: ItemId) -> Result<Vec<CopiesIn>, Fault> {
    let rows = sqlx::query!(
        r#"select k.region, count(*) as "count!"
           from item_copies k
           join items i on i.id = k.item and i.deleted_at is null
           where k.original = $1
           group by k.region
           order by k.region nulls last
           limit 100"#,
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
/// newest first. What the reader may not see has no place here.
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
        r#"with copies as (
             select k.item, k.at, k.region, k.told, i.channel, i.seq
             from item_copies k
             join items i on i.id = k.item and i.deleted_at is null
             where k.original = $2
           ),
           seen as (
             select k.item
             from copies k
             join readable_channels($1) r on r.channel = k.channel and k.seq >= r.history_from
             where not exists (select from hidden_items h where h.item = k.item)
           )
           select
             k.at,
             k.region,
             k.told,
             s.item as "item?",
             case when s.item is not null then c.id end as "channel?",
             case when s.item is not null then w.id end as "workspace?",
             case when s.item is not null then w.name end as "place?"
           from copies k
           join channels c on c.id = k.channel
           left join workspaces w on w.id = c.workspace
           left join seen s on s.item = k.item
           where s.item is not null or k.told is not null
           order by k.at desc, k.item
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

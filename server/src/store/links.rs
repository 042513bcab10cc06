//! Links between items, found from their other end, and the former forms of an item.

use serde_json::Value;
use talkoo_protocol::{ChannelId, ItemId, MemberId, Seq, links::Backlink};
use time::OffsetDateTime;

use super::Connection;
use crate::error::Fault;

/// Items that name this one, as far as the reader may see them: what stands on a desk is for those
/// who work there. The newest first.
///
/// # Errors
/// A fault of the database.
pub async fn to(
    conn: &mut Connection,
    reader: MemberId,
    item: ItemId,
) -> Result<Vec<(Backlink, ChannelId)>, Fault> {
    let rows = sqlx::query!(
        r#"select distinct on (i.at, i.id) i.id, i.channel, i.kind, i.title, i.desk, i.state, i.at
           from facets f
           join items i on i.id = f.item and i.deleted_at is null
           join readable_channels($1) r on r.channel = i.channel and (i.desk or i.last_seq >= r.history_from)
           where f.name = 'link'
             and f.word = $2
             and not exists (select from hidden_items h where h.item = i.id)
           order by i.at desc, i.id
           limit 50"#,
        reader.0,
        item.0.to_string(),
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let channel = ChannelId(row.channel);
            let link = Backlink {
                item: ItemId(row.id),
                channel,
                kind: row.kind,
                title: row.title,
                desk: row.desk,
                state: row.state,
                at: row.at,
            };
            (link, channel)
        })
        .collect())
}

/// A former form of an item.
#[derive(Clone, Debug)]
pub struct Former {
    pub title: String,
    pub text: String,
    pub body: Value,
    pub state: String,
    pub desk: bool,
    pub at: OffsetDateTime,
    pub changed_seq: Seq,
}

/// The last form of an item that its kind called version so and so, before it was changed. While it
/// stood in the open.
///
/// # Errors
/// A fault of the database.
pub async fn former(
    conn: &mut Connection,
    item: ItemId,
    version: i64,
) -> Result<Option<Former>, Fault> {
    let row = sqlx::query!(
        "select title, text, body, state, desk, at, changed_seq
         from item_versions
         where item = $1
           and not desk
           and body ->> 'version' = $2
         order by at desc, changed_seq desc
         limit 1",
        item.0,
        version.to_string(),
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Former {
        title: row.title,
        text: row.text,
        body: row.body,
        state: row.state,
        desk: row.desk,
        at: row.at,
        changed_seq: row.changed_seq.unsigned_abs(),
    }))
}

//! What bears a tag, as far as a reader may see it.

use talkoo_protocol::{ChannelId, ItemId, MemberId, tags::TagUse};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Connection, tags::count};
use crate::error::Fault;

struct UseRow {
    sort: String,
    object: Uuid,
    at: OffsetDateTime,
    channel: Option<Uuid>,
    item: Option<Uuid>,
    author: Option<Uuid>,
    title: String,
    text: String,
    uses: i64,
}

impl From<UseRow> for TagUse {
    fn from(row: UseRow) -> Self {
        Self {
            sort: row.sort,
            id: row.object,
            at: row.at,
            channel: row.channel.map(ChannelId),
            item: row.item.map(ItemId),
            author: row.author.map(MemberId),
            title: row.title,
            text: row.text,
            uses: count(row.uses),
        }
    }
}

/// Uses of a tag that the reader sees, the newest first; of one sort, or of all.
///
/// # Errors
/// A fault of the database.
pub async fn newest(
    conn: &mut Connection,
    reader: MemberId,
    tag: Uuid,
    sort: Option<&str>,
    limit: i64,
) -> Result<Vec<TagUse>, Fault> {
    let rows = sqlx::query_as!(
        UseRow,
        r#"select
             v.sort as "sort!",
             v.object as "object!",
             v.at as "at!",
             v.channel as "channel?",
             coalesce(m.item, i.id) as "item?",
             coalesce(m.author, i.author) as "author?",
             coalesce(mi.title, i.title, w.name, o.name_fi, p.given || ' ' || p.family, '') as "title!",
             left(coalesce(m.text, i.text, w.purpose, p.title, ''), 400) as "text!",
             1::bigint as "uses!"
           from (
             select seen.* from visible_taggings($1) seen
             where seen.tag = $2 and ($3::text is null or seen.sort = $3)
             order by seen.at desc, seen.object
             limit $4
           ) v
           left join message_now m on v.sort = 'message' and m.id = v.object
           left join item_now mi on mi.id = m.item
           left join item_now i on v.sort = 'item' and i.id = v.object
           left join workspaces w on v.sort = 'workspace' and w.id = v.object
           left join organisations o on v.sort = 'organisation' and o.id = v.object
           left join members p on v.sort = 'member' and p.id = v.object
           order by v.at desc, v.object"#,
        reader.0,
        tag,
        sort,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(TagUse::from).collect())
}

/// Items in which the tag is used, those in which it is used most first.
///
/// # Errors
/// A fault of the database.
pub async fn most_used(
    conn: &mut Connection,
    reader: MemberId,
    tag: Uuid,
    limit: i64,
) -> Result<Vec<TagUse>, Fault> {
    let rows = sqlx::query_as!(
        UseRow,
        r#"with used as (
             select coalesce(m.item, v.object) as item, count(*) as uses, max(v.at) as at
             from visible_taggings($1) v
             left join messages m on v.sort = 'message' and m.id = v.object
             where v.tag = $2
               and v.sort in ('message', 'item')
             group by 1
             order by 2 desc, 3 desc, 1
             limit $3
           )
           select
             'item' as "sort!",
             i.id as "object!",
             u.at as "at!",
             i.channel as "channel?",
             i.id as "item?",
             i.author as "author?",
             i.title as "title!",
             left(i.text, 400) as "text!",
             u.uses as "uses!"
           from used u
           join item_now i on i.id = u.item
           order by u.uses desc, u.at desc, i.id
           limit $3"#,
        reader.0,
        tag,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(TagUse::from).collect())
}

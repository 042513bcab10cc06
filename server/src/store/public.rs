//! What anybody may read without signing in, through the view `public_items`: the one place that says
//! what that is.

use talkoo_protocol::{ChannelId, ItemId};
use time::OffsetDateTime;
use uuid::Uuid;

use super::Connection;
use crate::error::Fault;

/// Where a public item stands, as it is named to everybody.
#[derive(Clone, Debug)]
pub struct Place {
    pub channel: ChannelId,
    pub name: String,
    pub workspace: String,
}

/// Which of these are public, in the order in which they were named.
///
/// # Errors
/// A fault of the database.
pub async fn among(conn: &mut Connection, items: &[ItemId]) -> Result<Vec<ItemId>, Fault> {
    let ids: Vec<Uuid> = items.iter().map(|item| item.0).collect();
    let found = sqlx::query_scalar!(
        r#"select item as "item!" from public_items where item = any($1) limit $2"#,
        &ids,
        ids.len() as i64,
    );
    let found = found.fetch_all(conn).await?;
    Ok(items.iter().copied().filter(|item| found.contains(&item.0)).collect())
}

/// Which public items are asked for.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    pub channel: Option<ChannelId>,
    pub kind: Option<String>,
    /// A slug: of a tag or a region.
    pub tag: Option<String>,
    /// Code of a region.
    pub region: Option<String>,
    /// Those published before, and of the same moment those with a greater id; none: all of before.
    pub before: Option<(OffsetDateTime, Option<ItemId>)>,
}

/// A public item and when it was published.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    pub item: ItemId,
    pub published_at: OffsetDateTime,
    pub changed_at: OffsetDateTime,
}

/// The newest first.
///
/// # Errors
/// A fault of the database.
pub async fn newest(
    conn: &mut Connection,
    selection: &Selection,
    limit: i64,
) -> Result<Vec<Found>, Fault> {
    let (before, before_item) = selection.before.unzip();
    let rows = sqlx::query!(
        r#"select
             p.item as "item!",
             f.at as "published_at!",
             coalesce(i.edited_at, i.at) as "changed_at!"
           from facets f
           join public_items p on p.item = f.item
           join items i on i.id = f.item
           where f.name = 'published_at'
             and f.at is not null
             and ($1::uuid is null or p.channel = $1)
             and ($2::text is null or i.kind = $2)
             and ($3::text is null or exists (
               select
               from taggings g
               join tags t on t.id = g.tag
               where g.object = p.item and t.slug = $3))
             and ($4::timestamptz is null
               or f.at < $4
               or (f.at = $4 and f.item > $5::uuid))
             and ($7::text is null or exists (
               select from facets r
               where r.item = p.item and r.name = 'region' and r.word = $7))
           order by f.at desc, f.item
           limit $6"#,
        selection.channel.map(|channel| channel.0),
        selection.kind,
        selection.tag,
        before,
        before_item.flatten().map(|item| item.0),
        limit,
        selection.region,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Found {
            item: ItemId(row.item),
            published_at: row.published_at,
            changed_at: row.changed_at,
        })
        .collect())
}

/// A channel that everybody may read, whether anything of it is public or not: only what is asked
/// through a public item, or named by one, is told.
///
/// # Errors
/// A fault of the database.
pub async fn place(conn: &mut Connection, channel: ChannelId) -> Result<Option<Place>, Fault> {
    let row = sqlx::query!(
        "select c.name, w.name as workspace
         from channels c
         join workspaces w on w.id = c.workspace
         where c.id = $1
           and exists (select from public_items p where p.channel = c.id)",
        channel.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Place { channel, name: row.name, workspace: row.workspace }))
}

/// Name of an organisation in the three languages.
///
/// # Errors
/// A fault of the database.
pub async fn organisation(conn: &mut Connection, id: Uuid) -> Result<Option<[String; 3]>, Fault> {
    let row = sqlx::query!("select name_fi, name_sv, name_en from organisations where id = $1", id)
        .fetch_optional(conn)
        .await?;
    Ok(row.map(|row| [row.name_fi, row.name_sv, row.name_en]))
}

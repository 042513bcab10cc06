//! Public things by what their kinds say of them: a theme, a region, a level of evidence, the sort of
//! organisation in whose name they stand. What is public is `public_items` and nothing else.

use std::collections::HashMap;

use talkoo_protocol::ItemId;
use time::OffsetDateTime;
use uuid::Uuid;

use super::Connection;
use crate::error::Fault;

/// What is asked for; everything that is absent is any.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    pub kind: Option<String>,
    /// A word of the facet `sort`.
    pub sort: Option<String>,
    /// A slug.
    pub tag: Option<String>,
    /// The code of a region.
    pub region: Option<String>,
    /// At least this level of evidence.
    pub level: Option<f64>,
    /// The kind of the organisation in whose name it stands.
    pub organisation: Option<String>,
    /// Those that come after this one.
    pub after: Option<(OffsetDateTime, ItemId)>,
}

#[derive(Clone, Debug)]
pub struct Listed {
    pub item: ItemId,
    pub published_at: OffsetDateTime,
    pub changed_at: OffsetDateTime,
    /// Its kind, and its name in fi, sv, en.
    pub organisation: Option<(String, [String; 3])>,
}

/// The newest first; of equal instants the greater id.
///
/// # Errors
/// A fault of the database.
pub async fn listed(
    conn: &mut Connection,
    wanted: &Wanted,
    limit: i64,
) -> Result<Vec<Listed>, Fault> {
    let (at, after) = wanted.after.map(|(at, item)| (at, item.0)).unzip();
    let rows = sqlx::query!(
        r#"select
             p.item as "item!",
             coalesce(f.at, i.at) as "published_at!",
             coalesce(i.edited_at, i.at) as "changed_at!",
             o.kind as "kind?",
             o.name_fi as "fi?",
             o.name_sv as "sv?",
             o.name_en as "en?"
           from public_items p
           join items i on i.id = p.item
           left join facets f on f.item = p.item and f.name = 'published_at'
           left join organisations o on o.id = i.spoken_as
           where ($1::text is null or i.kind = $1)
             and ($2::text is null or exists (
               select from facets x where x.item = p.item and x.name = 'sort' and x.word = $2))
             and ($3::text is null or exists (
               select
               from taggings g
               join tags t on t.id = g.tag
               where g.object = p.item and t.slug = $3))
             and ($4::text is null or exists (
               select from facets x where x.item = p.item and x.name = 'region' and x.word = $4))
             and ($5::float8 is null or exists (
               select
               from facets x
               where x.item = p.item and x.name = 'evidence' and x.number >= $5))
             and ($6::text is null or o.kind = $6)
             and ($7::timestamptz is null or (coalesce(f.at, i.at), p.item) < ($7, $8::uuid))
           order by coalesce(f.at, i.at) desc, p.item desc
           limit $9"#,
        wanted.kind,
        wanted.sort,
        wanted.tag,
        wanted.region,
        wanted.level,
        wanted.organisation,
        at,
        after,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Listed {
            item: ItemId(row.item),
            published_at: row.published_at,
            changed_at: row.changed_at,
            organisation: row
                .kind
                .map(|kind| (kind, [row.fi, row.sv, row.en].map(Option::unwrap_or_default))),
        })
        .collect())
}

/// Facets of public items that anybody may know, as words: name and value.
///
/// # Errors
/// A fault of the database.
pub async fn values(
    conn: &mut Connection,
    items: &[ItemId],
) -> Result<HashMap<ItemId, Vec<(String, String)>>, Fault> {
    let ids: Vec<Uuid> = items.iter().map(|item| item.0).collect();
    let rows = sqlx::query!(
        r#"select f.item, f.name, coalesce(f.word, f.number::text) as "value!"
           from facets f
           join public_items p on p.item = f.item
           where f.item = any($1)
             and f.name in ('sort', 'evidence', 'effect', 'phase', 'region')
             and (f.word is not null or f.number is not null)
           order by f.item, f.name, 3
           limit 100000"#,
        &ids,
    )
    .fetch_all(conn)
    .await?;
    let mut values: HashMap<ItemId, Vec<(String, String)>> = HashMap::new();
    for row in rows {
        values.entry(ItemId(row.item)).or_default().push((row.name, row.value));
    }
    Ok(values)
}

/// A theme or a region that one may choose, and its names in fi, sv, en.
#[derive(Clone, Debug)]
pub struct Choice {
    pub kind: String,
    pub slug: String,
    pub names: [String; 3],
}

/// Every theme and phenomenon of the network, by name.
///
/// # Errors
/// A fault of the database.
pub async fn themes(conn: &mut Connection) -> Result<Vec<Choice>, Fault> {
    let rows = sqlx::query!(
        r#"select
             t.kind,
             t.slug,
             coalesce(t.label_fi, t.slug) as "fi!",
             coalesce(t.label_sv, t.label_fi, t.slug) as "sv!",
             coalesce(t.label_en, t.label_fi, t.slug) as "en!"
           from tags t
           where t.kind in ('theme', 'phenomenon')
             and t.merged_into is null
           order by t.kind desc, 3
           limit 200"#,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Choice { kind: row.kind, slug: row.slug, names: [row.fi, row.sv, row.en] })
        .collect())
}

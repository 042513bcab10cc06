//! Tags: one table for the whole network; on the wire a tag is its slug. A tag is listed only for
//! those who see a use of it, or when everybody is offered it; `visible_taggings` says which uses
//! one sees, and nothing here counts any other.

use std::collections::HashMap;

use talkoo_protocol::{
    Follow, ItemId, MemberId,
    places::Words,
    tags::{TagCount, TagView},
};
use uuid::Uuid;

use super::{Connection, people::like_prefix, unread::level};
use crate::error::Fault;

/// A count goes no further.
const COUNTED: i64 = 100_000;

/// A tag as it stands in its own row; what the reader may see of it is asked beside.
#[derive(Clone, Debug)]
pub struct Tag {
    pub id: Uuid,
    pub slug: String,
    pub kind: String,
    pub label: Option<Words>,
    pub aliases: Vec<String>,
    pub parent: Option<Uuid>,
    pub parent_slug: Option<String>,
}

impl Tag {
    /// Everybody is offered it, used or not.
    pub fn is_offered(&self) -> bool {
        self.kind != "free"
    }

    /// What a free tag is also called is told to those who keep tags only: what was merged
    /// into it may have been used where others may not look.
    pub fn view(self, uses: u32) -> TagView {
        let is_offered = self.is_offered();
        let Self { slug, kind, label, aliases, parent_slug: parent, .. } = self;
        let aliases = if is_offered { aliases } else { Vec::new() };
        TagView { slug, uses, kind, label, aliases, parent }
    }
}

struct Row {
    id: Uuid,
    slug: String,
    kind: String,
    label_fi: Option<String>,
    label_sv: Option<String>,
    label_en: Option<String>,
    aliases: Vec<String>,
    parent: Option<Uuid>,
    parent_slug: Option<String>,
}

impl From<Row> for Tag {
    fn from(row: Row) -> Self {
        let label = row.label_fi.map(|fi| Words {
            fi,
            sv: row.label_sv.unwrap_or_default(),
            en: row.label_en.unwrap_or_default(),
        });
        let Row { id, slug, kind, aliases, parent, parent_slug, .. } = row;
        Self { id, slug, kind, label, aliases, parent, parent_slug }
    }
}

/// The tag of a slug; of one that was merged, what it became.
///
/// # Errors
/// A fault of the database.
pub async fn by_slug(conn: &mut Connection, slug: &str) -> Result<Option<Tag>, Fault> {
    let row = sqlx::query_as!(
        Row,
        r#"select t.id, t.slug, t.kind, t.label_fi, t.label_sv, t.label_en, t.aliases, t.parent,
             p.slug as "parent_slug?"
           from tags named
           join tags t on t.id = coalesce(named.merged_into, named.id)
           left join tags p on p.id = t.parent
           where named.slug = $1
           limit 1"#,
        slug,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(Tag::from))
}

/// Tags by these ids.
async fn by_ids(conn: &mut Connection, ids: &[Uuid]) -> Result<HashMap<Uuid, Tag>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"select t.id, t.slug, t.kind, t.label_fi, t.label_sv, t.label_en, t.aliases, t.parent,
             p.slug as "parent_slug?"
           from tags t
           left join tags p on p.id = t.parent and p.kind <> 'free'
           where t.id = any($1)
           limit $2"#,
        ids,
        ids.len() as i64,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.into())).collect())
}

/// Tags that one of their names begins so, in any language and without dots: those whose use the
/// reader sees, most used first, and those that everybody is offered.
///
/// # Errors
/// A fault of the database.
pub async fn beginning(
    conn: &mut Connection,
    member: MemberId,
    text: &str,
    limit: i64,
) -> Result<Vec<TagView>, Fault> {
    let name = sqlx::query_scalar!("select folded($1)", text).fetch_one(&mut *conn).await?;
    let name = name.unwrap_or_default();
    if name.is_empty() {
        return latest(conn, member, limit).await;
    }
    let rows = sqlx::query!(
        r#"with named as materialized (
             select distinct n.tag from tag_names n where n.name like $2
           ),
           counted as (
             select v.tag, count(*) as uses
             from visible_taggings($1) v
             where v.tag in (select tag from named)
             group by v.tag
           )
           select t.id, coalesce(c.uses, 0) as "uses!"
           from named n
           join tags t on t.id = n.tag
           left join counted c on c.tag = t.id
           where c.uses > 0 or t.kind <> 'free'
           order by coalesce(c.uses, 0) desc, t.kind = 'free', t.slug
           limit $3"#,
        member.0,
        like_prefix(&name),
        limit,
    )
    .fetch_all(&mut *conn)
    .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut tags = by_ids(conn, &ids).await?;
    let view = |(id, uses): (&Uuid, i64)| tags.remove(id).map(|tag| tag.view(count(uses)));
    Ok(rows.iter().map(|row| (&row.id, row.uses)).filter_map(view).collect())
}

/// Uses that are looked at in each channel for one who has typed nothing yet.
const LATEST: i64 = 20;

/// What is offered before a letter is typed: the tags lately used where the reader reads, and those that
/// everybody is offered. It costs as much as the reader has channels, however much is tagged.
async fn latest(
    conn: &mut Connection,
    member: MemberId,
    limit: i64,
) -> Result<Vec<TagView>, Fault> {
    let rows = sqlx::query!(
        r#"with lately as materialized (
             select last.tag
             from readable_channels($1) r,
             lateral (
               select g.tag
               from taggings g
               where g.channel = r.channel and g.seq >= r.history_from
               order by g.at desc
               limit $3
             ) last
           ),
           counted as (
             select tag, count(*) as uses from lately group by tag
           )
           select t.id, coalesce(c.uses, 0) as "uses!"
           from tags t
           left join counted c on c.tag = t.id
           where t.merged_into is null
             and (t.kind <> 'free' or t.id in (select tag from lately))
           order by coalesce(c.uses, 0) desc, t.kind = 'free', t.slug
           limit $2"#,
        member.0,
        limit,
        LATEST,
    )
    .fetch_all(&mut *conn)
    .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut tags = by_ids(conn, &ids).await?;
    let view = |(id, uses): (&Uuid, i64)| tags.remove(id).map(|tag| tag.view(count(uses)));
    Ok(rows.iter().map(|row| (&row.id, row.uses)).filter_map(view).collect())
}

/// Every tag that everybody is offered, without counts.
///
/// # Errors
/// A fault of the database.
pub async fn offered(conn: &mut Connection) -> Result<Vec<TagView>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"select t.id, t.slug, t.kind, t.label_fi, t.label_sv, t.label_en, t.aliases, t.parent,
             p.slug as "parent_slug?"
           from tags t
           left join tags p on p.id = t.parent and p.kind <> 'free'
           where t.kind <> 'free' and t.merged_into is null
           order by t.kind, t.slug
           limit 500"#,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| Tag::from(row).view(0)).collect())
}

/// How many uses of each sort the reader sees.
///
/// # Errors
/// A fault of the database.
pub async fn counts(
    conn: &mut Connection,
    reader: MemberId,
    tag: Uuid,
) -> Result<Vec<TagCount>, Fault> {
    let rows = sqlx::query!(
        r#"select sort as "sort!", count(*) as "uses!"
           from (select sort from visible_taggings($1) where tag = $2 limit $3) seen
           group by sort
           order by sort
           limit 10"#,
        reader.0,
        tag,
        COUNTED,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| TagCount { sort: row.sort, uses: count(row.uses) }).collect())
}

/// Whether the reader sees any use of the tag. Asked of each of the reader's channels by itself, so that
/// it takes as long whether nobody or thousands use it where the reader may not look.
///
/// # Errors
/// A fault of the database.
pub async fn is_seen(conn: &mut Connection, reader: MemberId, tag: Uuid) -> Result<bool, Fault> {
    let query = sqlx::query_scalar!("select sees_tag($1, $2)", reader.0, tag);
    Ok(query.fetch_one(conn).await?.unwrap_or(false))
}

/// Tags under this one, with the uses the reader sees.
///
/// # Errors
/// A fault of the database.
pub async fn children(
    conn: &mut Connection,
    reader: MemberId,
    tag: Uuid,
) -> Result<Vec<TagView>, Fault> {
    let rows = sqlx::query!(
        r#"with under as materialized (
             select id, kind, slug from tags where parent = $2 and merged_into is null
           ),
           counted as (
             select v.tag, count(*) as uses
             from visible_taggings($1) v
             where v.tag in (select id from under)
             group by v.tag
           )
           select u.id, coalesce(c.uses, 0) as "uses!"
           from under u
           left join counted c on c.tag = u.id
           where c.uses > 0 or u.kind <> 'free'
           order by u.slug
           limit 100"#,
        reader.0,
        tag,
    )
    .fetch_all(&mut *conn)
    .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut tags = by_ids(conn, &ids).await?;
    let view = |(id, uses): (&Uuid, i64)| tags.remove(id).map(|tag| tag.view(count(uses)));
    Ok(rows.iter().map(|row| (&row.id, row.uses)).filter_map(view).collect())
}

/// How closely somebody follows a tag.
///
/// # Errors
/// A fault of the database.
pub async fn level_of(
    conn: &mut Connection,
    member: MemberId,
    slug: &str,
) -> Result<Follow, Fault> {
    let word = sqlx::query_scalar!(
        "select level from follows where member = $1 and sort = 'tag' and subject = $2",
        member.0,
        slug,
    )
    .fetch_optional(conn)
    .await?;
    Ok(word.map_or(Follow::Default, |word| level(&word)))
}

/// Who follows one of these tags closely enough to be told of a use, and the tags that are told of.
///
/// # Errors
/// A fault of the database.
pub async fn followers(
    conn: &mut Connection,
    tags: &[String],
    but: MemberId,
    limit: i64,
) -> Result<Vec<(MemberId, Vec<String>)>, Fault> {
    let rows = sqlx::query!(
        r#"select f.member, array_agg(distinct f.subject) as "tags!"
           from tags named
           join tags t on t.id = coalesce(named.merged_into, named.id)
           join follows f on f.sort = 'tag' and f.subject = t.slug
           where named.slug = any($1)
             and f.level in ('follow', 'watch')
             and f.member <> $2
             and not exists (
               select from parted_pairs p
               where (p.one = $2 and p.other = f.member) or (p.one = f.member and p.other = $2)
             )
           group by f.member
           limit $3"#,
        tags,
        but.0,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (MemberId(row.member), row.tags)).collect())
}

/// Whether a member has said, or shown, how closely they follow an item, or wants silence of all its
/// channel.
///
/// # Errors
/// A fault of the database.
pub async fn says_of_item(
    conn: &mut Connection,
    member: MemberId,
    item: ItemId,
) -> Result<bool, Fault> {
    let query = sqlx::query_scalar!(
        "select exists (select from follows where member = $1 and sort = 'item' and subject = $2)
           or exists (
             select from items i
             join follows f on f.member = $1 and f.sort = 'channel' and f.subject = i.channel::text
             where i.id = $3 and f.level = 'mute'
           )",
        member.0,
        item.to_string(),
        item.0,
    );
    Ok(query.fetch_one(conn).await?.unwrap_or(false))
}

/// The slugs that a person, an organisation bears.
///
/// # Errors
/// A fault of the database.
pub async fn borne(conn: &mut Connection, sort: &str, object: Uuid) -> Result<Vec<String>, Fault> {
    let query = sqlx::query_scalar!(
        "select t.slug
         from taggings g
         join tags t on t.id = g.tag
         where g.object = $2 and g.sort = $1
         order by t.slug
         limit 50",
        sort,
        object,
    );
    Ok(query.fetch_all(conn).await?)
}

pub(super) fn count(uses: i64) -> u32 {
    u32::try_from(uses).unwrap_or(u32::MAX)
}

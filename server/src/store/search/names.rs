//! Names that a query may mean: of channels and workspaces that the reader may read, for filters and
//! for going there.

use talkoo_protocol::{ChannelId, MemberId, WorkspaceId};
use uuid::Uuid;

use crate::{
    error::Fault,
    store::{Connection, people::like_prefix},
};

/// A channel by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedChannel {
    pub id: ChannelId,
    pub name: String,
    pub workspace: Option<String>,
}

/// Channels that the reader may read, of which a word of the name begins so.
///
/// # Errors
/// A fault of the database.
pub async fn channels(
    conn: &mut Connection,
    reader: MemberId,
    beginning: &str,
    limit: i64,
) -> Result<Vec<NamedChannel>, Fault> {
    let rows = sqlx::query!(
        r#"select c.id, c.name, w.name as "workspace?"
           from readable_channels($1) r
           join channels c on c.id = r.channel
           left join workspaces w on w.id = c.workspace
           where c.workspace is not null
             and (lower(c.name) like $2 or lower(c.name) like '% ' || $2 or lower(c.name) like '%-' || $2)
           order by lower(c.name) <> $4, c.name, c.id
           limit $3"#,
        reader.0,
        like_prefix(&beginning.to_lowercase()),
        limit,
        beginning.to_lowercase(),
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| NamedChannel { id: ChannelId(row.id), name: row.name, workspace: row.workspace })
        .collect())
}

/// Workspaces with a channel that the reader may read, of which a word of the name begins so.
///
/// # Errors
/// A fault of the database.
pub async fn workspaces(
    conn: &mut Connection,
    reader: MemberId,
    beginning: &str,
    limit: i64,
) -> Result<Vec<(WorkspaceId, String)>, Fault> {
    let rows = sqlx::query!(
        r#"select distinct w.id, w.name
           from readable_channels($1) r
           join channels c on c.id = r.channel
           join workspaces w on w.id = c.workspace
           where lower(w.name) like $2 or lower(w.name) like '% ' || $2
           order by w.name, w.id
           limit $3"#,
        reader.0,
        like_prefix(&beginning.to_lowercase()),
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (WorkspaceId(row.id), row.name)).collect())
}

/// Workspaces of a region with a channel that the reader may read.
///
/// # Errors
/// A fault of the database.
pub async fn in_region(
    conn: &mut Connection,
    reader: MemberId,
    region: &str,
) -> Result<Vec<Uuid>, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select distinct w.id
           from readable_channels($1) r
           join channels c on c.id = r.channel
           join workspaces w on w.id = c.workspace
           where lower(w.region) = lower($2)
           limit 1000"#,
        reader.0,
        region,
    )
    .fetch_all(conn)
    .await?)
}

/// Every slug of the tag that a slug or label names: its own, and those that were merged into it.
///
/// # Errors
/// A fault of the database.
pub async fn tag_slugs(conn: &mut Connection, name: &str) -> Result<Vec<String>, Fault> {
    Ok(sqlx::query_scalar!(
        "select distinct other.slug
         from tags named
         join tags other
           on coalesce(other.merged_into, other.id) = coalesce(named.merged_into, named.id)
         where lower($1) in (
           named.slug, lower(named.label_fi), lower(named.label_sv), lower(named.label_en)
         )
         limit 50",
        name,
    )
    .fetch_all(conn)
    .await?)
}

/// Regions of workspaces with a channel that the reader may read.
///
/// # Errors
/// A fault of the database.
pub async fn regions(
    conn: &mut Connection,
    reader: MemberId,
    beginning: &str,
    limit: i64,
) -> Result<Vec<String>, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select distinct w.region as "region!"
           from readable_channels($1) r
           join channels c on c.id = r.channel
           join workspaces w on w.id = c.workspace
           where w.region <> '' and lower(w.region) like $2
           order by 1
           limit $3"#,
        reader.0,
        like_prefix(&beginning.to_lowercase()),
        limit,
    )
    .fetch_all(conn)
    .await?)
}

/// Words that stand under a facet of items that the reader may read.
///
/// # Errors
/// A fault of the database.
pub async fn facet_words(
    conn: &mut Connection,
    reader: MemberId,
    facet: &str,
    beginning: &str,
    limit: i64,
) -> Result<Vec<String>, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select distinct f.word as "word!"
           from readable_channels($1) r
           join facets f on f.channel = r.channel and f.name = $2 and f.word is not null
           join items i on i.id = f.item
           where lower(f.word) like $3
             and i.channel = r.channel
             and not i.desk
             and i.deleted_at is null
             and i.last_seq >= r.history_from
             and not exists (select from hidden_items h where h.item = i.id)
           order by 1
           limit $4"#,
        reader.0,
        facet,
        like_prefix(&beginning.to_lowercase()),
        limit,
    )
    .fetch_all(conn)
    .await?)
}

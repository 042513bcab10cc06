//! Tags: one table for the whole network; on the wire a tag is its slug. A tag is listed only for
//! those who see a use of it.

use talkoo_protocol::{MemberId, http::TagView};

use super::{Connection, people::like_prefix};
use crate::error::Fault;

/// Tags that begin so, counted over the uses this member may see, most used first.
///
/// # Errors
/// A fault of the database.
pub async fn beginning(
    conn: &mut Connection,
    member: MemberId,
    text: &str,
    limit: i64,
) -> Result<Vec<TagView>, Fault> {
    let rows = sqlx::query!(
        r#"select t.slug, count(*) as "uses!"
           from tags t
           join taggings g on g.tag = t.id
           where t.slug like $2
             and t.merged_into is null
             and (g.channel is null or g.channel in (select channel from readable_channels($1)))
           group by t.slug
           order by count(*) desc, t.slug
           limit $3"#,
        member.0,
        like_prefix(&text.to_lowercase()),
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| TagView { slug: row.slug, uses: u32::try_from(row.uses).unwrap_or(u32::MAX) })
        .collect())
}

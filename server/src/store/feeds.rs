//! Addresses for feed readers. Only the hash of the secret in one is kept.

use talkoo_protocol::{FeedId, MemberId, activity::FeedView};

use super::Connection;
use crate::error::Fault;

/// A feed in use.
#[derive(Clone, Debug)]
pub struct Feed {
    pub member: MemberId,
    pub sort: String,
    pub subject: String,
}

/// One's own that are good, the newest first.
///
/// # Errors
/// A fault of the database.
pub async fn of(conn: &mut Connection, member: MemberId) -> Result<Vec<FeedView>, Fault> {
    let rows = sqlx::query!(
        "select id, sort, subject, made_at
         from feeds
         where member = $1 and ended_at is null
         order by made_at desc, id
         limit 100",
        member.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| FeedView {
            id: FeedId(row.id),
            sort: row.sort,
            subject: row.subject,
            made_at: row.made_at,
        })
        .collect())
}

/// The feed that this secret opens, while it is good and its member active.
///
/// # Errors
/// A fault of the database.
pub async fn held(conn: &mut Connection, token_hash: &[u8]) -> Result<Option<Feed>, Fault> {
    let row = sqlx::query!(
        "select f.member, f.sort, f.subject
         from feeds f
         join members m on m.id = f.member
         where f.token_hash = $1
           and f.ended_at is null
           and m.status = 'active'",
        token_hash,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Feed { member: MemberId(row.member), sort: row.sort, subject: row.subject }))
}

//! All that is held of a member, and the forgetting of it. What that is stands in two functions of the
//! database, `member_data` and `erase_member`; a test finds the table that is named in neither.

use serde_json::Value;
use talkoo_protocol::MemberId;

use super::Connection;
use crate::error::Fault;

/// What is a member's own, by table; `None` when there is no such member.
///
/// # Errors
/// A fault of the database.
pub async fn data(conn: &mut Connection, member: MemberId) -> Result<Option<Value>, Fault> {
    let data = sqlx::query_scalar!(
        "select member_data(id) from members where id = $1 and status <> 'erased'",
        member.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(data.flatten())
}

/// Whom an operator means, whatever has become of the account: an id or an address.
///
/// # Errors
/// A fault of the database.
pub async fn meant(conn: &mut Connection, word: &str) -> Result<Option<MemberId>, Fault> {
    let id = sqlx::query_scalar!(
        "select id from members where id = $1 or (lower(email) = lower($2) and status <> 'erased')
         limit 1",
        word.parse::<uuid::Uuid>().ok(),
        word,
    )
    .fetch_optional(conn)
    .await?;
    Ok(id.map(MemberId))
}

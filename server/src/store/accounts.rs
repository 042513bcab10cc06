//! Accounts as an operator sees them: whether there are any, and whose an address or id is.

use talkoo_protocol::MemberId;
use uuid::Uuid;

use super::Connection;
use crate::error::Fault;

/// Whether nobody could ever have signed in: no members, or only an administrator without password
/// and people who wait to be let in.
///
/// # Errors
/// A fault of the database.
pub async fn is_untouched(conn: &mut Connection) -> Result<bool, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select not exists (
             select from members
             where status <> 'pending'
               and (role <> 'network_admin' or password_hash is not null)
           ) as "untouched!""#,
    )
    .fetch_one(conn)
    .await?)
}

/// The administrator who waits for a password.
///
/// # Errors
/// A fault of the database.
pub async fn first_administrator(conn: &mut Connection) -> Result<Option<MemberId>, Fault> {
    let id = sqlx::query_scalar!(
        "select id
         from members
         where role = 'network_admin'
           and password_hash is null
         order by made_at
         limit 1"
    )
    .fetch_optional(conn)
    .await?;
    Ok(id.map(MemberId))
}

/// The active member whom an operator means by an id or an e-mail address.
///
/// # Errors
/// A fault of the database.
pub async fn meant(conn: &mut Connection, word: &str) -> Result<Option<MemberId>, Fault> {
    let id = sqlx::query_scalar!(
        "select id
         from members
         where status = 'active'
           and (id = $1 or lower(email) = lower($2))
         limit 1",
        word.parse::<Uuid>().ok(),
        word,
    )
    .fetch_optional(conn)
    .await?;
    Ok(id.map(MemberId))
}

/// Takes back the links of a member that were made for the same.
///
/// # Errors
/// A fault of the database.
pub async fn forget_links(
    conn: &mut Connection,
    member: MemberId,
    purpose: &str,
) -> Result<(), Fault> {
    sqlx::query!(
        "delete from sign_in_links
         where member = $1
           and purpose = $2
           and used_at is null",
        member.0,
        purpose,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The address of a member who is here or waits to be, and the language to write in.
///
/// # Errors
/// A fault of the database.
pub async fn mailbox(
    conn: &mut Connection,
    member: MemberId,
) -> Result<Option<(String, String)>, Fault> {
    let row = sqlx::query!(
        "select email, language
         from members
         where id = $1
           and status in ('active', 'pending')",
        member.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.email, row.language)))
}

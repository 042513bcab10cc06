//! When and of what a member wants to be told. Who has no row has the defaults, which the view tells.

use talkoo_protocol::{
    MemberId,
    notices::{NoticesBody, QuietHours},
};

use super::{Connection, seq};
use crate::error::Fault;

/// What the house has told one member of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub kind: String,
    /// Key of its words.
    pub text: String,
}

/// Forgets what was told longer ago than the inbox looks back.
///
/// # Errors
/// A fault of the database.
pub async fn forget_old(conn: &mut Connection) -> Result<(), Fault> {
    sqlx::query!("delete from notices where at < app_now() - interval '40 days'")
        .execute(conn)
        .await?;
    Ok(())
}

/// # Errors
/// A fault of the database.
pub async fn settings(
    conn: &mut Connection,
    member: MemberId,
) -> Result<Option<NoticesBody>, Fault> {
    let row = sqlx::query!(
        r#"select
             time_zone as "time_zone!",
             quiet as "quiet!",
             do_not_disturb_until,
             push_for as "push_for!",
             mail_for as "mail_for!",
             digest as "digest!",
             introduced_at is not null as "introduced!",
             is_left_alone(member) as "quiet_now!",
             version as "version!"
           from notice_settings_of
           where member = $1
           limit 1"#,
        member.0,
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let quiet: Vec<Option<QuietHours>> = serde_json::from_value(row.quiet)
        .map_err(|error| Fault::caused("reading quiet hours", error))?;
    Ok(Some(NoticesBody {
        time_zone: row.time_zone,
        quiet,
        do_not_disturb_until: row.do_not_disturb_until,
        push_for: row.push_for,
        mail_for: row.mail_for,
        digest: row.digest,
        introduced: row.introduced,
        quiet_now: row.quiet_now,
        version: seq(row.version),
    }))
}

/// Whether Postgres knows a time zone of this name.
///
/// # Errors
/// A fault of the database.
pub async fn is_zone(conn: &mut Connection, name: &str) -> Result<bool, Fault> {
    let query =
        sqlx::query_scalar!("select exists (select from pg_timezone_names where name = $1)", name);
    Ok(query.fetch_one(conn).await?.unwrap_or(false))
}

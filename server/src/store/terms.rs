//! Terms of use and privacy notice that the network has put in force, and who has agreed.

use std::collections::HashMap;

use talkoo_protocol::{MemberId, places::Words};
use uuid::Uuid;

use super::Connection;
use crate::error::Fault;

/// Terms of the network's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    pub version: u32,
    pub terms: Words,
    pub privacy: Words,
}

/// The newest terms; `None` while the product's own are in force, which are version 1.
///
/// # Errors
/// A fault of the database.
pub async fn newest(conn: &mut Connection) -> Result<Option<Terms>, Fault> {
    let row = sqlx::query!(
        "select version, terms_fi, terms_sv, terms_en, privacy_fi, privacy_sv, privacy_en
         from terms
         order by version desc
         limit 1"
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Terms {
        version: row.version.unsigned_abs(),
        terms: Words { fi: row.terms_fi, sv: row.terms_sv, en: row.terms_en },
        privacy: Words { fi: row.privacy_fi, sv: row.privacy_sv, en: row.privacy_en },
    }))
}

/// The version in force.
///
/// # Errors
/// A fault of the database.
pub async fn version(conn: &mut Connection) -> Result<u32, Fault> {
    let version =
        sqlx::query_scalar!(r#"select coalesce(max(version), 1) as "version!" from terms"#)
            .fetch_one(conn)
            .await?;
    Ok(version.unsigned_abs())
}

/// The version in force, if this member has not agreed to it yet.
///
/// # Errors
/// A fault of the database.
pub async fn due(conn: &mut Connection, member: MemberId) -> Result<Option<u32>, Fault> {
    Ok(due_of(conn, &[member]).await?.remove(&member))
}

/// The same for several members; who owes nothing is missing.
///
/// # Errors
/// A fault of the database.
pub async fn due_of(
    conn: &mut Connection,
    members: &[MemberId],
) -> Result<HashMap<MemberId, u32>, Fault> {
    let members: Vec<Uuid> = members.iter().map(|member| member.0).collect();
    let rows = sqlx::query!(
        r#"select m.id, t.version as "version!"
           from (select coalesce(max(version), 1) as version from terms) t
           join members m on m.id = any($1)
           where m.terms_version is distinct from t.version::text
           limit $2"#,
        &members,
        members.len() as i64,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (MemberId(row.id), row.version.unsigned_abs())).collect())
}

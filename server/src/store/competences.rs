//! What people can do: the competences that can be named, and who has which.

use std::collections::HashMap;

use talkoo_protocol::{
    MemberId,
    people::{CompetenceLevel, CompetenceView},
    places::Words,
};
use uuid::Uuid;

use super::Connection;
use crate::error::Fault;

/// Every competence that can be named.
///
/// # Errors
/// A fault of the database.
pub async fn all(conn: &mut Connection) -> Result<Vec<CompetenceView>, Fault> {
    let rows = sqlx::query!(
        r#"select slug, label_fi, label_sv, label_en, kind, aliases, is_retired
           from competences
           order by label_fi collate "fi-x-icu", slug
           limit 2000"#,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| CompetenceView {
            slug: row.slug,
            label: Words { fi: row.label_fi, sv: row.label_sv, en: row.label_en },
            kind: row.kind,
            aliases: row.aliases,
            retired: row.is_retired,
        })
        .collect())
}

/// # Errors
/// A fault of the database.
pub async fn id(conn: &mut Connection, slug: &str) -> Result<Option<Uuid>, Fault> {
    Ok(sqlx::query_scalar!("select id from competences where slug = $1", slug)
        .fetch_optional(conn)
        .await?)
}

/// Whether it can be named anew.
///
/// # Errors
/// A fault of the database.
pub async fn is_offered(conn: &mut Connection, competence: Uuid) -> Result<bool, Fault> {
    let query =
        sqlx::query_scalar!("select not is_retired from competences where id = $1", competence);
    Ok(query.fetch_optional(conn).await?.flatten().unwrap_or(false))
}

/// Whether a member says to have it.
///
/// # Errors
/// A fault of the database.
pub async fn has(conn: &mut Connection, member: MemberId, competence: Uuid) -> Result<bool, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select exists (
             select from member_competences where member = $1 and competence = $2
           ) as "exists!""#,
        member.0,
        competence,
    )
    .fetch_one(conn)
    .await?)
}

/// How many a member has named.
///
/// # Errors
/// A fault of the database.
pub async fn count(conn: &mut Connection, member: MemberId) -> Result<i64, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!" from member_competences where member = $1"#,
        member.0,
    )
    .fetch_one(conn)
    .await?)
}

/// What these members can do, the strongest and most endorsed first. Endorsed by whom is told of
/// active ones whom the reader may know of.
///
/// # Errors
/// A fault of the database.
pub async fn of_members(
    conn: &mut Connection,
    reader: MemberId,
    members: &[MemberId],
) -> Result<HashMap<MemberId, Vec<CompetenceLevel>>, Fault> {
    let ids: Vec<Uuid> = members.iter().map(|member| member.0).collect();
    let rows = sqlx::query!(
        r#"select
             mc.member,
             c.slug,
             mc.level,
             array(
               select e.by_member
               from endorsements e
               join members m on m.id = e.by_member
               where e.member = mc.member
                 and e.competence = mc.competence
                 and m.status = 'active'
                 and knows_of($2, m)
               order by e.at, e.by_member
               limit 100
             ) as "endorsed_by!"
           from member_competences mc
           join competences c on c.id = mc.competence
           where mc.member = any($1)
           order by mc.level desc, c.label_fi collate "fi-x-icu"
           limit 10000"#,
        &ids,
        reader.0,
    )
    .fetch_all(conn)
    .await?;
    let mut found: HashMap<MemberId, Vec<CompetenceLevel>> = HashMap::new();
    for row in rows {
        found.entry(MemberId(row.member)).or_default().push(CompetenceLevel {
            competence: row.slug,
            level: u8::try_from(row.level).unwrap_or(1),
            endorsed_by: row.endorsed_by.into_iter().map(MemberId).collect(),
        });
    }
    Ok(found)
}

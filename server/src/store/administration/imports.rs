//! Uploaded lists of people, what their plan rests on, and the links of those whom they brought in.

use std::{collections::HashSet, time::Duration};

use talkoo_protocol::{ImportId, MemberId, OrganisationId};
use uuid::Uuid;

use super::small;
use crate::{domain::import::KnownOrganisation, error::Fault, store::Connection};

/// An uploaded list.
#[derive(Clone, Debug)]
pub struct Import {
    /// Empty when it is done.
    pub text: String,
    pub is_done: bool,
    /// Accounts that it has made.
    pub made: u32,
}

/// Who was brought in and has never signed in.
#[derive(Clone, Debug)]
pub struct NotYetHere {
    pub id: MemberId,
    pub name: String,
    pub email: String,
}

/// Keeps an uploaded list, and forgets those that nobody has done within a day.
///
/// # Errors
/// A fault of the database.
pub async fn keep_import(
    conn: &mut Connection,
    id: ImportId,
    member: MemberId,
    text: &str,
) -> Result<(), Fault> {
    sqlx::query!(
        "with old as (
           delete from imports
           where done_at is null
             and at < app_now() - interval '1 day'
         )
         insert into imports (id, member, text)
         values ($1, $2, $3)",
        id.0,
        member.0,
        text,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// # Errors
/// A fault of the database.
pub async fn import(conn: &mut Connection, id: ImportId) -> Result<Option<Import>, Fault> {
    let row = sqlx::query!(
        r#"select
             i.text,
             i.done_at is not null as "is_done!",
             (select count(*) from imported_members m where m.import = i.id) as "made!"
           from imports i
           where i.id = $1"#,
        id.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Import { text: row.text, is_done: row.is_done, made: small(row.made) }))
}

/// Every organisation by which a line of a list can be placed.
///
/// # Errors
/// A fault of the database.
pub async fn known_organisations(conn: &mut Connection) -> Result<Vec<KnownOrganisation>, Fault> {
    let rows = sqlx::query!(
        r#"select
             o.id,
             array[o.name_fi, o.name_sv, o.name_en] as "names!",
             array(select d.domain from organisation_domains d where d.organisation = o.id)
               as "domains!"
           from organisations o
           order by o.id
           limit 10000"#
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| KnownOrganisation {
            id: OrganisationId(row.id),
            names: row.names,
            domains: row.domains,
        })
        .collect())
}

/// Which of these addresses, in small letters, have an account.
///
/// # Errors
/// A fault of the database.
pub async fn taken(conn: &mut Connection, addresses: &[String]) -> Result<HashSet<String>, Fault> {
    let found = sqlx::query_scalar!(
        r#"select lower(email) as "email!"
           from members
           where lower(email) = any($1)
             and status <> 'erased'
           limit $2"#,
        addresses,
        addresses.len() as i64,
    )
    .fetch_all(conn)
    .await?;
    Ok(found.into_iter().collect())
}

/// # Errors
/// A fault of the database.
pub async fn not_yet_here(
    conn: &mut Connection,
    import: ImportId,
) -> Result<Vec<NotYetHere>, Fault> {
    let rows = sqlx::query!(
        r#"select m.id, m.given || ' ' || m.family as "name!", m.email
           from imported_members i
           join members m on m.id = i.member
           where i.import = $1
             and m.status = 'active'
             and not exists (select from sessions s where s.member = m.id)
           order by m.family collate "fi-x-icu", m.given collate "fi-x-icu", m.id
           limit 10000"#,
        import.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| NotYetHere { id: MemberId(row.id), name: row.name, email: row.email })
        .collect())
}

/// A link for each; former unused ones of the same purpose stop working.
///
/// # Errors
/// A fault of the database.
pub async fn make_links(
    conn: &mut Connection,
    links: &[(MemberId, Vec<u8>)],
    purpose: &str,
    lasts: Duration,
) -> Result<(), Fault> {
    let members: Vec<Uuid> = links.iter().map(|(member, _)| member.0).collect();
    let hashes: Vec<Vec<u8>> = links.iter().map(|(_, hash)| hash.clone()).collect();
    sqlx::query!(
        "delete from sign_in_links
         where member = any($1)
           and purpose = $2
           and used_at is null",
        &members,
        purpose,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into sign_in_links (token_hash, member, purpose, expires_at)
         select n.hash, n.member, $3, app_now() + make_interval(secs => $4)
         from unnest($1::bytea[], $2::uuid[]) as n (hash, member)",
        &hashes,
        &members,
        purpose,
        lasts.as_secs_f64(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

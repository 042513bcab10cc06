//! Organisations and who stands for them. What a reader may see of their people is asked elsewhere.

use std::collections::HashMap;

use talkoo_protocol::{
    MemberId, OrganisationId, OrganisationView, people::OrganisationsQuery, places::Words,
};
use uuid::Uuid;

use super::{Connection, people::like_prefix, seq};
use crate::error::Fault;

/// Whether an active member stands for the organisation.
///
/// # Errors
/// A fault of the database.
pub async fn is_contact(
    conn: &mut Connection,
    member: MemberId,
    organisation: OrganisationId,
) -> Result<bool, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select exists (
             select from organisation_contacts c
             join members m on m.id = c.member
             where c.organisation = $1 and c.member = $2 and m.status = 'active'
           ) as "exists!""#,
        organisation.0,
        member.0,
    )
    .fetch_one(conn)
    .await?)
}

/// The active members who stand for the organisation, the longest first.
///
/// # Errors
/// A fault of the database.
pub async fn contacts(
    conn: &mut Connection,
    organisation: OrganisationId,
) -> Result<Vec<MemberId>, Fault> {
    let ids = sqlx::query_scalar!(
        "select c.member
         from organisation_contacts c
         join members m on m.id = c.member
         where c.organisation = $1 and m.status = 'active'
         order by c.at, c.member
         limit 100",
        organisation.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(MemberId).collect())
}

/// Organisations that a member stands for.
///
/// # Errors
/// A fault of the database.
pub async fn contact_of(
    conn: &mut Connection,
    member: MemberId,
) -> Result<Vec<OrganisationId>, Fault> {
    let ids = sqlx::query_scalar!(
        "select organisation
         from organisation_contacts
         where member = $1
         order by organisation
         limit 100",
        member.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(OrganisationId).collect())
}

/// These organisations, by id.
///
/// # Errors
/// A fault of the database.
pub async fn by_ids(
    conn: &mut Connection,
    ids: &[OrganisationId],
) -> Result<HashMap<OrganisationId, OrganisationView>, Fault> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        "select id, name_fi, name_sv, name_en, kind, region, parent, verified, coordinator, version
         from organisations
         where id = any($1)
         limit $2",
        &ids,
        ids.len() as i64,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let view = OrganisationView {
                id: OrganisationId(row.id),
                name: Words { fi: row.name_fi, sv: row.name_sv, en: row.name_en },
                kind: row.kind,
                region: row.region,
                parent: row.parent.map(OrganisationId),
                verified: row.verified,
                coordinator: row.coordinator,
                version: seq(row.version),
            };
            (view.id, view)
        })
        .collect())
}

/// What only the organisation's page tells.
#[derive(Clone, Debug)]
pub struct Details {
    pub about: Words,
    pub business_id: Option<String>,
    pub domains: Vec<String>,
    pub parts: Vec<OrganisationId>,
}

/// # Errors
/// A fault of the database.
pub async fn details(
    conn: &mut Connection,
    organisation: OrganisationId,
) -> Result<Option<Details>, Fault> {
    let row = sqlx::query!(
        r#"select
             about_fi,
             about_sv,
             about_en,
             business_id,
             array(
               select domain from organisation_domains where organisation = o.id order by domain
             ) as "domains!",
             array(
               select id from organisations where parent = o.id order by name_fi collate "fi-x-icu"
             ) as "parts!"
           from organisations o
           where id = $1
           limit 1"#,
        organisation.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Details {
        about: Words { fi: row.about_fi, sv: row.about_sv, en: row.about_en },
        business_id: row.business_id,
        domains: row.domains,
        parts: row.parts.into_iter().map(OrganisationId).collect(),
    }))
}

/// Organisations with the number of their people whom everybody finds, and of their contacts.
///
/// # Errors
/// A fault of the database.
pub async fn list(
    conn: &mut Connection,
    query: &OrganisationsQuery,
) -> Result<Vec<(OrganisationId, u32, u32)>, Fault> {
    let words = like_prefix(&query.query.trim().to_lowercase());
    let rows = sqlx::query!(
        r#"select
             o.id,
             (
               select count(*)
               from affiliations a
               join members m on m.id = a.member
               where a.organisation = o.id
                 and a.to_at is null
                 and a.confirmed
                 and m.status = 'active'
                 and m.discoverable
             ) as "members!",
             (
               select count(*)
               from organisation_contacts c
               join members m on m.id = c.member
               where c.organisation = o.id and m.status = 'active' and m.discoverable
             ) as "contacts!"
           from organisations o
           where lower(o.name_fi || ' ' || o.name_sv || ' ' || o.name_en collate "fi-x-icu")
               like '%' || $1
             and ($2::text is null or o.kind = $2)
             and ($3::text is null or o.region = $3)
           order by o.name_fi collate "fi-x-icu", o.id
           limit 1000"#,
        words,
        query.kind,
        query.region,
    )
    .fetch_all(conn)
    .await?;
    let few = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(rows
        .into_iter()
        .map(|row| (OrganisationId(row.id), few(row.members), few(row.contacts)))
        .collect())
}

/// People who speak for the organisation today, by name: those whom the reader may know of, or all
/// of them. Those who wait for its word are told apart.
///
/// # Errors
/// A fault of the database.
pub async fn people(
    conn: &mut Connection,
    organisation: OrganisationId,
    reader: MemberId,
    sees_all: bool,
    limit: i64,
) -> Result<Vec<(MemberId, bool)>, Fault> {
    let rows = sqlx::query!(
        r#"select m.id, a.confirmed
           from affiliations a
           join members m on m.id = a.member
           where a.organisation = $1
             and a.to_at is null
             and (
               (m.status = 'active' and knows_of($2, m) and (a.confirmed or m.id = $2))
               or ($3 and m.status in ('active', 'suspended'))
             )
           order by m.family collate "fi-x-icu", m.given collate "fi-x-icu", m.id
           limit $4"#,
        organisation.0,
        reader.0,
        sees_all,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (MemberId(row.id), row.confirmed)).collect())
}

/// Whether `parent` is the organisation or a part of it, so that it cannot be above it.
///
/// # Errors
/// A fault of the database.
pub async fn is_within(
    conn: &mut Connection,
    parent: OrganisationId,
    organisation: OrganisationId,
) -> Result<bool, Fault> {
    Ok(sqlx::query_scalar!(
        r#"with recursive above (id, parent) as (
             select id, parent from organisations where id = $1
             union
             select o.id, o.parent from organisations o join above on o.id = above.parent
           )
           select exists (select from above where id = $2) as "exists!""#,
        parent.0,
        organisation.0,
    )
    .fetch_one(conn)
    .await?)
}

//! Members and organisations as those who run the network see them.

use talkoo_protocol::{
    MemberId, OrganisationId,
    administration::{AdminMember, AdminMembersPage, AdminMembersQuery, AdminOrganisation},
    places::Words,
};

use super::{like_part, small};
use crate::{error::Fault, store::Connection};

/// A page of members by name. Erased ones are listed only when they are asked for.
///
/// # Errors
/// A fault of the database.
pub async fn members(
    conn: &mut Connection,
    query: &AdminMembersQuery,
    limit: i64,
) -> Result<AdminMembersPage, Fault> {
    let part = like_part(&query.query);
    let organisation = query.organisation.map(|id| id.0);
    let total = sqlx::query_scalar!(
        r#"select count(*) as "count!"
           from members m
           where (lower(m.given || ' ' || m.family) like $1 or lower(m.email) like $1)
             and (m.status = $2 or ($2 = '' and m.status <> 'erased'))
             and ($3 = '' or m.role = $3)
             and ($4::uuid is null or exists (
               select from affiliations a
               where a.member = m.id and a.organisation = $4 and a.to_at is null))"#,
        part,
        query.status,
        query.office,
        organisation,
    )
    .fetch_one(&mut *conn)
    .await?;
    let rows = sqlx::query!(
        r#"select
             m.id,
             m.given,
             m.family,
             m.email,
             m.title,
             m.status,
             m.role,
             m.made_at,
             a.organisation as "organisation?",
             (select count(*)
              from sessions s
              where s.member = m.id
                and s.ended_at is null
                and s.expires_at > app_now()) as "sessions!",
             (select max(s.seen_at) from sessions s where s.member = m.id) as seen_at
           from members m
           left join affiliations a on a.member = m.id and a.main and a.to_at is null
           where (lower(m.given || ' ' || m.family) like $1 or lower(m.email) like $1)
             and (m.status = $2 or ($2 = '' and m.status <> 'erased'))
             and ($3 = '' or m.role = $3)
             and ($4::uuid is null or exists (
               select from affiliations x
               where x.member = m.id and x.organisation = $4 and x.to_at is null))
             and ($5::uuid is null or
               (m.family collate "fi-x-icu", m.given collate "fi-x-icu", m.id)
               > (select p.family, p.given, p.id from members p where p.id = $5))
           order by m.family collate "fi-x-icu", m.given collate "fi-x-icu", m.id
           limit $6"#,
        part,
        query.status,
        query.office,
        organisation,
        query.after.map(|id| id.0),
        limit + 1,
    )
    .fetch_all(conn)
    .await?;
    let has_more = rows.len() as i64 > limit;
    let members =
        rows.into_iter().take(usize::try_from(limit).unwrap_or(0)).map(|row| AdminMember {
            id: MemberId(row.id),
            given: row.given,
            family: row.family,
            email: row.email,
            title: row.title,
            status: row.status,
            office: row.role,
            organisation: row.organisation.map(OrganisationId),
            sessions: small(row.sessions),
            seen_at: row.seen_at,
            made_at: row.made_at,
        });
    Ok(AdminMembersPage { members: members.collect(), total: small(total), has_more })
}

/// Every organisation by its Finnish name.
///
/// # Errors
/// A fault of the database.
pub async fn organisations(conn: &mut Connection) -> Result<Vec<AdminOrganisation>, Fault> {
    let rows = sqlx::query!(
        r#"select
             o.id,
             o.name_fi,
             o.name_sv,
             o.name_en,
             o.kind,
             o.region,
             o.verified,
             o.coordinator,
             array(
               select d.domain from organisation_domains d where d.organisation = o.id order by 1
             ) as "domains!",
             (select count(*)
              from affiliations a
              join members m on m.id = a.member and m.status = 'active'
              where a.organisation = o.id and a.to_at is null) as "members!"
           from organisations o
           order by o.name_fi collate "fi-x-icu", o.id
           limit 10000"#
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| AdminOrganisation {
            id: OrganisationId(row.id),
            name: Words { fi: row.name_fi, sv: row.name_sv, en: row.name_en },
            kind: row.kind,
            region: row.region,
            verified: row.verified,
            coordinator: row.coordinator,
            domains: row.domains,
            members: small(row.members),
        })
        .collect())
}

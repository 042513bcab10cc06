//! Members and organisations as other active members see them, and the few private columns that
//! signing in needs.

use std::collections::HashMap;

use talkoo_protocol::{
    ChannelId, FileId, MemberId, MemberView, OrganisationId, OrganisationView, WorkspaceId,
    places::AffiliationView,
};
use uuid::Uuid;

use super::{Connection, organisations, seq};
use crate::{
    domain::access::{MemberStatus, NetworkRole},
    error::Fault,
};

/// Affiliations as Postgres aggregates them.
#[derive(Debug, serde::Deserialize)]
struct Affiliation {
    organisation: Uuid,
    title: String,
    main: bool,
    confirmed: bool,
}

/// These members, by id. One whose membership has ended, or who was erased, is shown as nobody: what
/// they said stays, the name does not.
///
/// # Errors
/// A fault of the database.
pub async fn by_ids(
    conn: &mut Connection,
    ids: &[MemberId],
) -> Result<HashMap<MemberId, MemberView>, Fault> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"select
             m.id,
             m.given,
             m.family,
             m.title,
             m.picture,
             m.region,
             m.languages,
             m.status,
             m.status in ('ended', 'erased') as "is_gone!",
             m.version,
             coalesce(
               (
                 select jsonb_agg(
                   jsonb_build_object(
                     'organisation', a.organisation,
                     'title', a.title,
                     'main', a.main,
                     'confirmed', a.confirmed)
                   order by a.main desc, a.organisation
                 )
                 from affiliations a
                 where a.member = m.id and a.to_at is null
               ),
               '[]'
             ) as "affiliations!: sqlx::types::Json<Vec<Affiliation>>"
           from members m
           where m.id = any($1)
             and m.status <> 'pending'
           limit $2"#,
        &ids,
        ids.len() as i64,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let (id, version) = (MemberId(row.id), seq(row.version));
            if row.is_gone {
                return (id, nobody(id, version));
            }
            let affiliations = row.affiliations.0.into_iter().map(|affiliation| AffiliationView {
                organisation: OrganisationId(affiliation.organisation),
                title: affiliation.title,
                main: affiliation.main,
                unverified: !affiliation.confirmed,
            });
            let view = MemberView {
                id,
                given: row.given,
                family: row.family,
                title: row.title,
                picture: row.picture.map(FileId),
                region: row.region,
                languages: row.languages,
                affiliations: affiliations.collect(),
                status: row.status,
                version,
            };
            (view.id, view)
        })
        .collect())
}

/// Who has gone.
fn nobody(id: MemberId, version: u64) -> MemberView {
    MemberView {
        id,
        given: String::new(),
        family: String::new(),
        title: String::new(),
        picture: None,
        region: None,
        languages: Vec::new(),
        affiliations: Vec::new(),
        status: MemberStatus::Erased.as_str().to_owned(),
        version,
    }
}

/// Active members whose given or family name begins so and of whom the reader may know, people of
/// the place first.
///
/// # Errors
/// A fault of the database.
pub async fn named(
    conn: &mut Connection,
    reader: MemberId,
    beginning: &str,
    channel: Option<ChannelId>,
    workspace: Option<WorkspaceId>,
    limit: i64,
) -> Result<Vec<MemberId>, Fault> {
    let pattern = like_prefix(&beginning.to_lowercase());
    let ids = sqlx::query_scalar!(
        r#"select m.id
           from members m
           left join channel_members cm on cm.member = m.id and cm.channel = $2
           left join workspace_members wm on wm.member = m.id and wm.workspace = coalesce($3, (
             select workspace from channels where id = $2))
           where m.status = 'active'
             and (lower(m.given) like $1 or lower(m.family) like $1
                  or lower(m.given || ' ' || m.family) like $1)
             and ($3::uuid is null or wm.member is not null)
             and knows_of($5, m)
           order by
             cm.member is null,
             wm.member is null,
             m.given collate "fi-x-icu",
             m.family collate "fi-x-icu",
             m.id
           limit $4"#,
        pattern,
        channel.map(|channel| channel.0),
        workspace.map(|workspace| workspace.0),
        limit,
        reader.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(MemberId).collect())
}

/// What a member types becomes a pattern in which nothing is a wildcard but the end.
pub fn like_prefix(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("{escaped}%")
}

/// Every organisation.
///
/// # Errors
/// A fault of the database.
pub async fn organisations(conn: &mut Connection) -> Result<Vec<OrganisationView>, Fault> {
    let ids = sqlx::query_scalar!(
        r#"select id
           from organisations
           order by name_fi collate "fi-x-icu"
           limit 10000"#,
    )
    .fetch_all(&mut *conn)
    .await?;
    let ids: Vec<OrganisationId> = ids.into_iter().map(OrganisationId).collect();
    let mut views = organisations::by_ids(conn, &ids).await?;
    Ok(ids.iter().filter_map(|id| views.remove(id)).collect())
}

/// Which of these are active members.
///
/// # Errors
/// A fault of the database.
pub async fn active(conn: &mut Connection, members: &[MemberId]) -> Result<Vec<MemberId>, Fault> {
    let ids: Vec<Uuid> = members.iter().map(|member| member.0).collect();
    let ids = sqlx::query_scalar!(
        "select id
         from members
         where id = any($1)
           and status = 'active'
         limit $2",
        &ids,
        ids.len() as i64,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(MemberId).collect())
}

/// Whether the member speaks for the organisation now, and it has been confirmed: in its name
/// speaks nobody whom it does not know.
///
/// # Errors
/// A fault of the database.
pub async fn speaks_for(
    conn: &mut Connection,
    member: MemberId,
    organisation: OrganisationId,
) -> Result<bool, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select exists (
             select from affiliations
             where member = $1 and organisation = $2 and to_at is null and confirmed
           ) as "exists!""#,
        member.0,
        organisation.0,
    )
    .fetch_one(conn)
    .await?)
}

/// The organisation a member speaks for when nothing else is said.
///
/// # Errors
/// A fault of the database.
pub async fn main_organisation(
    conn: &mut Connection,
    member: MemberId,
) -> Result<Option<OrganisationId>, Fault> {
    let id = sqlx::query_scalar!(
        "select organisation
         from affiliations
         where member = $1 and main and confirmed and to_at is null
         limit 1",
        member.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(id.map(OrganisationId))
}

/// The language in which a member is spoken to.
///
/// # Errors
/// A fault of the database.
pub async fn language(conn: &mut Connection, member: MemberId) -> Result<String, Fault> {
    Ok(sqlx::query_scalar!("select language from members where id = $1", member.0)
        .fetch_optional(conn)
        .await?
        .unwrap_or_else(|| "fi".to_owned()))
}

/// What an active member is to the network; `None` for anybody else.
///
/// # Errors
/// A fault of the database.
pub async fn network_role(
    conn: &mut Connection,
    member: MemberId,
) -> Result<Option<NetworkRole>, Fault> {
    let role = sqlx::query_scalar!(
        "select role from members where id = $1 and status = 'active'",
        member.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(role.as_deref().and_then(NetworkRole::parse))
}

/// What any member is to the network, whatever the state of the account; `None`: no such member.
///
/// # Errors
/// A fault of the database.
pub async fn held_office(
    conn: &mut Connection,
    member: MemberId,
) -> Result<Option<(MemberStatus, NetworkRole)>, Fault> {
    let row = sqlx::query!("select status, role from members where id = $1", member.0)
        .fetch_optional(conn)
        .await?;
    Ok(row
        .and_then(|row| Some((MemberStatus::parse(&row.status)?, NetworkRole::parse(&row.role)?))))
}

/// Whether an active member other than this one administers the network.
///
/// # Errors
/// A fault of the database.
pub async fn administers_besides(conn: &mut Connection, member: MemberId) -> Result<bool, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select exists (
             select from members
             where role = 'network_admin'
               and status = 'active'
               and id <> $1
           ) as "exists!""#,
        member.0,
    )
    .fetch_one(conn)
    .await?)
}

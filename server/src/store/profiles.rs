//! Profiles as their page shows them, and who may know of whom.

use std::collections::HashSet;

use talkoo_protocol::{
    MemberId, OrganisationId,
    people::{AccountView, AffiliationSpan},
};
use uuid::Uuid;

use super::Connection;
use crate::{
    domain::access::{MemberStatus, NetworkRole},
    error::Fault,
};

/// What stands in a member's own row besides the view that everybody gets.
#[derive(Clone, Debug)]
pub struct Own {
    pub given: String,
    pub family: String,
    pub bio: String,
    pub municipality: Option<String>,
    pub account: AccountView,
}

/// # Errors
/// A fault of the database.
pub async fn own(conn: &mut Connection, member: MemberId) -> Result<Option<Own>, Fault> {
    let row = sqlx::query!(
        "select given, family, bio, municipality, email, discoverable, status, role
         from members
         where id = $1
         limit 1",
        member.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Own {
        given: row.given,
        family: row.family,
        bio: row.bio,
        municipality: row.municipality,
        account: AccountView {
            email: row.email,
            discoverable: row.discoverable,
            status: row.status,
            role: row.role,
        },
    }))
}

/// An account as those see it who close and open accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Account {
    pub status: MemberStatus,
    pub role: NetworkRole,
    pub is_discoverable: bool,
}

/// # Errors
/// A fault of the database.
pub async fn account(conn: &mut Connection, member: MemberId) -> Result<Option<Account>, Fault> {
    Ok(own(conn, member).await?.map(|own| Account {
        // A word that this version does not know is read as the narrowest one.
        status: MemberStatus::parse(&own.account.status).unwrap_or(MemberStatus::Erased),
        role: NetworkRole::parse(&own.account.role).unwrap_or(NetworkRole::Member),
        is_discoverable: own.account.discoverable,
    }))
}

/// Organisations that the member speaks for now, and before.
///
/// # Errors
/// A fault of the database.
pub async fn affiliations(
    conn: &mut Connection,
    member: MemberId,
) -> Result<Vec<AffiliationSpan>, Fault> {
    let rows = sqlx::query!(
        "select organisation, title, main, confirmed, from_at, to_at
         from affiliations
         where member = $1
         order by to_at desc nulls first, main desc, from_at
         limit 100",
        member.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| AffiliationSpan {
            organisation: OrganisationId(row.organisation),
            title: row.title,
            main: row.main,
            unverified: !row.confirmed,
            from: row.from_at,
            to: row.to_at,
        })
        .collect())
}

/// Of these, the active ones whom the reader may know of: discoverable, or in a place with them.
///
/// # Errors
/// A fault of the database.
pub async fn known(
    conn: &mut Connection,
    reader: MemberId,
    members: &[MemberId],
) -> Result<Vec<MemberId>, Fault> {
    let ids: Vec<Uuid> = members.iter().map(|member| member.0).collect();
    let ids = sqlx::query_scalar!(
        "select m.id
         from members m
         where m.id = any($2)
           and m.status = 'active'
           and knows_of($1, m)
         limit $3",
        reader.0,
        &ids,
        ids.len() as i64,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(MemberId).collect())
}

/// Of these pairs of a reader and a member, those in which the reader may know of the member.
///
/// # Errors
/// A fault of the database.
pub async fn known_pairs(
    conn: &mut Connection,
    pairs: &[(MemberId, MemberId)],
) -> Result<HashSet<(MemberId, MemberId)>, Fault> {
    let (readers, members): (Vec<Uuid>, Vec<Uuid>) =
        pairs.iter().map(|(reader, member)| (reader.0, member.0)).unzip();
    let rows = sqlx::query!(
        r#"select asked.reader as "reader!", m.id
           from unnest($1::uuid[], $2::uuid[]) as asked (reader, member)
           join members m on m.id = asked.member and m.status = 'active'
           where knows_of(asked.reader, m)
           limit $3"#,
        &readers,
        &members,
        pairs.len() as i64,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (MemberId(row.reader), MemberId(row.id))).collect())
}

/// Of these, the ones of whom not everybody may know.
///
/// # Errors
/// A fault of the database.
pub async fn not_for_all(
    conn: &mut Connection,
    members: &[MemberId],
) -> Result<HashSet<MemberId>, Fault> {
    let ids: Vec<Uuid> = members.iter().map(|member| member.0).collect();
    let ids = sqlx::query_scalar!(
        "select id
         from members
         where id = any($1)
           and not (discoverable and status = 'active')
         limit $2",
        &ids,
        ids.len() as i64,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(MemberId).collect())
}

/// Of these, the ones whose name the reader may be told: known ones, whoever left, and those who
/// are in a place whose talk the reader may read.
///
/// # Errors
/// A fault of the database.
pub async fn nameable(
    conn: &mut Connection,
    reader: MemberId,
    members: &[MemberId],
) -> Result<Vec<MemberId>, Fault> {
    let ids: Vec<Uuid> = members.iter().map(|member| member.0).collect();
    let ids = sqlx::query_scalar!(
        "select m.id
         from members m
         where m.id = any($2)
           and (
             knows_of($1, m)
             or exists (
               select from workspace_members wm
               join workspaces w on w.id = wm.workspace
               where wm.member = m.id
                 and w.visibility = 'open'
                 and w.state <> 'preparing'
                 and not w.step_up
             )
             or exists (
               select from channel_members cm
               join readable_channels($1) r on r.channel = cm.channel
               where cm.member = m.id
             )
           )
         limit $3",
        reader.0,
        &ids,
        ids.len() as i64,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(MemberId).collect())
}

/// Of these, the ones of whom the stream may not tell: it is the network's, and they are not
/// discoverable.
///
/// # Errors
/// A fault of the database.
pub async fn hidden_on(
    conn: &mut Connection,
    stream: Uuid,
    members: &[MemberId],
) -> Result<Vec<MemberId>, Fault> {
    let ids: Vec<Uuid> = members.iter().map(|member| member.0).collect();
    let ids = sqlx::query_scalar!(
        "select m.id
         from members m
         join network n on n.id = $1
         where m.id = any($2)
           and not m.discoverable
         limit $3",
        stream,
        &ids,
        ids.len() as i64,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(MemberId).collect())
}

/// The organisations a member speaks for today, and whether each has been confirmed.
///
/// # Errors
/// A fault of the database.
pub async fn speaks_for(
    conn: &mut Connection,
    member: MemberId,
) -> Result<Vec<(OrganisationId, bool)>, Fault> {
    let rows = sqlx::query!(
        "select organisation, confirmed
         from affiliations
         where member = $1 and to_at is null
         limit 100",
        member.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (OrganisationId(row.organisation), row.confirmed)).collect())
}

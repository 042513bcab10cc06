//! What came of talk, with the other parties. Who may read where an outcome stands may read it; the
//! caller asks.

use talkoo_protocol::{
    ChannelId, ItemId, MemberId, MessageId, OrganisationId, OutcomeId, StreamId, WorkspaceId,
    activity::{OutcomeDetails, OutcomeView},
};
use uuid::Uuid;

use super::Connection;
use crate::error::Fault;

/// These outcomes.
///
/// # Errors
/// A fault of the database.
pub async fn by_ids(conn: &mut Connection, ids: &[Uuid]) -> Result<Vec<OutcomeView>, Fault> {
    let rows = sqlx::query!(
        r#"select
             o.id,
             o.stream,
             o.channel,
             o.workspace,
             o.item,
             o.message,
             o.kind,
             o.state,
             o.recorded_by,
             o.spoken_as,
             o.at,
             o.region,
             o.theme,
             o.words,
             o.link,
             o.amount,
             o.unit,
             o.answered_by,
             array(
               select p.member from outcome_parties p where p.outcome = o.id order by p.member
             ) as "parties!",
             array(
               select g.organisation
               from outcome_organisations g
               where g.outcome = o.id
               order by g.organisation
             ) as "organisations!"
           from outcomes o
           where o.id = any($1)
           order by o.at desc, o.id
           limit $2"#,
        ids,
        ids.len() as i64,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| OutcomeView {
            id: OutcomeId(row.id),
            kind: row.kind,
            state: row.state,
            at: row.at,
            recorded_by: MemberId(row.recorded_by),
            spoken_as: row.spoken_as.map(OrganisationId),
            stream: StreamId(row.stream),
            channel: row.channel.map(ChannelId),
            workspace: row.workspace.map(WorkspaceId),
            item: row.item.map(ItemId),
            message: row.message.map(MessageId),
            details: OutcomeDetails {
                with: row.parties.into_iter().map(MemberId).collect(),
                organisations: row.organisations.into_iter().map(OrganisationId).collect(),
                region: row.region,
                theme: row.theme,
                words: row.words,
                link: row.link,
                amount: row.amount,
                unit: row.unit,
            },
            answered_by: row.answered_by.map(MemberId),
            may_answer: false,
        })
        .collect())
}

/// # Errors
/// A fault of the database.
pub async fn by_id(conn: &mut Connection, id: OutcomeId) -> Result<Option<OutcomeView>, Fault> {
    Ok(by_ids(conn, &[id.0]).await?.pop())
}

/// Outcomes that wait for an answer of this member, as one of the named or for an organisation they
/// speak for. Whether they may read where it stands is the caller's to ask.
///
/// # Errors
/// A fault of the database.
pub async fn waiting_for(
    conn: &mut Connection,
    member: MemberId,
    limit: i64,
) -> Result<Vec<OutcomeView>, Fault> {
    let ids = sqlx::query_scalar!(
        "select o.id
         from outcomes o
         where o.state = 'recorded'
           and o.recorded_by <> $1
           and (
             exists (select from outcome_parties p where p.outcome = o.id and p.member = $1)
             or exists (
               select from outcome_organisations g
               join affiliations a on a.organisation = g.organisation
               where g.outcome = o.id
                 and g.organisation is distinct from o.spoken_as
                 and a.member = $1
                 and a.confirmed
                 and a.to_at is null
             )
           )
         order by o.at desc, o.id
         limit $2",
        member.0,
        limit,
    )
    .fetch_all(&mut *conn)
    .await?;
    by_ids(conn, &ids).await
}

/// Organisations for which this member may speak now.
///
/// # Errors
/// A fault of the database.
pub async fn speaks_for(
    conn: &mut Connection,
    member: MemberId,
) -> Result<Vec<OrganisationId>, Fault> {
    let ids = sqlx::query_scalar!(
        "select organisation
         from affiliations
         where member = $1 and confirmed and to_at is null
         order by organisation
         limit 100",
        member.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(OrganisationId).collect())
}

/// How many of these organisations there are.
///
/// # Errors
/// A fault of the database.
pub async fn organisations_there(
    conn: &mut Connection,
    organisations: &[OrganisationId],
) -> Result<usize, Fault> {
    let ids: Vec<Uuid> = organisations.iter().map(|one| one.0).collect();
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from organisations where id = any($1)"#,
        &ids
    )
    .fetch_one(conn)
    .await?;
    Ok(usize::try_from(count).unwrap_or(0))
}

/// The first of these tags that is a theme.
///
/// # Errors
/// A fault of the database.
pub async fn theme_among(conn: &mut Connection, slugs: &[String]) -> Result<Option<String>, Fault> {
    Ok(sqlx::query_scalar!(
        "select t.slug
         from unnest($1::text[]) with ordinality as asked (slug, n)
         join tags t on t.slug = asked.slug
         where t.kind = 'theme'
         order by asked.n
         limit 1",
        slugs,
    )
    .fetch_optional(conn)
    .await?)
}

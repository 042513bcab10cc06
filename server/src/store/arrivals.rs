//! Applications as those see them who decide, and as the applicant does; and who does not come.

use talkoo_protocol::{
    ApplicationId, MemberId, OrganisationId, Seq, SessionId,
    arrivals::{AbsentView, ApplicationView, Named, OrganisationName, OwnApplication},
    places::Words,
};
use uuid::Uuid;

use super::{Connection, seq};
use crate::error::Fault;

/// An application as a decision rests on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub application: ApplicationId,
    pub member: MemberId,
    pub organisation: Option<OrganisationId>,
    pub state: State,
    pub handler: Option<MemberId>,
    /// Of the applicant's own stream, which each decision moves.
    pub access_seq: Seq,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Waiting,
    Approved,
    Refused,
}

impl State {
    fn parse(text: &str) -> Self {
        match text {
            "approved" => Self::Approved,
            "refused" => Self::Refused,
            _ => Self::Waiting,
        }
    }
}

/// Those of these applications that there are.
///
/// # Errors
/// A fault of the database.
pub async fn standings(
    conn: &mut Connection,
    applications: &[ApplicationId],
) -> Result<Vec<Standing>, Fault> {
    let ids: Vec<Uuid> = applications.iter().map(|one| one.0).collect();
    let rows = sqlx::query!(
        r#"select a.id, a.member, a.organisation, a.state, h.member as "handler?", s.access_seq
           from applications a
           join streams s on s.id = a.member
           left join application_handlers h on h.application = a.id
           where a.id = any($1)
           order by a.made_at, a.id
           limit $2"#,
        &ids,
        ids.len() as i64,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Standing {
            application: ApplicationId(row.id),
            member: MemberId(row.member),
            organisation: row.organisation.map(OrganisationId),
            state: State::parse(&row.state),
            handler: row.handler.map(MemberId),
            access_seq: seq(row.access_seq),
        })
        .collect())
}

/// The application of a member who waits, or did.
///
/// # Errors
/// A fault of the database.
pub async fn of_member(
    conn: &mut Connection,
    member: MemberId,
) -> Result<Option<(ApplicationId, State)>, Fault> {
    let row = sqlx::query!("select id, state from applications where member = $1", member.0)
        .fetch_optional(conn)
        .await?;
    Ok(row.map(|row| (ApplicationId(row.id), State::parse(&row.state))))
}

/// What the applicant sees.
///
/// # Errors
/// A fault of the database.
pub async fn own(conn: &mut Connection, member: MemberId) -> Result<Option<OwnApplication>, Fault> {
    let row = sqlx::query!(
        r#"select m.given, m.family, m.email, a.reason, a.state, a.made_at, a.decision,
             coalesce(o.name_fi, a.organisation_name) as "name_fi!",
             coalesce(o.name_sv, '') as "name_sv!",
             coalesce(o.name_en, '') as "name_en!",
             n.name as network
           from applications a
           join members m on m.id = a.member
           join network n on true
           left join organisations o on o.id = a.organisation
           where a.member = $1
           limit 1"#,
        member.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| OwnApplication {
        given: row.given,
        family: row.family,
        email: row.email,
        network: row.network,
        organisation: Words { fi: row.name_fi, sv: row.name_sv, en: row.name_en },
        reason: row.reason,
        state: row.state,
        made_at: row.made_at,
        decision: row.decision,
    }))
}

/// The queue, or what was decided last; of these organisations only, where some are given.
///
/// # Errors
/// A fault of the database.
pub async fn list(
    conn: &mut Connection,
    is_waiting: bool,
    organisations: Option<&[OrganisationId]>,
    limit: i64,
) -> Result<Vec<ApplicationView>, Fault> {
    let of: Option<Vec<Uuid>> =
        organisations.map(|all| all.iter().map(|organisation| organisation.0).collect());
    let rows = sqlx::query!(
        r#"select a.id, a.member, a.organisation, a.organisation_name, a.reason, a.state, a.made_at,
             a.decided_at, a.decision, a.decided_by,
             m.given, m.family, m.email, m.title, m.language,
             (
               select d.organisation
               from organisation_domains d
               where lower(d.domain) = lower(split_part(m.email, '@', 2))
               limit 1
             ) as by_domain,
             exists (select from sessions s where s.member = m.id) as "is_confirmed!",
             h.member as "handler?",
             hm.given || ' ' || hm.family as handler_name,
             dm.given || ' ' || dm.family as decider_name
           from applications a
           join members m on m.id = a.member
           left join application_handlers h on h.application = a.id
           left join members hm on hm.id = h.member
           left join members dm on dm.id = a.decided_by
           where (a.state = 'waiting') = $1
             and m.status <> 'erased'
             and ($2::uuid[] is null or a.organisation = any($2))
           order by
             case when $1 then a.made_at end,
             a.decided_at desc,
             a.id
           limit $3"#,
        is_waiting,
        of.as_deref(),
        limit,
    )
    .fetch_all(conn)
    .await?;
    let named = |member: Option<Uuid>, name: Option<String>| {
        Some(Named { member: MemberId(member?), name: name? })
    };
    Ok(rows
        .into_iter()
        .map(|row| ApplicationView {
            id: ApplicationId(row.id),
            member: MemberId(row.member),
            given: row.given,
            family: row.family,
            email: row.email,
            title: row.title,
            language: row.language,
            organisation: row.organisation.map(OrganisationId),
            organisation_name: row.organisation_name,
            by_domain: row.by_domain.map(OrganisationId),
            is_confirmed: row.is_confirmed,
            reason: row.reason,
            state: row.state,
            made_at: row.made_at,
            handler: named(row.handler, row.handler_name),
            decided_by: named(row.decided_by, row.decider_name),
            decided_at: row.decided_at,
            decision: row.decision,
        })
        .collect())
}

/// Organisations as somebody may know them who is no member: their names.
///
/// # Errors
/// A fault of the database.
pub async fn organisation_names(conn: &mut Connection) -> Result<Vec<OrganisationName>, Fault> {
    let rows = sqlx::query!(
        r#"select id, name_fi, name_sv, name_en
           from organisations
           order by name_fi collate "fi-x-icu"
           limit 10000"#,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| OrganisationName {
            id: OrganisationId(row.id),
            name: Words { fi: row.name_fi, sv: row.name_sv, en: row.name_en },
        })
        .collect())
}

/// Whether there is such an organisation.
///
/// # Errors
/// A fault of the database.
pub async fn is_organisation(
    conn: &mut Connection,
    organisation: OrganisationId,
) -> Result<bool, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select from organisations where id = $1) as "exists!""#,
        organisation.0,
    )
    .fetch_one(conn)
    .await?)
}

/// Active members who never came after they were let in, and those of whom nothing was heard for 60
/// days; who waits longest first.
///
/// # Errors
/// A fault of the database.
pub async fn absent(conn: &mut Connection, limit: i64) -> Result<Vec<AbsentView>, Fault> {
    let rows = sqlx::query!(
        r#"with seen as (
             select m.id,
               greatest(m.made_at, a.decided_at) as let_in_at,
               greatest(
                 (
                   select max(s.seen_at)
                   from sessions s
                   where s.member = m.id
                     and (a.decided_at is null or s.seen_at >= a.decided_at)
                 ),
                 (select max(r.day)::timestamptz from read_days r where r.member = m.id)
               ) as seen_at
             from members m
             left join applications a on a.member = m.id
             where m.status = 'active'
           )
           select m.id, m.given, m.family, m.email, m.reminded_at,
             coalesce(o.name_fi, '') as "name_fi!",
             coalesce(o.name_sv, '') as "name_sv!",
             coalesce(o.name_en, '') as "name_en!",
             s.seen_at is null as "never!",
             coalesce(s.seen_at, s.let_in_at) as "since!"
           from seen s
           join members m on m.id = s.id
           left join affiliations f on f.member = m.id and f.main and f.to_at is null
           left join organisations o on o.id = f.organisation
           where s.seen_at is null
              or s.seen_at < app_now() - interval '60 days'
           order by coalesce(s.seen_at, s.let_in_at), m.id
           limit $1"#,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| AbsentView {
            member: MemberId(row.id),
            given: row.given,
            family: row.family,
            email: row.email,
            organisation: Words { fi: row.name_fi, sv: row.name_sv, en: row.name_en },
            why: if row.never { "never" } else { "quiet" }.to_owned(),
            since: row.since,
            reminded_at: row.reminded_at,
        })
        .collect())
}

/// Devices of a member that are signed in, without one.
///
/// # Errors
/// A fault of the database.
pub async fn other_sessions(
    conn: &mut Connection,
    member: MemberId,
    keep: Option<SessionId>,
) -> Result<Vec<SessionId>, Fault> {
    let ids = sqlx::query_scalar!(
        "select id
         from sessions
         where member = $1
           and ended_at is null
           and id is distinct from $2
         limit 10000",
        member.0,
        keep.map(|session| session.0),
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(SessionId).collect())
}

//! The numbers of a period, over what every active member may read and nothing else: so they are the
//! same for whoever asks, and each of them can be opened. Those who are not discoverable are in no
//! count of people. With an organisation: what was done in its name.

use talkoo_protocol::{OrganisationId, WorkspaceId, report::*};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::Connection;
use crate::error::Fault;

/// What is counted.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    pub from: OffsetDateTime,
    pub until: OffsetDateTime,
    pub organisation: Option<OrganisationId>,
}

impl Span {
    fn organisation(self) -> Option<Uuid> {
        self.organisation.map(|organisation| organisation.0)
    }
}

/// How long a question may wait for an answer that still counts as soon.
const SOON_HOURS: i32 = 48;
/// Days before the end in which somebody has been active.
const ACTIVE_DAYS: i32 = 30;
/// Readings that make somebody active who has written nothing.
const READINGS: i64 = 3;

/// The first and the last day of the report when none is asked for: the last ninety.
///
/// # Errors
/// A fault of the database.
pub async fn usual_days(conn: &mut Connection) -> Result<(Date, Date), Fault> {
    let row = sqlx::query!(
        r#"select
             (app_now() at time zone 'Europe/Helsinki')::date - 89 as "first!",
             (app_now() at time zone 'Europe/Helsinki')::date as "last!""#
    )
    .fetch_one(conn)
    .await?;
    Ok((row.first, row.last))
}

/// People: who wrote in the period, and who was active at its end. Reading is no public act, so of an
/// organisation, which may be one person, only what its people did in open channels counts.
///
/// # Errors
/// A fault of the database.
pub async fn people(conn: &mut Connection, span: Span) -> Result<ReportPeople, Fault> {
    let row = sqlx::query!(
        r#"with counted as (
             select m.id
             from members m
             where m.status = 'active'
               and m.discoverable
               and (
                 $3::uuid is null
                 or exists (
                   select from affiliations a
                   where a.member = m.id
                     and a.organisation = $3
                     and a.main
                     and a.confirmed
                     and a.to_at is null
                 )
               )
           ),
           wrote as (
             select e.actor, max(e.at) as at
             from events e
             where e.at >= least($1, $2::timestamptz - make_interval(days => $4))
               and e.at < $2
               and e.verb in ('posted', 'item_created', 'item_changed', 'outcome_recorded', 'outcome_confirmed')
               and e.stream in (select channel from open_channels)
             group by e.actor
           ),
           in_period as (
             select distinct e.actor
             from events e
             where e.at >= $1
               and e.at < $2
               and e.verb in ('posted', 'item_created', 'item_changed', 'outcome_recorded', 'outcome_confirmed')
               and e.stream in (select channel from open_channels)
           ),
           has_read as (
             select r.member
             from read_days r
             where $3::uuid is null
               and r.day > (($2::timestamptz at time zone 'Europe/Helsinki')::date - 1 - $4)
               and r.day < ($2::timestamptz at time zone 'Europe/Helsinki')::date
             group by r.member
             having sum(r.channels_read) >= $5
           )
           select
             count(*) filter (where c.id in (select actor from in_period)) as "writers!",
             count(*) filter (
               where c.id in (
                   select actor from wrote where at >= $2::timestamptz - make_interval(days => $4)
                 )
                 or c.id in (select member from has_read)
             ) as "active!"
           from counted c"#,
        span.from,
        span.until,
        span.organisation(),
        ACTIVE_DAYS,
        READINGS,
    )
    .fetch_one(conn)
    .await?;
    Ok(ReportPeople { active: number(row.active), writers: number(row.writers) })
}

/// Messages by weeks that begin on Monday, and how many of them spoke as a coordinator.
///
/// # Errors
/// A fault of the database.
pub async fn weeks(conn: &mut Connection, span: Span) -> Result<Vec<ReportWeek>, Fault> {
    let rows = sqlx::query!(
        r#"select
             date_trunc('week', m.at at time zone 'Europe/Helsinki')::date as "begins!",
             count(*) as "messages!",
             count(*) filter (where o.coordinator) as "coordinator!"
           from messages m
           left join organisations o on o.id = m.spoken_as
           where m.at >= $1
             and m.at < $2
             and m.deleted_at is null
             and m.stream in (select channel from open_channels)
             and ($3::uuid is null or m.spoken_as = $3)
           group by 1
           order by 1
           limit 1000"#,
        span.from,
        span.until,
        span.organisation(),
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| ReportWeek {
            begins: row.begins.to_string(),
            messages: number(row.messages),
            coordinator: number(row.coordinator),
        })
        .collect())
}

/// Questions: topics that begin with a question mark in their first message or their title; who asks
/// does not answer themselves. Of those younger than two days at the period's end without an answer
/// nobody can say yet whether they are answered soon: they are waiting.
///
/// # Errors
/// A fault of the database.
pub async fn questions(conn: &mut Connection, span: Span) -> Result<ReportQuestions, Fault> {
    let row = sqlx::query!(
        r#"with topics as (
             select i.id, i.at, i.author
             from items i
             left join lateral (
               select m.text
               from messages m
               where m.item = i.id and m.deleted_at is null
               order by m.seq
               limit 1
             ) f on true
             where i.at >= $1
               and i.at < $2
               and i.kind = 'chat'
               and not i.main
               and i.deleted_at is null
               and i.channel in (select channel from open_channels)
               and ($3::uuid is null or i.spoken_as = $3)
               and position('?' in i.title || coalesce(f.text, '')) > 0
           ),
           answered as (
             select
               t.id,
               t.at,
               (
                 select min(m.at)
                 from messages m
                 where m.item = t.id
                   and m.deleted_at is null
                   and m.author is distinct from t.author
               ) as answered_at
             from topics t
           )
           select
             count(*) as "asked!",
             count(answered_at) as "answered!",
             count(*) filter (
               where answered_at < at + make_interval(hours => $4)
             ) as "soon!",
             count(*) filter (
               where answered_at is null and at + make_interval(hours => $4) > least($2, app_now())
             ) as "waiting!",
             percentile_cont(0.5) within group (
               order by extract(epoch from answered_at - at)::double precision / 60
             ) as "minutes?"
           from answered"#,
        span.from,
        span.until,
        span.organisation(),
        SOON_HOURS,
    )
    .fetch_one(conn)
    .await?;
    Ok(ReportQuestions {
        asked: number(row.asked),
        answered: number(row.answered),
        soon: number(row.soon),
        waiting: number(row.waiting),
        minutes: row.minutes,
    })
}

/// Open workspaces with at least three members of at least two organisations, of whom nobody speaks
/// as a coordinator, and where in the period nobody has.
///
/// # Errors
/// A fault of the database.
pub async fn without_coordinator(
    conn: &mut Connection,
    span: Span,
) -> Result<Vec<ReportPlace>, Fault> {
    let rows = sqlx::query!(
        r#"select
             w.id,
             w.name,
             count(distinct wm.member) as "members!",
             count(distinct a.organisation) as "organisations!"
           from workspaces w
           join workspace_members wm
             on wm.workspace = w.id and wm.role in ('owner', 'facilitator', 'member')
           join members m on m.id = wm.member and m.status = 'active' and m.discoverable
           left join affiliations a
             on a.member = m.id and a.main and a.confirmed and a.to_at is null
           where w.visibility = 'open'
             and w.state = 'active'
             and not w.step_up
             and w.made_at < $2
             and not exists (
               select
               from workspace_members x
               join affiliations b on b.member = x.member and b.main and b.confirmed and b.to_at is null
               join organisations o on o.id = b.organisation
               where x.workspace = w.id
                 and x.role in ('owner', 'facilitator', 'member')
                 and o.coordinator
             )
             and not exists (
               select
               from open_channels c
               join messages s on s.stream = c.channel and s.at >= $1 and s.at < $2
               join organisations o on o.id = s.spoken_as
               where c.workspace = w.id and s.deleted_at is null and o.coordinator
             )
           group by w.id, w.name
           having count(distinct wm.member) >= 3
             and count(distinct a.organisation) >= 2
             and ($3::uuid is null or bool_or(a.organisation = $3))
           order by w.name, w.id
           limit 1000"#,
        span.from,
        span.until,
        span.organisation(),
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| ReportPlace {
            workspace: WorkspaceId(row.id),
            name: row.name,
            members: number(row.members),
            organisations: number(row.organisations),
        })
        .collect())
}

/// Outcomes of the period that stand, one row for each kind, theme and region together.
///
/// # Errors
/// A fault of the database.
pub async fn outcomes(conn: &mut Connection, span: Span) -> Result<Vec<ReportOutcomes>, Fault> {
    let rows = sqlx::query!(
        r#"select
             o.kind,
             o.theme,
             o.region,
             o.unit,
             count(*) as "recorded!",
             count(*) filter (where o.state = 'confirmed') as "confirmed!",
             sum(o.amount) as "amount?",
             sum(o.amount) filter (where o.state = 'confirmed') as "amount_confirmed?"
           from outcomes o
           where o.at >= $1
             and o.at < $2
             and o.state in ('recorded', 'confirmed')
             and o.stream in (select channel from open_channels)
             and (
               $3::uuid is null
               or o.spoken_as = $3
               or exists (
                 select from outcome_organisations g where g.outcome = o.id and g.organisation = $3
               )
             )
           group by o.kind, o.theme, o.region, o.unit
           order by o.kind, o.theme, o.region, o.unit
           limit 10000"#,
        span.from,
        span.until,
        span.organisation(),
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| ReportOutcomes {
            kind: row.kind,
            theme: row.theme,
            region: row.region,
            unit: row.unit,
            recorded: number(row.recorded),
            confirmed: number(row.confirmed),
            amount: row.amount,
            amount_confirmed: row.amount_confirmed,
        })
        .collect())
}

fn number(count: i64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

//! Statements for the demonstration network alone: organisations before anybody speaks for them, and
//! the past that it pretends to have. Only an empty network is ever written to by these.

use uuid::Uuid;

use super::{Connection, sql_seq};
use crate::error::Fault;

/// An organisation that is simply there.
#[derive(Clone, Debug)]
pub struct NewOrganisation<'a> {
    pub id: Uuid,
    pub name: [&'a str; 3],
    pub kind: &'a str,
    pub region: Option<&'a str>,
    pub coordinator: bool,
}

/// # Errors
/// A fault of the database.
pub async fn add_organisation(
    conn: &mut Connection,
    new: &NewOrganisation<'_>,
) -> Result<(), Fault> {
    let [fi, sv, en] = new.name;
    sqlx::query!(
        "insert into organisations
           (id, name_fi, name_sv, name_en, kind, region, verified, coordinator)
         values ($1, $2, $3, $4, $5, $6, true, $7)",
        new.id,
        fi,
        sv,
        en,
        new.kind,
        new.region,
        new.coordinator,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether anybody is there.
///
/// # Errors
/// A fault of the database.
pub async fn is_empty(conn: &mut Connection) -> Result<bool, Fault> {
    Ok(sqlx::query_scalar!(r#"select not exists (select from members) as "empty!""#)
        .fetch_one(conn)
        .await?)
}

/// When an event shall have been: days before today's midnight in Helsinki, and minutes after it.
#[derive(Clone, Copy, Debug)]
pub struct Past {
    pub stream: Uuid,
    pub seq: u64,
    pub days: i32,
    pub minute: i32,
}

/// Lets everything have begun a month ago and these events have happened since, each at its time.
/// What was done at each event bears the event's time.
///
/// # Errors
/// A fault of the database.
pub async fn set_back(conn: &mut Connection, past: &[Past]) -> Result<(), Fault> {
    sqlx::query!(
        "with begun as (
           update workspaces set made_at = app_now() - interval '30 days'
         ),
         peopled as (
           update members set made_at = app_now() - interval '30 days'
         ),
         opened as (
           update channels set made_at = app_now() - interval '30 days'
         ),
         followed as (
           update follows set at = app_now() - interval '30 days'
         ),
         introduced as (
           insert into notice_settings (member, introduced_at)
           select id, app_now() - interval '30 days' from members
           on conflict (member) do update set introduced_at = excluded.introduced_at
         )
         update events set at = app_now() - interval '30 days' + make_interval(secs => seq)"
    )
    .execute(&mut *conn)
    .await?;
    let streams: Vec<Uuid> = past.iter().map(|one| one.stream).collect();
    let seqs: Vec<i64> = past.iter().map(|one| sql_seq(one.seq)).collect();
    let days: Vec<i32> = past.iter().map(|one| one.days).collect();
    let minutes: Vec<i32> = past.iter().map(|one| one.minute).collect();
    sqlx::query!(
        "update events e
         set at = date_trunc('day', app_now(), 'Europe/Helsinki')
           - make_interval(days => p.days) + make_interval(mins => p.minute)
         from unnest($1::uuid[], $2::bigint[], $3::int[], $4::int[]) as p (stream, seq, days, minute)
         where e.stream = p.stream
           and e.seq = p.seq",
        &streams,
        &seqs,
        &days,
        &minutes,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "with said as (
           update messages m set at = e.at from events e where e.stream = m.stream and e.seq = m.seq
         ),
         tagged as (
           update taggings g set at = e.at from events e where e.stream = g.channel and e.seq = g.seq
         ),
         marked as (
           update reactions r
           set at = e.at
           from messages m
           join events e on e.stream = m.stream and e.seq = m.seq
           where m.id = r.message
         ),
         achieved as (
           update outcomes o
           set at = e.at
           from events e
           where e.stream = o.stream and e.seq = o.seq
         )
         update items i set at = e.at from events e where e.stream = i.channel and e.seq = i.seq"
    )
    .execute(&mut *conn)
    .await?;
    // Talk began with its first words, and feeds offer it from then on.
    sqlx::query!(
        "update items i
         set at = said.at
         from (select item, min(at) as at from messages group by item) said
         where said.item = i.id"
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!("select count(*) from offer_items(array(select item from offers))")
        .fetch_one(conn)
        .await?;
    Ok(())
}

/// How large the network is: members, organisations, messages, workspaces.
///
/// # Errors
/// A fault of the database.
pub async fn sizes(conn: &mut Connection) -> Result<[u32; 4], Fault> {
    let row = sqlx::query!(
        r#"select
             (select count(*) from members where status = 'active') as "members!",
             (select count(*) from organisations) as "organisations!",
             (select count(*) from messages where deleted_at is null) as "messages!",
             (select count(*) from workspaces) as "workspaces!""#
    )
    .fetch_one(conn)
    .await?;
    Ok([row.members, row.organisations, row.messages, row.workspaces]
        .map(|count| u32::try_from(count).unwrap_or(u32::MAX)))
}

/// Makes the link of a demonstration person good for ever, whatever it was before.
///
/// # Errors
/// A fault of the database.
pub async fn keep_link(
    conn: &mut Connection,
    token_hash: &[u8],
    member: Uuid,
) -> Result<(), Fault> {
    sqlx::query!(
        "insert into sign_in_links (token_hash, member, purpose, expires_at)
         values ($1, $2, 'demo', 'infinity')
         on conflict (token_hash) do nothing",
        token_hash,
        member,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Somebody of a demonstration who waits to be let in.
#[derive(Clone, Debug)]
pub struct Applicant<'a> {
    pub id: Uuid,
    pub application: Uuid,
    pub name: [&'a str; 2],
    pub email: &'a str,
    pub language: &'a str,
    pub title: &'a str,
    pub organisation: Option<Uuid>,
    pub organisation_name: &'a str,
    pub reason: &'a str,
}

/// Lets somebody have applied a while ago.
///
/// # Errors
/// A fault of the database.
pub async fn add_applicant(conn: &mut Connection, one: &Applicant<'_>) -> Result<(), Fault> {
    sqlx::query!(
        "with applicant as (
           insert into members
             (id, given, family, email, title, language, languages, status, terms_version)
           values ($1, $3, $4, $5, $6, $7, array[$7], 'pending', '1')
           returning id
         ),
         stream as (
           insert into streams (id, sort, owner) select id, 'member', id from applicant
         )
         insert into applications (id, member, organisation, organisation_name, reason, made_at)
         select $2, id, $8, $9, $10, app_now() - interval '1 day'
         from applicant",
        one.id,
        one.application,
        one.name[0],
        one.name[1],
        one.email,
        one.title,
        one.language,
        one.organisation,
        one.organisation_name,
        one.reason,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Lets the people have agreed to the terms and been here yesterday; of these addresses one was not
/// here for long, and one never.
///
/// # Errors
/// A fault of the database.
pub async fn have_arrived(conn: &mut Connection, quiet: &str, never: &str) -> Result<(), Fault> {
    sqlx::query!(
        "with agreed as (
           update members
           set terms_version = '1', consented_at = made_at
           where status = 'active'
           returning id
         ),
         kept as (
           insert into consents (member, version, at) select id, 1, app_now() from agreed
         )
         insert into read_days (member, day, channels_read)
         select id, (app_now() - case when email = $1 then interval '75 days' else interval '1 day' end)::date, 3
         from members
         where status = 'active'
           and email <> $2
         on conflict (member, day) do nothing",
        quiet,
        never,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A domain of an organisation.
///
/// # Errors
/// A fault of the database.
pub async fn add_domain(
    conn: &mut Connection,
    domain: &str,
    organisation: Uuid,
) -> Result<(), Fault> {
    sqlx::query!(
        "insert into organisation_domains (domain, organisation)
         values ($1, $2)
         on conflict (domain) do nothing",
        domain,
        organisation,
    )
    .execute(conn)
    .await?;
    Ok(())
}

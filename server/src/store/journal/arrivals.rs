//! Statements about coming in.

use super::{coming_in, people};
use crate::{
    domain::draft::arrivals::{Arrival, Decision, NewApplication, NewTerms},
    store::Connection,
};

pub(super) async fn store(conn: &mut Connection, arrival: &Arrival) -> Result<(), sqlx::Error> {
    match arrival {
        Arrival::Apply(new) => apply(conn, new).await,
        Arrival::Handle { application, member } => sqlx::query!(
            "insert into application_handlers (application, member) values ($1, $2)",
            application.0,
            member.0,
        )
        .execute(conn)
        .await
        .map(drop),
        Arrival::LetGo { application, member } => sqlx::query!(
            "delete from application_handlers where application = $1 and member = $2",
            application.0,
            member.0,
        )
        .execute(conn)
        .await
        .map(drop),
        Arrival::Decide(decision) => decide(conn, decision).await,
        Arrival::Reminded { members } => {
            let ids: Vec<uuid::Uuid> = members.iter().map(|member| member.0).collect();
            sqlx::query!("update members set reminded_at = app_now() where id = any($1)", &ids)
                .execute(conn)
                .await
                .map(drop)
        }
        Arrival::Consent { member, version } => consent(conn, member.0, *version).await,
        Arrival::Terms(terms) => publish(conn, terms).await,
        Arrival::SetPassword { member, hash, keep } => {
            set_password(conn, member.0, hash, keep.map(|session| session.0)).await
        }
        Arrival::UseLink { token_hash } => use_link(conn, token_hash).await,
    }
}

/// From the session that is kept, while it holds: whoever has just been signed out by another change
/// changes nothing any more.
async fn set_password(
    conn: &mut Connection,
    member: uuid::Uuid,
    hash: &str,
    keep: Option<uuid::Uuid>,
) -> Result<(), sqlx::Error> {
    let done = sqlx::query!(
        "update members
         set password_hash = $2
         where id = $1
           and ($3::uuid is null or exists (
             select from sessions where id = $3 and member = $1 and ended_at is null))",
        member,
        hash,
        keep,
    )
    .execute(&mut *conn)
    .await?;
    coming_in::found(conn, done.rows_affected()).await?;
    sqlx::query!(
        "update sessions
         set ended_at = app_now()
         where member = $1 and ended_at is null and id is distinct from $2",
        member,
        keep,
    )
    .execute(&mut *conn)
    .await?;
    people::end_links(conn, member).await
}

/// A link works once, but a demonstration's again and again.
async fn use_link(conn: &mut Connection, token_hash: &[u8]) -> Result<(), sqlx::Error> {
    let done = sqlx::query!(
        "update sign_in_links l
         set used_at = app_now()
         from members m
         where l.token_hash = $1
           and m.id = l.member
           and m.status in ('active', 'pending')
           and l.expires_at > app_now()
           and (l.used_at is null or l.purpose = 'demo')",
        token_hash,
    )
    .execute(&mut *conn)
    .await?;
    coming_in::found(conn, done.rows_affected()).await
}

async fn apply(conn: &mut Connection, new: &NewApplication) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into members (id, given, family, email, title, language, languages, status)
         values ($1, $2, $3, $4, $5, $6, array[$6], 'pending')
         on conflict (id) do update
         set given = excluded.given,
             family = excluded.family,
             title = excluded.title,
             language = excluded.language",
        new.member.0,
        new.given,
        new.family,
        new.email,
        new.title,
        new.language,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into applications (id, member, organisation, organisation_name, reason)
         values ($1, $2, $3, $4, $5)
         on conflict (member) do update
         set organisation = excluded.organisation,
             organisation_name = excluded.organisation_name,
             reason = excluded.reason,
             state = 'waiting',
             decided_by = null,
             decided_at = null,
             decision = '',
             made_at = app_now()",
        new.id.0,
        new.member.0,
        new.organisation.map(|organisation| organisation.0),
        new.organisation_name,
        new.reason,
    )
    .execute(&mut *conn)
    .await?;
    consent(conn, new.member.0, new.terms_version).await
}

async fn decide(conn: &mut Connection, decision: &Decision) -> Result<(), sqlx::Error> {
    let Decision { application, member, by, approve, reason, organisation } = decision;
    let state = if *approve { "approved" } else { "refused" };
    let organisation = organisation.map(|organisation| organisation.0);
    sqlx::query!(
        "with let_go as (
           delete from application_handlers where application = $1
         )
         update applications
         set state = $2,
             decided_by = $3,
             decided_at = app_now(),
             decision = $4,
             organisation = coalesce($5, organisation)
         where id = $1",
        application.0,
        state,
        by.0,
        reason,
        organisation,
    )
    .execute(&mut *conn)
    .await?;
    if !approve {
        return Ok(());
    }
    sqlx::query!(
        "update members
         set status = 'active',
             version = version + 1
         where id = $1
           and status = 'pending'",
        member.0,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into affiliations (member, organisation, title, main)
         select m.id, $2, m.title, true
         from members m
         where m.id = $1
           and $2::uuid is not null",
        member.0,
        organisation,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What is kept of it: each version, and the newest beside the member.
pub(super) async fn consent(
    conn: &mut Connection,
    member: uuid::Uuid,
    version: u32,
) -> Result<(), sqlx::Error> {
    let version = i32::try_from(version).unwrap_or(i32::MAX);
    sqlx::query!(
        "with agreed as (
           insert into consents (member, version)
           values ($1, $2)
           on conflict (member, version) do nothing
         )
         update members
         set terms_version = $2::int::text,
             consented_at = app_now()
         where id = $1",
        member,
        version,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn publish(conn: &mut Connection, new: &NewTerms) -> Result<(), sqlx::Error> {
    let NewTerms { version, terms, privacy, by } = new;
    sqlx::query!(
        "insert into terms
           (version, terms_fi, terms_sv, terms_en, privacy_fi, privacy_sv, privacy_en, published_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        i32::try_from(*version).unwrap_or(i32::MAX),
        terms.fi,
        terms.sv,
        terms.en,
        privacy.fi,
        privacy.sv,
        privacy.en,
        by.0,
    )
    .execute(&mut *conn)
    .await?;
    // What the network's settings show follows.
    sqlx::query!(
        "update network set terms_version = $1::int::text, version = version + 1",
        i32::try_from(*version).unwrap_or(i32::MAX),
    )
    .execute(conn)
    .await?;
    Ok(())
}

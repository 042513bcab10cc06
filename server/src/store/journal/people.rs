//! Statements that make accounts and signed-in devices.

use super::coming_in;
use crate::{
    domain::draft::{NewMember, NewSession},
    store::Connection,
};

pub(super) async fn start_session(
    conn: &mut Connection,
    session: &NewSession,
) -> Result<(), sqlx::Error> {
    let done = sqlx::query!(
        "insert into sessions (id, member, token_hash, device, expires_at)
         select $1, m.id, $3, $4, app_now() + make_interval(secs => $5)
         from members m
         where m.id = $2
           and ($6::text is null or m.password_hash = $6)",
        session.id.0,
        session.member.0,
        session.token_hash,
        session.device,
        session.lasts.as_secs_f64(),
        session.password_hash,
    )
    .execute(&mut *conn)
    .await?;
    coming_in::found(conn, done.rows_affected()).await?;
    end_links(conn, session.member.0).await
}

/// Whoever is here needs no other way in. What somebody else has kept, like an administrator who
/// made links for a list of people, opens nothing from now on.
pub(super) async fn end_links(
    conn: &mut Connection,
    member: uuid::Uuid,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update sign_in_links
         set expires_at = app_now()
         where member = $1 and purpose <> 'demo' and expires_at > app_now()",
        member,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn new_member(
    conn: &mut Connection,
    member: &NewMember,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into members
           (id, given, family, email, title, region, language, languages, role)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        member.id.0,
        member.given,
        member.family,
        member.email,
        member.title,
        member.region,
        member.language,
        &member.languages,
        member.role,
    )
    .execute(&mut *conn)
    .await?;
    let Some(organisation) = member.organisation else { return Ok(()) };
    sqlx::query!(
        "insert into affiliations (member, organisation, title, main)
         values ($1, $2, $3, true)",
        member.id.0,
        organisation.0,
        member.title,
    )
    .execute(conn)
    .await?;
    Ok(())
}

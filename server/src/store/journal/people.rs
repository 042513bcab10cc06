//! Statements that make accounts and signed-in devices.

use crate::{
    domain::draft::{NewMember, NewSession},
    store::Connection,
};

pub(super) async fn start_session(
    conn: &mut Connection,
    session: &NewSession,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into sessions (id, member, token_hash, device, expires_at)
         values ($1, $2, $3, $4, app_now() + make_interval(secs => $5))",
        session.id.0,
        session.member.0,
        session.token_hash,
        session.device,
        session.lasts.as_secs_f64(),
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

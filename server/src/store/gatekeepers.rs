//! Who keeps the gate: whom the queue of applications concerns, and who is written to about it.

use talkoo_protocol::{MemberId, OrganisationId};
use uuid::Uuid;

use super::{Connection, seq};
use crate::error::Fault;

/// Administrators, and the contact persons of these organisations.
///
/// # Errors
/// A fault of the database.
pub async fn of(
    conn: &mut Connection,
    organisations: &[OrganisationId],
    limit: i64,
) -> Result<Vec<MemberId>, Fault> {
    let organisations: Vec<Uuid> = organisations.iter().map(|one| one.0).collect();
    let ids = sqlx::query_scalar!(
        "select id
         from members
         where status = 'active'
           and (role = 'network_admin'
             or id in (select member from organisation_contacts where organisation = any($1)))
         order by id
         limit $2",
        &organisations,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(MemberId).collect())
}

/// Whom the applications that a member has in hand name as their organisation, one entry for each.
///
/// # Errors
/// A fault of the database.
pub async fn handled_by(
    conn: &mut Connection,
    member: MemberId,
) -> Result<Vec<Option<OrganisationId>>, Fault> {
    let found = sqlx::query_scalar!(
        "select a.organisation
         from application_handlers h
         join applications a on a.id = h.application
         where h.member = $1
         limit 10000",
        member.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(found.into_iter().map(|organisation| organisation.map(OrganisationId)).collect())
}

/// How many applications wait, and which administrators are to be told so: those who have not been
/// written to for a day. They count as written to from now on, so the letters belong into the same
/// transaction; of two nodes that ask at once one is answered.
///
/// # Errors
/// A fault of the database.
pub async fn to_write_to(conn: &mut Connection, limit: i64) -> Result<(u64, Vec<MemberId>), Fault> {
    let waiting = sqlx::query_scalar!(
        r#"select count(*) as "waiting!" from applications where state = 'waiting'"#
    )
    .fetch_one(&mut *conn)
    .await?;
    if waiting == 0 {
        return Ok((0, Vec::new()));
    }
    let ids = sqlx::query_scalar!(
        "insert into waiting_letters as w (member, at)
         select id, app_now()
         from members
         where status = 'active'
           and role = 'network_admin'
         order by id
         limit $1
         on conflict (member) do update
           set at = excluded.at
           where w.at <= app_now() - interval '1 day'
         returning member",
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok((seq(waiting), ids.into_iter().map(MemberId).collect()))
}

//! Who is on duty, and when.

use talkoo_protocol::{
    MemberId,
    peer::{DutyBody, DutyWeek},
};
use time::Date;

use super::Connection;
use crate::error::Fault;

/// Weeks that the calendar shows.
const WEEKS: i32 = 12;

/// Hosts of this week in the order in which they are asked: who is on duty comes first.
///
/// # Errors
/// A fault of the database.
pub async fn now(conn: &mut Connection) -> Result<Vec<MemberId>, Fault> {
    let week = week(conn).await?;
    in_week(conn, week).await
}

/// The Monday of this week.
///
/// # Errors
/// A fault of the database.
pub async fn week(conn: &mut Connection) -> Result<Date, Fault> {
    Ok(sqlx::query_scalar!(r#"select duty_week() as "week!""#).fetch_one(conn).await?)
}

/// # Errors
/// A fault of the database.
pub async fn in_week(conn: &mut Connection, week: Date) -> Result<Vec<MemberId>, Fault> {
    let ids = sqlx::query_scalar!(
        r#"select member as "member!" from hosts_in($1) order by turn, member limit 100"#,
        week,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(MemberId).collect())
}

/// The calendar from this week on.
///
/// # Errors
/// A fault of the database.
pub async fn calendar(conn: &mut Connection) -> Result<DutyBody, Fault> {
    let hosts = sqlx::query_scalar!("select member from duty_hosts order by place limit 100")
        .fetch_all(&mut *conn)
        .await?;
    let weeks = sqlx::query!(
        r#"select (duty_week() + 7 * n)::text as "week!", on_duty.member as "host!"
           from generate_series(0, $1 - 1) n
           cross join lateral (
             select h.member from hosts_in(duty_week() + 7 * n) h order by h.turn, h.member limit 1
           ) on_duty
           order by n"#,
        WEEKS,
    )
    .fetch_all(conn)
    .await?;
    Ok(DutyBody {
        hosts: hosts.into_iter().map(MemberId).collect(),
        weeks: weeks
            .into_iter()
            .map(|row| DutyWeek { week: row.week, host: MemberId(row.host) })
            .collect(),
    })
}

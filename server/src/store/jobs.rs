//! Work that a transaction has left to be done after it. A row is taken by one node at a time and
//! stays until the work is done, so it is done at least once whatever node dies meanwhile.

use std::sync::Arc;

use serde_json::Value;
use tokio::sync::Notify;
use uuid::Uuid;

use super::{Connection, seq};
use crate::{domain::draft::NewJob, error::Fault};

/// A bell on this node: rows were written that may be due. Only a hint, the rows are the truth.
#[derive(Clone, Debug, Default)]
pub struct Due(Arc<Notify>);

impl Due {
    pub fn ring(&self) {
        self.0.notify_one();
    }

    /// Returns at once when the bell rang since the last time.
    pub async fn rung(&self) {
        self.0.notified().await;
    }
}

/// A row that this node has taken.
#[derive(Clone, Debug)]
pub struct Job {
    pub id: Uuid,
    pub name: String,
    pub body: Value,
    /// This one included.
    pub attempts: u64,
}

/// Adds rows in the transaction of the change that they follow from.
///
/// # Errors
/// An error of the database.
pub async fn add(conn: &mut Connection, ids: &[Uuid], jobs: &[NewJob]) -> Result<(), sqlx::Error> {
    let names: Vec<String> = jobs.iter().map(|job| job.name.to_owned()).collect();
    let bodies: Vec<Value> = jobs.iter().map(|job| job.body.clone()).collect();
    let after: Vec<f64> = jobs.iter().map(|job| job.after.as_secs_f64()).collect();
    sqlx::query!(
        "insert into jobs (id, name, body, run_at)
         select j.id, j.name, j.body, app_now() + make_interval(secs => j.after)
         from unnest($1::uuid[], $2::text[], $3::jsonb[], $4::float8[])
           as j (id, name, body, after)",
        ids,
        &names,
        &bodies,
        &after,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes what is due of these names: one minute, then twice as long after each try, in which no
/// other node takes it. Who does not come back with an answer in that time has failed.
///
/// # Errors
/// A fault of the database.
pub async fn take(conn: &mut Connection, names: &[String], most: usize) -> Result<Vec<Job>, Fault> {
    let rows = sqlx::query!(
        "update jobs
         set attempts = attempts + 1,
             run_at = app_now() + interval '1 minute' * (2 ^ least(attempts, 9))
         where id in (
           select id
           from jobs
           where failed_at is null
             and run_at <= app_now()
             and name = any($1)
           order by run_at, id
           limit $2
           for update skip locked
         )
         returning id, name, body, attempts",
        names,
        most as i64,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Job {
            id: row.id,
            name: row.name,
            body: row.body,
            attempts: seq(row.attempts.into()),
        })
        .collect())
}

/// What lies there: due rows, for how long the oldest has been, and rows that were given up.
///
/// # Errors
/// A fault of the database.
pub async fn standing(conn: &mut Connection) -> Result<Standing, Fault> {
    let row = sqlx::query!(
        r#"select
             count(*) filter (where failed_at is null and run_at <= app_now()) as "due!",
             coalesce(
               extract(epoch from app_now() - min(run_at) filter (
                 where failed_at is null and run_at <= app_now()
               )), 0
             )::bigint as "oldest_due_secs!",
             count(*) filter (where failed_at is not null) as "failed!"
           from jobs"#
    )
    .fetch_one(conn)
    .await?;
    Ok(Standing {
        due: seq(row.due),
        oldest_due_secs: seq(row.oldest_due_secs),
        failed: seq(row.failed),
    })
}

/// The rows of all nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub due: u64,
    pub oldest_due_secs: u64,
    pub failed: u64,
}

/// It is done, and nothing is left of it.
///
/// # Errors
/// A fault of the database.
pub async fn done(conn: &mut Connection, job: Uuid) -> Result<(), Fault> {
    sqlx::query!("delete from jobs where id = $1", job).execute(conn).await?;
    Ok(())
}

/// Forgets what failed for good a month ago.
///
/// # Errors
/// A fault of the database.
pub async fn forget_failed(conn: &mut Connection) -> Result<u64, Fault> {
    let gone = sqlx::query!("delete from jobs where failed_at < app_now() - interval '30 days'")
        .execute(conn)
        .await?;
    Ok(gone.rows_affected())
}

/// Nobody will try again; the row stays for a month for whoever asks why.
///
/// # Errors
/// A fault of the database.
pub async fn give_up(conn: &mut Connection, job: Uuid) -> Result<(), Fault> {
    sqlx::query!("update jobs set failed_at = app_now() where id = $1", job).execute(conn).await?;
    Ok(())
}

//! Connections that cannot wait for ever: every one carries the timeouts of promise P17.

use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection as _, PgPool};

use super::Unfit;
use crate::config::{Database, Secret};

/// What the rooms above hand on without speaking its language.
pub type Pool = PgPool;

/// A connection that was idle for less is not asked whether it lives.
const ASKED_AFTER: Duration = Duration::from_secs(1);

/// Opens nothing yet; the first question does.
pub fn pool(url: &Secret, settings: &Database, node: &str) -> Result<PgPool, Unfit> {
    let options: PgConnectOptions =
        url.expose().parse().map_err(|fault| Unfit::caused("DATABASE_URL is no address", fault))?;
    let options = options.application_name(&format!("talkoo {node}")).options([
        ("statement_timeout", millis(settings.statement_timeout)),
        ("lock_timeout", millis(settings.lock_timeout)),
        ("idle_in_transaction_session_timeout", millis(settings.idle_in_transaction_timeout)),
        // The same few questions are asked all the time, by id: one plan a connection serves them
        // all, where planning a join of eight tables anew costs more than running it.
        ("plan_cache_mode", "force_generic_plan".to_owned()),
        ("jit", "off".to_owned()),
    ]);
    let pool = PgPoolOptions::new()
        .max_connections(settings.connections)
        .acquire_timeout(settings.acquire_timeout)
        .test_before_acquire(false)
        .before_acquire(|conn, meta| {
            Box::pin(async move {
                // Asking whether Postgres is there doubles the cost of a short question, so only a
                // connection that has been idle is asked.
                Ok(meta.idle_for < ASKED_AFTER || conn.ping().await.is_ok())
            })
        })
        .connect_lazy_with(options);
    Ok(pool)
}

fn millis(time: Duration) -> String {
    format!("{}ms", time.as_millis())
}

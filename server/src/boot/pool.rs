//! Connections that cannot wait for ever: every one carries the timeouts of promise P17.

use std::time::Duration;

use sqlx::PgPool;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use super::Unfit;
use crate::config::{Database, Secret};

/// What the rooms above hand on without speaking its language.
pub type Pool = PgPool;

/// Opens nothing yet; the first question does.
pub fn pool(url: &Secret, settings: &Database, node: &str) -> Result<PgPool, Unfit> {
    let options: PgConnectOptions =
        url.expose().parse().map_err(|fault| Unfit::caused("DATABASE_URL is no address", fault))?;
    let options = options.application_name(&format!("talkoo {node}")).options([
        ("statement_timeout", millis(settings.statement_timeout)),
        ("lock_timeout", millis(settings.lock_timeout)),
        ("idle_in_transaction_session_timeout", millis(settings.idle_in_transaction_timeout)),
    ]);
    let pool = PgPoolOptions::new()
        .max_connections(settings.connections)
        .acquire_timeout(settings.acquire_timeout)
        .connect_lazy_with(options);
    Ok(pool)
}

fn millis(time: Duration) -> String {
    format!("{}ms", time.as_millis())
}

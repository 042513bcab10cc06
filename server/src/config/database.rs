//! Postgres: where it is, and how long anybody waits for it.

use std::{path::PathBuf, time::Duration};

use super::source::Source;
use super::value::Secret;

#[derive(Debug, Clone)]
pub struct Database {
    /// `DATABASE_URL`: Postgres as the application's role. When not set, the server starts a
    /// private Postgres of its own.
    pub url: Option<Secret>,
    /// `MIGRATE_DATABASE_URL`: the same database as the role that owns the schema; `migrate`
    /// uses it, `serve` never does.
    pub migrate_url: Option<Secret>,
    /// `TALKOO_DATABASE_CONNECTIONS`: connections a node keeps at most.
    pub connections: u32,
    /// `TALKOO_DATABASE_ACQUIRE`: how long to wait for a free connection.
    pub acquire_timeout: Duration,
    /// `TALKOO_DATABASE_STATEMENT`: how long one statement may take.
    pub statement_timeout: Duration,
    /// `TALKOO_DATABASE_LOCK`: how long a statement may wait for a lock.
    pub lock_timeout: Duration,
    /// `TALKOO_DATABASE_IDLE_IN_TRANSACTION`: after this Postgres ends a transaction that sleeps.
    pub idle_in_transaction_timeout: Duration,
    /// `TALKOO_POSTGRES_PROGRAMS`: folder with `postgres` and `initdb` for the private Postgres.
    pub programs: Option<PathBuf>,
}

impl Database {
    pub(super) fn read(source: &mut Source) -> Self {
        Self {
            url: source.get(
                "DATABASE_URL",
                "database.url",
                "",
                "Postgres 15 or newer as the application's role; \
                          not set: a private Postgres",
            ),
            migrate_url: source.get(
                "MIGRATE_DATABASE_URL",
                "database.migrate_url",
                "",
                "the same database as the schema's owner, for migrate; \
                          not set: DATABASE_URL",
            ),
            connections: source.get(
                "TALKOO_DATABASE_CONNECTIONS",
                "database.connections",
                "16",
                "connections to Postgres that a node keeps at most",
            ),
            acquire_timeout: source.get(
                "TALKOO_DATABASE_ACQUIRE",
                "database.acquire",
                "2 s",
                "longest wait for a free connection",
            ),
            statement_timeout: source.get(
                "TALKOO_DATABASE_STATEMENT",
                "database.statement",
                "3 s",
                "longest time of one statement",
            ),
            lock_timeout: source.get(
                "TALKOO_DATABASE_LOCK",
                "database.lock",
                "1 s",
                "longest wait for a lock in Postgres",
            ),
            idle_in_transaction_timeout: source.get(
                "TALKOO_DATABASE_IDLE_IN_TRANSACTION",
                "database.idle_in_transaction",
                "5 s",
                "longest sleep inside a transaction",
            ),
            programs: source.get(
                "TALKOO_POSTGRES_PROGRAMS",
                "database.programs",
                "",
                "folder of postgres and initdb for the private Postgres; \
                          not set: the newest installed",
            ),
        }
    }
}

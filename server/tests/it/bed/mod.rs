//! Where a test lies down: a fresh, migrated database and, when asked for, a Redis of its own.
//!
//! `make test` starts the services once and names them in the environment; without them the first
//! test borrows a pair that all tests of this user share. A bed knows nothing of actions or kinds.

mod cluster;
mod node;
mod redis;
mod services;
mod template;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, PgPool};
use talkoo::config::Settings;
use uuid::Uuid;

pub(crate) use cluster::OwnCluster;
pub(crate) use node::{Node, signal, talkoo};
pub(crate) use redis::OwnRedis;

use services::Services;

/// One database, dropped with it.
pub(crate) struct Bed {
    name: String,
    services: Services,
}

impl Bed {
    /// A database with the schema and nothing in it. A copy of a template that is migrated once.
    pub(crate) async fn new() -> Self {
        let services = Services::find();
        let template = template::ready(&services).await;
        let name = format!("talkoo_test_{}", Uuid::new_v4().simple());
        let create = format!("create database {name} template {template} owner talkoo_owner");
        services.as_superuser(AssertSqlSafe(create)).await;
        Self { name, services }
    }

    /// A database in which nothing was ever made.
    pub(crate) async fn bare() -> Self {
        let services = Services::find();
        template::ready(&services).await;
        let name = format!("talkoo_test_{}", Uuid::new_v4().simple());
        services
            .as_superuser(AssertSqlSafe(format!("create database {name} owner talkoo_owner")))
            .await;
        Self { name, services }
    }

    /// No other bed has this name.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The database as the application's role: what `serve` gets.
    pub(crate) fn url(&self) -> String {
        self.services.url_of(&self.name, "talkoo")
    }

    /// The database as the role that owns the schema: what `migrate` gets.
    pub(crate) fn owner_url(&self) -> String {
        self.services.url_of(&self.name, "talkoo_owner")
    }

    /// The database as a superuser, to break things.
    pub(crate) fn superuser_url(&self) -> String {
        self.services.url_of(&self.name, "postgres")
    }

    /// The Redis that all tests share. Whoever wants to stop one takes [`OwnRedis`].
    pub(crate) fn redis_url(&self) -> String {
        self.services.redis_url.clone()
    }

    /// Where files that are uploaded on this bed lie; gone with it.
    pub(crate) fn files_folder(&self) -> String {
        std::env::temp_dir().join("talkoo-test-files").join(&self.name).display().to_string()
    }

    /// A few connections as the application's role.
    pub(crate) async fn pool(&self) -> PgPool {
        let options: PgConnectOptions = self.url().parse().expect("a bed's URL");
        PgPoolOptions::new().max_connections(4).connect_with(options).await.expect("a pool")
    }

    /// What `serve` would read: this database, any free port, and whatever the test adds.
    pub(crate) fn settings<const N: usize>(&self, more: [(&str, &str); N]) -> Settings {
        let usual = [
            ("DATABASE_URL", self.url()),
            ("TALKOO_LISTEN", "127.0.0.1:0".to_owned()),
            ("TALKOO_FILES_FOLDER", self.files_folder()),
            // This process is the tests, not talkoo.
            ("TALKOO_READER", env!("CARGO_BIN_EXE_talkoo").to_owned()),
        ];
        let more = more.map(|(key, value)| (key, value.to_owned()));
        Settings::from_pairs(usual.into_iter().chain(more)).expect("settings of a test")
    }
}

impl Drop for Bed {
    /// A test may end anywhere, also in a panic; a thread of its own can still ask Postgres.
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(self.files_folder());
        let url = self.services.database_url.clone();
        let drop = format!("drop database if exists {} with (force)", self.name);
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                let mut connection = PgConnection::connect(&url).await?;
                connection.execute(AssertSqlSafe(drop)).await?;
                anyhow::Ok(())
            })
        });
        // A database that stays behind harms nobody: the services forget everything at the end.
        let _ = dropped.join();
    }
}

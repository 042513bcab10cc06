//! From settings to a database that can be served from: the one that is named, or a private
//! Postgres of our own. What is then served is none of its business.

mod account;
mod programs;
mod cluster;
mod keeper;
mod roles;
mod private;
pub mod schema;
mod pool;
mod unfit;

pub use pool::{Pool, pool};
pub use unfit::Unfit;

use sqlx::{Connection as _, PgConnection, PgPool};
use tokio::time::timeout;

use crate::config::{Secret, Settings};
use private::PrivatePostgres;

/// The database under a process, and whatever runs it.
pub struct Ground {
    url: Secret,
    owner_url: Secret,
    postgres: Option<PrivatePostgres>,
}

impl Ground {
    /// Finds the named database, or starts the private one. Does not look into it.
    pub async fn find(settings: &Settings) -> Result<Self, Unfit> {
        let database = &settings.database;
        if let Some(url) = &database.url {
            let owner_url = database.migrate_url.as_ref().unwrap_or(url).clone();
            return Ok(Self { url: url.clone(), owner_url, postgres: None });
        }
        let state = &settings.state.directory;
        let postgres = PrivatePostgres::start(state, database.programs.as_deref()).await?;
        let url = Secret::new(postgres.application_url());
        let owner_url = Secret::new(postgres.owner_url());
        Ok(Self { url, owner_url, postgres: Some(postgres) })
    }

    /// Brings the schema up to date, as its owner.
    pub async fn migrate(&self) -> Result<(), Unfit> {
        schema::migrate(self.owner_url.expose())
            .await
            .map_err(|fault| Unfit::caused("the database cannot be migrated", fault))
    }

    /// Connections as the application's role to a database that is fit to serve from. The private
    /// one is migrated on the way; a named one is only looked at, its migration is a decision.
    pub async fn open(&self, settings: &Settings) -> Result<PgPool, Unfit> {
        if self.postgres.is_some() {
            self.migrate().await?;
        }
        let pool = pool(&self.url, &settings.database, &settings.node.name)?;
        // A pool only says that it waited in vain; one connection says why.
        let reached = timeout(settings.database.acquire_timeout, reach(&pool)).await;
        reached.map_err(|late| Unfit::caused("the database does not answer", late))??;
        schema::check(&pool).await?;
        Ok(pool)
    }

    /// To be called after the pool is closed; ends the private Postgres if we started it.
    pub async fn leave(self) {
        if let Some(postgres) = self.postgres {
            postgres.stop().await;
        }
    }
}

async fn reach(pool: &PgPool) -> Result<(), Unfit> {
    let connection = PgConnection::connect_with(&pool.connect_options()).await;
    let connection = connection.map_err(Unfit::unreachable)?;
    connection.close().await.map_err(Unfit::unreachable)
}

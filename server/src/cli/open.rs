//! What a command needs that acts on a network: the database, and an app on it without sockets. It
//! may run beside nodes; they hear of what it does as they hear of each other.

use std::sync::Arc;

use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::app::App;
use crate::boot::{Ground, Pool};
use crate::bus;
use crate::config::Settings;

/// An app at work. Has to be told to leave.
pub(super) struct Open {
    pub(super) app: Arc<App>,
    ground: Ground,
    pool: Pool,
}

impl Open {
    pub(super) async fn on(settings: Settings) -> anyhow::Result<Self> {
        let ground = Ground::find(&settings).await?;
        let pool = match ground.open(&settings).await {
            Ok(pool) => pool,
            Err(unfit) => {
                ground.leave().await;
                return Err(unfit.into());
            }
        };
        match node(settings, pool.clone()).await {
            Ok(app) => Ok(Self { app, ground, pool }),
            Err(error) => {
                ground.leave().await;
                Err(error)
            }
        }
    }

    /// Waits for what was begun, and ends the private Postgres if it was started for this.
    pub(super) async fn leave(self) {
        self.app.drain().await;
        self.pool.close().await;
        self.ground.leave().await;
    }
}

/// A node on this database, with whatever bus the settings name.
pub(super) async fn node(settings: Settings, pool: Pool) -> anyhow::Result<Arc<App>> {
    let tasks = TaskTracker::new();
    let leaving = CancellationToken::new();
    let (bus, heard) = match bus::redis::Wiring::from_settings(&settings) {
        Some(wiring) => bus::redis::connect_with(wiring, &tasks, leaving.clone())?,
        None => bus::local::alone(),
    };
    Ok(App::start(settings, pool, bus, heard, tasks, leaving).await?)
}

//! Says every few seconds that this node is up and how many sockets it holds, for the list of nodes.
//! Nothing else rests on it.

use std::{sync::Arc, time::Duration};

use tokio::time::{MissedTickBehavior, interval, timeout};
use uuid::Uuid;

use crate::{
    app::App,
    error::Fault,
    store::administration::{self, Beat},
};

const EVERY: Duration = Duration::from_secs(5);

/// Runs until the node leaves, and takes its row away then.
pub async fn keep(app: Arc<App>) {
    let id = app.clock.new_id();
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = app.leaving.cancelled() => break,
            _ = ticks.tick() => {}
        }
        let heard = timeout(EVERY, once(&app, id)).await;
        if let Err(fault) = heard.unwrap_or_else(|_| Err(Fault::outage("beating"))) {
            tracing::debug!(fault = fault.chain(), "the node's beat was not heard");
        }
    }
    if let Err(fault) = gone(&app, id).await {
        tracing::debug!(fault = fault.chain(), "the node's beat stays until it is too old");
    }
}

/// One beat of the run of the node that this id names.
///
/// # Errors
/// A fault of the database; the next beat tells the same.
pub async fn once(app: &App, id: Uuid) -> Result<(), Fault> {
    let beat = Beat {
        id,
        name: &app.settings.node.name,
        version: env!("CARGO_PKG_VERSION"),
        sockets: i32::try_from(app.delivery.connection_count()).unwrap_or(i32::MAX),
    };
    administration::beat(&mut *app.store.read().await?, beat).await
}

async fn gone(app: &App, id: Uuid) -> Result<(), Fault> {
    administration::forget_beat(&mut *app.store.read().await?, id).await
}

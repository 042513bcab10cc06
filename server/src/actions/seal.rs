//! Seals new lines of the audit log into its chain, each second, on whichever node comes first.

use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval, timeout};
use tokio_util::sync::CancellationToken;

use crate::{
    error::Fault,
    store::{Store, audit},
};

const EVERY: Duration = Duration::from_secs(1);
/// Postgres has so long to answer; the next time asks on another connection.
const PATIENCE: Duration = Duration::from_secs(10);

/// Runs until the node leaves; what is unsealed then is sealed by the next.
pub async fn keep(store: Store, leaving: CancellationToken) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut was_well = true;
    loop {
        tokio::select! {
            () = leaving.cancelled() => return,
            _ = ticks.tick() => {}
        }
        let sealed = timeout(PATIENCE, once(&store)).await;
        let sealed = sealed.unwrap_or_else(|_| Err(Fault::outage("sealing")));
        // Said once: an outage of the database is told by whoever serves members.
        if let Err(fault) = &sealed
            && was_well
        {
            tracing::warn!(fault = fault.chain(), "the audit log is not sealed");
        }
        was_well = sealed.is_ok();
    }
}

async fn once(store: &Store) -> Result<(), Fault> {
    let mut write = store.write().await?;
    audit::seal(&mut write).await?;
    Ok(write.commit().await?)
}

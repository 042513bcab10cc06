//! What has to be done again and again: files that nobody holds are removed, files that wait for the
//! scanner are shown to it. Every node does it; what one has in hand another passes over.

use std::{
    sync::{Arc, Weak},
    time::Duration,
};

use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

use super::check;
use crate::{app::App, error::Failure, store::files};

const EVERY: Duration = Duration::from_secs(60);
/// Files that one round takes.
const AT_ONCE: i64 = 50;

/// Runs until the node leaves.
pub async fn keep(app: Weak<App>, leaving: CancellationToken) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut was_well = true;
    loop {
        tokio::select! {
            () = leaving.cancelled() => return,
            _ = ticks.tick() => {}
        }
        let Some(app) = app.upgrade() else { return };
        let done = tokio::select! {
            () = leaving.cancelled() => return,
            done = once(&app) => done,
        };
        if done.is_err() && was_well {
            tracing::warn!("files are not tidied");
        }
        was_well = done.is_ok();
    }
}

/// One round.
///
/// # Errors
/// A fault when a part of ours is away; the next round goes on.
pub async fn once(app: &Arc<App>) -> Result<(), Failure> {
    sweep(app).await?;
    if app.files.scanner.is_none() {
        return Ok(());
    }
    let mut conn = app.store.read().await?;
    let waiting = files::pending(&mut conn, AT_ONCE).await?;
    drop(conn);
    for file in waiting {
        check::again(app, &file).await?;
    }
    Ok(())
}

/// The objects go while the rows are locked, then the rows: a node that dies between leaves rows
/// whose objects are gone, and the next round finishes. The rows go last and in the order of their
/// owners: with them the owners' sums change, which uploads that begin meanwhile want, too.
async fn sweep(app: &App) -> Result<(), Failure> {
    let mut write = app.store.write().await?;
    let orphans = files::orphans(&mut write, app.settings.files.orphans_after, AT_ONCE).await?;
    for file in &orphans {
        app.files.depot.remove(*file).await?;
    }
    for file in orphans {
        files::forget(&mut write, file).await?;
    }
    write.commit().await?;
    Ok(())
}

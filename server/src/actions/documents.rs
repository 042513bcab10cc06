//! Has documents read, one at a time on each node, and keeps their words for the index. Only what a
//! message or an item holds and the scanner has passed is opened at all.

use std::{sync::Arc, time::Duration};

use tokio::time::{MissedTickBehavior, interval};

use crate::{
    app::App,
    error::Fault,
    files::Part,
    store::search::documents::{self, Unread},
};

const EVERY: Duration = Duration::from_secs(2);
/// A larger document is found by its name alone.
const LARGEST: i64 = 32 << 20;

/// Runs until the node leaves.
pub async fn keep(app: Arc<App>) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = app.leaving.cancelled() => return,
            _ = ticks.tick() => {}
        }
        if let Err(fault) = read_all(&app).await {
            tracing::warn!(fault = fault.chain(), "documents are not read");
        }
    }
}

/// Reads what is there to be read.
///
/// # Errors
/// A fault of the database or the file store, or when no process can be started. What was taken is
/// tried again.
pub async fn read_all(app: &App) -> Result<(), Fault> {
    while !app.leaving.is_cancelled() {
        let taken = documents::take(&mut *app.store.read().await?, LARGEST).await?;
        let Some(Unread { file, media_type }) = taken else { return Ok(()) };
        let text = {
            let _hand = app.files.hand().await?;
            let bytes = app.files.depot.part(file, Part::Whole).await?;
            app.files.reader.read(&media_type, &bytes).await?
        };
        if text.is_none() {
            tracing::info!(file.id = %file, media_type, "a document has no words that can be read");
        }
        documents::put(&mut *app.store.read().await?, file, text.as_deref()).await?;
    }
    Ok(())
}

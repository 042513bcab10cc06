//! Whether this node would accept a send now. Looks and changes nothing.

use crate::{app::App, store::network};

/// The part that is missing, if any: a node that is leaving, a journal without a writer, a database
/// that does not answer.
pub async fn missing(app: &App) -> Option<&'static str> {
    if app.leaving.is_cancelled() {
        return Some("leaving");
    }
    if !app.journal.is_open() {
        return Some("journal");
    }
    let Ok(mut conn) = app.store.read().await else { return Some("database") };
    match network::read(&mut conn).await {
        Ok(network) if network.epoch == app.network.epoch => None,
        // The database was restored under us: what this node remembers belongs to another life.
        Ok(_) => Some("epoch"),
        Err(_) => Some("database"),
    }
}

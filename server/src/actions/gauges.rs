//! What is true of this node right now, for its figures. Looks and changes nothing, and does not
//! wait long: a database that is away is one of the things to be told.

use std::{fs, time::Duration};

use tokio::time::timeout;

use super::health;
use crate::{
    app::App,
    error::Fault,
    figures::{Jobs, Moment},
    store::jobs,
};

const PATIENCE: Duration = Duration::from_secs(1);

pub async fn moment(app: &App) -> Moment {
    let hub = &app.delivery.hub;
    let mail: Vec<_> =
        hub.connections().iter().map(|connection| connection.mailbox.waiting()).collect();
    let connections = app.store.connections();
    let jobs = timeout(PATIENCE, standing(app)).await.ok().and_then(Result::ok);
    let missing = timeout(PATIENCE, health::missing(app)).await.unwrap_or(Some("database"));
    Moment {
        sockets: mail.len(),
        streams: hub.stream_count(),
        mailbox_frames: mail.iter().map(|(frames, _)| frames).sum(),
        mailbox_bytes: mail.iter().map(|(_, bytes)| bytes).sum(),
        mailbox_bytes_most: mail.iter().map(|(_, bytes)| *bytes).max().unwrap_or(0),
        is_ready: missing.is_none(),
        is_redis_up: app.delivery.bus_state(),
        is_postgres_up: jobs.is_some(),
        connections_in_use: connections.in_use,
        connections_idle: connections.idle,
        connections_most: connections.most,
        jobs,
        memory_bytes: memory(),
        open_files: fs::read_dir("/proc/self/fd").ok().map(|files| files.count() as u64),
    }
}

async fn standing(app: &App) -> Result<Jobs, Fault> {
    let standing = jobs::standing(&mut *app.store.read().await?).await?;
    let jobs::Standing { due, oldest_due_secs, failed } = standing;
    Ok(Jobs { due, oldest_due_secs, failed })
}

/// Linux tells it in KiB; elsewhere it is not told.
fn memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kib * 1024)
}

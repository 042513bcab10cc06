//! The baseline: the thinnest room server that axum allows, with the socket settings of Talkoo. It
//! has no rights, no accounts, no log to resume from; what Talkoo costs above it is the price of
//! these. It speaks as much of Talkoo's protocol as one load driver for both needs.

pub(crate) mod mailbox;
pub(crate) mod room;
pub(crate) mod journal;
pub(crate) mod socket;

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::Context as _;
use axum::Router;
use axum::routing::get;
use axum::serve::ListenerExt as _;

use journal::Journal;
use room::Rooms;

/// What every connection needs: the rooms, and in the durable form the way to disk.
pub(crate) struct Baseline {
    rooms: Arc<Rooms>,
    journal: Option<Journal>,
}

/// Serves until the process is ended. With a database every message is committed there before it
/// is acknowledged and handed on.
pub(crate) async fn serve(address: SocketAddr, database: Option<&str>) -> anyhow::Result<()> {
    let rooms = Arc::new(Rooms::default());
    let journal = match database {
        Some(url) => Some(Journal::open(url, Arc::clone(&rooms)).await?),
        None => None,
    };
    let app = Router::new()
        .route("/readyz", get(|| async { "ready" }))
        .route("/api/v1/socket", get(socket::open))
        .with_state(Arc::new(Baseline { rooms, journal }));
    let listener = tokio::net::TcpListener::bind(address).await.context("listening")?;
    let listener = listener.tap_io(|stream| {
        // Without it the kernel holds a second small write back until the first is confirmed.
        let _: std::io::Result<()> = stream.set_nodelay(true);
    });
    Ok(axum::serve(listener, app).await?)
}

//! `talkoo serve`: the lifetime of a node, from the database under it to its orderly end.

use std::future::IntoFuture as _;
use std::net::SocketAddr;

use anyhow::Context as _;
use axum::Router;
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use crate::boot::Ground;
use crate::config::Settings;

use super::ending::Ending;

#[derive(Debug, clap::Args)]
pub(super) struct Words {
    /// Fill an empty network with the demonstration and show its first screen.
    #[arg(long)]
    demo: bool,
}

pub(super) async fn run(words: Words, mut settings: Settings) -> anyhow::Result<()> {
    settings.web.is_demo |= words.demo;
    let mut ending = Ending::listen()?;
    let started = tokio::select! {
        // A half-started node has nothing to drain; the private Postgres ends with us.
        () = ending.asked() => return Ok(()),
        ground = Ground::find(&settings) => ground?,
    };
    let served = serve(&mut settings, &started, &mut ending).await;
    started.leave().await;
    served
}

async fn serve(
    settings: &mut Settings,
    ground: &Ground,
    ending: &mut Ending,
) -> anyhow::Result<()> {
    let pool = ground.open(settings).await?;
    let address = settings.listen.address;
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("nothing can be served on {address}"))?;
    settings.bound_to(listener.local_addr()?);
    answer(settings, listener, ending).await?;
    pool.close().await;
    tracing::info!("ended");
    Ok(())
}

/// Answers until asked to end, then gives what is in flight its time.
async fn answer(
    settings: &Settings,
    listener: TcpListener,
    ending: &mut Ending,
) -> anyhow::Result<()> {
    let router: Router = Router::new().route("/healthz", get(|| async { "alive" }));
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let drain = CancellationToken::new();
    let drained = drain.clone().cancelled_owned();
    let served = axum::serve(listener, service).with_graceful_shutdown(drained).into_future();
    tokio::pin!(served);
    tracing::info!(listen.address = %settings.listen.address, "serving");
    tokio::select! {
        ended = &mut served => return Ok(ended?),
        () = ending.asked() => tracing::info!("draining"),
    }
    drain.cancel();
    tokio::select! {
        ended = timeout(settings.drain.within, served) => match ended {
            Ok(ended) => ended?,
            Err(_) => tracing::warn!("what was in flight was given up"),
        },
        () = ending.asked() => tracing::warn!("asked twice: what was in flight was given up"),
    }
    Ok(())
}

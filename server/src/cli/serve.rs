//! `talkoo serve`: the lifetime of a node, from the database under it to its orderly end.

use std::future::IntoFuture as _;
use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::Context as _;
use axum::Router;
use axum::serve::ListenerExt as _;
use tokio::net::TcpListener;
use tokio::time::timeout;

use crate::actions::{beat, glass, later, retention, seal, uploads};
use crate::app::App;
use crate::boot::Ground;
use crate::config::Settings;
use crate::{demo, http};

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
    let served = serve(&words, settings, &started, &mut ending).await;
    started.leave().await;
    served
}

async fn serve(
    words: &Words,
    mut settings: Settings,
    ground: &Ground,
    ending: &mut Ending,
) -> anyhow::Result<()> {
    let pool = ground.open(&settings).await?;
    let address = settings.listen.address;
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("nothing can be served on {address}"))?;
    settings.bound_to(listener.local_addr()?);
    if words.demo {
        demo::fill(&settings, &pool, None).await?;
    }
    let app = super::open::node(settings, pool.clone()).await?;
    app.tasks.spawn(retention::keep(app.clone()));
    app.tasks.spawn(glass::keep(app.clone()));
    app.tasks.spawn(seal::keep(app.store.clone(), app.leaving.clone()));
    later::begin(&app)?;
    app.tasks.spawn(beat::keep(app.clone()));
    app.tasks.spawn(uploads::keep(Arc::downgrade(&app), app.leaving.clone()));
    super::welcome::greet(&app).await?;
    answer(app, listener, ending).await?;
    pool.close().await;
    tracing::info!("ended");
    Ok(())
}

/// Answers until asked to end, then gives what is in flight its time.
async fn answer(app: Arc<App>, listener: TcpListener, ending: &mut Ending) -> anyhow::Result<()> {
    let router: Router = http::router(app.clone())?;
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let leaving = app.leaving.clone().cancelled_owned();
    let listener = listener.tap_io(|stream| {
        // Without it the kernel holds the last part of what was written back until the former part
        // is confirmed, which the other side delays by 40 ms.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection stays slow");
        }
    });
    let served = axum::serve(listener, service).with_graceful_shutdown(leaving).into_future();
    let mut served = Box::pin(served);
    tracing::info!(listen.address = %app.settings.listen.address, "serving");
    tokio::select! {
        ended = &mut served => return Ok(ended?),
        () = ending.asked() => tracing::info!("draining"),
    }
    let within = app.settings.drain.within;
    app.leaving.cancel();
    let drained = async {
        let ended = served.await;
        // The router's way to the app has gone with it, so that the app can end.
        app.drain().await;
        ended
    };
    tokio::select! {
        ended = timeout(within, drained) => match ended {
            Ok(ended) => ended?,
            Err(_) => tracing::warn!("what was in flight was given up"),
        },
        () = ending.asked() => tracing::warn!("asked twice: what was in flight was given up"),
    }
    Ok(())
}

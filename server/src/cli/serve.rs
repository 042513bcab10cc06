//! `talkoo serve`: the lifetime of a node, from the database under it to its orderly end.

use std::future::IntoFuture as _;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::Context as _;
use axum::Router;
use axum::serve::{Listener, ListenerExt as _};
use futures_util::{FutureExt as _, future::BoxFuture};
use tokio::net::TcpListener;
use tokio::time::timeout;

use crate::actions::{
    arrivals, beat, documents, glass, later, push, retention, saved_searches, seal, uploads,
};
use crate::app::App;
use crate::boot::Ground;
use crate::config::Settings;
use crate::http::tls::{Certificate, TlsListener};
use crate::jobs::index;
use crate::{demo, http, mail};

use super::{ending::Ending, leaving};

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
    app.tasks.spawn(beat::keep(app.clone()));
    if app.settings.jobs.here {
        begin_jobs(&app)?;
    } else {
        tracing::warn!("this node makes no letters, search index and notices");
    }
    take_replies(&app).await?;
    app.tasks.spawn(uploads::keep(Arc::downgrade(&app), app.leaving.clone()));
    super::welcome::greet(&app).await?;
    answer(app, listener, ending).await?;
    pool.close().await;
    tracing::info!("ended");
    Ok(())
}

/// What follows from what members do, away from their sends.
fn begin_jobs(app: &Arc<App>) -> anyhow::Result<()> {
    later::begin(app)?;
    app.tasks.spawn(index::keep(app.store.clone(), app.analyser.clone(), app.leaving.clone()));
    app.tasks.spawn(documents::keep(app.clone()));
    app.tasks.spawn(saved_searches::keep(app.clone()));
    app.tasks.spawn(push::keep(push::Desk::open(app)?));
    app.tasks.spawn(arrivals::telling::keep(app.clone()));
    Ok(())
}

/// Answers until asked to end, then gives what is in flight its time.
async fn answer(app: Arc<App>, listener: TcpListener, ending: &mut Ending) -> anyhow::Result<()> {
    let admin = tell_figures(&app).await?;
    let certificate = certificate(&app)?;
    let (listener, again) = twice(listener)?;
    let mut served = serve_members(&app, listener, certificate.clone())?;
    let address = app.settings.listen.address;
    tracing::info!(listen.address = %address, admin.address = admin.map(display), "serving");
    tokio::select! {
        () = &mut served => return Ok(()),
        () = ending.asked() => tracing::info!("draining"),
    }
    let within = app.settings.drain.within;
    app.leaving.cancel();
    let drained = async {
        served.await;
        // The router's way to the app has gone with it, so that the app can end.
        app.drain().await;
    };
    tokio::select! {
        () = leaving::answer(again, certificate) => {}
        ended = timeout(within, drained) => match ended {
            Ok(()) => {}
            Err(_) => tracing::warn!("what was in flight was given up"),
        },
        () = ending.asked() => tracing::warn!("asked twice: what was in flight was given up"),
    }
    Ok(())
}

fn certificate(app: &App) -> anyhow::Result<Option<Arc<Certificate>>> {
    let Some(files) = &app.settings.listen.tls else { return Ok(None) };
    let certificate = Certificate::open(files)?;
    app.tasks.spawn(certificate.clone().keep(app.leaving.clone())?);
    Ok(Some(certificate))
}

/// The same door twice: the second is answered at while the node leaves.
fn twice(listener: TcpListener) -> io::Result<(TcpListener, TcpListener)> {
    let listener = listener.into_std()?;
    let again = TcpListener::from_std(listener.try_clone()?)?;
    Ok((TcpListener::from_std(listener)?, again))
}

/// HTTP and sockets, plain or over TLS.
fn serve_members(
    app: &Arc<App>,
    listener: TcpListener,
    certificate: Option<Arc<Certificate>>,
) -> anyhow::Result<BoxFuture<'static, ()>> {
    let router: Router = http::router(app.clone())?;
    let Some(certificate) = certificate else {
        let listener = listener.tap_io(|stream| {
            // Without it the kernel holds the last part of what was written back until the former
            // part is confirmed, which the other side delays by 40 ms.
            if let Err(error) = stream.set_nodelay(true) {
                tracing::debug!(%error, "a connection stays slow");
            }
        });
        return Ok(begin(app, listener, router));
    };
    let listener = TlsListener::start(listener, certificate, &app.tasks, app.leaving.clone())?;
    Ok(begin(app, listener, router))
}

fn begin<L>(app: &Arc<App>, listener: L, router: Router) -> BoxFuture<'static, ()>
where
    L: Listener<Addr = SocketAddr>,
{
    let bounds = http::Bounds::of(&app.settings);
    http::serve(listener, router, bounds, app.leaving.clone()).boxed()
}

/// Takes answers to letters where the settings say so.
async fn take_replies(app: &Arc<App>) -> anyhow::Result<()> {
    let Some(address) = app.settings.mail.replies else { return Ok(()) };
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("no answers by mail can be taken on {address}"))?;
    let takes = Arc::new(push::Replies::new(app));
    let (tasks, leaving) = (app.tasks.clone(), app.leaving.clone());
    app.tasks.spawn(mail::serve(listener, takes, tasks, leaving));
    Ok(())
}

/// Serves figures where the settings say so; the address is the one that was bound.
async fn tell_figures(app: &Arc<App>) -> anyhow::Result<Option<SocketAddr>> {
    let Some(address) = app.settings.listen.admin else { return Ok(None) };
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("no figures can be told on {address}"))?;
    let bound = listener.local_addr()?;
    let served = axum::serve(listener, http::admin_router(app)).into_future();
    let leaving = app.leaving.clone();
    app.tasks.spawn(async move { leaving.run_until_cancelled(served).await });
    Ok(Some(bound))
}

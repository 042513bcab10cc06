//! Connections of members: each is answered until it has nothing more to ask, slow ones are left, and
//! only so many are open at once. A connection that has become a socket counts no longer: sockets have
//! their own bound. Only HTTP/1.1 is spoken: over HTTP/2 a browser would open its socket by CONNECT,
//! which our door for sockets does not know.

use std::{net::SocketAddr, num::NonZeroU32, pin::pin, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
    serve::Listener,
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::sync::Semaphore;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::Service as _;

use crate::config::Settings;

/// What connections may take.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    pub connections: NonZeroU32,
    pub head_within: Duration,
}

impl Bounds {
    pub fn of(settings: &Settings) -> Self {
        Self {
            connections: settings.admission.connections,
            head_within: settings.listen.head_within,
        }
    }
}

/// Serves until the node leaves and every request that was begun has its answer.
pub async fn serve<L>(mut listener: L, router: Router, bounds: Bounds, leaving: CancellationToken)
where
    L: Listener<Addr = SocketAddr>,
{
    let most = usize::try_from(bounds.connections.get()).unwrap_or(usize::MAX);
    let places = Arc::new(Semaphore::new(most.min(Semaphore::MAX_PERMITS)));
    let connections = TaskTracker::new();
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(bounds.head_within);
    loop {
        let accepted = async {
            let place = places.clone().acquire_owned().await.ok()?;
            Some((place, listener.accept().await))
        };
        let Some(Some((place, (stream, peer)))) = leaving.run_until_cancelled(accepted).await
        else {
            break;
        };
        let (builder, router, leaving) = (builder.clone(), router.clone(), leaving.clone());
        connections.spawn(async move {
            let service = service_fn(move |request: Request<Incoming>| {
                let mut request = request.map(Body::new);
                request.extensions_mut().insert(ConnectInfo(peer));
                router.clone().call(request)
            });
            let served = builder.serve_connection(TokioIo::new(stream), service).with_upgrades();
            let mut served = pin!(served);
            tokio::select! {
                // How a peer went away is no concern of ours.
                _ = served.as_mut() => {}
                () = leaving.cancelled() => {
                    served.as_mut().graceful_shutdown();
                    let _ = served.await;
                }
            }
            drop(place);
        });
    }
    connections.close();
    connections.wait().await;
}

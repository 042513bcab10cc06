//! What a leaving node answers to whoever knocks while it finishes what it has begun: that it is
//! leaving. A load balancer that found a closed door could not tell that from a node that died.

use std::sync::Arc;

use tokio::net::TcpListener;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::http::{
    self,
    tls::{Certificate, TlsListener},
};

/// Never returns: it is left when the node has ended.
pub(super) async fn answer(listener: TcpListener, certificate: Option<Arc<Certificate>>) {
    let router = http::leaving();
    let served = match certificate {
        None => axum::serve(listener, router).await,
        Some(certificate) => {
            // The node waits for none of these: they end with the process.
            let (tasks, never) = (TaskTracker::new(), CancellationToken::new());
            match TlsListener::start(listener, certificate, &tasks, never) {
                Ok(listener) => axum::serve(listener, router).await,
                Err(fault) => {
                    tracing::warn!(fault = fault.chain(), "the node leaves without a word");
                    Ok(())
                }
            }
        }
    };
    if let Err(error) = served {
        tracing::warn!(%error, "the node leaves without a word");
    }
    std::future::pending().await
}

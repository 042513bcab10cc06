//! TLS in front of the same routes, for a machine without a proxy. Only HTTP/1.1 is offered: over
//! HTTP/2 a browser would open its socket by CONNECT, which our door for sockets does not know.

mod certificate;

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use axum::serve::Listener;
use rustls::ServerConfig;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, mpsc},
    time::{sleep, timeout},
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

pub use certificate::Certificate;

use crate::error::Fault;

/// A peer that has not shaken hands by then is left.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// Handshakes beside each other; each costs a signature.
const AT_ONCE: usize = 256;
/// Connections that have shaken hands and are not served yet.
const WAITING: usize = 64;
/// After an error that is not of one connection, such as no file descriptor being left.
const PAUSE: Duration = Duration::from_secs(1);

/// Connections that have shaken hands already.
pub struct TlsListener {
    ready: mpsc::Receiver<(TlsStream<TcpStream>, SocketAddr)>,
    address: SocketAddr,
}

impl TlsListener {
    /// Begins to accept. Handshakes are tasks of their own, so that a slow peer delays nobody.
    ///
    /// # Errors
    /// A fault when TLS cannot be set up at all.
    pub fn start(
        listener: TcpListener,
        certificate: Arc<Certificate>,
        tasks: &TaskTracker,
        leaving: CancellationToken,
    ) -> Result<Self, Fault> {
        let address = listener
            .local_addr()
            .map_err(|error| Fault::caused("asking for the own address", error))?;
        let acceptor = TlsAcceptor::from(Arc::new(settings(certificate)?));
        let (ready, waiting) = mpsc::channel(WAITING);
        let accepting = accept(listener, acceptor, ready, tasks.clone());
        tasks.spawn(async move { leaving.run_until_cancelled(accepting).await });
        Ok(Self { ready: waiting, address })
    }
}

fn settings(certificate: Arc<Certificate>) -> Result<ServerConfig, Fault> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut settings = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| Fault::caused("choosing versions of TLS", error))?
        .with_no_client_auth()
        .with_cert_resolver(certificate);
    settings.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(settings)
}

async fn accept(
    listener: TcpListener,
    acceptor: TlsAcceptor,
    ready: mpsc::Sender<(TlsStream<TcpStream>, SocketAddr)>,
    tasks: TaskTracker,
) {
    let places = Arc::new(Semaphore::new(AT_ONCE));
    while let Ok(place) = places.clone().acquire_owned().await {
        let (stream, peer) = match listener.accept().await {
            Ok(accepted) => accepted,
            Err(error) => {
                if !is_of_one_connection(&error) {
                    tracing::warn!(%error, "no connection can be accepted");
                    sleep(PAUSE).await;
                }
                continue;
            }
        };
        // As in plain HTTP: what was written goes out at once.
        let _ = stream.set_nodelay(true);
        let (acceptor, ready) = (acceptor.clone(), ready.clone());
        tasks.spawn(async move {
            let shaken = timeout(HANDSHAKE, acceptor.accept(stream)).await;
            drop(place);
            if let Ok(Ok(stream)) = shaken {
                // Nobody takes it when the node is leaving.
                let _ = ready.send((stream, peer)).await;
            }
        });
    }
}

fn is_of_one_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
    )
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.ready.recv().await {
            Some(connection) => connection,
            // The node is leaving; whoever serves stops by the same word.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        Ok(self.address)
    }
}

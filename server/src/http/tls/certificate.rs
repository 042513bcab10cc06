//! The certificate in use, and how it is changed under a running node: the files are looked at every
//! half minute and at SIGHUP. Connections that are open keep theirs. What cannot be used is told once
//! and changes nothing.

use std::{fmt, fs, path::Path, sync::Arc, time::Duration};

use parking_lot::RwLock;
use rustls::{
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
    server::{ClientHello, ResolvesServerCert},
    sign::CertifiedKey,
};
use tokio::{
    signal::unix::{SignalKind, signal},
    time::{MissedTickBehavior, interval},
};
use tokio_util::sync::CancellationToken;

use crate::{config::Tls, error::Fault, figures::FIGURES};

/// Whoever renews certificates need not tell us.
const LOOK_EVERY: Duration = Duration::from_secs(30);

/// What new connections are shown.
pub struct Certificate {
    files: Tls,
    in_use: RwLock<Arc<CertifiedKey>>,
    /// What was read last, usable or not, so that each change is told once.
    seen: RwLock<Read>,
}

/// Both files as they were.
#[derive(Clone, PartialEq, Eq)]
struct Read {
    certificate: Vec<u8>,
    key: Vec<u8>,
}

/// Says nothing of the key.
impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Certificate").field("files", &self.files).finish_non_exhaustive()
    }
}

impl Certificate {
    /// Reads the files.
    ///
    /// # Errors
    /// A fault when they cannot be read or do not belong together.
    pub fn open(files: &Tls) -> Result<Arc<Self>, Fault> {
        let read = Read::from(files)?;
        let in_use = RwLock::new(Arc::new(read.usable()?));
        Ok(Arc::new(Self { files: files.clone(), in_use, seen: RwLock::new(read) }))
    }

    /// Looks at the files until the node leaves. SIGHUP is heard from this call on, not only from
    /// the first poll: unheard it would end the process.
    ///
    /// # Errors
    /// A fault when signals cannot be heard.
    pub fn keep(
        self: Arc<Self>,
        leaving: CancellationToken,
    ) -> Result<impl Future<Output = ()> + Send, Fault> {
        let mut told = signal(SignalKind::hangup())
            .map_err(|error| Fault::caused("listening for SIGHUP", error))?;
        Ok(async move {
            let mut ticks = interval(LOOK_EVERY);
            ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
            loop {
                tokio::select! {
                    () = leaving.cancelled() => return,
                    _ = ticks.tick() => {}
                    _ = told.recv() => {}
                }
                self.look();
            }
        })
    }

    /// One look: takes what is new and usable.
    fn look(&self) {
        let read = match Read::from(&self.files) {
            Ok(read) if read == *self.seen.read() => return,
            Ok(read) => read,
            Err(fault) => {
                tracing::warn!(fault = fault.chain(), "the certificate's files are away");
                return;
            }
        };
        match read.usable() {
            Ok(usable) => {
                *self.in_use.write() = Arc::new(usable);
                FIGURES.certificates.inc();
                tracing::info!("the certificate was changed");
            }
            // Also when only one of the two files has been written yet: the next look sees both.
            Err(fault) => {
                FIGURES.bad_certificates.inc();
                tracing::error!(fault = fault.chain(), "the new certificate is not usable");
            }
        }
        *self.seen.write() = read;
    }
}

impl ResolvesServerCert for Certificate {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.in_use.read().clone())
    }
}

impl Read {
    fn from(files: &Tls) -> Result<Self, Fault> {
        Ok(Self { certificate: bytes(&files.certificate)?, key: bytes(&files.key)? })
    }

    /// A chain and a key that belong together.
    fn usable(&self) -> Result<CertifiedKey, Fault> {
        let chain: Vec<_> = CertificateDer::pem_slice_iter(&self.certificate)
            .collect::<Result<_, _>>()
            .map_err(|error| Fault::caused("reading the certificate", error))?;
        if chain.is_empty() {
            return Err(Fault::new("reading the certificate: there is none in the file"));
        }
        let key = PrivateKeyDer::from_pem_slice(&self.key)
            .map_err(|error| Fault::caused("reading the certificate's key", error))?;
        CertifiedKey::from_der(chain, key, &ring::default_provider())
            .map_err(|error| Fault::caused("taking the certificate into use", error))
    }
}

fn bytes(path: &Path) -> Result<Vec<u8>, Fault> {
    fs::read(path).map_err(|error| Fault::caused("reading a certificate's file", error))
}

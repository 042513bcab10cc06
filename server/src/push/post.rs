//! Posts a sealed notice (RFC 8030, 5). No redirection is followed, no answer's body is read, and no
//! connection goes where an address on the open internet was expected and another was found.

use std::{net::SocketAddr, time::Duration};

use reqwest::{
    Certificate, Client, Url,
    dns::{Addrs, Name, Resolve, Resolving},
    header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, RETRY_AFTER},
    redirect::Policy,
};

use super::{
    endpoint::{Hosts, is_public},
    seal::{Sealed, Urgency},
};
use crate::{config, error::Fault};

pub(super) struct Post {
    client: Client,
}

impl Post {
    pub(super) fn open(settings: &config::Push, hosts: &Hosts) -> Result<Self, Fault> {
        let mut builder = Client::builder()
            .user_agent(concat!("talkoo/", env!("CARGO_PKG_VERSION")))
            .redirect(Policy::none())
            .no_proxy()
            .timeout(settings.timeout)
            .connect_timeout(settings.timeout)
            .https_only(!settings.loopback)
            .dns_resolver(Guard(hosts.clone()));
        if let Some(file) = &settings.authority {
            let read = |error| Fault::caused("reading TALKOO_PUSH_CA", error);
            let pem = std::fs::read(file).map_err(read)?;
            let more = Certificate::from_pem_bundle(&pem)
                .map_err(|error| Fault::caused("reading TALKOO_PUSH_CA", error))?;
            builder = builder.tls_certs_merge(more);
        }
        let client =
            builder.build().map_err(|error| Fault::caused("making a client for push", error))?;
        Ok(Self { client })
    }

    /// The status, and for how long the service wants to be left alone. `None` without an answer.
    pub(super) async fn send(
        &self,
        endpoint: Url,
        sealed: Sealed,
        topic: &str,
        urgency: Urgency,
        ttl_secs: u32,
    ) -> Option<(u16, Option<Duration>)> {
        let post = self
            .client
            .post(endpoint)
            .header(AUTHORIZATION, sealed.authorization)
            .header(CONTENT_TYPE, "application/octet-stream")
            .header(CONTENT_ENCODING, "aes128gcm")
            .header("TTL", ttl_secs)
            .header("Urgency", urgency.word())
            .header("Topic", topic)
            .body(sealed.body);
        let answer = match post.send().await {
            Ok(answer) => answer,
            Err(error) => {
                // Neither the address nor what it leads to: an endpoint is a secret of its device.
                tracing::debug!(error = %error.without_url(), "a push service was not reached");
                return None;
            }
        };
        let wait = answer.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
        let wait = wait.and_then(|text| text.trim().parse().ok()).map(Duration::from_secs);
        Some((answer.status().as_u16(), wait))
    }
}

/// Finds the addresses of a name and lets only those through that may be spoken to.
struct Guard(Hosts);

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let is_trusted = self.0.is_trusted(name.as_str());
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let fit: Vec<SocketAddr> =
                found.filter(|address| is_trusted || is_public(address.ip())).collect();
            if fit.is_empty() {
                return Err("no address that may be spoken to".into());
            }
            Ok(Box::new(fit.into_iter()) as Addrs)
        })
    }
}

//! Where the node listens and whose word about a caller's address it takes.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use super::source::Source;
use super::value::Value;

#[derive(Debug, Clone)]
pub struct Listen {
    /// `TALKOO_LISTEN`: address and port of HTTP and sockets.
    pub address: SocketAddr,
    /// `TALKOO_HEAD_WITHIN`: a connection on which no whole head of a request comes for so long is
    /// left. Longer than a proxy in front keeps idle ones, so that it never asks on one that ends.
    pub head_within: Duration,
    /// `TALKOO_TRUSTED_PROXIES`: networks whose `X-Forwarded-For` is believed. Empty by
    /// default, so a caller cannot dodge a rate limit with a forged header.
    pub trusted_proxies: Vec<Network>,
    /// `TALKOO_ADMIN_LISTEN`: where figures are told to whoever asks. Nobody is asked who they
    /// are there, so it is off until it is named, and is for an address that only operators reach.
    pub admin: Option<SocketAddr>,
    /// `TALKOO_TLS_CERTIFICATE` and `TALKOO_TLS_KEY`: with them the node speaks TLS itself.
    pub tls: Option<Tls>,
}

/// Where the certificate and its key lie. They are read again when they change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tls {
    pub certificate: PathBuf,
    pub key: PathBuf,
}

impl Listen {
    pub(super) fn read(source: &mut Source) -> Self {
        let address = source.get(
            "TALKOO_LISTEN",
            "listen.address",
            "127.0.0.1:8080",
            "address and port of HTTP and sockets",
        );
        let head_within = source.get(
            "TALKOO_HEAD_WITHIN",
            "listen.head_within",
            "75 s",
            "a connection without a whole head of a request for so long is left",
        );
        let trusted_proxies = source.get(
            "TALKOO_TRUSTED_PROXIES",
            "listen.trusted_proxies",
            "",
            "networks whose X-Forwarded-For is believed, like 10.0.0.0/8",
        );
        let admin = source.get(
            "TALKOO_ADMIN_LISTEN",
            "listen.admin",
            "",
            "address of /metrics, for operators alone, like 127.0.0.1:9080; not set: none",
        );
        Self { address, head_within, trusted_proxies, admin, tls: tls(source) }
    }

    /// True when a load balancer of ours speaks for the caller.
    pub fn is_trusted_proxy(&self, peer: IpAddr) -> bool {
        self.trusted_proxies.iter().any(|network| network.contains(peer))
    }
}

fn tls(source: &mut Source) -> Option<Tls> {
    let certificate: Option<PathBuf> = source.get(
        "TALKOO_TLS_CERTIFICATE",
        "listen.tls_certificate",
        "",
        "file with the certificate and its chain, PEM; not set: plain HTTP",
    );
    let key: Option<PathBuf> = source.get(
        "TALKOO_TLS_KEY",
        "listen.tls_key",
        "",
        "file with the certificate's key, PEM; both are read again when they change",
    );
    match (certificate, key) {
        (Some(certificate), Some(key)) => Some(Tls { certificate, key }),
        (None, None) => None,
        (Some(_), None) | (None, Some(_)) => {
            source.problem("TALKOO_TLS_CERTIFICATE and TALKOO_TLS_KEY need each other".to_owned());
            None
        }
    }
}

/// A range of internet addresses in the form `address/bits`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u32,
}

impl Network {
    pub fn contains(&self, other: IpAddr) -> bool {
        match (self.address, other.to_canonical()) {
            (IpAddr::V4(mine), IpAddr::V4(other)) => {
                let shift = 32 - self.bits;
                shift == 32 || mine.to_bits() >> shift == other.to_bits() >> shift
            }
            (IpAddr::V6(mine), IpAddr::V6(other)) => {
                let shift = 128 - self.bits;
                shift == 128 || mine.to_bits() >> shift == other.to_bits() >> shift
            }
            (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => false,
        }
    }
}

impl Value for Network {
    fn parse(text: &str) -> Result<Self, String> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (IpAddr::parse(address)?, Some(bits)),
            None => (IpAddr::parse(text)?, None),
        };
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(most), str::parse).map_err(|_| "no network".to_owned())?;
        if bits > most {
            return Err(format!("no network: at most {most} bits are possible"));
        }
        Ok(Self { address, bits })
    }

    fn show(&self) -> String {
        format!("{}/{}", self.address, self.bits)
    }
}

//! Where notices may be sent. An endpoint is an address that a client names, so anybody could make
//! the server call any machine by one: hosts are taken from an exact list, over https at port 443, and
//! the address that a name stands for is looked at when the connection is made (`post`).

use std::net::IpAddr;

use reqwest::Url;

use crate::config;

/// The services of the large browsers. Microsoft's hosts have a region in front.
const KNOWN: [&str; 4] = [
    "fcm.googleapis.com",
    "updates.push.services.mozilla.com",
    "web.push.apple.com",
    ".notify.windows.com",
];
const LONGEST: usize = 2_048;

#[derive(Clone, Debug)]
pub(super) struct Hosts {
    /// Named by those who run this: `host` or `host:port`.
    own: Vec<String>,
    loopback: bool,
}

impl Hosts {
    pub(super) fn new(settings: &config::Push) -> Self {
        let own = settings.hosts.iter().map(|host| host.to_ascii_lowercase()).collect();
        Self { own, loopback: settings.loopback }
    }

    /// The address, if it is one that may be spoken to.
    pub(super) fn allowed(&self, endpoint: &str) -> Option<Url> {
        if endpoint.len() > LONGEST {
            return None;
        }
        let url = Url::parse(endpoint).ok()?;
        let host = url.host_str()?.to_owned();
        let port = url.port_or_known_default()?;
        let is_plain = url.username().is_empty() && url.password().is_none();
        if !is_plain || url.fragment().is_some() {
            return None;
        }
        if self.loopback && is_loopback(&host) && url.scheme() == "http" {
            return Some(url);
        }
        if url.scheme() != "https" {
            return None;
        }
        let is_known = port == 443 && KNOWN.iter().any(|known| matches(known, &host));
        (is_known || self.is_own(&host, port)).then_some(url)
    }

    /// Whether those who run this have named the host: then it may stand in their own network.
    pub(super) fn is_trusted(&self, host: &str) -> bool {
        let named = |own: &String| own.split(':').next() == Some(host);
        self.own.iter().any(named) || (self.loopback && is_loopback(host))
    }

    fn is_own(&self, host: &str, port: u16) -> bool {
        let whole = format!("{host}:{port}");
        self.own.iter().any(|own| *own == whole || (port == 443 && own == host))
    }
}

fn matches(known: &str, host: &str) -> bool {
    if known.starts_with('.') {
        host.ends_with(known) && host.len() > known.len()
    } else {
        host == known
    }
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host == "127.0.0.1" || host == "[::1]"
}

/// Whether an address is one of the open internet, where a push service stands.
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => {
            let [a, b, c, _] = address.octets();
            !(address.is_private()
                || address.is_loopback()
                || address.is_link_local()
                || address.is_multicast()
                || address.is_broadcast()
                || address.is_documentation()
                || a == 0
                || a >= 240
                || (a == 100 && (64..128).contains(&b))
                || (a == 192 && b == 0 && c == 0)
                || (a == 198 && (b == 18 || b == 19)))
        }
        IpAddr::V6(address) => {
            if let Some(inner) = address.to_ipv4_mapped() {
                return is_public(IpAddr::V4(inner));
            }
            // 2000::/3 is what is given out, without documentation, 6to4 and Teredo, which hold others.
            let [first, second, ..] = address.segments();
            first & 0xe000 == 0x2000
                && !(first == 0x2001 && (second == 0x0db8 || second == 0))
                && first != 0x2002
        }
    }
}

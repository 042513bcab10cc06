//! How browsers reach the service.

use std::net::SocketAddr;

use super::{listen::Listen, source::Source};

#[derive(Debug, Clone)]
pub struct Web {
    /// `TALKOO_ORIGINS`: the origins that browsers may come from. A socket upgrade or a write
    /// with any other `Origin` is refused. When not set: the loopback names of the listen port.
    pub origins: Vec<String>,
    /// Nobody named the origins, so they follow the port.
    follows_port: bool,
    is_tls: bool,
    /// `TALKOO_DEMO`: the demo's first screen and sign-in links that stay valid.
    /// Never set it where real people are.
    pub is_demo: bool,
}

impl Web {
    pub(super) fn read(source: &mut Source, listen: &Listen) -> Self {
        let is_tls = listen.tls.is_some();
        let mut origins: Vec<String> = source.get(
            "TALKOO_ORIGINS",
            "web.origins",
            "",
            "origins of browsers, like https://talkoo.example; \
                      not set: loopback at the listen port",
        );
        let follows_port = origins.is_empty();
        if follows_port {
            origins = loopback(listen.address, is_tls);
            source.show_last(origins.join(","));
        }
        for origin in &origins {
            if let Err(problem) = check_origin(origin) {
                source.problem(problem);
            }
        }
        let is_demo = source.get(
            "TALKOO_DEMO",
            "web.demo",
            "false",
            "show the demonstration's first screen and keep its sign-in links valid",
        );
        Self { origins, follows_port, is_tls, is_demo }
    }

    pub(super) fn bound_to(&mut self, address: SocketAddr) {
        if self.follows_port {
            self.origins = loopback(address, self.is_tls);
        }
    }

    /// The origin that links in messages to members start with.
    pub fn first_origin(&self) -> &str {
        self.origins.first().map(String::as_str).unwrap_or_default()
    }

    pub fn allows(&self, origin: &str) -> bool {
        self.origins.iter().any(|known| known.eq_ignore_ascii_case(origin))
    }
}

fn loopback(address: SocketAddr, is_tls: bool) -> Vec<String> {
    let (scheme, port) = (if is_tls { "https" } else { "http" }, address.port());
    vec![format!("{scheme}://127.0.0.1:{port}"), format!("{scheme}://localhost:{port}")]
}

fn check_origin(origin: &str) -> Result<(), String> {
    let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() && !host.contains(['/', '*', '?', '#', '@']) => Ok(()),
        _ => Err(format!("TALKOO_ORIGINS holds {origin:?}, which is no origin like https://name")),
    }
}

//! Whose address a request came from, for counting tries. A header is believed only when a proxy
//! that the settings name has written it; else anybody could dodge the limit by making one up.

use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr, SocketAddr},
};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, request::Parts},
};

use super::Site;
use crate::config::Listen;

const FORWARDED: &str = "x-forwarded-for";

pub(super) struct Address(pub(super) IpAddr);

impl FromRequestParts<Site> for Address {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |info| info.0.ip());
        Ok(Self(caller(&parts.headers, peer.to_canonical(), &site.app.settings.listen)))
    }
}

/// The nearest address that is not a proxy of ours, read from the right, where proxies add.
fn caller(headers: &HeaderMap, peer: IpAddr, listen: &Listen) -> IpAddr {
    let told = headers.get_all(FORWARDED).iter().filter_map(|line| line.to_str().ok());
    let told: Vec<&str> = told.flat_map(|line| line.split(',')).map(str::trim).collect();
    let mut caller = peer;
    for word in told.into_iter().rev() {
        if !listen.is_trusted_proxy(caller) {
            break;
        }
        let Ok(further) = word.parse::<IpAddr>() else { break };
        caller = further;
    }
    caller
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderMap;

    use super::{FORWARDED, caller};
    use crate::config::Settings;

    #[test]
    fn a_header_is_believed_from_our_own_proxies_only() {
        let settings = Settings::from_pairs([("TALKOO_TRUSTED_PROXIES", "10.0.0.0/8")]).unwrap();
        let check = |peer: &str, told: &str, expected: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(FORWARDED, told.parse().unwrap());
            let found = caller(&headers, peer.parse().unwrap(), &settings.listen);
            assert_eq!(found.to_string(), expected, "{peer} {told}");
        };
        check("192.0.2.7", "198.51.100.1", "192.0.2.7");
        check("10.0.0.1", "198.51.100.1", "198.51.100.1");
        check("10.0.0.1", "203.0.113.9, 198.51.100.1, 10.0.0.2", "198.51.100.1");
        check("10.0.0.1", "made up", "10.0.0.1");
    }
}

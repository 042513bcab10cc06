//! What a request shows to be let in: a cookie of a browser, or a header of a program. Whose it is,
//! and whether it holds, is asked in `sign_in`.

use axum::http::{HeaderMap, header};

/// Name of the cookie on https; the prefix binds it to this very host (RFC 6265bis, 4.1.3.2).
pub const COOKIE: &str = "__Host-talkoo";
/// Name on plain-http loopback, where browsers take no `__Host-` cookie.
pub const LOOPBACK_COOKIE: &str = "talkoo";

/// The token of the request, from `Authorization: Bearer` or the cookie.
pub fn token_of(headers: &HeaderMap) -> Option<String> {
    bearer(headers).or_else(|| {
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, _)| *name == COOKIE || *name == LOOPBACK_COOKIE)
            .map(|(_, token)| token.to_owned())
    })
}

/// Whether the token came in a header, which no foreign page can make a browser send.
pub fn is_bearer(headers: &HeaderMap) -> bool {
    bearer(headers).is_some()
}

fn bearer(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    value.strip_prefix("Bearer ").map(|token| token.trim().to_owned())
}

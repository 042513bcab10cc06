//! What a request shows to be let in, and from where it may come: a cookie of a browser, or a header
//! of a program. Whose it is, and whether it holds, is asked in `sign_in`. Sockets and HTTP share it,
//! so that neither is the weaker door.
//!
//! `__Host-` and `Secure` bind the cookie to one https host (RFC 6265bis, 4.1.3.2). Plain http is for
//! loopback alone, where neither works: there, and only for an origin that the settings name, the
//! cookie is plain and carries the port, because cookies do not keep ports apart and two nodes or
//! demonstrations on one machine must not sign each other's people out.

use axum::http::{HeaderMap, HeaderValue, header};
use talkoo_protocol::{Code, Refusal};

use crate::config::Web;

/// Browsers cap the age of a cookie at 400 days; when the session ends is decided by the server.
const AGE_SECS: u32 = 400 * 24 * 60 * 60;

/// The token of the request, from `Authorization: Bearer` or the cookie.
pub fn token_of<'a>(headers: &'a HeaderMap, web: &Web) -> Option<&'a str> {
    bearer(headers).or_else(|| in_cookie(headers, web))
}

/// A browser sends its cookie along whichever page made the request, and names that page in
/// `Origin`; so whatever writes, and every socket, is asked for an origin of ours. Without one there
/// may be no cookie, unless a bearer token takes its place: no foreign page can make a browser send
/// that.
///
/// # Errors
/// `bad_origin`.
pub fn check_origin(headers: &HeaderMap, web: &Web) -> Result<(), Refusal> {
    let is_ours = match headers.get(header::ORIGIN) {
        Some(origin) => origin.to_str().is_ok_and(|origin| web.allows(origin)),
        None => !headers.contains_key(header::COOKIE) || bearer(headers).is_some(),
    };
    if is_ours { Ok(()) } else { Err(Refusal::new(Code::BadOrigin, "not from a page of ours")) }
}

/// `Set-Cookie`: gives a browser its token.
pub fn cookie(headers: &HeaderMap, web: &Web, token: &str) -> Option<HeaderValue> {
    written(headers, web, token, AGE_SECS)
}

/// `Set-Cookie`: takes it back.
pub fn no_cookie(headers: &HeaderMap, web: &Web) -> Option<HeaderValue> {
    written(headers, web, "", 0)
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let shown = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = shown.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn in_cookie<'a>(headers: &'a HeaderMap, web: &Web) -> Option<&'a str> {
    let name = Name::of(headers, web).text;
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

fn written(headers: &HeaderMap, web: &Web, token: &str, age: u32) -> Option<HeaderValue> {
    let Name { text, is_secure } = Name::of(headers, web);
    let secure = if is_secure { "; Secure" } else { "" };
    let line = format!("{text}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}");
    HeaderValue::try_from(line).ok()
}

struct Name {
    text: String,
    is_secure: bool,
}

impl Name {
    /// By the host that the browser addressed: 127.0.0.1 and localhost are two, and keep two people.
    fn of(headers: &HeaderMap, web: &Web) -> Self {
        match plain_loopback(headers, web) {
            Some(port) => Self { text: format!("talkoo-{port}"), is_secure: false },
            None => Self { text: "__Host-talkoo".to_owned(), is_secure: true },
        }
    }
}

fn plain_loopback<'a>(headers: &'a HeaderMap, web: &Web) -> Option<&'a str> {
    let host = headers.get(header::HOST)?.to_str().ok()?;
    let (name, port) = host.rsplit_once(':')?;
    let is_loopback = ["127.0.0.1", "localhost", "[::1]"].contains(&name);
    (is_loopback && web.allows(&format!("http://{host}"))).then_some(port)
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderName, header};

    use super::{check_origin, cookie, no_cookie, token_of};
    use crate::config::{Settings, Web};

    fn web(origins: &str) -> Web {
        Settings::from_pairs([("TALKOO_ORIGINS", origins)]).unwrap().web
    }

    fn asked(host: &str, cookies: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().unwrap());
        headers.insert(header::COOKIE, cookies.parse().unwrap());
        headers
    }

    #[test]
    fn only_a_named_loopback_origin_gets_a_plain_cookie() {
        let check = |origins: &str, host: &str, name: &str, is_secure: bool| {
            let line = cookie(&asked(host, ""), &web(origins), "t").unwrap();
            let line = line.to_str().unwrap();
            assert!(
                line.starts_with(&format!("{name}=t; Path=/; HttpOnly; SameSite=Lax")),
                "{line}"
            );
            assert_eq!(line.ends_with("; Secure"), is_secure, "{line}");
        };
        let loopback = "http://127.0.0.1:8080,http://localhost:8080";
        check(loopback, "127.0.0.1:8080", "talkoo-8080", false);
        check(loopback, "localhost:8080", "talkoo-8080", false);
        check(loopback, "localhost:8081", "__Host-talkoo", true);
        check("https://talkoo.example", "localhost:8080", "__Host-talkoo", true);
        check("https://talkoo.example", "talkoo.example", "__Host-talkoo", true);
        check("http://talkoo.example:80", "talkoo.example:80", "__Host-talkoo", true);
    }

    #[test]
    fn a_node_reads_its_own_cookie_among_others() {
        let web = web("http://localhost:8080");
        let headers = asked("localhost:8080", "a=b; talkoo-8081=other; talkoo-8080=mine; talkoo=x");
        assert_eq!(token_of(&headers, &web), Some("mine"));
        assert!(no_cookie(&headers, &web).unwrap().to_str().unwrap().contains("Max-Age=0"));
    }

    #[test]
    fn a_cookie_needs_an_origin_of_ours() {
        let web = web("https://talkoo.example");
        let ask = |lines: &[(HeaderName, &str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in lines {
                headers.insert(name, value.parse().unwrap());
            }
            check_origin(&headers, &web).is_ok()
        };
        let cookie = (header::COOKIE, "__Host-talkoo=x");
        let bearer = (header::AUTHORIZATION, "Bearer x");
        let ours = (header::ORIGIN, "https://talkoo.example");
        let other = (header::ORIGIN, "https://talkoo.example.evil");
        assert!(ask(&[]));
        assert!(ask(std::slice::from_ref(&bearer)));
        assert!(ask(&[cookie.clone(), ours.clone()]));
        assert!(ask(&[cookie.clone(), bearer.clone()]));
        assert!(!ask(std::slice::from_ref(&cookie)));
        assert!(!ask(&[cookie, other.clone()]));
        assert!(!ask(&[other, bearer]));
        assert!(!ask(&[(header::ORIGIN, "null")]));
    }
}

//! From whose pages a browser may speak to us. A browser sends its cookie along whichever page made
//! the request, and names that page in `Origin`; so whatever writes, and every socket, is asked for
//! an origin of ours. A program has no page and no cookie, and needs none.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use talkoo_protocol::{Code, Refusal};

use super::{Site, refused::Refused, signed};
use crate::config::Web;

/// Lets reading pass, and writing from our own pages or from programs.
pub(super) async fn own(State(site): State<Site>, request: Request, next: Next) -> Response {
    let is_reading = [Method::GET, Method::HEAD, Method::OPTIONS].contains(request.method());
    // A socket begins as a GET, and the browser sends the cookie with it from any page.
    let is_upgrade = request.headers().contains_key(header::UPGRADE);
    if !is_reading || is_upgrade {
        let checked = check(request.headers(), &site.app.settings.web);
        if let Err(refusal) = checked {
            return Refused::from(refusal).into_response();
        }
    }
    next.run(request).await
}

/// An origin must be one of ours. Without one there may be no cookie, unless a bearer token takes
/// its place: nobody can make a browser send that.
fn check(headers: &HeaderMap, web: &Web) -> Result<(), Refusal> {
    let is_ours = match headers.get(header::ORIGIN) {
        Some(origin) => origin.to_str().is_ok_and(|origin| web.allows(origin)),
        None => !headers.contains_key(header::COOKIE) || signed::bearer(headers).is_some(),
    };
    if is_ours { Ok(()) } else { Err(Refusal::new(Code::BadOrigin, "not from a page of ours")) }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderName, header};

    use super::check;
    use crate::config::Settings;

    #[test]
    fn a_cookie_needs_an_origin_of_ours() {
        let web = Settings::from_pairs([("TALKOO_ORIGINS", "https://talkoo.example")]).unwrap().web;
        let ask = |lines: &[(HeaderName, &str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in lines {
                headers.insert(name, value.parse().unwrap());
            }
            check(&headers, &web).is_ok()
        };
        let cookie = (header::COOKIE, "__Host-talkoo=x");
        let bearer = (header::AUTHORIZATION, "Bearer x");
        let ours = (header::ORIGIN, "https://talkoo.example");
        let other = (header::ORIGIN, "https://talkoo.example.evil");
        assert!(ask(&[]));
        assert!(ask(&[bearer.clone()]));
        assert!(ask(&[cookie.clone(), ours.clone()]));
        assert!(ask(&[cookie.clone(), bearer.clone()]));
        assert!(!ask(&[cookie.clone()]));
        assert!(!ask(&[cookie, other.clone()]));
        assert!(!ask(&[other, bearer]));
        assert!(!ask(&[(header::ORIGIN, "null")]));
    }
}

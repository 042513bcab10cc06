//! Asks everything that writes, and every socket, whether it comes from a page of ours. The rule is
//! `credential::check_origin`; here is only what it is asked of.

use axum::{
    extract::{Request, State},
    http::{Method, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use super::{Site, refused::Refused};
use crate::actions::credential;

/// Lets reading pass, and writing from our own pages or from programs.
pub(super) async fn own(State(site): State<Site>, request: Request, next: Next) -> Response {
    let is_reading = [Method::GET, Method::HEAD, Method::OPTIONS].contains(request.method());
    // A socket begins as a GET, and the browser sends the cookie with it from any page.
    let is_upgrade = request.headers().contains_key(header::UPGRADE);
    if !is_reading || is_upgrade {
        let checked = credential::check_origin(request.headers(), &site.app.settings.web);
        if let Err(refusal) = checked {
            return Refused::from(refusal).into_response();
        }
    }
    next.run(request).await
}

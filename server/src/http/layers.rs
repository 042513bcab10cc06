//! What surrounds every request: its number, its one line in the log, its longest time, what becomes
//! of a panic, and the headers that keep a browser from being talked into anything.

use std::{any::Any, sync::LazyLock, time::Duration};

use axum::{
    Router,
    extract::{DefaultBodyLimit, MatchedPath, Request, State},
    http::{Extensions, HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Version, header},
    middleware::{self, Next},
    response::{IntoResponse as _, Response},
};
use tokio::time::timeout;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer,
        predicate::{DefaultPredicate, Predicate as _},
    },
};

use tracing::Instrument as _;

use super::{Site, origin, refused};
use crate::{config::Web, error::Fault, figures::FIGURES};

/// Longer than every timeout below it, so that the nearest one speaks.
const LONGEST: Duration = Duration::from_secs(15);

/// A whole file in one piece over a slow line, and the look at it.
const LONGEST_PIECE: Duration = Duration::from_secs(300);

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The last one here meets a request first.
pub(super) fn around(router: Router<Site>, site: &Site) -> Router<Site> {
    router
        .layer(DefaultBodyLimit::max(site.app.settings.sockets.frame_bytes))
        .layer(middleware::from_fn_with_state(site.clone(), origin::own))
        .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(is_ours)))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn(bounded))
        .layer(middleware::from_fn_with_state(site.clone(), guarded))
        .layer(middleware::from_fn_with_state(site.clone(), numbered))
}

/// Gives a request its number and says, when it is answered, how it went. Neither the path, which
/// may hold a sign-in link, nor anything sent is logged: only the route as it stands in our code.
async fn numbered(State(site): State<Site>, request: Request, next: Next) -> Response {
    let id = site.app.clock.new_id();
    let began = site.app.clock.instant();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let path = route.as_ref().map_or("", MatchedPath::as_str);
    let span = tracing::info_span!("request", request.id = %id, route = path);
    let mut response = refused::numbered(id, next.run(request)).instrument(span).await;
    let status = response.status().as_u16();
    FIGURES.answered(status);
    FIGURES.http_time.observe(began.elapsed().as_secs_f64());
    if let Ok(value) = HeaderValue::try_from(id.to_string()) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    if route.is_some() {
        let took_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
        tracing::debug!(request.id = %id, %method, route = path, status, took_ms, "answered");
    }
    response
}

/// A file that may be asked for in stretches has one length, and is packed already.
fn is_ours(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    !headers.contains_key(header::ACCEPT_RANGES)
}

/// No answer is waited for without end.
async fn bounded(request: Request, next: Next) -> Response {
    // Only pieces of files come by this method; what has arrived of one is kept in any case.
    let longest = if request.method() == Method::PATCH { LONGEST_PIECE } else { LONGEST };
    match timeout(longest, next.run(request)).await {
        Ok(response) => response,
        Err(_) => refused::Refused::from(Fault::outage("answering in time")).into_response(),
    }
}

/// A panic has been logged by the hook; the caller learns the number of the request.
fn panicked(_: Box<dyn Any + Send>) -> Response {
    refused::Refused::from(Fault::new("answering: a panic")).into_response()
}

/// What a browser is told of us. Every page is our own, so nothing else may be loaded or framed.
async fn guarded(State(site): State<Site>, request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // A page with a form of its own has a wider one: without, the form would come from nowhere.
    let referrer = headers.entry(header::REFERRER_POLICY);
    referrer.or_insert(HeaderValue::from_static("no-referrer"));
    headers.insert(
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    );
    headers.insert(
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    );
    // A file that somebody uploaded has a narrower one.
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert_with(|| POLICY.clone());
    if is_https_only(&site.app.settings.web) {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000"),
        );
    }
    if is_api && response.status() != StatusCode::SWITCHING_PROTOCOLS {
        // What one member reads is for nobody's cache, and gone from the device at sign-out.
        let headers = response.headers_mut();
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
    response
}

fn is_https_only(web: &Web) -> bool {
    web.origins.iter().all(|origin| origin.starts_with("https://"))
}

/// `'self'` covers the socket, too. Components set styles of their own, so styles may be inline;
/// scripts may not.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    HeaderValue::from_static(
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
         img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; object-src 'none'; \
         base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    )
});

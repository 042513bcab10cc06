//! The web client, carried in the binary (a debug build reads it from its folder). Whatever is not
//! of the API and has no file is a place inside the client, and gets its page.

use axum::{
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use rust_embed::{EmbeddedFile, RustEmbed};
use talkoo_protocol::Refusal;

use super::refused::Refused;

#[derive(RustEmbed)]
#[folder = "../web-client/dist"]
#[allow_missing = true]
struct Client;

/// Files whose names change with their content are kept for ever; all others are asked for anew.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
const ASK_ANEW: &str = "no-cache";

/// Shown by a binary that was built before the client.
const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><title>Talkoo</title>\
    <p>The web client is not in this binary. Build it with <code>make run</code>.</p></html>";

pub(super) async fn serve(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path();
    let is_reading = method == Method::GET || method == Method::HEAD;
    if !is_reading || path == "/api" || path.starts_with("/api/") {
        return Refused::from(Refusal::not_found()).into_response();
    }
    let name = path.trim_start_matches('/');
    if let Some(file) = Client::get(name).filter(|_| !name.is_empty()) {
        let keep = if name.starts_with("assets/") { FOR_EVER } else { ASK_ANEW };
        return answer(name, &file, keep, &headers);
    }
    // A file that is not there is not a place: an old page asking for an old script must learn it.
    if name.rsplit('/').next().is_some_and(|last| last.contains('.')) {
        return StatusCode::NOT_FOUND.into_response();
    }
    match Client::get("index.html") {
        Some(page) => answer("index.html", &page, ASK_ANEW, &headers),
        None => ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], NOT_BUILT).into_response(),
    }
}

fn answer(name: &str, file: &EmbeddedFile, keep: &'static str, asked: &HeaderMap) -> Response {
    let mark: String = file.metadata.sha256_hash().iter().fold(String::new(), |mut mark, byte| {
        use std::fmt::Write as _;
        let _ = write!(mark, "{byte:02x}");
        mark
    });
    let mark = format!("W/\"{}\"", &mark[..32]);
    let is_known = asked.get(header::IF_NONE_MATCH).is_some_and(|known| *known == *mark);
    let mut response =
        if is_known { StatusCode::NOT_MODIFIED.into_response() } else { body(name, file, asked) };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    if let Ok(mark) = HeaderValue::try_from(mark) {
        headers.insert(header::ETAG, mark);
    }
    response
}

/// A file that the build has compressed already is sent as it is; others are compressed on the way.
fn body(name: &str, file: &EmbeddedFile, asked: &HeaderMap) -> Response {
    let sort = (header::CONTENT_TYPE, file.metadata.mimetype().to_owned());
    let takes_brotli = asked
        .get(header::ACCEPT_ENCODING)
        .and_then(|ways| ways.to_str().ok())
        .is_some_and(|ways| ways.split(',').any(|way| way.trim().starts_with("br")));
    let compressed = takes_brotli.then(|| Client::get(&format!("{name}.br"))).flatten();
    let vary = (header::VARY, "accept-encoding".to_owned());
    match compressed {
        Some(file) => {
            let way = (header::CONTENT_ENCODING, "br".to_owned());
            ([sort, way, vary], file.data).into_response()
        }
        None => ([sort, vary], file.data.clone()).into_response(),
    }
}

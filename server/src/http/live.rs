//! The door for sockets: one line of the page of routes. What is said there is `socket`'s matter.

use std::sync::Arc;

use axum::{
    extract::{State, WebSocketUpgrade},
    http::HeaderMap,
    response::Response,
};

use super::refused::Refused;
use crate::{app::App, socket};

/// Becomes a socket, see protocol/README.md. Browsers show their cookie, programs sign in by the
/// first frame.
#[utoipa::path(
    get,
    path = "/socket",
    tag = "live",
    responses(
        (status = 101, description = "a socket of JSON text frames"),
        (status = 503, description = "no room; come back later, or to another node"),
    ),
    extensions(("x-right" = json!("a signed-in member; each stream: who may read it"))),
)]
pub(super) async fn socket(
    app: State<Arc<App>>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Refused> {
    Ok(socket::upgrade(app, headers, upgrade).await?)
}

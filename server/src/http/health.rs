//! Whether the process lives, and whether it would accept a send.

use std::{sync::Arc, time::Duration};

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use tokio::time::timeout;

use crate::{actions::health, app::App, figures::FIGURES};

/// A balancer asks often and must not wait.
const PATIENCE: Duration = Duration::from_secs(1);

/// What is sent is findable within a second; who is asked tells when it is not.
const SEARCH_BEHIND_SECS: i64 = 15;

/// The process lives.
#[utoipa::path(
    get,
    path = "/healthz",
    tag = "about",
    responses((status = 200, description = "it lives", body = String)),
    extensions(("x-right" = json!("anybody"))),
)]
pub(super) async fn alive() -> &'static str {
    "alive"
}

/// A send would be accepted now. Else 503, naming the part that is missing.
#[utoipa::path(
    get,
    path = "/readyz",
    tag = "about",
    responses(
        (status = 200, description = "ready", body = String),
        (status = 503, description = "the part that is missing", body = String),
    ),
    extensions(("x-right" = json!("anybody"))),
)]
pub(super) async fn ready(State(app): State<Arc<App>>) -> Response {
    let missing = timeout(PATIENCE, health::missing(&app)).await.unwrap_or(Some("database"));
    match missing {
        None => ready_with(app.analyser.has_dictionary(), FIGURES.search_lag.get()).into_response(),
        Some(part) => (StatusCode::SERVICE_UNAVAILABLE, part).into_response(),
    }
}

/// Sends are accepted; search may be worse than it should: words are found by their stems only, or
/// what was sent lately is not found yet.
fn ready_with(has_dictionary: bool, search_lag_secs: i64) -> String {
    let mut told = "ready".to_owned();
    if !has_dictionary {
        told.push_str(", search: degraded");
    }
    if search_lag_secs > SEARCH_BEHIND_SECS {
        told.push_str(&format!(", search: {search_lag_secs} s behind"));
    }
    told
}

/// The node finishes what it has begun; a balancer sends nobody here any more.
pub(super) async fn leaving() -> impl IntoResponse {
    (StatusCode::SERVICE_UNAVAILABLE, [(header::CONNECTION, "close")], "leaving")
}

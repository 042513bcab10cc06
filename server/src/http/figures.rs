//! The operators' own door: figures for Prometheus, on an address of its own. Nobody is asked who
//! they are here, so nothing of members is told: no id, no name, no text.

use std::sync::{Arc, Weak};

use axum::{
    Router,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::get,
};

use super::health;
use crate::{actions::gauges, app::App, figures};

/// What `TALKOO_ADMIN_LISTEN` serves. It does not keep the app alive: a node that leaves waits for
/// its members, not for whoever watches it.
pub fn router(app: &Arc<App>) -> Router {
    Router::new()
        .route("/metrics", get(metrics))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(ready))
        .with_state(Arc::downgrade(app))
}

async fn ready(State(app): State<Weak<App>>) -> Response {
    match app.upgrade() {
        Some(app) => health::ready(State(app)).await,
        None => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

async fn metrics(State(app): State<Weak<App>>) -> Response {
    let Some(app) = app.upgrade() else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    match figures::text(&gauges::moment(&app).await) {
        Ok(text) => ([(header::CONTENT_TYPE, figures::CONTENT_TYPE)], text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

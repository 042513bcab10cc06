//! The first screen of a demonstration, before anybody signs in.

use std::sync::Arc;

use axum::{Json, extract::State};
use talkoo_protocol::{Refusal, http::DemoBody};

use super::refused::Refused;
use crate::{app::App, demo};

/// Four people to be, with what waits for each. Not there unless this is a demonstration.
#[utoipa::path(
    get,
    path = "/demo",
    tag = "demo",
    responses((status = 200, body = DemoBody, description = "the demonstration's first screen")),
    extensions(("x-right" = json!("anybody"))),
)]
pub(super) async fn demo(State(app): State<Arc<App>>) -> Result<Json<DemoBody>, Refused> {
    Ok(Json(demo::first_screen(&app).await?.ok_or_else(Refusal::not_found)?))
}

//! The first screen.

use axum::Json;
use talkoo_protocol::http::StartBody;

use super::{refused::Refused, signed::Signed};
use crate::actions::read;

/// All that the first screen needs, read in one snapshot.
#[utoipa::path(
    get,
    path = "/start",
    tag = "start",
    responses((status = 200, body = StartBody, description = "the first screen")),
    extensions(("x-right" = json!("a signed-in member, one's own"))),
)]
pub(super) async fn start(signed: Signed) -> Result<Json<StartBody>, Refused> {
    Ok(Json(read::start(&signed.app, signed.member).await?))
}

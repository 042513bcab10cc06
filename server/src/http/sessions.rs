//! One's own signed-in devices. Ending one is the command `end_session`.

use axum::Json;
use talkoo_protocol::http::SessionView;

use super::{refused::Refused, signed::Signed};
use crate::actions::read;

/// One's own signed-in devices.
#[utoipa::path(
    get,
    path = "/sessions",
    tag = "sessions",
    responses((status = 200, body = Vec<SessionView>, description = "the one heard last first")),
    extensions(("x-right" = json!("a signed-in member, one's own"))),
)]
pub(super) async fn sessions(signed: Signed) -> Result<Json<Vec<SessionView>>, Refused> {
    Ok(Json(read::sessions(&signed.app, signed.member, signed.session).await?))
}

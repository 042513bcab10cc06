//! What one has told those who run the network, with the answers. Telling is the command
//! `send_feedback`.

use axum::Json;
use talkoo_protocol::administration::FeedbackView;

use super::{refused::Refused, signed::Signed};
use crate::actions::administration as read;

/// One's own feedback.
#[utoipa::path(
    get,
    path = "/feedback",
    tag = "feedback",
    responses((status = 200, body = Vec<FeedbackView>, description = "what waits first")),
    extensions(("x-right" = json!("a signed-in member, one's own"))),
)]
pub(super) async fn own(signed: Signed) -> Result<Json<Vec<FeedbackView>>, Refused> {
    Ok(Json(read::own_feedback(&signed.app, signed.member).await?))
}

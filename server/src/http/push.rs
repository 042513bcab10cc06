//! What a browser needs to take notices, and one's own devices that do. Adding and forgetting one are
//! the commands `register_push` and `forget_push`.

use axum::Json;
use talkoo_protocol::push::PushBody;

use super::{refused::Refused, signed::Signed};
use crate::actions::push;

/// The key to subscribe under, and one's own devices.
#[utoipa::path(
    get,
    path = "/push",
    tag = "push",
    responses((status = 200, body = PushBody, description = "the newest device first")),
    extensions(("x-right" = json!("a signed-in member, one's own"))),
)]
pub(super) async fn own(signed: Signed) -> Result<Json<PushBody>, Refused> {
    Ok(Json(push::own(&signed.app, signed.member, signed.session).await?))
}

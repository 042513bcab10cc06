//! What is new for a member, and when they want to be told of it.

use axum::Json;
use talkoo_protocol::notices::{InboxBody, NoticesBody};

use super::{refused::Refused, signed::Signed};
use crate::actions::read;

/// What is new in all channels, with the reason it is there.
#[utoipa::path(
    get,
    path = "/inbox",
    tag = "unread",
    responses((status = 200, body = InboxBody, description = "the newest first")),
    extensions(("x-right" = json!("a signed-in member, one's own; each row: who may read the channel"))),
)]
pub(super) async fn inbox(signed: Signed) -> Result<Json<InboxBody>, Refused> {
    Ok(Json(read::inbox(&signed.app, signed.member).await?))
}

/// Quiet hours, and what is pushed and mailed.
#[utoipa::path(
    get,
    path = "/notices/settings",
    tag = "unread",
    responses((status = 200, body = NoticesBody, description = "one's own, or the defaults")),
    extensions(("x-right" = json!("a signed-in member, one's own"))),
)]
pub(super) async fn settings(signed: Signed) -> Result<Json<NoticesBody>, Refused> {
    Ok(Json(read::notice_settings(&signed.app, signed.member).await?))
}

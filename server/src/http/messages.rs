//! One message: where a permalink leads, and what it said before.

use axum::Json;
use talkoo_protocol::{
    MessageId,
    http::{FormerText, MessagePlace},
};

use super::{body::Id, refused::Refused, signed::Signed};
use crate::actions::read;

/// A message with its item and channel: where a permalink leads.
#[utoipa::path(
    get,
    path = "/messages/{message}",
    tag = "messages",
    params(("message" = MessageId, Path)),
    responses((status = 200, body = MessagePlace, description = "the message in its place")),
    extensions(("x-right" = json!("who may read its channel today"))),
)]
pub(super) async fn message(
    signed: Signed,
    Id(message): Id<MessageId>,
) -> Result<Json<MessagePlace>, Refused> {
    Ok(Json(read::message(&signed.app, signed.member, message).await?))
}

/// Former texts of a message, oldest first; kept 30 days, gone with the message.
#[utoipa::path(
    get,
    path = "/messages/{message}/edits",
    tag = "messages",
    params(("message" = MessageId, Path)),
    responses((status = 200, body = Vec<FormerText>, description = "former texts")),
    extensions(("x-right" = json!("who may read its channel today, while it stands"))),
)]
pub(super) async fn edits(
    signed: Signed,
    Id(message): Id<MessageId>,
) -> Result<Json<Vec<FormerText>>, Refused> {
    Ok(Json(read::former_texts(&signed.app, signed.member, message).await?))
}

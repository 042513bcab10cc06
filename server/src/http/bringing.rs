//! Files from elsewhere: uploading them shows what they would make, the command `bring_items` makes it.

use axum::{Json, extract::DefaultBodyLimit};
use talkoo_protocol::{
    ChannelId,
    bringing::{BringBody, BringView},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Site,
    body::{Body, Id},
    refused::Refused,
    signed::Signed,
};
use crate::actions::bring_items as act;

/// Two mebibytes of text, as JSON writes them.
const LARGEST: usize = 4 * 1024 * 1024;

/// This route takes more than a frame.
pub(super) fn routes() -> OpenApiRouter<Site> {
    let upload = OpenApiRouter::new().routes(routes!(preview));
    upload.layer(DefaultBodyLimit::max(LARGEST))
}

/// Reads files; nothing is made yet.
#[utoipa::path(
    post,
    path = "/channels/{channel}/imports",
    tag = "channels",
    params(("channel" = ChannelId, Path)),
    request_body = BringBody,
    responses((status = 200, body = BringView, description = "what they would make, line by line")),
    extensions(("x-right" = json!("who manages the channel"))),
)]
pub(super) async fn preview(
    signed: Signed,
    Id(channel): Id<ChannelId>,
    Body(body): Body<BringBody, LARGEST>,
) -> Result<Json<BringView>, Refused> {
    Ok(Json(act::preview(&signed.app, signed.member, channel, body).await?))
}

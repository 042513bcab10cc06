//! What waits.

use axum::Json;
use serde::Deserialize;
use talkoo_protocol::{ChannelId, http::UnreadBody};

use super::{body::Fields, refused::Refused, signed::Signed};
use crate::actions::read;

/// Whether one channel is asked for, or all.
#[derive(Deserialize)]
pub(super) struct Which {
    channel: Option<ChannelId>,
}

/// What waits in the channels of one's list, and one's read marks.
#[utoipa::path(
    get,
    path = "/unread",
    tag = "unread",
    params(("channel" = Option<ChannelId>, Query, description = "this channel only")),
    responses((status = 200, body = UnreadBody, description = "counts to 99, and marks")),
    extensions(("x-right" = json!("a signed-in member, one's own"))),
)]
pub(super) async fn unread(
    signed: Signed,
    Fields(which): Fields<Which>,
) -> Result<Json<UnreadBody>, Refused> {
    let mut body = read::unread(&signed.app, signed.member).await?;
    if let Some(channel) = which.channel {
        body.unread.retain(|unread| unread.channel == channel);
        body.marks.retain(|mark| mark.channel == channel);
    }
    Ok(Json(body))
}

//! One's own feed, and what it is made from.

use axum::Json;
use talkoo_protocol::own_feed::{FeedBody, FeedQuery, OwnFeedBody};

use super::{body::Fields, refused::Refused, signed::Signed};
use crate::actions::read;

/// What is offered to all, in the order of what one follows and is.
#[utoipa::path(
    get,
    path = "/feed",
    tag = "unread",
    params(
        ("order" = Option<String>, Query, description = "points or newest"),
        ("as_of" = Option<String>, Query, description = "as the page before told"),
        ("after" = Option<String>, Query, description = "`next` of the page before"),
        ("limit" = Option<u32>, Query),
    ),
    responses((status = 200, body = FeedBody, description = "each with its reasons, whose points are its rank")),
    extensions(("x-right" = json!("a signed-in member, one's own; each row: who may read the channel"))),
)]
pub(super) async fn feed(
    signed: Signed,
    Fields(query): Fields<FeedQuery>,
) -> Result<Json<FeedBody>, Refused> {
    Ok(Json(read::own_feed(&signed.app, signed.member, &query).await?))
}

/// Weights, languages, kinds, and what one follows and is.
#[utoipa::path(
    get,
    path = "/feed/settings",
    tag = "unread",
    responses((status = 200, body = OwnFeedBody, description = "one's own, or the defaults")),
    extensions(("x-right" = json!("a signed-in member, one's own"))),
)]
pub(super) async fn settings(signed: Signed) -> Result<Json<OwnFeedBody>, Refused> {
    Ok(Json(read::own_feed_settings(&signed.app, signed.member).await?))
}

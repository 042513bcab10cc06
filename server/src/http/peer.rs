//! What peers ask of each other.

use axum::Json;
use talkoo_protocol::{
    ItemId,
    peer::{AroundBody, AsksBody, DutyBody},
};

use super::{body::Id, refused::Refused, signed::Signed};
use crate::actions::read;

/// What one is asked for, and the questions one has asked the network.
#[utoipa::path(
    get,
    path = "/asks",
    tag = "peers",
    responses((status = 200, body = AsksBody, description = "the newest first")),
    extensions(("x-right" = json!("a signed-in member, one's own"))),
)]
pub(super) async fn asks(signed: Signed) -> Result<Json<AsksBody>, Refused> {
    Ok(Json(read::asks(&signed.app, signed.member).await?))
}

/// What stands around an item besides its talk.
#[utoipa::path(
    get,
    path = "/items/{item}/around",
    tag = "peers",
    params(("item" = ItemId, Path)),
    responses((status = 200, body = AroundBody, description = "as it stands now")),
    extensions(("x-right" = json!("who may read its channel; on a desk: its editors"))),
)]
pub(super) async fn around(
    signed: Signed,
    Id(item): Id<ItemId>,
) -> Result<Json<AroundBody>, Refused> {
    Ok(Json(read::around(&signed.app, signed.member, item).await?))
}

/// The calendar of hosts.
#[utoipa::path(
    get,
    path = "/duty",
    tag = "peers",
    responses((status = 200, body = DutyBody, description = "from this week on")),
    extensions(("x-right" = json!("a signed-in member; empty for all but hosts and administrators"))),
)]
pub(super) async fn duty(signed: Signed) -> Result<Json<DutyBody>, Refused> {
    Ok(Json(read::duty(&signed.app, signed.member).await?))
}

//! One item.

use axum::Json;
use talkoo_protocol::{ItemId, ItemView};

use super::{body::Id, refused::Refused, signed::Signed};
use crate::actions::read;

/// An item.
#[utoipa::path(
    get,
    path = "/items/{item}",
    tag = "items",
    params(("item" = ItemId, Path)),
    responses((status = 200, body = ItemView, description = "the item")),
    extensions(("x-right" = json!("who may read its channel; on a desk: its editors"))),
)]
pub(super) async fn item(signed: Signed, Id(item): Id<ItemId>) -> Result<Json<ItemView>, Refused> {
    Ok(Json(read::item(&signed.app, signed.member, item).await?))
}

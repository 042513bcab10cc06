//! One item.

use axum::Json;
use talkoo_protocol::{ItemId, ItemView, copies::CopiesBody};

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

/// Where an item was taken into use: how often, in which regions, and what came of it.
#[utoipa::path(
    get,
    path = "/items/{item}/copies",
    tag = "items",
    params(("item" = ItemId, Path)),
    responses((status = 200, body = CopiesBody, description = "its copies")),
    extensions(("x-right" = json!("who may read its channel; on a desk: its editors"))),
)]
pub(super) async fn copies(
    signed: Signed,
    Id(item): Id<ItemId>,
) -> Result<Json<CopiesBody>, Refused> {
    Ok(Json(read::copies(&signed.app, signed.member, item).await?))
}

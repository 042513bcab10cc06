//! One item.

use axum::{Json, extract::Path};
use serde::Deserialize;
use talkoo_protocol::{ItemId, ItemView, Refusal, copies::CopiesBody, links::LinksBody};

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

/// What names an item, as far as the reader may see it.
#[utoipa::path(
    get,
    path = "/items/{item}/backlinks",
    tag = "items",
    params(("item" = ItemId, Path)),
    responses((status = 200, body = LinksBody, description = "items that name it")),
    extensions(("x-right" = json!("who may read its channel; on a desk: its editors"))),
)]
pub(super) async fn backlinks(
    signed: Signed,
    Id(item): Id<ItemId>,
) -> Result<Json<LinksBody>, Refused> {
    Ok(Json(read::backlinks(&signed.app, signed.member, item).await?))
}

#[derive(Deserialize)]
pub(super) struct Versioned {
    item: String,
    number: String,
}

/// An item as it was in a version that its kind has numbered. What was on a desk then stays there.
#[utoipa::path(
    get,
    path = "/items/{item}/numbered/{number}",
    tag = "items",
    params(("item" = ItemId, Path), ("number" = u32, Path, description = "from 1")),
    responses((status = 200, body = ItemView, description = "the item as it was")),
    extensions(("x-right" = json!("who may read its channel, and could then"))),
)]
pub(super) async fn numbered(
    signed: Signed,
    Path(Versioned { item, number }): Path<Versioned>,
) -> Result<Json<ItemView>, Refused> {
    let (Ok(item), Ok(number)) = (item.parse(), number.parse()) else {
        return Err(Refusal::not_found().into());
    };
    Ok(Json(read::version(&signed.app, signed.member, item, number).await?))
}

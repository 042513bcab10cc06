//! One item.

use axum::{Json, extract::Path};
use serde::Deserialize;
use talkoo_protocol::{
    ItemId, ItemView, Refusal,
    copies::CopiesBody,
    links::LinksBody,
    publishing::{ChangesBody, HoldBody, PreviewBody, PreviewQuery},
};

use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Site,
    body::{Fields, Id},
    refused::Refused,
    signed::Signed,
};
use crate::actions::read;

/// All of them.
pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(item))
        .routes(routes!(copies))
        .routes(routes!(backlinks))
        .routes(routes!(numbered))
        .routes(routes!(hold))
        .routes(routes!(changes))
        .routes(routes!(preview))
}

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

/// Who writes in an item now.
#[utoipa::path(
    get,
    path = "/items/{item}/hold",
    tag = "items",
    params(("item" = ItemId, Path)),
    responses((status = 200, body = HoldBody, description = "who, if anybody")),
    extensions(("x-right" = json!("who works at its channel's desk"))),
)]
pub(super) async fn hold(signed: Signed, Id(item): Id<ItemId>) -> Result<Json<HoldBody>, Refused> {
    Ok(Json(read::hold(&signed.app, signed.member, item).await?))
}

/// What was written in an item when, word by word.
#[utoipa::path(
    get,
    path = "/items/{item}/changes",
    tag = "items",
    params(("item" = ItemId, Path)),
    responses((status = 200, body = ChangesBody, description = "the newest changes")),
    extensions(("x-right" = json!("who works at its channel's desk"))),
)]
pub(super) async fn changes(
    signed: Signed,
    Id(item): Id<ItemId>,
) -> Result<Json<ChangesBody>, Refused> {
    Ok(Json(read::changes(&signed.app, signed.member, item).await?))
}

/// What a reader of some sort will see of an item.
#[utoipa::path(
    get,
    path = "/items/{item}/preview",
    tag = "items",
    params(
        ("item" = ItemId, Path),
        ("reader" = String, Query, description = "outside, network or inside"),
        ("role" = Option<String>, Query),
        ("region" = Option<String>, Query, description = "a code"),
    ),
    responses((status = 200, body = PreviewBody, description = "what they will see")),
    extensions(("x-right" = json!("who works at its channel's desk"))),
)]
pub(super) async fn preview(
    signed: Signed,
    Id(item): Id<ItemId>,
    Fields(query): Fields<PreviewQuery>,
) -> Result<Json<PreviewBody>, Refused> {
    Ok(Json(read::preview(&signed.app, signed.member, item, &query).await?))
}

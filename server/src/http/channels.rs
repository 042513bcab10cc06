//! A channel, what is in it and who is in it.

use axum::Json;
use talkoo_protocol::{
    ChannelId, ChannelView,
    http::{ItemsPage, ItemsQuery, MessagesPage, MessagesQuery, PlaceMember},
    publishing::{NewsletterBody, SourcesBody},
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
        .routes(routes!(channel))
        .routes(routes!(messages))
        .routes(routes!(items))
        .routes(routes!(members))
        .routes(routes!(sources))
        .routes(routes!(newsletter))
}

/// A channel.
#[utoipa::path(
    get,
    path = "/channels/{channel}",
    tag = "channels",
    params(("channel" = ChannelId, Path)),
    responses((status = 200, body = ChannelView, description = "the channel")),
    extensions(("x-right" = json!("who may read the channel"))),
)]
pub(super) async fn channel(
    signed: Signed,
    Id(channel): Id<ChannelId>,
) -> Result<Json<ChannelView>, Refused> {
    Ok(Json(read::channel(&signed.app, signed.member, channel).await?))
}

/// A page of a channel's messages, in their order. Without a place to begin: the newest.
#[utoipa::path(
    get,
    path = "/channels/{channel}/messages",
    tag = "channels",
    params(
        ("channel" = ChannelId, Path),
        ("before" = Option<u64>, Query, description = "below this seq"),
        ("after" = Option<u64>, Query, description = "above this seq"),
        ("around" = Option<u64>, Query, description = "on both sides of this seq"),
        ("at" = Option<String>, Query, description = "around the first one at or after this instant (RFC 3339)"),
        ("item" = Option<talkoo_protocol::ItemId>, Query, description = "of this item only"),
        ("pinned" = Option<bool>, Query, description = "pinned ones only"),
        ("limit" = Option<u32>, Query),
    ),
    responses((status = 200, body = MessagesPage, description = "a page")),
    extensions(("x-right" = json!("who may read the channel"))),
)]
pub(super) async fn messages(
    signed: Signed,
    Id(channel): Id<ChannelId>,
    Fields(query): Fields<MessagesQuery>,
) -> Result<Json<MessagesPage>, Refused> {
    Ok(Json(read::messages(&signed.app, signed.member, channel, &query).await?))
}

/// A page of a channel's items, the one spoken of last first.
#[utoipa::path(
    get,
    path = "/channels/{channel}/items",
    tag = "channels",
    params(
        ("channel" = ChannelId, Path),
        ("state" = Option<String>, Query, description = "the kind's own word"),
        ("facet" = Option<String>, Query, description = "name:word"),
        ("desk" = Option<bool>, Query, description = "the unfinished ones, for editors"),
        ("after" = Option<u64>, Query, description = "`next` of the former page"),
        ("limit" = Option<u32>, Query),
    ),
    responses((status = 200, body = ItemsPage, description = "a page")),
    extensions(("x-right" = json!("who may read the channel; its desk: its editors"))),
)]
pub(super) async fn items(
    signed: Signed,
    Id(channel): Id<ChannelId>,
    Fields(query): Fields<ItemsQuery>,
) -> Result<Json<ItemsPage>, Refused> {
    Ok(Json(read::items(&signed.app, signed.member, channel, &query).await?))
}

/// Who is in a channel, by name.
#[utoipa::path(
    get,
    path = "/channels/{channel}/members",
    tag = "channels",
    params(("channel" = ChannelId, Path)),
    responses((status = 200, body = Vec<PlaceMember>, description = "at most 1,000")),
    extensions(("x-right" = json!("who may read the channel"))),
)]
pub(super) async fn members(
    signed: Signed,
    Id(channel): Id<ChannelId>,
) -> Result<Json<Vec<PlaceMember>>, Refused> {
    Ok(Json(read::channel_members(&signed.app, signed.member, channel).await?))
}

/// What a channel shows of others.
#[utoipa::path(
    get,
    path = "/channels/{channel}/sources",
    tag = "channels",
    params(("channel" = ChannelId, Path)),
    responses((status = 200, body = SourcesBody, description = "what one may read of it")),
    extensions(("x-right" = json!("who may read the channel"))),
)]
pub(super) async fn sources(
    signed: Signed,
    Id(channel): Id<ChannelId>,
) -> Result<Json<SourcesBody>, Refused> {
    Ok(Json(read::sources(&signed.app, signed.member, channel).await?))
}

/// How many subscribe to a channel's newsletter, and what was sent.
#[utoipa::path(
    get,
    path = "/channels/{channel}/newsletter",
    tag = "channels",
    params(("channel" = ChannelId, Path)),
    responses((status = 200, body = NewsletterBody, description = "numbers, no addresses")),
    extensions(("x-right" = json!("who works at the channel's desk"))),
)]
pub(super) async fn newsletter(
    signed: Signed,
    Id(channel): Id<ChannelId>,
) -> Result<Json<NewsletterBody>, Refused> {
    Ok(Json(read::newsletter(&signed.app, signed.member, channel).await?))
}

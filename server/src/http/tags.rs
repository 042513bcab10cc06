//! Tags: completing one that is being typed, and its page.

use axum::{Json, extract::Path};
use serde::Deserialize;
use talkoo_protocol::tags::{TagBody, TagQuery, TagView};

use super::{body::Fields, refused::Refused, signed::Signed};
use crate::actions::read;

/// Which tags.
#[derive(Deserialize)]
pub(super) struct Beginning {
    #[serde(default)]
    query: String,
    limit: Option<u32>,
}

/// Tags that one of their names begins so, most used first.
#[utoipa::path(
    get,
    path = "/tags",
    tag = "tags",
    params(
        ("query" = Option<String>, Query, description = "beginning of a name, in any language, with dots or without"),
        ("limit" = Option<u32>, Query),
    ),
    responses((status = 200, body = Vec<TagView>, description = "those in use, and those that everybody is offered")),
    extensions(("x-right" = json!("a signed-in member who may see a use of the tag"))),
)]
pub(super) async fn tags(
    signed: Signed,
    Fields(beginning): Fields<Beginning>,
) -> Result<Json<Vec<TagView>>, Refused> {
    let Beginning { query, limit } = beginning;
    Ok(Json(read::tags(&signed.app, signed.member, &query, limit).await?))
}

/// What stands under a tag.
#[utoipa::path(
    get,
    path = "/tags/{tag}",
    tag = "tags",
    params(
        ("tag" = String, Path, description = "its slug"),
        ("sort" = Option<String>, Query, description = "uses of this sort only"),
        ("order" = Option<String>, Query, description = "newest or used"),
        ("limit" = Option<u32>, Query),
    ),
    responses((status = 200, body = TagBody, description = "the tag, counts and uses that one may see")),
    extensions(("x-right" = json!("a signed-in member; each use: who may see it"))),
)]
pub(super) async fn tag(
    signed: Signed,
    Path(slug): Path<String>,
    Fields(query): Fields<TagQuery>,
) -> Result<Json<TagBody>, Refused> {
    Ok(Json(read::tag(&signed.app, signed.member, &slug, &query).await?))
}

//! Tags, for completing one that is being typed.

use axum::Json;
use serde::Deserialize;
use talkoo_protocol::http::TagView;

use super::{body::Fields, refused::Refused, signed::Signed};
use crate::actions::read;

/// Which tags.
#[derive(Deserialize)]
pub(super) struct Beginning {
    #[serde(default)]
    query: String,
    limit: Option<u32>,
}

/// Tags that begin so, most used first.
#[utoipa::path(
    get,
    path = "/tags",
    tag = "tags",
    params(
        ("query" = Option<String>, Query, description = "beginning of the tag"),
        ("limit" = Option<u32>, Query),
    ),
    responses((status = 200, body = Vec<TagView>, description = "those in use")),
    extensions(("x-right" = json!("a signed-in member who may see a use of the tag"))),
)]
pub(super) async fn tags(
    signed: Signed,
    Fields(beginning): Fields<Beginning>,
) -> Result<Json<Vec<TagView>>, Refused> {
    let Beginning { query, limit } = beginning;
    Ok(Json(read::tags(&signed.app, signed.member, &query, limit).await?))
}

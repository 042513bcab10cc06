//! Search over everything one may see.

use axum::Json;
use talkoo_protocol::search::{SearchBody, SearchQuery};

use super::{body::Fields, refused::Refused, signed::Signed};
use crate::actions::read;

/// What answers a query: messages and items, the surest first.
#[utoipa::path(
    get,
    path = "/search",
    tag = "search",
    params(
        ("query" = Option<String>, Query, description = "words, quotes, filters, as typed"),
        ("skip" = Option<u32>, Query, description = "hits that are passed over"),
        ("limit" = Option<u32>, Query),
    ),
    responses((status = 200, body = SearchBody, description = "what the reader may read now")),
    extensions(("x-right" = json!("a signed-in member; what they may read now"))),
)]
pub(super) async fn search(
    signed: Signed,
    Fields(query): Fields<SearchQuery>,
) -> Result<Json<SearchBody>, Refused> {
    Ok(Json(read::search(&signed.app, signed.member, &query).await?))
}

//! Search over everything one may see.

use axum::Json;
use talkoo_protocol::search::{
    GoalsBody, GoalsQuery, SearchBody, SearchQuery, SearchesBody, ValuesBody, ValuesQuery,
};

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

/// What the value of a filter may be, while it is typed.
#[utoipa::path(
    get,
    path = "/search/values",
    tag = "search",
    params(
        ("filter" = Option<String>, Query, description = "a filter's name in any language"),
        ("beginning" = Option<String>, Query, description = "what is typed of its value"),
    ),
    responses((status = 200, body = ValuesBody, description = "of what the reader may see now")),
    extensions(("x-right" = json!("a signed-in member; what they may see now"))),
)]
pub(super) async fn values(
    signed: Signed,
    Fields(query): Fields<ValuesQuery>,
) -> Result<Json<ValuesBody>, Refused> {
    Ok(Json(read::values(&signed.app, signed.member, &query).await?))
}

/// Where one may want to go.
#[utoipa::path(
    get,
    path = "/search/goals",
    tag = "search",
    params(
        ("query" = Option<String>, Query, description = "a few words, in any form"),
        ("of" = Option<String>, Query, description = "channels, people, items, workspaces or tags"),
    ),
    responses((status = 200, body = GoalsBody, description = "what the reader may see now")),
    extensions(("x-right" = json!("a signed-in member; what they may see now"))),
)]
pub(super) async fn goals(
    signed: Signed,
    Fields(query): Fields<GoalsQuery>,
) -> Result<Json<GoalsBody>, Refused> {
    Ok(Json(read::goals(&signed.app, signed.member, &query).await?))
}

/// One's own saved searches.
#[utoipa::path(
    get,
    path = "/searches",
    tag = "search",
    responses((status = 200, body = SearchesBody, description = "by name")),
    extensions(("x-right" = json!("a signed-in member; one's own"))),
)]
pub(super) async fn searches(signed: Signed) -> Result<Json<SearchesBody>, Refused> {
    Ok(Json(read::searches(&signed.app, signed.member).await?))
}

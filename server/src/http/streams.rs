//! The log, page by page.

use axum::Json;
use serde::Deserialize;
use talkoo_protocol::{Refusal, Seq, StreamId, http::EventsPage};

use super::{
    body::{Fields, Id},
    refused::Refused,
    signed::Signed,
};
use crate::actions::read::{self, EventsFrom};

/// Which page of a stream.
#[derive(Deserialize)]
pub(super) struct Page {
    after: Option<Seq>,
    before: Option<Seq>,
    limit: Option<u32>,
}

/// Events of a stream, in their order. Without `after` and `before`: the newest.
#[utoipa::path(
    get,
    path = "/streams/{stream}/events",
    tag = "streams",
    params(
        ("stream" = StreamId, Path),
        ("after" = Option<u64>, Query, description = "above this seq, the oldest of them"),
        ("before" = Option<u64>, Query, description = "below this seq, the newest of them"),
        ("limit" = Option<u32>, Query),
    ),
    responses((status = 200, body = EventsPage, description = "a page")),
    extensions(("x-right" = json!("who may read the stream"))),
)]
pub(super) async fn events(
    signed: Signed,
    Id(stream): Id<StreamId>,
    Fields(page): Fields<Page>,
) -> Result<Json<EventsPage>, Refused> {
    let from = match (page.after, page.before) {
        (Some(_), Some(_)) => {
            return Err(Refusal::bad_value("after and before: give one of them").into());
        }
        (Some(after), None) => EventsFrom::After(after),
        (None, before) => EventsFrom::Before(before.unwrap_or(Seq::MAX)),
    };
    Ok(Json(read::events(&signed.app, signed.member, stream, from, page.limit).await?))
}

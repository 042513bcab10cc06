//! The activity log, outcomes and feeds.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State},
    http::header,
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;
use talkoo_protocol::{
    OutcomeId,
    activity::{ActivityPage, ActivityQuery, FeedView, OutcomeView},
    report::{ReportBody, ReportQuery},
};

use super::{
    body::{Fields, Id},
    refused::Refused,
    signed::Signed,
};
use crate::{actions::read, app::App};

/// What happened, the newest first.
#[utoipa::path(
    get,
    path = "/activity",
    tag = "activity",
    params(
        ("groups" = Option<String>, Query, description = "talk, changes, reactions, items, places, people, outcomes"),
        ("workspace" = Option<String>, Query),
        ("channel" = Option<String>, Query),
        ("item" = Option<String>, Query),
        ("tag" = Option<String>, Query, description = "a slug"),
        ("region" = Option<String>, Query),
        ("member" = Option<String>, Query, description = "another's: only what they did in public"),
        ("organisation" = Option<String>, Query, description = "in whose name"),
        ("kind" = Option<String>, Query, description = "of channels"),
        ("outcome" = Option<String>, Query, description = "a kind of outcomes"),
        ("from" = Option<String>, Query, description = "a day or an instant"),
        ("until" = Option<String>, Query, description = "a day or an instant"),
        ("open" = Option<bool>, Query, description = "only what every member may read"),
        ("after" = Option<String>, Query, description = "`next` of the page before"),
        ("limit" = Option<u32>, Query),
    ),
    responses((status = 200, body = ActivityPage, description = "what the reader may read now")),
    extensions(("x-right" = json!("a signed-in member; each row: who may read its stream"))),
)]
pub(super) async fn activity(
    signed: Signed,
    Fields(query): Fields<ActivityQuery>,
) -> Result<Json<ActivityPage>, Refused> {
    Ok(Json(read::activity(&signed.app, signed.member, &query).await?))
}

/// Outcomes that wait for one's answer.
#[utoipa::path(
    get,
    path = "/outcomes",
    tag = "activity",
    responses((status = 200, body = Vec<OutcomeView>, description = "the newest first")),
    extensions(("x-right" = json!("a signed-in member, the other party"))),
)]
pub(super) async fn waiting(signed: Signed) -> Result<Json<Vec<OutcomeView>>, Refused> {
    Ok(Json(read::waiting_outcomes(&signed.app, signed.member).await?))
}

/// One outcome.
#[utoipa::path(
    get,
    path = "/outcomes/{outcome}",
    tag = "activity",
    params(("outcome" = OutcomeId, Path)),
    responses((status = 200, body = OutcomeView, description = "as it stands")),
    extensions(("x-right" = json!("who may read where it was recorded"))),
)]
pub(super) async fn outcome(
    signed: Signed,
    Id(outcome): Id<OutcomeId>,
) -> Result<Json<OutcomeView>, Refused> {
    Ok(Json(read::outcome(&signed.app, signed.member, outcome).await?))
}

/// One's own addresses for feed readers.
#[utoipa::path(
    get,
    path = "/feeds",
    tag = "activity",
    responses((status = 200, body = Vec<FeedView>, description = "without their secrets")),
    extensions(("x-right" = json!("a signed-in member, one's own"))),
)]
pub(super) async fn feeds(signed: Signed) -> Result<Json<Vec<FeedView>>, Refused> {
    Ok(Json(read::feeds(&signed.app, signed.member).await?))
}

/// The same question as a file: at most 10,000 rows.
#[utoipa::path(
    get,
    path = "/activity/export",
    tag = "activity",
    params(("format" = String, Query, description = "csv or json; the rest as of /activity")),
    responses((status = 200, description = "a file", content_type = "text/csv")),
    extensions(("x-right" = json!("a signed-in member; each row: who may read its stream"))),
)]
pub(super) async fn export(
    signed: Signed,
    Fields(format): Fields<Format>,
    Fields(query): Fields<ActivityQuery>,
) -> Result<Response, Refused> {
    let file = read::export(&signed.app, signed.member, &query, &format.format).await?;
    Ok(download(file.media_type, file.name, file.text))
}

/// Which sort of file.
#[derive(Deserialize)]
pub(super) struct Format {
    #[serde(default)]
    format: String,
}

/// What a feed reader is told, with the rights of who made the address.
#[utoipa::path(
    get,
    path = "/atom/{token}",
    tag = "activity",
    params(("token" = String, Path)),
    responses((status = 200, description = "a feed", content_type = "application/atom+xml")),
    extensions(("x-right" = json!("anybody"))),
)]
pub(super) async fn atom(
    State(app): State<Arc<App>>,
    Path(token): Path<String>,
) -> Result<Response, Refused> {
    let text = read::atom(&app, &token).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/atom+xml; charset=utf-8"),
        (header::CACHE_CONTROL, "private, max-age=300"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
    ];
    Ok((headers, text).into_response())
}

/// What came of a period.
#[utoipa::path(
    get,
    path = "/report",
    tag = "activity",
    params(
        ("from" = Option<String>, Query, description = "first day"),
        ("until" = Option<String>, Query, description = "last day"),
        ("organisation" = Option<String>, Query, description = "only what was done in its name"),
    ),
    responses((status = 200, body = ReportBody, description = "counted over what every member may read")),
    extensions(("x-right" = json!("a signed-in member"))),
)]
pub(super) async fn report(
    signed: Signed,
    Fields(query): Fields<ReportQuery>,
) -> Result<Json<ReportBody>, Refused> {
    Ok(Json(read::report(&signed.app, signed.member, &query).await?))
}

fn download(media_type: &'static str, name: &str, text: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
    ];
    (headers, text).into_response()
}

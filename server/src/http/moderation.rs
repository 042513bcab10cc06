//! Blocks, requests of direct talk, and reports. Every act on them is a command.

use axum::Json;
use talkoo_protocol::{
    MessageId, WorkspaceId,
    moderation::{BlockView, DirectRequestView, HiddenText, OwnReportView, ReportView},
};

use super::{body::Id, refused::Refused, signed::Signed};
use crate::actions::read;

/// Whom one blocks, the latest first.
#[utoipa::path(
    get,
    path = "/blocks",
    tag = "moderation",
    responses((status = 200, body = Vec<BlockView>, description = "the latest first")),
    extensions(("x-right" = json!("a signed-in member, one's own"))),
)]
pub(super) async fn blocks(signed: Signed) -> Result<Json<Vec<BlockView>>, Refused> {
    Ok(Json(read::blocks(&signed.app, signed.member).await?))
}

/// Direct talk that waits for one's answer.
#[utoipa::path(
    get,
    path = "/direct-requests",
    tag = "moderation",
    responses((status = 200, body = Vec<DirectRequestView>, description = "the latest first")),
    extensions(("x-right" = json!("a signed-in member, one's own"))),
)]
pub(super) async fn requests(signed: Signed) -> Result<Json<Vec<DirectRequestView>>, Refused> {
    Ok(Json(read::requests(&signed.app, signed.member).await?))
}

/// One's own words that a moderator has hidden.
#[utoipa::path(
    get,
    path = "/messages/{message}/hidden",
    tag = "moderation",
    params(("message" = MessageId, Path)),
    responses((status = 200, body = HiddenText, description = "the words")),
    extensions(("x-right" = json!("its author, while it is hidden"))),
)]
pub(super) async fn hidden(
    signed: Signed,
    Id(message): Id<MessageId>,
) -> Result<Json<HiddenText>, Refused> {
    Ok(Json(read::hidden_text(&signed.app, signed.member, message).await?))
}

/// What became of what one reported, and of what one wrote.
#[utoipa::path(
    get,
    path = "/reports/mine",
    tag = "moderation",
    responses((status = 200, body = Vec<OwnReportView>, description = "the latest first")),
    extensions(("x-right" = json!("a signed-in member, one's own"))),
)]
pub(super) async fn mine(signed: Signed) -> Result<Json<Vec<OwnReportView>>, Refused> {
    Ok(Json(read::own_reports(&signed.app, signed.member).await?))
}

/// The queue of the network's moderators; content only of what one has in hand.
#[utoipa::path(
    get,
    path = "/reports",
    tag = "moderation",
    responses((status = 200, body = Vec<ReportView>, description = "the undecided first")),
    extensions(("x-right" = json!("moderators and administrators of the network"))),
)]
pub(super) async fn network(signed: Signed) -> Result<Json<Vec<ReportView>>, Refused> {
    Ok(Json(read::network_reports(&signed.app, signed.member).await?))
}

/// The queue of a workspace's owners.
#[utoipa::path(
    get,
    path = "/workspaces/{workspace}/reports",
    tag = "moderation",
    params(("workspace" = WorkspaceId, Path)),
    responses((status = 200, body = Vec<ReportView>, description = "the undecided first")),
    extensions(("x-right" = json!("its owners; no report on oneself or by oneself"))),
)]
pub(super) async fn workspace(
    signed: Signed,
    Id(workspace): Id<WorkspaceId>,
) -> Result<Json<Vec<ReportView>>, Refused> {
    Ok(Json(read::workspace_reports(&signed.app, signed.member, workspace).await?))
}

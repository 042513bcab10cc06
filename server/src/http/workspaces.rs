//! Workspaces, their channels and their people.

use axum::Json;
use talkoo_protocol::{
    ChannelView, WorkspaceId,
    http::{PlaceMember, WorkspaceCard, WorkspacesQuery},
};

use super::{
    body::{Fields, Id},
    refused::Refused,
    signed::Signed,
};
use crate::actions::read;

/// Workspaces that one may know of.
#[utoipa::path(
    get,
    path = "/workspaces",
    tag = "workspaces",
    params(
        ("tag" = Option<String>, Query, description = "a slug that the card tells"),
        ("query" = Option<String>, Query, description = "words of name, purpose or tags"),
    ),
    responses((status = 200, body = Vec<WorkspaceCard>, description = "by name")),
    extensions(("x-right" = json!("a signed-in member; secret ones: their members"))),
)]
pub(super) async fn workspaces(
    signed: Signed,
    Fields(query): Fields<WorkspacesQuery>,
) -> Result<Json<Vec<WorkspaceCard>>, Refused> {
    Ok(Json(read::workspaces(&signed.app, signed.member, &query).await?))
}

/// A workspace as one may know it.
#[utoipa::path(
    get,
    path = "/workspaces/{workspace}",
    tag = "workspaces",
    params(("workspace" = WorkspaceId, Path)),
    responses((status = 200, body = WorkspaceCard, description = "its card")),
    extensions(("x-right" = json!("a signed-in member; a secret one: its members"))),
)]
pub(super) async fn workspace(
    signed: Signed,
    Id(workspace): Id<WorkspaceId>,
) -> Result<Json<WorkspaceCard>, Refused> {
    Ok(Json(read::workspace(&signed.app, signed.member, workspace).await?))
}

/// Its channels that one may read, in their order.
#[utoipa::path(
    get,
    path = "/workspaces/{workspace}/channels",
    tag = "workspaces",
    params(("workspace" = WorkspaceId, Path)),
    responses((status = 200, body = Vec<ChannelView>, description = "in their order")),
    extensions(("x-right" = json!("who may see its card; each channel: who may read it"))),
)]
pub(super) async fn channels(
    signed: Signed,
    Id(workspace): Id<WorkspaceId>,
) -> Result<Json<Vec<ChannelView>>, Refused> {
    Ok(Json(read::workspace_channels(&signed.app, signed.member, workspace).await?))
}

/// Who is in a workspace, by name.
#[utoipa::path(
    get,
    path = "/workspaces/{workspace}/members",
    tag = "workspaces",
    params(("workspace" = WorkspaceId, Path)),
    responses((status = 200, body = Vec<PlaceMember>, description = "at most 1,000")),
    extensions(("x-right" = json!("its members, not its guests"))),
)]
pub(super) async fn members(
    signed: Signed,
    Id(workspace): Id<WorkspaceId>,
) -> Result<Json<Vec<PlaceMember>>, Refused> {
    Ok(Json(read::workspace_members(&signed.app, signed.member, workspace).await?))
}

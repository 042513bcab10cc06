//! What a change of a workspace would do, and which administrators looked.

use axum::Json;
use talkoo_protocol::{
    WorkspaceId,
    workspaces::{EffectQuery, GlassView, WorkspaceEffect},
};

use super::{
    body::{Fields, Id},
    refused::Refused,
    signed::Signed,
};
use crate::actions::read;

/// What narrowing it, or keeping less, would do.
#[utoipa::path(
    get,
    path = "/workspaces/{workspace}/effect",
    tag = "workspaces",
    params(
        ("workspace" = WorkspaceId, Path),
        ("retention_days" = Option<u32>, Query, description = "count what is older"),
    ),
    responses((status = 200, body = WorkspaceEffect, description = "numbers, nothing is changed")),
    extensions(("x-right" = json!("who leads the workspace"))),
)]
pub(super) async fn effect(
    signed: Signed,
    Id(workspace): Id<WorkspaceId>,
    Fields(query): Fields<EffectQuery>,
) -> Result<Json<WorkspaceEffect>, Refused> {
    Ok(Json(read::effect(&signed.app, signed.member, workspace, &query).await?))
}

/// Administrators who have looked into it.
#[utoipa::path(
    get,
    path = "/workspaces/{workspace}/glasses",
    tag = "workspaces",
    params(("workspace" = WorkspaceId, Path)),
    responses((status = 200, body = Vec<GlassView>, description = "the latest first")),
    extensions(("x-right" = json!("its owners"))),
)]
pub(super) async fn glasses_of(
    signed: Signed,
    Id(workspace): Id<WorkspaceId>,
) -> Result<Json<Vec<GlassView>>, Refused> {
    Ok(Json(read::glasses_of(&signed.app, signed.member, workspace).await?))
}

/// Requests of administrators to see a workspace.
#[utoipa::path(
    get,
    path = "/administration/glasses",
    tag = "administration",
    responses((status = 200, body = Vec<GlassView>, description = "the latest first")),
    extensions(("x-right" = json!("administrators of the network"))),
)]
pub(super) async fn glasses(signed: Signed) -> Result<Json<Vec<GlassView>>, Refused> {
    Ok(Json(read::all_glasses(&signed.app, signed.member).await?))
}

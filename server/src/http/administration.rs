//! What those who hold an office of the network are told of it. Every route asks for the office;
//! changing anything is a command.

use axum::Json;
use serde::Deserialize;
use talkoo_protocol::{
    MemberId, OrganisationId, WorkspaceId,
    administration::{
        AdminMembersPage, AdminMembersQuery, AdminOrganisation, AdminWorkspacesPage,
        AdminWorkspacesQuery, AuditPage, AuditQuery, ChainView, FeedbackView, NodeView,
        OverviewBody, SettingsBody, StorageBody,
    },
};

use super::{body::Fields, refused::Refused, signed::Signed};
use crate::actions::administration as read;

/// What waits, and how large the network is.
#[utoipa::path(
    get,
    path = "/administration/overview",
    tag = "administration",
    responses((status = 200, body = OverviewBody, description = "counts")),
    extensions(("x-right" = json!("administrator or moderator of the network"))),
)]
pub(super) async fn overview(signed: Signed) -> Result<Json<OverviewBody>, Refused> {
    Ok(Json(read::overview(&signed.app, signed.member).await?))
}

/// Members by name, with their state and office.
#[utoipa::path(
    get,
    path = "/administration/members",
    tag = "administration",
    params(
        ("query" = Option<String>, Query, description = "part of a name or an address"),
        ("status" = Option<String>, Query),
        ("office" = Option<String>, Query),
        ("organisation" = Option<OrganisationId>, Query),
        ("after" = Option<MemberId>, Query, description = "the last of the page before"),
        ("limit" = Option<u32>, Query),
    ),
    responses((status = 200, body = AdminMembersPage, description = "a page")),
    extensions(("x-right" = json!("administrator of the network"))),
)]
pub(super) async fn members(
    signed: Signed,
    Fields(query): Fields<AdminMembersQuery>,
) -> Result<Json<AdminMembersPage>, Refused> {
    Ok(Json(read::members(&signed.app, signed.member, &query).await?))
}

/// Every organisation, with its domains.
#[utoipa::path(
    get,
    path = "/administration/organisations",
    tag = "administration",
    responses((status = 200, body = Vec<AdminOrganisation>, description = "by name")),
    extensions(("x-right" = json!("administrator of the network"))),
)]
pub(super) async fn organisations(signed: Signed) -> Result<Json<Vec<AdminOrganisation>>, Refused> {
    Ok(Json(read::organisations(&signed.app, signed.member).await?))
}

/// Workspaces, secret ones too: what running the service needs, and no content.
#[utoipa::path(
    get,
    path = "/administration/workspaces",
    tag = "administration",
    params(
        ("query" = Option<String>, Query, description = "part of the name"),
        ("state" = Option<String>, Query),
        ("visibility" = Option<String>, Query),
        ("ownerless" = Option<bool>, Query, description = "only those without an active owner"),
        ("after" = Option<WorkspaceId>, Query, description = "the last of the page before"),
        ("limit" = Option<u32>, Query),
    ),
    responses((status = 200, body = AdminWorkspacesPage, description = "a page")),
    extensions(("x-right" = json!("administrator of the network"))),
)]
pub(super) async fn workspaces(
    signed: Signed,
    Fields(query): Fields<AdminWorkspacesQuery>,
) -> Result<Json<AdminWorkspacesPage>, Refused> {
    Ok(Json(read::workspaces(&signed.app, signed.member, &query).await?))
}

/// How much the database holds.
#[utoipa::path(
    get,
    path = "/administration/storage",
    tag = "administration",
    responses((status = 200, body = StorageBody, description = "sizes")),
    extensions(("x-right" = json!("administrator of the network"))),
)]
pub(super) async fn storage(signed: Signed) -> Result<Json<StorageBody>, Refused> {
    Ok(Json(read::storage(&signed.app, signed.member).await?))
}

/// The network's settings, and what can be chosen.
#[utoipa::path(
    get,
    path = "/administration/settings",
    tag = "administration",
    responses((status = 200, body = SettingsBody, description = "as they hold now")),
    extensions(("x-right" = json!("administrator of the network"))),
)]
pub(super) async fn settings(signed: Signed) -> Result<Json<SettingsBody>, Refused> {
    Ok(Json(read::settings(&signed.app, signed.member).await?))
}

/// Nodes that are up.
#[utoipa::path(
    get,
    path = "/administration/nodes",
    tag = "administration",
    responses((status = 200, body = Vec<NodeView>, description = "by name")),
    extensions(("x-right" = json!("administrator of the network"))),
)]
pub(super) async fn nodes(signed: Signed) -> Result<Json<Vec<NodeView>>, Refused> {
    Ok(Json(read::nodes(&signed.app, signed.member).await?))
}

/// Lines of the audit log, the newest first.
#[utoipa::path(
    get,
    path = "/administration/audit",
    tag = "administration",
    params(
        ("action" = Option<String>, Query),
        ("actor" = Option<MemberId>, Query),
        ("object" = Option<uuid::Uuid>, Query, description = "what it was done to"),
        ("before" = Option<uuid::Uuid>, Query, description = "the last of the page before"),
        ("limit" = Option<u32>, Query),
    ),
    responses((status = 200, body = AuditPage, description = "a page")),
    extensions(("x-right" = json!("administrator of the network"))),
)]
pub(super) async fn audit(
    signed: Signed,
    Fields(query): Fields<AuditQuery>,
) -> Result<Json<AuditPage>, Refused> {
    Ok(Json(read::audit_lines(&signed.app, signed.member, &query).await?))
}

/// Whether every link of the audit log's chain holds.
#[utoipa::path(
    get,
    path = "/administration/audit/chain",
    tag = "administration",
    responses((status = 200, body = ChainView, description = "walked from first to last")),
    extensions(("x-right" = json!("administrator of the network"))),
)]
pub(super) async fn audit_chain(signed: Signed) -> Result<Json<ChainView>, Refused> {
    Ok(Json(read::audit_chain(&signed.app, signed.member).await?))
}

#[derive(Deserialize)]
pub(super) struct FeedbackQuery {
    #[serde(default)]
    state: String,
}

/// What members have said of the product.
#[utoipa::path(
    get,
    path = "/administration/feedback",
    tag = "administration",
    params(("state" = Option<String>, Query, description = "`new` or `handled`")),
    responses((status = 200, body = Vec<FeedbackView>, description = "what is new first")),
    extensions(("x-right" = json!("administrator of the network"))),
)]
pub(super) async fn feedback(
    signed: Signed,
    Fields(query): Fields<FeedbackQuery>,
) -> Result<Json<Vec<FeedbackView>>, Refused> {
    Ok(Json(read::feedback(&signed.app, signed.member, &query.state).await?))
}

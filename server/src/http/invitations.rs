//! Links by which people come in, requests to be let in, and codes that move a session. Secrets
//! travel in bodies, so that no address in any log or history holds one.

use std::net::IpAddr;

use axum::{Json, extract::State, http::HeaderMap, response::Response};
use talkoo_protocol::{
    ChannelId, WorkspaceId,
    http::SignedIn,
    invitations::{
        AcceptBody, InvitationCard, InvitationsBody, MoveBody, MoveCard, RequestView, RequestsBody,
        TokenBody,
    },
};

use super::{
    Site,
    address::Address,
    body::{Body, Id},
    refused::Refused,
    sign_in::answer,
    signed::Signed,
};
use crate::actions::coming_in;

/// Who invites to what, for who holds a link.
#[utoipa::path(
    post,
    path = "/invitations/look",
    tag = "invitations",
    request_body = TokenBody,
    responses((status = 200, body = InvitationCard, description = "what its holder may know")),
    extensions(("x-right" = json!("anybody"))),
)]
pub(super) async fn look(
    State(site): State<Site>,
    Address(from): Address,
    Body(body): Body<TokenBody>,
) -> Result<Json<InvitationCard>, Refused> {
    let from: IpAddr = from;
    Ok(Json(coming_in::invitation(&site.app, &site.door, from, &body.token).await?))
}

/// Makes an account by a link and signs this device in. Who has an account uses the link by the
/// command `use_invitation`.
#[utoipa::path(
    post,
    path = "/invitations/accept",
    tag = "invitations",
    request_body = AcceptBody,
    responses((status = 200, body = SignedIn, description = "signed in")),
    extensions(("x-right" = json!("anybody"))),
)]
pub(super) async fn accept(
    State(site): State<Site>,
    Address(from): Address,
    headers: HeaderMap,
    Body(body): Body<AcceptBody>,
) -> Result<Response, Refused> {
    let signed = coming_in::accept(&site.app, &site.door, from, &body).await?;
    Ok(answer(&site, &headers, signed, body.bearer))
}

/// Links into the network.
#[utoipa::path(
    get,
    path = "/invitations",
    tag = "invitations",
    responses((status = 200, body = InvitationsBody, description = "the newest first")),
    extensions(("x-right" = json!("a signed-in member, one's own; all: administrators"))),
)]
pub(super) async fn network(signed: Signed) -> Result<Json<InvitationsBody>, Refused> {
    Ok(Json(coming_in::network_invitations(&signed.app, signed.member).await?))
}

/// Links into a workspace.
#[utoipa::path(
    get,
    path = "/workspaces/{workspace}/invitations",
    tag = "invitations",
    params(("workspace" = WorkspaceId, Path)),
    responses((status = 200, body = InvitationsBody, description = "the newest first")),
    extensions(("x-right" = json!("owner or facilitator of the workspace"))),
)]
pub(super) async fn workspace(
    signed: Signed,
    Id(workspace): Id<WorkspaceId>,
) -> Result<Json<InvitationsBody>, Refused> {
    Ok(Json(coming_in::workspace_invitations(&signed.app, signed.member, workspace).await?))
}

/// Links to a channel.
#[utoipa::path(
    get,
    path = "/channels/{channel}/invitations",
    tag = "invitations",
    params(("channel" = ChannelId, Path)),
    responses((status = 200, body = InvitationsBody, description = "the newest first")),
    extensions(("x-right" = json!("who may manage the channel"))),
)]
pub(super) async fn channel(
    signed: Signed,
    Id(channel): Id<ChannelId>,
) -> Result<Json<InvitationsBody>, Refused> {
    Ok(Json(coming_in::channel_invitations(&signed.app, signed.member, channel).await?))
}

/// What one has asked to be let into, and how many wait where one decides.
#[utoipa::path(
    get,
    path = "/requests",
    tag = "invitations",
    responses((status = 200, body = RequestsBody, description = "own ones and queues")),
    extensions(("x-right" = json!("a signed-in member, one's own"))),
)]
pub(super) async fn requests(signed: Signed) -> Result<Json<RequestsBody>, Refused> {
    Ok(Json(coming_in::requests(&signed.app, signed.member).await?))
}

/// Who asks to be let into a workspace.
#[utoipa::path(
    get,
    path = "/workspaces/{workspace}/requests",
    tag = "invitations",
    params(("workspace" = WorkspaceId, Path)),
    responses((status = 200, body = Vec<RequestView>, description = "the longest waiting first")),
    extensions(("x-right" = json!("owner or facilitator of the workspace"))),
)]
pub(super) async fn queue(
    signed: Signed,
    Id(workspace): Id<WorkspaceId>,
) -> Result<Json<Vec<RequestView>>, Refused> {
    Ok(Json(coming_in::workspace_requests(&signed.app, signed.member, workspace).await?))
}

/// Whose session a code would move to this device.
#[utoipa::path(
    post,
    path = "/moves/look",
    tag = "sessions",
    request_body = TokenBody,
    responses((status = 200, body = MoveCard, description = "by name")),
    extensions(("x-right" = json!("anybody"))),
)]
pub(super) async fn moving(
    State(site): State<Site>,
    Address(from): Address,
    Body(body): Body<TokenBody>,
) -> Result<Json<MoveCard>, Refused> {
    Ok(Json(coming_in::moving(&site.app, &site.door, from, &body.token).await?))
}

/// Signs this device in by a code, once.
#[utoipa::path(
    post,
    path = "/moves/use",
    tag = "sessions",
    request_body = MoveBody,
    responses((status = 200, body = SignedIn, description = "signed in")),
    extensions(("x-right" = json!("anybody"))),
)]
pub(super) async fn by_move(
    State(site): State<Site>,
    Address(from): Address,
    headers: HeaderMap,
    Body(body): Body<MoveBody>,
) -> Result<Response, Refused> {
    let signed = coming_in::by_move(&site.app, &site.door, from, &body).await?;
    Ok(answer(&site, &headers, signed, body.bearer))
}

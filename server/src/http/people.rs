//! Who is in the network: profiles, the directory, organisations.

use axum::{Json, http::HeaderMap, response::Response};
use talkoo_protocol::{
    FileId, MemberId, OrganisationId,
    people::{
        CompetenceView, DirectoryPage, DirectoryQuery, DutiesBody, OrganisationBody,
        OrganisationRow, OrganisationsQuery, ProfileBody,
    },
};

use super::{
    body::{Fields, Id, Ids},
    files,
    refused::Refused,
    signed::Signed,
};
use crate::actions::read::{self, Part};

/// A profile.
#[utoipa::path(
    get,
    path = "/members/{member}",
    tag = "people",
    params(("member" = MemberId, Path)),
    responses((status = 200, body = ProfileBody, description = "as the reader may see it")),
    extensions(("x-right" = json!("a signed-in member who may know of them"))),
)]
pub(super) async fn profile(
    signed: Signed,
    Id(member): Id<MemberId>,
) -> Result<Json<ProfileBody>, Refused> {
    Ok(Json(read::profile(&signed.app, signed.member, member).await?))
}

/// A member's picture, square.
#[utoipa::path(
    get,
    path = "/members/{member}/picture/{picture}",
    tag = "people",
    params(("member" = MemberId, Path), ("picture" = FileId, Path)),
    responses((status = 200, description = "the picture", content_type = "image/jpeg")),
    extensions(("x-right" = json!("a signed-in member who may know of them"))),
)]
pub(super) async fn picture(
    signed: Signed,
    Ids(member, picture): Ids<MemberId, FileId>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let served = read::picture(&signed.app, signed.member, member, picture).await?;
    files::hand_out(&signed.app, &served, Part::Whole, files::Keeping::AnHour, &headers).await
}

/// What a departure would leave without a responsible person.
#[utoipa::path(
    get,
    path = "/members/{member}/duties",
    tag = "people",
    params(("member" = MemberId, Path)),
    responses((status = 200, body = DutiesBody, description = "workspaces that need an owner")),
    extensions(("x-right" = json!("oneself, or administrator of the network"))),
)]
pub(super) async fn duties(
    signed: Signed,
    Id(member): Id<MemberId>,
) -> Result<Json<DutiesBody>, Refused> {
    Ok(Json(read::duties(&signed.app, signed.member, member).await?))
}

/// People whom everybody finds.
#[utoipa::path(
    get,
    path = "/directory",
    tag = "people",
    params(
        ("query" = Option<String>, Query, description = "words of name, title, organisation, competence"),
        ("organisation" = Option<OrganisationId>, Query),
        ("kind" = Option<String>, Query, description = "of organisations"),
        ("region" = Option<String>, Query),
        ("language" = Option<String>, Query),
        ("competence" = Option<String>, Query, description = "its slug"),
        ("order" = Option<String>, Query, description = "whose letters: fi or sv"),
        ("after" = Option<String>, Query, description = "`next` of the page before"),
        ("limit" = Option<u32>, Query),
    ),
    responses((status = 200, body = DirectoryPage, description = "by family name")),
    extensions(("x-right" = json!("a signed-in member; those who are discoverable"))),
)]
pub(super) async fn directory(
    signed: Signed,
    Fields(query): Fields<DirectoryQuery>,
) -> Result<Json<DirectoryPage>, Refused> {
    Ok(Json(read::directory(&signed.app, signed.member, &query).await?))
}

/// Competences that can be named.
#[utoipa::path(
    get,
    path = "/competences",
    tag = "people",
    responses((status = 200, body = Vec<CompetenceView>, description = "by their Finnish names")),
    extensions(("x-right" = json!("a signed-in member"))),
)]
pub(super) async fn competences(signed: Signed) -> Result<Json<Vec<CompetenceView>>, Refused> {
    Ok(Json(read::competences(&signed.app, signed.member).await?))
}

/// Organisations.
#[utoipa::path(
    get,
    path = "/organisations",
    tag = "people",
    params(
        ("query" = Option<String>, Query, description = "part of a name"),
        ("kind" = Option<String>, Query),
        ("region" = Option<String>, Query),
    ),
    responses((status = 200, body = Vec<OrganisationRow>, description = "by name, at most 1,000")),
    extensions(("x-right" = json!("a signed-in member"))),
)]
pub(super) async fn organisations(
    signed: Signed,
    Fields(query): Fields<OrganisationsQuery>,
) -> Result<Json<Vec<OrganisationRow>>, Refused> {
    Ok(Json(read::organisations(&signed.app, signed.member, &query).await?))
}

/// An organisation's page.
#[utoipa::path(
    get,
    path = "/organisations/{organisation}",
    tag = "people",
    params(("organisation" = OrganisationId, Path)),
    responses((status = 200, body = OrganisationBody, description = "its page")),
    extensions(("x-right" = json!("a signed-in member; of its people those one may know of"))),
)]
pub(super) async fn organisation(
    signed: Signed,
    Id(organisation): Id<OrganisationId>,
) -> Result<Json<OrganisationBody>, Refused> {
    Ok(Json(read::organisation(&signed.app, signed.member, organisation).await?))
}

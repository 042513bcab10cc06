//! Lists of people to bring in: uploading one shows what it would do, the command `import_members`
//! does it, and who has no way in yet gets a link.

use axum::{Json, extract::DefaultBodyLimit};
use talkoo_protocol::{
    ImportId,
    administration::{ImportBody, ImportLink, ImportView},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Site,
    body::{Body, Id},
    refused::Refused,
    signed::Signed,
};
use crate::actions::administration as act;

/// A thousand people with long names, twice over.
const LARGEST: usize = 1024 * 1024;

/// These routes; one of them takes more than a frame.
pub(super) fn routes() -> OpenApiRouter<Site> {
    let upload = OpenApiRouter::new().routes(routes!(preview));
    OpenApiRouter::new()
        .merge(upload.layer(DefaultBodyLimit::max(LARGEST)))
        .routes(routes!(import))
        .routes(routes!(links))
}

/// Uploads a list; nothing happens yet.
#[utoipa::path(
    post,
    path = "/administration/imports",
    tag = "administration",
    request_body = ImportBody,
    responses((status = 200, body = ImportView, description = "what it would do, line by line")),
    extensions(("x-right" = json!("administrator of the network"))),
)]
pub(super) async fn preview(
    signed: Signed,
    Body(body): Body<ImportBody, LARGEST>,
) -> Result<Json<ImportView>, Refused> {
    Ok(Json(act::preview(&signed.app, signed.member, &body.text).await?))
}

/// An uploaded list: what it would do now, or that it is done.
#[utoipa::path(
    get,
    path = "/administration/imports/{import}",
    tag = "administration",
    params(("import" = ImportId, Path)),
    responses((status = 200, body = ImportView, description = "what it would do now")),
    extensions(("x-right" = json!("administrator of the network"))),
)]
pub(super) async fn import(
    signed: Signed,
    Id(import): Id<ImportId>,
) -> Result<Json<ImportView>, Refused> {
    Ok(Json(act::import(&signed.app, signed.member, import).await?))
}

/// Links for those of it who have not been here yet. Shown once; asking again makes new ones.
#[utoipa::path(
    post,
    path = "/administration/imports/{import}/links",
    tag = "administration",
    params(("import" = ImportId, Path)),
    responses((status = 200, body = Vec<ImportLink>, description = "by name")),
    extensions(("x-right" = json!("administrator of the network"))),
)]
pub(super) async fn links(
    signed: Signed,
    Id(import): Id<ImportId>,
) -> Result<Json<Vec<ImportLink>>, Refused> {
    Ok(Json(act::import_links(&signed.app, signed.member, import).await?))
}

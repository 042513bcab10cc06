//! Coming in: what a stranger may read and ask for, an application as its applicant and its
//! gatekeepers see it, a password of one's own, and who does not come.

use axum::{Json, extract::State, http::StatusCode};
use talkoo_protocol::arrivals::{
    AbsentView, ApplicationView, ApplicationsQuery, ApplyBody, EntranceBody, LetterBody,
    OwnApplication, PasswordBody, TermsBody,
};

use super::{
    Site,
    address::Address,
    body::{Body, Fields},
    refused::Refused,
    signed::{Signed, Waiting},
};
use crate::actions::{arrivals, sign_in, terms};

/// A link by mail: to sign in, or to set a new password.
#[utoipa::path(
    post,
    path = "/sign-in/letter",
    tag = "sessions",
    request_body = LetterBody,
    responses((status = 202, description = "a letter is sent if the address has an account")),
    extensions(("x-right" = json!("anybody"))),
)]
pub(super) async fn letter(
    State(site): State<Site>,
    Address(from): Address,
    Body(body): Body<LetterBody>,
) -> Result<StatusCode, Refused> {
    sign_in::ask(&site.app, &site.door, from, &body).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Sets one's password; every other device is signed out.
#[utoipa::path(
    post,
    path = "/password",
    tag = "sessions",
    request_body = PasswordBody,
    responses((status = 204, description = "it is set")),
    extensions(("x-right" = json!("a signed-in member, one's own"))),
)]
pub(super) async fn password(
    signed: Signed,
    State(site): State<Site>,
    Body(body): Body<PasswordBody>,
) -> Result<StatusCode, Refused> {
    let who = (signed.member, signed.session);
    sign_in::change_password(&signed.app, &site.door, who, &body).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What one must know to apply.
#[utoipa::path(
    get,
    path = "/entrance",
    tag = "arrivals",
    responses((status = 200, body = EntranceBody, description = "the form's choices")),
    extensions(("x-right" = json!("anybody"))),
)]
pub(super) async fn entrance(
    State(site): State<Site>,
    Address(from): Address,
) -> Result<Json<EntranceBody>, Refused> {
    Ok(Json(arrivals::entrance(&site.app, &site.door, from).await?))
}

/// Terms of use and privacy notice in force.
#[utoipa::path(
    get,
    path = "/terms",
    tag = "arrivals",
    responses((status = 200, body = TermsBody, description = "in three languages")),
    extensions(("x-right" = json!("anybody"))),
)]
pub(super) async fn terms(
    State(site): State<Site>,
    Address(from): Address,
) -> Result<Json<TermsBody>, Refused> {
    Ok(Json(terms::in_force(&site.app, &site.door, from).await?))
}

/// Asks to become a member.
#[utoipa::path(
    post,
    path = "/applications",
    tag = "arrivals",
    request_body = ApplyBody,
    responses((status = 202, description = "it waits, and a letter says so")),
    extensions(("x-right" = json!("anybody"))),
)]
pub(super) async fn apply(
    State(site): State<Site>,
    Address(from): Address,
    Body(body): Body<ApplyBody>,
) -> Result<StatusCode, Refused> {
    arrivals::apply(&site.app, &site.door, from, body).await?;
    Ok(StatusCode::ACCEPTED)
}

/// One's own application.
#[utoipa::path(
    get,
    path = "/application",
    tag = "arrivals",
    responses((status = 200, body = OwnApplication, description = "how it stands")),
    extensions(("x-right" = json!("whoever holds a session, one's own"))),
)]
pub(super) async fn application(waiting: Waiting) -> Result<Json<OwnApplication>, Refused> {
    Ok(Json(arrivals::own(&waiting.app, waiting.member).await?))
}

/// The queue of applications, or those decided last.
#[utoipa::path(
    get,
    path = "/applications",
    tag = "arrivals",
    params(
        ("state" = Option<String>, Query, description = "waiting or decided"),
        ("limit" = Option<u32>, Query, description = "rows at most"),
    ),
    responses((status = 200, body = Vec<ApplicationView>, description = "the oldest first")),
    extensions(("x-right" = json!(
        "administers the network; a contact of organisations, those of their own"
    ))),
)]
pub(super) async fn applications(
    signed: Signed,
    Fields(query): Fields<ApplicationsQuery>,
) -> Result<Json<Vec<ApplicationView>>, Refused> {
    Ok(Json(arrivals::queue(&signed.app, signed.member, &query).await?))
}

/// Active members who never came, or have not come for long.
#[utoipa::path(
    get,
    path = "/absent",
    tag = "arrivals",
    responses((status = 200, body = Vec<AbsentView>, description = "who waits longest first")),
    extensions(("x-right" = json!("administers the network"))),
)]
pub(super) async fn absent(signed: Signed) -> Result<Json<Vec<AbsentView>>, Refused> {
    Ok(Json(arrivals::absent(&signed.app, signed.member).await?))
}

//! Coming in and going out. A browser gets its token as a cookie that no script can read; a program
//! asks for it in the answer.

use std::net::IpAddr;

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use talkoo_protocol::{
    Action, ClientId, Command,
    http::{SignInBody, SignInLinkBody, SignedIn},
};

use super::{Site, address::Address, body::Body, refused::Refused, signed::Waiting};
use crate::actions::{self, Caller, credential, sign_in};

/// Signs in with an e-mail address and a password.
#[utoipa::path(
    post,
    path = "/sign-in",
    tag = "sessions",
    request_body = SignInBody,
    responses((status = 200, body = SignedIn, description = "signed in")),
    extensions(("x-right" = json!("anybody"))),
)]
pub(super) async fn by_password(
    State(site): State<Site>,
    Address(from): Address,
    headers: HeaderMap,
    Body(body): Body<SignInBody>,
) -> Result<Response, Refused> {
    let from: IpAddr = from;
    let signed = sign_in::by_password(&site.app, &site.door, from, &body).await?;
    Ok(answer(&site, &headers, signed, body.bearer))
}

/// Signs in with a link, and sets the password where the link is for that.
#[utoipa::path(
    post,
    path = "/sign-in/link",
    tag = "sessions",
    request_body = SignInLinkBody,
    responses((status = 200, body = SignedIn, description = "signed in")),
    extensions(("x-right" = json!("anybody"))),
)]
pub(super) async fn by_link(
    State(site): State<Site>,
    Address(from): Address,
    headers: HeaderMap,
    Body(body): Body<SignInLinkBody>,
) -> Result<Response, Refused> {
    let signed = sign_in::by_link(&site.app, &site.door, from, &body).await?;
    Ok(answer(&site, &headers, signed, false))
}

/// Ends the session that asks.
#[utoipa::path(
    post,
    path = "/sign-out",
    tag = "sessions",
    responses((status = 204, description = "signed out")),
    extensions(("x-right" = json!("whoever holds a session, for this session"))),
)]
pub(super) async fn sign_out(signed: Waiting, headers: HeaderMap) -> Result<Response, Refused> {
    let Waiting { app, member, session } = signed;
    let caller = Caller { member, deadline: actions::deadline(&app), is_operator: false };
    let command = Command {
        reference: 0,
        client_id: ClientId(app.clock.new_id()),
        if_changed_seq: None,
        action: Action::EndSession { session },
    };
    actions::perform(app.clone(), caller, command).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    if let Some(cleared) = credential::no_cookie(&headers, &app.settings.web) {
        response.headers_mut().insert(header::SET_COOKIE, cleared);
    }
    Ok(response)
}

/// A browser gets its token as a cookie, a program in the body.
pub(super) fn answer(
    site: &Site,
    headers: &HeaderMap,
    (mut signed, token): (SignedIn, sign_in::Token),
    is_program: bool,
) -> Response {
    if is_program {
        signed.token = Some(token.text());
        return Json(signed).into_response();
    }
    let mut response = Json(signed).into_response();
    if let Some(line) = credential::cookie(headers, &site.app.settings.web, &token.text()) {
        response.headers_mut().insert(header::SET_COOKIE, line);
    }
    response
}

//! The address at the end of each letter about what is unread. A mail program posts to it by itself
//! (RFC 8058); a person who opens it is asked first, because programs open addresses, too.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::header,
    response::{Html, IntoResponse},
};

use super::refused::Refused;
use crate::{actions::push, app::App};

const ASKED: &str = "<!doctype html><html lang=\"fi\"><meta charset=\"utf-8\">\
    <meta name=\"viewport\" content=\"width=device-width\"><title>Talkoo</title>\
    <form method=\"post\"><p>Haluatko lopettaa kirjeet lukemattomista viesteistä?</p>\
    <p lang=\"sv\">Vill du avsluta breven om olästa meddelanden?</p>\
    <p lang=\"en\">Do you want to end the letters about unread messages?</p>\
    <p><button>Lopeta · Avsluta · End them</button></p></form></html>";
const DONE: &str = "<!doctype html><html lang=\"fi\"><meta charset=\"utf-8\">\
    <meta name=\"viewport\" content=\"width=device-width\"><title>Talkoo</title>\
    <p>Kirjeitä ei enää tule.</p><p lang=\"sv\">Inga fler brev kommer.</p>\
    <p lang=\"en\">No more letters will come.</p></html>";

/// Asks a person who has opened the address.
#[utoipa::path(
    get,
    path = "/unsubscribe/{token}",
    tag = "push",
    params(("token" = String, Path)),
    responses((status = 200, description = "a page that asks", content_type = "text/html")),
    extensions(("x-right" = json!("anybody"))),
)]
pub(super) async fn ask() -> impl IntoResponse {
    // Its form names this place as where it comes from.
    ([(header::REFERRER_POLICY, "same-origin")], Html(ASKED))
}

/// Ends the letters of whoever was sent the address.
#[utoipa::path(
    post,
    path = "/unsubscribe/{token}",
    tag = "push",
    params(("token" = String, Path)),
    responses((status = 200, description = "they end", content_type = "text/html")),
    extensions(("x-right" = json!("anybody"))),
)]
pub(super) async fn end(
    State(app): State<Arc<App>>,
    Path(token): Path<String>,
) -> Result<Html<&'static str>, Refused> {
    push::unsubscribe(&app, &token).await?;
    Ok(Html(DONE))
}

//! Subscribing to a channel's newsletter without signing in. Each page asks before it does anything,
//! because programs open addresses, too; a mail program ends the letters by one post (RFC 8058). The
//! answer to who subscribes is the same for every address.

use std::sync::Arc;

use axum::{
    Form,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use maud::{Markup, html};
use serde::Deserialize;
use talkoo_protocol::ChannelId;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Site,
    address::Address,
    body::Fields,
    public::{
        self,
        frame::{self, Frame},
        words::{Words, words},
    },
    refused::Refused,
};
use crate::{
    actions::{
        newsletter as letters,
        read::{self, PublicSelection},
    },
    app::App,
    error::Failure,
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    lang: String,
    channel: Option<ChannelId>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Wanted {
    email: String,
    channel: ChannelId,
    #[serde(default)]
    lang: String,
}

/// All of them.
pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(form, ask))
        .routes(routes!(asked, confirm))
        .routes(routes!(ending, end))
}

/// The form.
#[utoipa::path(
    get,
    path = "/julkinen/uutiskirje",
    tag = "public",
    params(("channel" = ChannelId, Query), ("lang" = Option<String>, Query)),
    responses((status = 200, description = "a page", content_type = "text/html")),
    extensions(("x-right" = json!("anybody"))),
)]
pub(super) async fn form(
    State(site): State<Site>,
    Address(from): Address,
    Fields(asked): Fields<Asked>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let words = words(&asked.lang);
    let Some(channel) = asked.channel else { return Ok(frame::nothing(&asked.lang)) };
    let selection = PublicSelection { channel: Some(channel), ..PublicSelection::default() };
    let list =
        match read::public_list(&site.app, (&site.door, from), &selection, &asked.lang, 1).await {
            Ok(list) => list,
            Err(failure) => return public::absent(failure, &asked.lang),
        };
    let place = list.place.map(|place| format!("{} · {}", place.workspace, place.name));
    let content = html! {
        p { strong { (place.unwrap_or_default()) } }
        p { (words.letters.what) }
        form.ask method="post" action="/julkinen/uutiskirje" {
            input type="hidden" name="channel" value=(channel);
            input type="hidden" name="lang" value=(words.lang);
            p { label { (words.letters.email) br;
                input type="email" name="email" required autocomplete="email" maxlength="254";
            } }
            p { button { (words.letters.subscribe) } }
        }
    };
    Ok(page_of(&list.network, words, words.letters.title, &content, &headers))
}

/// Subscribes; a letter asks the address itself.
#[utoipa::path(
    post,
    path = "/julkinen/uutiskirje",
    tag = "public",
    responses((status = 200, description = "the same for every address", content_type = "text/html")),
    extensions(("x-right" = json!("anybody"))),
)]
pub(super) async fn ask(
    State(site): State<Site>,
    Address(from): Address,
    headers: HeaderMap,
    Form(wanted): Form<Wanted>,
) -> Result<Response, Refused> {
    let words = words(&wanted.lang);
    let who = (wanted.channel, wanted.email.as_str(), words.lang);
    let said = match letters::ask(&site.app, &site.door, from, who).await {
        Ok(()) => words.letters.asked,
        Err(Failure::Refused(_)) => words.letters.not_an_address,
        Err(Failure::Faulted(fault)) => return Err(fault.into()),
    };
    Ok(page(words, words.letters.title, &html! { p { (said) } }, &headers))
}

/// Asks whether to confirm.
#[utoipa::path(
    get,
    path = "/julkinen/uutiskirje/{token}",
    tag = "public",
    params(("token" = String, Path)),
    responses((status = 200, description = "a page that asks", content_type = "text/html")),
    extensions(("x-right" = json!("anybody"))),
)]
pub(super) async fn asked(Fields(asked): Fields<Asked>, headers: HeaderMap) -> Response {
    let words = words(&asked.lang);
    page(words, words.letters.confirm, &button(words.letters.confirm), &headers)
}

/// Confirms a subscription.
#[utoipa::path(
    post,
    path = "/julkinen/uutiskirje/{token}",
    tag = "public",
    params(("token" = String, Path)),
    responses((status = 200, description = "confirmed", content_type = "text/html")),
    extensions(("x-right" = json!("anybody"))),
)]
pub(super) async fn confirm(
    State(app): State<Arc<App>>,
    Path(token): Path<String>,
    Fields(asked): Fields<Asked>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let words = words(&asked.lang);
    match letters::confirm(&app, &token).await {
        Ok(()) => {
            let said = html! { p { (words.letters.confirmed) } };
            Ok(page(words, words.letters.title, &said, &headers))
        }
        Err(failure) => public::absent(failure, &asked.lang),
    }
}

/// Asks whether to end.
#[utoipa::path(
    get,
    path = "/julkinen/uutiskirje/pois/{token}",
    tag = "public",
    params(("token" = String, Path)),
    responses((status = 200, description = "a page that asks", content_type = "text/html")),
    extensions(("x-right" = json!("anybody"))),
)]
pub(super) async fn ending(Fields(asked): Fields<Asked>, headers: HeaderMap) -> Response {
    let words = words(&asked.lang);
    page(words, words.letters.end, &button(words.letters.end), &headers)
}

/// Ends a subscription.
#[utoipa::path(
    post,
    path = "/julkinen/uutiskirje/pois/{token}",
    tag = "public",
    params(("token" = String, Path)),
    responses((status = 200, description = "ended", content_type = "text/html")),
    extensions(("x-right" = json!("anybody"))),
)]
pub(super) async fn end(
    State(app): State<Arc<App>>,
    Path(token): Path<String>,
    Fields(asked): Fields<Asked>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let words = words(&asked.lang);
    match letters::end(&app, &token).await {
        Ok(()) => {
            Ok(page(words, words.letters.title, &html! { p { (words.letters.ended) } }, &headers))
        }
        Err(failure) => public::absent(failure, &asked.lang),
    }
}

/// Posts to the address that it was opened at.
fn button(words: &str) -> Markup {
    html! { form.ask method="post" { p { button { (words) } } } }
}

fn page(words: &Words, title: &str, content: &Markup, headers: &HeaderMap) -> Response {
    page_of("Talkoo", words, title, content, headers)
}

fn page_of(
    network: &str,
    words: &Words,
    title: &str,
    content: &Markup,
    headers: &HeaderMap,
) -> Response {
    let frame = Frame {
        words,
        title,
        description: title,
        network,
        origin: "",
        path: "/julkinen",
        feed: "/julkinen/atom.xml",
        sort: "website",
        head: html! { meta name="robots" content="noindex"; },
    };
    let content = html! { h1 { (title) } (content) };
    let mut response = public::answer(&frame::page(&frame, &content), headers);
    // What its form posts names this place as where it comes from.
    let policy = HeaderValue::from_static("same-origin");
    response.headers_mut().insert(header::REFERRER_POLICY, policy);
    response
}

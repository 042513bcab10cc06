//! What anybody may read without signing in: pages made here, whole, without a script, at addresses
//! that stay. What is not public is answered like what is not there, in the same bytes. Kinds fill
//! pages (`kind/page.rs`); this room sets them in one frame, and a further list or catalogue of
//! public things is a file here that uses [`frame`] and [`answer`].

mod catalogue;
mod feed;
pub(super) mod frame;
mod lines;
mod markdown;
mod open_data;
mod page;
pub(super) mod words;

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use maud::Markup;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use talkoo_protocol::{ChannelId, Code, FileId, ItemId};
use time::OffsetDateTime;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Site,
    address::Address,
    body::Fields,
    files::{self, Keeping},
    refused::Refused,
};
use crate::{
    actions::read::{self, Part, PublicSelection},
    app::App,
    error::Failure,
};

/// Lines of a list, and entries of a feed.
const LISTED: i64 = 30;
/// As many as one file of a site map may hold.
const MAPPED: i64 = 50_000;
/// A page that is no longer public is gone from caches between within this.
const KEPT: &str = "public, max-age=60";
/// No script, nothing of others, nothing in a frame.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; \
    base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// What may stand after the `?`.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    lang: String,
    channel: Option<ChannelId>,
    kind: Option<String>,
    tag: Option<String>,
    region: Option<String>,
    #[serde(default, with = "time::serde::rfc3339::option")]
    before: Option<OffsetDateTime>,
    before_item: Option<ItemId>,
}

impl Asked {
    fn selection(&self) -> PublicSelection {
        PublicSelection {
            channel: self.channel,
            kind: self.kind.clone(),
            tag: self.tag.clone(),
            region: self.region.clone(),
            before: self.before.map(|before| (before, self.before_item)),
        }
    }
}

/// These routes.
pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(newest))
        .routes(routes!(item))
        .routes(routes!(file))
        .routes(routes!(catalogue::catalogue))
        .routes(routes!(open_data::json))
        .routes(routes!(open_data::csv))
        .routes(routes!(atom))
        .routes(routes!(sitemap))
}

/// The newest public things, for people.
#[utoipa::path(
    get,
    path = "/julkinen",
    tag = "public",
    params(
        ("lang" = Option<String>, Query, description = "fi, sv or en"),
        ("channel" = Option<ChannelId>, Query),
        ("kind" = Option<String>, Query),
        ("tag" = Option<String>, Query, description = "a slug"),
        ("region" = Option<String>, Query, description = "a code"),
        ("before" = Option<String>, Query, description = "published before this instant"),
        ("before_item" = Option<ItemId>, Query, description = "and of that instant those after this one"),
    ),
    responses((status = 200, description = "a page", content_type = "text/html")),
    extensions(("x-right" = json!("anybody"))),
)]
pub(super) async fn newest(
    State(site): State<Site>,
    Address(from): Address,
    Fields(asked): Fields<Asked>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let (app, door) = (&site.app, (&*site.door, from));
    let origin = app.settings.web.first_origin();
    match read::public_list(app, door, &asked.selection(), &asked.lang, LISTED).await {
        Ok(list) => Ok(answer(&lines::page(&list, &asked, origin), &headers)),
        Err(failure) => absent(failure, &asked.lang),
    }
}

/// One public thing.
#[utoipa::path(
    get,
    path = "/julkinen/{item}",
    tag = "public",
    params(
        ("item" = ItemId, Path),
        ("lang" = Option<String>, Query, description = "fi, sv or en; else its own"),
    ),
    responses((status = 200, description = "a page", content_type = "text/html")),
    extensions(("x-right" = json!("anybody"))),
)]
pub(super) async fn item(
    State(app): State<Arc<App>>,
    Path(item): Path<String>,
    Fields(asked): Fields<Asked>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let Ok(item) = item.parse::<ItemId>() else {
        return Ok(frame::nothing(&asked.lang));
    };
    match read::public_page(&app, item, &asked.lang).await {
        Ok(page) => Ok(answer(&page::page(&page, app.settings.web.first_origin()), &headers)),
        Err(failure) => absent(failure, &asked.lang),
    }
}

/// A picture or a document of a public thing.
#[utoipa::path(
    get,
    path = "/julkinen/{item}/{file}",
    tag = "public",
    params(("item" = ItemId, Path), ("file" = FileId, Path)),
    responses((status = 200, description = "the file", content_type = "application/octet-stream")),
    extensions(("x-right" = json!("anybody"))),
)]
pub(super) async fn file(
    State(app): State<Arc<App>>,
    Path((item, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let (Ok(item), Ok(file)) = (item.parse(), file.parse()) else {
        return Ok(frame::nothing(""));
    };
    match read::public_file(&app, item, file).await {
        Ok(served) => files::hand_out(&app, &served, Part::Whole, Keeping::Public, &headers).await,
        Err(failure) => absent(failure, ""),
    }
}

/// The newest public things, for feed readers.
#[utoipa::path(
    get,
    path = "/julkinen/atom.xml",
    tag = "public",
    params(
        ("lang" = Option<String>, Query, description = "fi, sv or en"),
        ("channel" = Option<ChannelId>, Query),
        ("kind" = Option<String>, Query),
        ("tag" = Option<String>, Query, description = "a slug: of a tag or a region"),
        ("region" = Option<String>, Query, description = "a code"),
    ),
    responses((status = 200, description = "a feed", content_type = "application/atom+xml")),
    extensions(("x-right" = json!("anybody"))),
)]
pub(super) async fn atom(
    State(site): State<Site>,
    Address(from): Address,
    Fields(asked): Fields<Asked>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let (app, door) = (&site.app, (&*site.door, from));
    let origin = app.settings.web.first_origin();
    match read::public_list(app, door, &asked.selection(), &asked.lang, LISTED).await {
        Ok(list) => {
            let text = feed::atom(&list, &asked, origin)?;
            Ok(kept(text, "application/atom+xml; charset=utf-8", &headers))
        }
        Err(failure) => absent(failure, &asked.lang),
    }
}

/// Every public page, for search engines.
#[utoipa::path(
    get,
    path = "/sitemap.xml",
    tag = "public",
    responses((status = 200, description = "a site map", content_type = "application/xml")),
    extensions(("x-right" = json!("anybody"))),
)]
pub(super) async fn sitemap(
    State(site): State<Site>,
    Address(from): Address,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let pages = read::public_pages(&site.app, (&site.door, from), MAPPED).await?;
    let text = feed::sitemap(&pages, site.app.settings.web.first_origin())?;
    Ok(kept(text, "application/xml; charset=utf-8", &headers))
}

/// A page of ours, with its mark.
pub(super) fn answer(page: &Markup, asked: &HeaderMap) -> Response {
    kept(page.0.clone(), "text/html; charset=utf-8", asked)
}

/// One answer for whatever is not public or not there.
pub(super) fn absent(failure: Failure, lang: &str) -> Result<Response, Refused> {
    match failure {
        Failure::Refused(refusal) if refusal.code == Code::TooMany => Err(refusal.into()),
        Failure::Refused(_) => Ok(frame::nothing(lang)),
        Failure::Faulted(fault) => Err(fault.into()),
    }
}

fn kept(text: String, sort: &'static str, asked: &HeaderMap) -> Response {
    let sum = Sha256::digest(text.as_bytes());
    let mark: String = sum[..16].iter().map(|byte| format!("{byte:02x}")).collect();
    let mark = format!("W/\"{mark}\"");
    let is_known = asked.get(header::IF_NONE_MATCH).is_some_and(|known| *known == *mark);
    let mut response =
        if is_known { StatusCode::NOT_MODIFIED.into_response() } else { text.into_response() };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(sort));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(KEPT));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    if let Ok(mark) = HeaderValue::try_from(mark) {
        headers.insert(header::ETAG, mark);
    }
    response
}

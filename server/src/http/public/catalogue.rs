//! The catalogue: everything public, found by what it is, its theme, its region, how strong its
//! evidence is, and who stands behind it. A form that works without a script.

use axum::{extract::State, http::HeaderMap, response::Response};
use maud::{Markup, html};
use serde::Deserialize;
use talkoo_protocol::{ItemId, Refusal};
use time::OffsetDateTime;

use super::{
    super::{Site, address::Address, body::Fields, refused::Refused},
    answer,
    frame::{self, Frame, day},
    lines::encoded,
    words::{
        Words,
        choices::{LEVELS, ORGANISATIONS, REGIONS, Three, named},
        words,
    },
};
use crate::actions::read::{self, Catalogue, CatalogueChoice, CatalogueLine, CatalogueWanted};

/// Lines of a page.
const LISTED: i64 = 30;

/// What may stand after the `?`; a form sends empty words for what is not chosen.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Filters {
    pub(super) lang: String,
    kind: String,
    sort: String,
    tag: String,
    region: String,
    level: String,
    organisation: String,
    after: String,
}

impl Filters {
    pub(super) fn wanted(&self) -> Result<CatalogueWanted, Refusal> {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let level = match self.level.as_str() {
            "" => None,
            level => Some(level.parse().map_err(|_| Refusal::bad_value("level: a number"))?),
        };
        Ok(CatalogueWanted {
            kind: some(&self.kind),
            sort: some(&self.sort),
            tag: some(&self.tag),
            region: some(&self.region),
            level,
            organisation: some(&self.organisation),
            after: after(&self.after)?,
        })
    }

    /// The query that asks for the same again, from the first on.
    pub(super) fn chosen(&self) -> String {
        let words = [
            ("lang", words(&self.lang).lang),
            ("kind", &self.kind),
            ("sort", &self.sort),
            ("tag", &self.tag),
            ("region", &self.region),
            ("level", &self.level),
            ("organisation", &self.organisation),
        ];
        let chosen = words.iter().filter(|(_, word)| !word.is_empty());
        chosen.map(|(name, word)| format!("{name}={}", encoded(word))).collect::<Vec<_>>().join("&")
    }
}

/// Where a page ended, as it is written in an address.
pub(super) fn written((at, item): (OffsetDateTime, ItemId)) -> String {
    format!("{}_{item}", at.unix_timestamp_nanos())
}

fn after(text: &str) -> Result<Option<(OffsetDateTime, ItemId)>, Refusal> {
    if text.is_empty() {
        return Ok(None);
    }
    let read = || {
        let (at, item) = text.split_once('_')?;
        let at = OffsetDateTime::from_unix_timestamp_nanos(at.parse().ok()?).ok()?;
        Some((at, item.parse().ok()?))
    };
    read().map(Some).ok_or_else(|| Refusal::bad_value("after: as the page before says"))
}

/// Everything public, by what is chosen.
#[utoipa::path(
    get,
    path = "/julkinen/luettelo",
    tag = "public",
    params(
        ("lang" = Option<String>, Query, description = "fi, sv or en"),
        ("kind" = Option<String>, Query),
        ("sort" = Option<String>, Query, description = "practice_model, guide, study …"),
        ("tag" = Option<String>, Query, description = "a slug, like that of a theme"),
        ("region" = Option<String>, Query, description = "a code, like 19"),
        ("level" = Option<String>, Query, description = "at least this level of evidence, 0 to 4"),
        ("organisation" = Option<String>, Query, description = "municipality, authority …"),
        ("after" = Option<String>, Query, description = "where the page before ended"),
    ),
    responses((status = 200, description = "a page", content_type = "text/html")),
    extensions(("x-right" = json!("anybody"))),
)]
pub(super) async fn catalogue(
    State(site): State<Site>,
    Address(from): Address,
    Fields(filters): Fields<Filters>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let wanted = filters.wanted()?;
    let door = (&*site.door, from);
    let found = read::catalogue(&site.app, door, &wanted, &filters.lang, LISTED).await?;
    Ok(answer(&page(&found, &filters, site.app.settings.web.first_origin()), &headers))
}

fn page(found: &Catalogue, filters: &Filters, origin: &str) -> Markup {
    let words = words(&filters.lang);
    let chosen = filters.chosen();
    let path = format!("/julkinen/luettelo?{chosen}");
    let frame = Frame {
        words,
        title: words.catalogue,
        description: words.catalogue,
        network: &found.network,
        origin,
        path: &path,
        feed: &format!("/julkinen/atom.xml?lang={}", words.lang),
        sort: "website",
        head: html! {},
    };
    let content = html! {
        h1 { (words.catalogue) }
        (form(found, filters, words))
        @if found.lines.is_empty() { p role="status" { (words.nothing_found) } }
        ul.lines { @for line in &found.lines { (entry(line, &found.sorts, words)) } }
        @if let Some(next) = found.next {
            p { a href={ (path) "&after=" (written(next)) } { (words.older) } }
        }
        p.meta {
            (words.open_data) ": "
            a href={ "/julkinen/data.json?" (chosen) } { "JSON" } ", "
            a href={ "/julkinen/data.csv?" (chosen) } { "CSV" }
        }
    };
    frame::page(&frame, &content)
}

fn form(found: &Catalogue, filters: &Filters, words: &Words) -> Markup {
    let at = words.place();
    let theme = |one: &CatalogueChoice| (one.slug.clone(), one.names[at].clone());
    let three = |choices: &[(&str, Three)]| -> Vec<(String, String)> {
        choices.iter().map(|(value, names)| ((*value).to_owned(), names[at].to_owned())).collect()
    };
    let themes: Vec<(String, String)> = found.themes.iter().map(theme).collect();
    html! {
        form.filters action="/julkinen/luettelo" method="get" {
            input type="hidden" name="lang" value=(words.lang);
            @if !filters.kind.is_empty() {
                input type="hidden" name="kind" value=(filters.kind);
            }
            (choose("sort", words.sort, &filters.sort, &three(&found.sorts), words))
            (choose("tag", words.theme, &filters.tag, &themes, words))
            (choose("region", words.region, &filters.region, &three(REGIONS), words))
            (choose("level", words.level, &filters.level, &three(LEVELS), words))
            (choose("organisation", words.organisation, &filters.organisation,
                &three(ORGANISATIONS), words))
            button type="submit" { (words.show) }
        }
    }
}

fn choose(
    name: &str,
    label: &str,
    chosen: &str,
    choices: &[(String, String)],
    words: &Words,
) -> Markup {
    html! {
        label {
            span { (label) }
            select name=(name) {
                option value="" { (words.any) }
                // What was asked for stays chosen, also when it is none of these.
                @if !chosen.is_empty() && choices.iter().all(|(value, _)| value != chosen) {
                    option value=(chosen) selected { (chosen) }
                }
                @for (value, name) in choices {
                    option value=(value) selected[value == chosen] { (name) }
                }
            }
        }
    }
}

fn entry(line: &CatalogueLine, sorts: &[(&str, Three)], words: &Words) -> Markup {
    let at = words.place();
    let value = |name: &str| line.values.iter().find(|(one, _)| one == name).map(|(_, it)| it);
    let sort = value("sort").and_then(|sort| named(sorts, sort, at));
    // A story has no level, and says nothing of it.
    let level =
        value("evidence").filter(|level| *level != "0").and_then(|level| named(LEVELS, level, at));
    let regions = line.values.iter().filter(|(name, _)| name == "region");
    let regions: Vec<&str> = regions.filter_map(|(_, code)| named(REGIONS, code, at)).collect();
    let organisation = line.organisation.as_ref().map(|(_, names)| {
        if names[at].is_empty() { names[0].as_str() } else { names[at].as_str() }
    });
    let lang = &line.page.lang;
    html! {
        li {
            h2 {
                a lang=(lang) href={ "/julkinen/" (line.item) "?lang=" (words.lang) } {
                    (line.page.title)
                }
            }
            p lang=(lang) { (line.page.lead) }
            p.meta {
                @if let Some(sort) = sort { span { (sort) } }
                @if let Some(level) = level { span { (words.evidence) ": " (level) } }
                @if !regions.is_empty() { span { (regions.join(", ")) } }
                @if let Some(name) = organisation { span { (name) } }
                span { (day(line.published_at, words)) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Filters, after, written};

    #[test]
    fn where_a_page_ended_is_read_again() {
        let text = "1765432100000000000_0190d0a0-0000-7000-8000-000000000001";
        let read = after(text).unwrap();
        assert_eq!(read.map(written).as_deref(), Some(text));
        for broken in ["1", "1_2", "a_0190d0a0-0000-7000-8000-000000000001"] {
            assert!(after(broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn what_is_chosen_is_asked_for_again() {
        let filters =
            Filters { region: "19".to_owned(), tag: "ä&b".to_owned(), ..Filters::default() };
        assert_eq!(filters.chosen(), "lang=fi&tag=%C3%A4%26b&region=19");
    }
}

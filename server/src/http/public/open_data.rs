//! The same public things for programs, as JSON and as CSV: what is on their pages, and the named
//! values by which their kinds are found. No member is in it, but for the contact that the authors of
//! a thing have written on its page.

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use serde::Serialize;
use time::format_description::well_known::Rfc3339;

use super::{
    super::{Site, address::Address, body::Fields, refused::Refused},
    catalogue::{Filters, written},
    kept,
};
use crate::{
    actions::read::{self, Block, Catalogue, CatalogueLine},
    error::Fault,
};

/// As many as one answer holds.
const MOST: i64 = 200;

#[derive(Serialize)]
struct Answer<'a> {
    network: &'a str,
    items: Vec<Row<'a>>,
    /// Address of what comes after these.
    next: Option<String>,
}

#[derive(Serialize)]
struct Row<'a> {
    id: String,
    address: String,
    kind: &'a str,
    title: &'a str,
    lead: &'a str,
    lang: &'a str,
    tags: &'a [String],
    regions: Vec<&'a str>,
    sort: &'a str,
    evidence: Option<f64>,
    effect: &'a str,
    phase: &'a str,
    organisation: Option<Organisation<'a>>,
    published_at: String,
    changed_at: String,
    contact: &'a str,
    licence: &'a str,
    parts: Vec<Part>,
}

#[derive(Serialize)]
struct Organisation<'a> {
    kind: &'a str,
    fi: &'a str,
    sv: &'a str,
    en: &'a str,
}

/// A heading, or words in Markdown.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Part {
    Heading(String),
    Text(String),
    Table(Vec<Vec<String>>),
}

/// Everything public, or a part of it, as JSON.
#[utoipa::path(
    get,
    path = "/julkinen/data.json",
    tag = "public",
    params(
        ("lang" = Option<String>, Query, description = "fi, sv or en: of the headings"),
        ("kind" = Option<String>, Query),
        ("sort" = Option<String>, Query, description = "practice_model, guide, study …"),
        ("tag" = Option<String>, Query, description = "a slug, like that of a theme"),
        ("region" = Option<String>, Query, description = "a code, like 19"),
        ("level" = Option<String>, Query, description = "at least this level of evidence, 0 to 4"),
        ("organisation" = Option<String>, Query, description = "municipality, authority …"),
        ("after" = Option<String>, Query, description = "as `next` says"),
    ),
    responses((status = 200, description = "200 at most", content_type = "application/json")),
    extensions(("x-right" = json!("anybody"))),
)]
pub(super) async fn json(
    State(site): State<Site>,
    Address(from): Address,
    Fields(filters): Fields<Filters>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let found = found(&site, from, &filters).await?;
    let origin = site.app.settings.web.first_origin();
    let answer = Answer {
        network: &found.network,
        items: found.lines.iter().map(|line| row(line, origin)).collect(),
        next: next(&found, &filters, origin, "json"),
    };
    let text = serde_json::to_string_pretty(&answer)
        .map_err(|error| Fault::caused("writing public rows", error))?;
    Ok(kept(text, "application/json; charset=utf-8", &headers))
}

/// The same as CSV, which spreadsheets open; the next page is told in the header `Link`.
#[utoipa::path(
    get,
    path = "/julkinen/data.csv",
    tag = "public",
    params(
        ("kind" = Option<String>, Query),
        ("sort" = Option<String>, Query, description = "practice_model, guide, study …"),
        ("tag" = Option<String>, Query, description = "a slug, like that of a theme"),
        ("region" = Option<String>, Query, description = "a code, like 19"),
        ("level" = Option<String>, Query, description = "at least this level of evidence, 0 to 4"),
        ("organisation" = Option<String>, Query, description = "municipality, authority …"),
        ("after" = Option<String>, Query, description = "as the header Link says"),
    ),
    responses((status = 200, description = "200 at most", content_type = "text/csv")),
    extensions(("x-right" = json!("anybody"))),
)]
pub(super) async fn csv(
    State(site): State<Site>,
    Address(from): Address,
    Fields(filters): Fields<Filters>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let found = found(&site, from, &filters).await?;
    let origin = site.app.settings.web.first_origin();
    let mut text = String::from(
        "\u{feff}id;address;kind;sort;title;lead;lang;tags;regions;evidence;effect;phase;\
         organisation;organisation_kind;published_at;changed_at;contact;licence\r\n",
    );
    for line in &found.lines {
        text.push_str(&record(&row(line, origin)));
        text.push_str("\r\n");
    }
    let mut response = kept(text, "text/csv; charset=utf-8", &headers);
    let link = next(&found, &filters, origin, "csv").map(|next| format!("<{next}>; rel=\"next\""));
    if let Some(link) = link.and_then(|link| HeaderValue::try_from(link).ok()) {
        response.headers_mut().insert(header::LINK, link);
    }
    Ok(response)
}

async fn found(
    site: &Site,
    from: std::net::IpAddr,
    filters: &Filters,
) -> Result<Catalogue, Refused> {
    let wanted = filters.wanted()?;
    Ok(read::catalogue(&site.app, (&site.door, from), &wanted, &filters.lang, MOST).await?)
}

fn next(found: &Catalogue, filters: &Filters, origin: &str, form: &str) -> Option<String> {
    let after = written(found.next?);
    Some(format!("{origin}/julkinen/data.{form}?{}&after={after}", filters.chosen()))
}

fn row<'a>(line: &'a CatalogueLine, origin: &str) -> Row<'a> {
    let page = &line.page;
    let at = |instant: time::OffsetDateTime| instant.format(&Rfc3339).unwrap_or_default();
    let value = |name: &str| {
        let found = line.values.iter().find(|(one, _)| one == name);
        found.map_or("", |(_, value)| value.as_str())
    };
    let organisation = line.organisation.as_ref();
    Row {
        id: line.item.to_string(),
        address: format!("{origin}/julkinen/{}", line.item),
        kind: &line.kind,
        title: &page.title,
        lead: &page.lead,
        lang: &page.lang,
        tags: &page.tags,
        regions: regions(line),
        sort: value("sort"),
        evidence: value("evidence").parse().ok(),
        effect: value("effect"),
        phase: value("phase"),
        organisation: organisation.map(|(kind, [fi, sv, en])| Organisation { kind, fi, sv, en }),
        published_at: at(line.published_at),
        changed_at: at(line.changed_at),
        contact: &page.contact,
        licence: &page.licence,
        parts: page.parts.iter().filter_map(part).collect(),
    }
}

fn regions(line: &CatalogueLine) -> Vec<&str> {
    let named = line.values.iter().filter(|(name, _)| name == "region");
    named.map(|(_, code)| code.as_str()).collect()
}

fn part(block: &Block) -> Option<Part> {
    Some(match block {
        Block::Heading(text) => Part::Heading(text.clone()),
        Block::Text(text) | Block::Note(text) | Block::Quote { text, .. } => {
            Part::Text(text.clone())
        }
        Block::Table(rows) => Part::Table(rows.clone()),
        // Files and other items are found by the page.
        Block::Picture(_) | Block::File { .. } | Block::Item(_) => return None,
    })
}

fn record(row: &Row<'_>) -> String {
    let (tags, regions) = (row.tags.join(" "), row.regions.join(" "));
    let evidence = row.evidence.map(|level| level.to_string()).unwrap_or_default();
    let cells = [
        row.id.as_str(),
        &row.address,
        row.kind,
        row.sort,
        row.title,
        row.lead,
        row.lang,
        &tags,
        &regions,
        &evidence,
        row.effect,
        row.phase,
        row.organisation.as_ref().map_or("", |one| one.fi),
        row.organisation.as_ref().map_or("", |one| one.kind),
        &row.published_at,
        &row.changed_at,
        row.contact,
        row.licence,
    ];
    cells.map(cell).join(";")
}

/// One cell. What a spreadsheet would take for a formula is text.
fn cell(text: &str) -> String {
    let is_formula =
        text.trim_start().starts_with(['=', '+', '-', '@']) || text.starts_with(['\t', '\r', '\n']);
    let quiet = if is_formula { "'" } else { "" };
    format!("\"{quiet}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn a_cell_is_words_and_no_formula() {
        assert_eq!(cell("Kylä \"A\"; B"), "\"Kylä \"\"A\"\"; B\"");
        assert_eq!(cell("=1+1"), "\"'=1+1\"");
        assert_eq!(cell(" @a"), "\"' @a\"");
    }
}

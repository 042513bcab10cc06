//! Public items for machines: Atom (RFC 4287) and a site map.

use maud::{Markup, PreEscaped, html};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::{Asked, lines, words::words};
use crate::{
    actions::read::{PublicFound, PublicList},
    error::Fault,
};

const XML: PreEscaped<&str> = PreEscaped("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");

pub(super) fn atom(list: &PublicList, asked: &Asked, origin: &str) -> Result<String, Fault> {
    let words = words(&asked.lang);
    let chosen = lines::chosen(asked, words.lang);
    let title = lines::heading(list, asked)
        .map_or_else(|| list.network.clone(), |heading| format!("{} – {heading}", list.network));
    let newest = list.lines.iter().map(|line| line.changed_at).max();
    let updated = stamp(newest.unwrap_or(OffsetDateTime::UNIX_EPOCH))?;
    let mut entries = Vec::new();
    for line in &list.lines {
        let (item, page) = (line.item, &line.page);
        let lead = plain(&page.lead);
        let (published, changed) = (stamp(line.published_at)?, stamp(line.changed_at)?);
        let link = format!("{origin}/julkinen/{item}?lang={}", page.lang);
        entries.push(html! {
            entry xml:lang=(page.lang) {
                id { "urn:uuid:" (item) }
                title { (plain(&page.title)) }
                published { (published) }
                updated { (changed) }
                link href=(link) {}
                @for tag in &page.tags { category term=(tag) {} }
                summary { (lead) }
            }
        });
    }
    let feed = html! {
        (XML)
        feed xmlns="http://www.w3.org/2005/Atom" xml:lang=(words.lang) {
            id { (origin) "/julkinen?" (chosen) }
            title { (plain(&title)) }
            updated { (updated) }
            author { name { (plain(&list.network)) } }
            link rel="self" href={ (origin) "/julkinen/atom.xml?" (chosen) } {}
            link href={ (origin) "/julkinen?" (chosen) } {}
            @for entry in &entries { (entry) }
        }
    };
    Ok(feed.0)
}

pub(super) fn sitemap(pages: &[PublicFound], origin: &str) -> Result<String, Fault> {
    let mut urls: Vec<Markup> = Vec::with_capacity(pages.len());
    for page in pages {
        let changed = stamp(page.changed_at)?;
        urls.push(html! {
            url {
                loc { (origin) "/julkinen/" (page.item) }
                lastmod { (changed) }
            }
        });
    }
    let map = html! {
        (XML)
        urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" {
            @for url in &urls { (url) }
        }
    };
    Ok(map.0)
}

fn stamp(at: OffsetDateTime) -> Result<String, Fault> {
    at.format(&Rfc3339).map_err(|error| Fault::caused("writing a feed", error))
}

/// Signs that XML cannot hold are left out.
fn plain(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_control() && !"\u{fffe}\u{ffff}".contains(*sign)).collect()
}

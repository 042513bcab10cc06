//! One public item as a page.

use maud::{Markup, html};
use talkoo_protocol::ItemId;
use time::format_description::well_known::Rfc3339;

use super::{
    frame::{self, Frame, day},
    markdown,
    words::{LANGUAGES, Words, words},
};
use crate::actions::read::{Block, Page, Picture, PublicPage};

pub(super) fn page(shown: &PublicPage, origin: &str) -> Markup {
    let PublicPage { item, page, place, .. } = shown;
    let words = words(around(page));
    let path = format!("/julkinen/{item}?lang={}", around(page));
    let feed = format!("/julkinen/atom.xml?channel={}&lang={}", place.channel, around(page));
    let frame = Frame {
        words,
        title: &page.title,
        description: &page.lead,
        network: &shown.network,
        origin,
        path: &path,
        feed: &feed,
        sort: "article",
        head: head(shown, origin),
    };
    frame::page(&frame, &content(shown, words))
}

/// Language of everything around what is written.
fn around(page: &Page) -> &str {
    if page.spoken.is_empty() { &page.lang } else { &page.spoken }
}

fn head(shown: &PublicPage, origin: &str) -> Markup {
    let PublicPage { item, page, .. } = shown;
    let stamp = |at: &time::OffsetDateTime| at.format(&Rfc3339).unwrap_or_default();
    html! {
        @for lang in &page.languages {
            link rel="alternate" hreflang=(lang) href={ (origin) "/julkinen/" (item) "?lang=" (lang) };
        }
        @if let Some(at) = &page.published_at {
            meta property="article:published_time" content=(stamp(at));
        }
        @if let Some(at) = &page.changed_at {
            meta property="article:modified_time" content=(stamp(at));
        }
        @for tag in &page.tags { meta property="article:tag" content=(tag); }
        @if let Some(cover) = &page.cover {
            meta property="og:image" content={ (origin) "/julkinen/" (item) "/" (cover.file) };
            meta property="og:image:alt" content=(cover.alt);
        }
    }
}

fn content(shown: &PublicPage, words: &Words) -> Markup {
    let PublicPage { item, page, place, .. } = shown;
    html! {
        article lang=(page.lang) {
            p.meta lang=(words.lang) {
                a href={ "/julkinen?channel=" (place.channel) "&lang=" (words.lang) } {
                    (place.workspace) " · " (place.name)
                }
            }
            h1 { (page.title) }
            (dates(shown, words))
            (tongues(*item, page, words))
            @if !page.lead.is_empty() { p.lead { (page.lead) } }
            @if let Some(cover) = &page.cover { (picture(*item, cover)) }
            (corrections(page, words))
            @for block in &page.parts { (set(shown, block, words)) }
            (facts(page, words))
        }
    }
}

fn dates(shown: &PublicPage, words: &Words) -> Markup {
    let at = match words.lang {
        "sv" => 1,
        "en" => 2,
        _ => 0,
    };
    let name = shown
        .organisation
        .as_ref()
        .map(|names| if names[at].is_empty() { names[0].as_str() } else { names[at].as_str() });
    html! {
        p.meta lang=(words.lang) {
            @if let Some(at) = shown.page.published_at {
                span { (words.published) " " (day(at, words)) }
            }
            @if let Some(at) = shown.page.changed_at {
                span { (words.changed) " " (day(at, words)) }
            }
            @if let Some(name) = name { span { (words.publisher) ": " (name) } }
        }
    }
}

fn tongues(item: ItemId, page: &Page, words: &Words) -> Markup {
    html! {
        @if page.languages.len() > 1 {
            nav.tongues.meta aria-label=(words.languages) {
                @for (lang, name) in LANGUAGES.iter().filter(|(lang, _)| {
                    page.languages.iter().any(|known| known == lang)
                }) {
                    @if *lang == around(page) {
                        span aria-current="true" lang=(lang) { (name) }
                    } @else {
                        a lang=(lang) hreflang=(lang) href={ "/julkinen/" (item) "?lang=" (lang) } {
                            (name)
                        }
                    }
                }
            }
        }
    }
}

fn corrections(page: &Page, words: &Words) -> Markup {
    html! {
        @if !page.corrections.is_empty() {
            section.note {
                h2 { (words.corrections) }
                @for (at, text) in &page.corrections {
                    p { (day(*at, words)) ": " (text) }
                }
            }
        }
    }
}

fn set(shown: &PublicPage, block: &Block, words: &Words) -> Markup {
    let item = shown.item;
    match block {
        Block::Text(text) => markdown::html(text),
        Block::Heading(text) => html! { h2 lang=(words.lang) { (text) } },
        Block::Note(text) => html! { p lang=(words.lang) { (text) } },
        Block::Picture(it) => picture(item, it),
        Block::Quote { text, source } => html! {
            blockquote {
                (markdown::html(text))
                @if !source.is_empty() { footer { (source) } }
            }
        },
        Block::File { file, name } => html! {
            p { a href={ "/julkinen/" (item) "/" (file) } download {
                span lang=(words.lang) { (words.file) ": " } (name)
            } }
        },
        Block::Table(rows) => table(rows),
        Block::Item(other) => html! {
            @if let Some((id, title)) = shown.named.iter().find(|(id, _)| id == other) {
                p {
                    span lang=(words.lang) { (words.related) ": " }
                    a href={ "/julkinen/" (id) } { (title) }
                }
            }
        },
    }
}

fn picture(item: ItemId, picture: &Picture) -> Markup {
    html! {
        figure {
            img src={ "/julkinen/" (item) "/" (picture.file) } alt=(picture.alt) decoding="async";
            @if !picture.caption.is_empty() { figcaption { (picture.caption) } }
        }
    }
}

fn table(rows: &[Vec<String>]) -> Markup {
    let Some((head, rows)) = rows.split_first() else { return html! {} };
    html! {
        // Wider than a phone: it is scrolled by itself, and by keyboard.
        div.wide tabindex="0" {
            table {
                thead { tr { @for cell in head { th scope="col" { (cell) } } } }
                tbody { @for row in rows { tr { @for cell in row { td { (cell) } } } } }
            }
        }
    }
}

fn facts(page: &Page, words: &Words) -> Markup {
    html! {
        @if !page.tags.is_empty() || !page.contact.is_empty() || !page.licence.is_empty() {
            dl.facts {
                @if !page.contact.is_empty() { dt lang=(words.lang) { (words.contact) } dd { (page.contact) } }
                @if !page.licence.is_empty() { dt lang=(words.lang) { (words.licence) } dd { (page.licence) } }
                @if !page.tags.is_empty() {
                    dt lang=(words.lang) { (words.tags) }
                    dd {
                        @for tag in &page.tags {
                            a href={ "/julkinen?tag=" (tag) "&lang=" (words.lang) } { "#" (tag) } " "
                        }
                    }
                }
            }
        }
    }
}

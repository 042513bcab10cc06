//! A list of public items as a page.

use maud::{Markup, html};
use time::format_description::well_known::Rfc3339;

use super::{
    Asked,
    frame::{self, Frame, day},
    words::words,
};
use crate::actions::read::PublicList;

pub(super) fn page(list: &PublicList, asked: &Asked, origin: &str) -> Markup {
    let words = words(&asked.lang);
    let title = heading(list, asked).unwrap_or_else(|| words.newest.to_owned());
    let chosen = chosen(asked, words.lang);
    let path = format!("/julkinen?{chosen}");
    let frame = Frame {
        words,
        title: &title,
        description: &title,
        network: &list.network,
        origin,
        path: &path,
        feed: &format!("/julkinen/atom.xml?{chosen}"),
        sort: "website",
        head: html! {},
    };
    let content = html! {
        h1 { (title) }
        @if list.lines.is_empty() { p { (words.none) } }
        ul.lines {
            @for line in &list.lines {
                li {
                    h2 {
                        a lang=(line.page.lang) href={ "/julkinen/" (line.item) "?lang=" (line.page.lang) } {
                            (line.page.title)
                        }
                    }
                    p lang=(line.page.lang) { (line.page.lead) }
                    p.meta { (day(line.published_at, words)) }
                }
            }
        }
        @if let Some(place) = &list.place {
            p { a href={ "/julkinen/uutiskirje?channel=" (place.channel) "&lang=" (words.lang) } {
                (words.letters.title)
            } }
        }
        @if let Some((at, item)) = list.next && let Ok(at) = at.format(&Rfc3339) {
            p { a href={ (path) "&before=" (at) "&before_item=" (item) } { (words.older) } }
        }
    };
    frame::page(&frame, &content)
}

/// What the list is of, when it is not all.
pub(super) fn heading(list: &PublicList, asked: &Asked) -> Option<String> {
    let place = list.place.as_ref().map(|place| format!("{} · {}", place.workspace, place.name));
    place.or_else(|| asked.tag.as_ref().map(|tag| format!("#{tag}")))
}

/// The query that asks for the same again.
pub(super) fn chosen(asked: &Asked, lang: &str) -> String {
    let mut query = format!("lang={lang}");
    if let Some(channel) = asked.channel {
        query.push_str(&format!("&channel={channel}"));
    }
    for (name, word) in [("kind", &asked.kind), ("tag", &asked.tag), ("region", &asked.region)] {
        if let Some(word) = word {
            query.push_str(&format!("&{name}={}", encoded(word)));
        }
    }
    query
}

/// A word in a query: whatever is no letter, digit or dash is written by its bytes.
pub(super) fn encoded(word: &str) -> String {
    word.bytes().fold(String::new(), |mut query, byte| {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            query.push(char::from(byte));
        } else {
            query.push_str(&format!("%{byte:02X}"));
        }
        query
    })
}

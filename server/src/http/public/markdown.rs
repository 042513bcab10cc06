//! A text as HTML. Nothing that a person wrote becomes an element of its own: HTML in it is shown as
//! text, only web and mail addresses are links, and pictures from elsewhere are their words.

use maud::{Markup, PreEscaped};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// The longest text that is looked at; a kind's own bound is below it.
const MOST: usize = 64 * 1024;

pub(super) fn html(text: &str) -> Markup {
    let text = &text[..text.floor_char_boundary(MOST)];
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut refused = Vec::new();
    let events = Parser::new_ext(text, options).filter_map(|event| soften(event, &mut refused));
    let mut written = String::with_capacity(text.len() + text.len() / 4);
    html::push_html(&mut written, events);
    PreEscaped(written)
}

fn soften<'a>(event: Event<'a>, refused: &mut Vec<bool>) -> Option<Event<'a>> {
    Some(match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => return None,
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => return None,
        Event::Start(Tag::Link { link_type, dest_url, .. }) => {
            let is_offered = ["https://", "http://", "mailto:"].iter().any(|scheme| {
                dest_url
                    .get(..scheme.len())
                    .is_some_and(|begins| begins.eq_ignore_ascii_case(scheme))
            });
            refused.push(!is_offered);
            if !is_offered {
                return None;
            }
            Event::Start(Tag::Link { link_type, dest_url, title: "".into(), id: "".into() })
        }
        Event::End(TagEnd::Link) => {
            if refused.pop().unwrap_or(true) {
                return None;
            }
            Event::End(TagEnd::Link)
        }
        // The page has a title, and its parts have headings, above these.
        Event::Start(Tag::Heading { .. }) => Event::Start(Tag::Heading {
            level: HeadingLevel::H3,
            id: None,
            classes: Vec::new(),
            attrs: Vec::new(),
        }),
        Event::End(TagEnd::Heading(_)) => Event::End(TagEnd::Heading(HeadingLevel::H3)),
        other @ (Event::Start(_)
        | Event::End(_)
        | Event::Text(_)
        | Event::Code(_)
        | Event::InlineMath(_)
        | Event::DisplayMath(_)
        | Event::FootnoteReference(_)
        | Event::SoftBreak
        | Event::HardBreak
        | Event::Rule
        | Event::TaskListMarker(_)) => other,
    })
}

#[cfg(test)]
mod tests {
    use super::html;

    #[test]
    fn what_a_person_wrote_is_text_and_nothing_else() {
        for (text, expected) in [
            ("**a** <b onclick=x>b</b>", "<strong>a</strong> &lt;b onclick=x&gt;b&lt;/b&gt;"),
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("[a](javascript:alert(1))", "<p>a</p>"),
            ("[a](https://e.example \"x\")", "<a href=\"https://e.example\">a</a>"),
            ("![kuva](https://e.example/x.png)", "<p>kuva</p>"),
            ("# Otsikko", "<h3>Otsikko</h3>"),
        ] {
            let seen = html(text).0;
            assert!(seen.contains(expected), "{text}: {seen}");
            assert!(!seen.contains("<script") && !seen.contains("javascript:"), "{seen}");
        }
    }
}

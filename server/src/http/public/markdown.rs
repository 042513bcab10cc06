//! A text as HTML. Nothing that a person wrote becomes an element of its own: HTML in it is shown as
//! text, only web and mail addresses are links, pictures from elsewhere are their words, and who is
//! mentioned is "a member".

use maud::{Markup, PreEscaped};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// The longest text that is looked at; a kind's own bound is below it.
const MOST: usize = 64 * 1024;

pub(super) fn html(text: &str, member: &str) -> Markup {
    let text = without_members(&text[..text.floor_char_boundary(MOST)], member);
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut refused = Vec::new();
    let events = Parser::new_ext(&text, options).filter_map(|event| soften(event, &mut refused));
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

/// `@[id]` names somebody to members only.
pub(super) fn without_members(text: &str, member: &str) -> String {
    let mut told = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("@[") {
        let (before, from) = rest.split_at(at);
        told.push_str(before);
        let is_id = from.get(2..38).is_some_and(|id| uuid::Uuid::try_parse(id).is_ok())
            && from.get(38..39) == Some("]");
        if is_id {
            told.push('@');
            told.push_str(member);
            rest = &from[39..];
        } else {
            told.push_str("@[");
            rest = &from[2..];
        }
    }
    told.push_str(rest);
    told
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
            ("@[0191d3c0-1111-7000-8000-000000000001] kertoo", "<p>@jäsen kertoo</p>"),
            ("@[ei tunnus]", "@[ei tunnus]"),
            ("# Otsikko", "<h3>Otsikko</h3>"),
        ] {
            let seen = html(text, "jäsen").0;
            assert!(seen.contains(expected), "{text}: {seen}");
            assert!(!seen.contains("<script") && !seen.contains("javascript:"), "{seen}");
        }
    }
}

//! The frame of every public page: what a browser and a search engine are told, the way to the
//! content, one column that reads well on a phone, light and dark as the reader's device says.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use time::{Date, Month, OffsetDateTime, Time, UtcOffset, Weekday};

use super::words::{Words, words};

/// What stands around one page.
pub(crate) struct Frame<'a> {
    pub(crate) words: &'a Words,
    pub(crate) title: &'a str,
    /// For search engines and previews; one sentence.
    pub(crate) description: &'a str,
    /// Name of the network.
    pub(crate) network: &'a str,
    pub(crate) origin: &'a str,
    /// Path and query of this page.
    pub(crate) path: &'a str,
    /// Path and query of its Atom feed.
    pub(crate) feed: &'a str,
    /// `article` or `website`.
    pub(crate) sort: &'a str,
    /// Further elements of the head.
    pub(crate) head: Markup,
}

/// A whole page.
pub(crate) fn page(frame: &Frame<'_>, content: &Markup) -> Markup {
    let Frame { words, title, description, network, origin, path, feed, sort, head } = frame;
    html! {
        (DOCTYPE)
        html lang=(words.lang) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) @if title != network { " – " (network) } }
                meta name="description" content=(description);
                meta name="color-scheme" content="light dark";
                link rel="canonical" href={ (origin) (path) };
                link rel="icon" href="/talkoo.svg" type="image/svg+xml";
                link rel="alternate" type="application/atom+xml" href={ (origin) (feed) };
                meta property="og:type" content=(sort);
                meta property="og:title" content=(title);
                meta property="og:description" content=(description);
                meta property="og:url" content={ (origin) (path) };
                meta property="og:site_name" content=(network);
                meta property="og:locale" content=(words.locale);
                (head)
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#content" { (words.skip) }
                header.site {
                    a.name href={ "/julkinen?lang=" (words.lang) } { (network) }
                    a href="/" { (words.sign_in) }
                }
                main #content { (content) }
                footer.site {
                    a href={ "/julkinen/luettelo?lang=" (words.lang) } { (words.catalogue) }
                    a href=(feed) { (words.feed) }
                    span { (words.emergency) }
                }
            }
        }
    }
}

/// The one answer for what is not there, and for what is not public.
pub(crate) fn nothing(lang: &str) -> Response {
    let words = words(lang);
    let frame = Frame {
        words,
        title: words.absent,
        description: words.absent_why,
        network: "Talkoo",
        origin: "",
        path: "/julkinen",
        feed: "/julkinen/atom.xml",
        sort: "website",
        head: html! { meta name="robots" content="noindex"; },
    };
    let content = html! {
        h1 { (words.absent) }
        p { (words.absent_why) }
        p { a href={ "/julkinen?lang=" (words.lang) } { (words.newest) } }
    };
    let mut response = page(&frame, &content).0.into_response();
    *response.status_mut() = StatusCode::NOT_FOUND;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(super::POLICY));
    response
}

/// A day as it is written in the page's language, for an instant in Finland.
pub(crate) fn day(at: OffsetDateTime, words: &Words) -> Markup {
    let here = in_finland(at);
    let (year, month, day) = (here.year(), u8::from(here.month()), here.day());
    let machine = format!("{year:04}-{month:02}-{day:02}");
    let shown = if words.lang == "en" {
        format!("{day} {} {year}", here.month())
    } else {
        format!("{day}.{month}.{year}")
    };
    html! { time datetime=(machine) { (shown) } }
}

/// Finland's clock: two hours ahead, three from the last Sunday of March to that of October.
fn in_finland(at: OffsetDateTime) -> OffsetDateTime {
    let turn = |month| {
        let last = Date::from_calendar_date(at.year(), month, 31).ok()?;
        let back = last.weekday().number_days_from_sunday();
        let sunday = last - time::Duration::days(i64::from(back));
        debug_assert_eq!(sunday.weekday(), Weekday::Sunday);
        Some(sunday.with_time(Time::from_hms(1, 0, 0).ok()?).assume_utc())
    };
    let is_summer = turn(Month::March).is_some_and(|begins| at >= begins)
        && turn(Month::October).is_some_and(|ends| at < ends);
    let hours = if is_summer { 3 } else { 2 };
    UtcOffset::from_hms(hours, 0, 0).map_or(at, |offset| at.to_offset(offset))
}

const STYLE: &str = include_str!("style.css");

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::{day, in_finland};
    use crate::http::public::words::words;

    #[test]
    fn a_day_is_finlands() {
        for (at, hour) in [
            (datetime!(2026-01-15 22:30 UTC), 0),
            (datetime!(2026-03-29 00:59 UTC), 2),
            (datetime!(2026-03-29 01:00 UTC), 4),
            (datetime!(2026-10-25 00:59 UTC), 3),
            (datetime!(2026-10-25 01:00 UTC), 3),
        ] {
            assert_eq!(in_finland(at).hour(), hour, "{at}");
        }
        let at = datetime!(2026-01-15 22:30 UTC);
        assert_eq!(
            day(at, words("fi")).0,
            "<time datetime=\"2026-01-16\">16.1.2026</time>",
            "past midnight there"
        );
        assert!(day(at, words("en")).0.contains("16 January 2026"));
    }
}

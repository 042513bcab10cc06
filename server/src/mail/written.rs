//! A letter put into words: subject, plain text and HTML from one source, so that neither says what
//! the other does not. What people wrote is escaped where it is put in.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::texts;
use crate::{domain::letter::Template, error::Fault};

/// A letter as it leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    pub language: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub link: Option<String>,
    /// Of letters that come again and again about one thing.
    pub thread: Option<Thread>,
}

/// What letters about one thing share, and how they are ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    pub about: Uuid,
    /// One post to it ends them (RFC 8058).
    pub unsubscribe: String,
    /// Where an answer goes, when it goes anywhere.
    pub answers: Option<String>,
}

/// Fills a letter in. `values` need every place of the text; `network` is always among them.
///
/// # Errors
/// A fault when a place of the text has no value, or its link leads nowhere.
pub fn write(
    template: Template,
    language: &str,
    values: &BTreeMap<String, String>,
    link: Option<String>,
) -> Result<Written, Fault> {
    put(template, language, values, link, texts::FOOT)
}

/// The same, of a letter that can be answered.
///
/// # Errors
/// As [`write`].
pub fn write_answerable(
    template: Template,
    language: &str,
    values: &BTreeMap<String, String>,
    link: Option<String>,
) -> Result<Written, Fault> {
    put(template, language, values, link, texts::FOOT_ANSWERED)
}

fn put(
    template: Template,
    language: &str,
    values: &BTreeMap<String, String>,
    link: Option<String>,
    foot: &str,
) -> Result<Written, Fault> {
    let part = texts::part(texts::of(template), language);
    let (subject, body) = part.split_once('\n').unwrap_or((part, ""));
    // What a person named themselves or their organisation must not begin a further header.
    let subject = one_line(&filled(subject, values, str::to_owned)?);
    let mut text = Vec::new();
    let mut html = Vec::new();
    for paragraph in paragraphs(body) {
        match paragraph.strip_prefix("[link: ").and_then(|rest| rest.strip_suffix(']')) {
            Some(words) => {
                let address = link.as_deref().ok_or_else(|| Fault::new("a letter without link"))?;
                text.push(format!("{words}:\n{address}"));
                html.push(button(words, address));
            }
            None => {
                text.push(filled(paragraph, values, str::to_owned)?);
                let words = filled(paragraph, values, escaped)?;
                // Only there are addresses among the words; in others nobody's words become links.
                let is_linked = template == Template::Newsletter;
                let words = if is_linked { linked(&words) } else { words };
                html.push(format!("<p>{words}</p>"));
            }
        }
    }
    let foot = texts::part(foot, language);
    text.push(format!("-- \n{}", filled(foot, values, str::to_owned)?));
    html.push(format!("<p style=\"{SMALL}\">{}</p>", filled(foot, values, escaped)?));
    let html = page(language, &subject, &html.join("\n"));
    let text = text.join("\n\n") + "\n";
    Ok(Written { language: language.to_owned(), subject, text, html, link, thread: None })
}

fn paragraphs(body: &str) -> impl Iterator<Item = &str> {
    body.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty())
}

/// Puts values into the places of a text, once: what is put in is not read again.
fn filled(
    text: &str,
    values: &BTreeMap<String, String>,
    shown: fn(&str) -> String,
) -> Result<String, Fault> {
    let mut done = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, further) = after.split_once('}').unwrap_or((after, ""));
        let value = values.get(name).ok_or_else(|| Fault::new("a letter lacks a value"))?;
        done.push_str(&shown(before));
        done.push_str(&shown(value));
        rest = further;
    }
    Ok(done + &shown(rest))
}

fn one_line(text: &str) -> String {
    text.split(char::is_control).collect::<Vec<_>>().join(" ").trim().to_owned()
}

fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => shown.push_str("&amp;"),
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '"' => shown.push_str("&quot;"),
            '\'' => shown.push_str("&#39;"),
            '\n' => shown.push_str("<br>"),
            other => shown.push(other),
        }
    }
    shown
}

/// Lines that are an address and nothing else become links.
fn linked(words: &str) -> String {
    let lines = words.split("<br>").map(|line| {
        let is_address = ["http://", "https://"].iter().any(|start| line.starts_with(start));
        if is_address && !line.contains(' ') {
            format!("<a href=\"{line}\">{line}</a>")
        } else {
            line.to_owned()
        }
    });
    lines.collect::<Vec<_>>().join("<br>")
}

const SMALL: &str = "margin-top:32px;padding-top:12px;border-top:1px solid #c9cdd2;\
                     font-size:14px;color:#55606b";

fn button(words: &str, address: &str) -> String {
    let (words, address) = (escaped(words), escaped(address));
    format!(
        "<p style=\"margin:28px 0\"><a href=\"{address}\" style=\"display:inline-block;\
         padding:12px 22px;border-radius:6px;background:#00357a;color:#ffffff;\
         text-decoration:none;font-weight:600\">{words}</a></p>\n\
         <p style=\"font-size:14px;word-break:break-all\"><a href=\"{address}\">{address}</a></p>"
    )
}

/// No picture, no script, nothing that is fetched: opening a letter tells nobody anything.
fn page(language: &str, subject: &str, body: &str) -> String {
    let (language, subject) = (escaped(language), escaped(subject));
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>{subject}</title></head>\n\
         <body style=\"margin:0 auto;max-width:560px;padding:24px;\
         font:17px/1.5 'Source Sans 3',system-ui,sans-serif\">\n{body}\n</body>\n</html>\n"
    )
}

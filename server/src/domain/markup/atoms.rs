//! Finds what this house adds to Markdown: mentions, tags, web addresses, and the `<` and `&` that
//! stand for themselves. It reads the source alone, from left to right, without knowing what is
//! code; the walk over the parsed text asks only for the atoms that lie in text. The client has
//! the same scanner (`web-client/src/ui/markup/atoms.ts`), so both sides see the same atoms.

use std::ops::Range;

use talkoo_protocol::MemberId;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Longest tag, in characters.
const MAX_TAG: usize = 64;
const UUID_LEN: usize = 36;
const CHANNEL: &str = "@[channel]";
/// What ends a sentence rather than an address.
const TRAILING: &[char] =
    &['?', '!', '.', ',', ':', ';', '*', '_', '~', '\'', '(', '’', '‘', '”', '“', '»', '…'];

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Atom {
    Member(MemberId),
    Channel,
    /// The slug: lower case, composed.
    Tag(String),
    /// A bare web address.
    Address,
    /// `<https://…>` or `<name@host.tld>`: shown without its brackets.
    Bracketed {
        web: bool,
    },
}

#[derive(Debug)]
pub(super) struct Found {
    pub(super) at: Range<usize>,
    pub(super) atom: Atom,
}

/// The atoms in order, and the bytes that the Markdown parser must take for plain punctuation.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) atoms: Vec<Found>,
    pub(super) inert: Vec<usize>,
}

pub(super) fn scan(source: &str) -> Scan {
    let bytes = source.as_bytes();
    let mut scan = Scan::default();
    let mut at = 0;
    while at < bytes.len() {
        let found = match bytes[at] {
            // An escape: the next character stands for itself.
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => {
                at += 2;
                continue;
            }
            b'@' => mention(source, at),
            b'#' => tag(source, at),
            b'h' | b'H' => address(source, at),
            b'<' => bracketed(source, at),
            _ => None,
        };
        match found {
            Some(found) => {
                at = found.at.end;
                scan.take(bytes, found);
            }
            None => {
                // A lone `<` is no HTML, `&` no entity, and `]:` defines no link: in talk all of
                // these are what they look like.
                match bytes[at] {
                    b'<' | b'&' => scan.inert.push(at),
                    b':' if at > 0 && bytes[at - 1] == b']' => scan.inert.push(at),
                    _ => {}
                }
                at += 1;
            }
        }
    }
    scan
}

impl Scan {
    fn take(&mut self, bytes: &[u8], found: Found) {
        let special = |at: &usize| b"*_~&<[]".contains(&bytes[*at]);
        self.inert.extend(found.at.clone().filter(special));
        self.atoms.push(found);
    }
}

fn mention(source: &str, at: usize) -> Option<Found> {
    let rest = &source[at..];
    if rest.starts_with(CHANNEL) {
        return Some(Found { at: at..at + CHANNEL.len(), atom: Atom::Channel });
    }
    let inner = rest.strip_prefix("@[")?.get(..UUID_LEN)?;
    let end = at + 2 + UUID_LEN;
    if source.as_bytes().get(end) != Some(&b']') {
        return None;
    }
    let id = inner.parse::<MemberId>().ok()?;
    Some(Found { at: at..end + 1, atom: Atom::Member(id) })
}

fn tag(source: &str, at: usize) -> Option<Found> {
    let before = source[..at].chars().next_back();
    if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '&' | '/' | '\\' | '#')) {
        return None;
    }
    let rest = &source[at + 1..];
    if !rest.starts_with(char::is_alphanumeric) {
        return None;
    }
    let goes_on = |c: char| c.is_alphanumeric() || is_combining_mark(c) || matches!(c, '-' | '_');
    let run = rest.find(|c| !goes_on(c)).map_or(rest, |end| &rest[..end]);
    let written = run.trim_end_matches(['-', '_']);
    let length = written.chars().count();
    if !(2..=MAX_TAG).contains(&length) || !written.contains(char::is_alphabetic) {
        return None;
    }
    let slug = written.to_lowercase().nfc().collect();
    Some(Found { at: at..at + 1 + written.len(), atom: Atom::Tag(slug) })
}

fn address(source: &str, at: usize) -> Option<Found> {
    if source[..at].chars().next_back().is_some_and(char::is_alphanumeric) {
        return None;
    }
    let run = &source[at..address_end(source, at)?];
    let end = at + run.trim_end_matches(TRAILING).len();
    Some(Found { at: at..end, atom: Atom::Address })
}

/// Where the longest address from here ends. Brackets, quotes and a closing parenthesis that was
/// not opened end it, so that an address never reaches out of a link, a table cell or code.
fn address_end(source: &str, at: usize) -> Option<usize> {
    let rest = &source[at..];
    let host = scheme_len(rest)?;
    let mut open = 0_usize;
    for (offset, c) in rest[host..].char_indices() {
        match c {
            '(' => open += 1,
            ')' if open == 0 => return Some(at + host + offset),
            ')' => open -= 1,
            _ if !may_stand_in_address(c) => return Some(at + host + offset),
            _ => {}
        }
    }
    Some(source.len())
}

/// The length of `http://` or `https://` when a host follows.
fn scheme_len(text: &str) -> Option<usize> {
    ["https://", "http://"]
        .iter()
        .find(|scheme| {
            text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        })
        .map(|scheme| scheme.len())
        .filter(|len| text[*len..].starts_with(char::is_alphanumeric))
}

fn may_stand_in_address(c: char) -> bool {
    !(c.is_whitespace()
        || c.is_control()
        || matches!(c, '<' | '>' | '"' | '`' | '|' | '\\' | '[' | ']' | '{' | '}' | '^')
        // Characters that nobody sees would let one address look like another.
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}' | '\u{feff}'))
}

fn bracketed(source: &str, at: usize) -> Option<Found> {
    let inner = at + 1;
    if let Some(end) = address_end(source, inner) {
        return (source.as_bytes().get(end) == Some(&b'>'))
            .then_some(Found { at: at..end + 1, atom: Atom::Bracketed { web: true } });
    }
    let rest = &source[inner..];
    let may_stand = |c: char| c.is_ascii_alphanumeric() || matches!(c, '@' | '.' | '+' | '_' | '-');
    let end = rest.find(|c| !may_stand(c))?;
    (rest.as_bytes()[end] == b'>' && is_mailbox(&rest[..end]))
        .then_some(Found { at: at..inner + end + 1, atom: Atom::Bracketed { web: false } })
}

/// `name@host.tld`, in ASCII.
pub(super) fn is_mailbox(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let named = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '+' | '_' | '-');
    let hosted = |label: &str| {
        !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    !name.is_empty() && name.chars().all(named) && host.contains('.') && host.split('.').all(hosted)
}

/// An absolute address of the web, as a link may lead to.
pub(super) fn is_web_address(text: &str) -> bool {
    scheme_len(text).is_some_and(|host| text[host..].chars().all(may_stand_in_link))
}

fn may_stand_in_link(c: char) -> bool {
    matches!(c, '[' | ']' | '{' | '}' | '^' | '|' | '<' | '>') || may_stand_in_address(c)
}

/// A mail link: `mailto:name@host.tld`, with nothing behind it.
pub(super) fn is_mail_address(text: &str) -> bool {
    text.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("mailto:"))
        && is_mailbox(&text[7..])
}

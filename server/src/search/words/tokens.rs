//! Where the words of a text begin and end. Addresses of pages and mentions are no words.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// As written, with whole letters.
    pub text: String,
    /// Its bytes in the text.
    pub at: Range<usize>,
}

/// The words of a text in their order. Hyphens and apostrophes hold a word together, and so does the
/// colon of `EU:n`. What stands around an address is read: `[ohje](https://…)` says `ohje`.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut rest = 0;
    while rest < text.len() {
        let chunk = chunk_from(text, rest);
        match address(&text[chunk.clone()]) {
            Some(address) => {
                words_of(text, chunk.start..chunk.start + address.start, &mut found);
                rest = chunk.start + address.end;
            }
            None => {
                rest = chunk.end;
                words_of(text, chunk, &mut found);
            }
        }
    }
    found
}

/// From here over any white space to the end of what follows it.
fn chunk_from(text: &str, from: usize) -> Range<usize> {
    let tail = &text[from..];
    let start = tail.find(|c: char| !c.is_whitespace()).map_or(text.len(), |at| from + at);
    let end = text[start..].find(char::is_whitespace).map_or(text.len(), |at| start + at);
    start..end
}

/// The first address or mention of a chunk. It is never empty.
fn address(chunk: &str) -> Option<Range<usize>> {
    let is_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let scheme = chunk.find("://").map(|at| chunk[..at].trim_end_matches(is_scheme).len());
    let page = chunk.find("www.").filter(|at| !chunk[..*at].ends_with(char::is_alphanumeric));
    let page = scheme.into_iter().chain(page).min().map(|start| {
        let closing = |c: char| matches!(c, ')' | '>' | ']' | '"' | '”' | '»' | '|');
        let end = chunk[start..].find(closing).map_or(chunk.len(), |length| start + length);
        start..end.max(start + 1)
    });
    let mention = chunk.find("@[").map(|start| {
        start..chunk[start..].find(']').map_or(chunk.len(), |length| start + length + 1)
    });
    page.into_iter().chain(mention).min_by_key(|range| range.start)
}

fn words_of(text: &str, chunk: Range<usize>, found: &mut Vec<Token>) {
    let mut start = None;
    let mut end = chunk.start;
    let offset = chunk.start;
    let mut chars = text[chunk].char_indices().peekable();
    let mut before = ' ';
    while let Some((at, c)) = chars.next() {
        let at = offset + at;
        let next = chars.peek().map_or(' ', |(_, next)| *next);
        if is_letter(c) || (start.is_some() && joins(before, c, next)) {
            start.get_or_insert(at);
            end = at + c.len_utf8();
        } else if let Some(start) = start.take() {
            push(text, start..end, found);
        }
        before = c;
    }
    if let Some(start) = start {
        push(text, start..end, found);
    }
}

fn push(text: &str, at: Range<usize>, found: &mut Vec<Token>) {
    let plain = |c: char| match c {
        '’' | '´' => '\'',
        '‐' | '‑' | '–' => '-',
        other => other,
    };
    let whole = text[at.clone()].nfc().filter(|c| *c != '\u{ad}').map(plain).collect();
    found.push(Token { text: whole, at });
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}')
}

fn joins(before: char, c: char, next: char) -> bool {
    match c {
        '-' | '‐' | '‑' | '\'' | '’' | '´' => is_letter(before) && is_letter(next),
        ':' => before.is_alphanumeric() && next.is_lowercase(),
        _ => false,
    }
}

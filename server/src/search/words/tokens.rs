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
/// colon of `EU:n`.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut rest = 0;
    while rest < text.len() {
        let chunk = chunk_from(text, rest);
        if !is_address(&text[chunk.clone()]) {
            words_of(text, chunk.clone(), &mut found);
        }
        rest = chunk.end;
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

fn is_address(chunk: &str) -> bool {
    chunk.contains("://") || chunk.starts_with("www.") || chunk.contains("@[")
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

//! The text as the Markdown parser gets it: cleaned of what cannot be seen, with our atoms made
//! inert byte by byte, so that every offset the parser answers with is an offset of the source.

use std::borrow::Cow;

use super::MAX_NESTING;
use super::atoms::{Found, Scan, scan};

/// What stands for an inert byte. Punctuation that means nothing in Markdown, so the parser's
/// rules about words and punctuation hold around it.
const INERT: u8 = b',';

pub(super) struct Source {
    pub(super) text: String,
    /// What the parser reads: the same length, inert bytes replaced.
    pub(super) masked: String,
    pub(super) atoms: Vec<Found>,
}

impl Source {
    pub(super) fn new(text: &str) -> Self {
        let text = clean(text);
        let Scan { atoms, inert } = scan(&text);
        let mut masked = text.clone().into_bytes();
        for at in inert {
            masked[at] = INERT;
        }
        let masked = String::from_utf8(masked).expect("one ASCII byte replaced another");
        Self { text, masked, atoms }
    }

    /// The source of what the parser took from `from`: it may have left bytes out (escapes, line
    /// prefixes), never an inert one, so the inert bytes are put back in their order.
    pub(super) fn restore<'a>(
        &self,
        parsed: &'a str,
        from: std::ops::Range<usize>,
    ) -> Cow<'a, str> {
        if !parsed.as_bytes().contains(&INERT) {
            return Cow::Borrowed(parsed);
        }
        let masked = &self.masked.as_bytes()[from.clone()];
        let source = &self.text.as_bytes()[from];
        let mut originals =
            masked.iter().zip(source).filter(|(byte, _)| **byte == INERT).map(|(_, byte)| *byte);
        let restored = parsed.chars().map(|c| {
            if c == char::from(INERT) { originals.next().map_or(c, char::from) } else { c }
        });
        Cow::Owned(restored.collect())
    }
}

/// One newline for every way to write it; no control characters, and none that turn the direction
/// of what follows: a name or an address must not read backwards.
fn clean(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace('\r', "\n")
        .chars()
        .filter(|c| match c {
            '\n' | '\t' => true,
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => false,
            c => !c.is_control(),
        })
        .collect()
}

/// Whether a line opens more quotes and lists at once than may be nested. Asked before parsing,
/// because the parser's cost grows with depth times lines.
pub(super) fn is_too_deep(text: &str) -> bool {
    text.split('\n').any(|line| openers(line) > MAX_NESTING)
}

fn openers(line: &str) -> usize {
    let mut rest = line.trim_start_matches([' ', '\t']);
    let mut count = 0;
    let mut asked = false;
    while let Some(first) = rest.chars().next() {
        let width = match first {
            '>' => 1,
            '-' | '+' | '*' => {
                if !asked && is_thematic_break(rest) {
                    break;
                }
                asked = true;
                1
            }
            '0'..='9' => {
                let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
                match rest.as_bytes().get(digits) {
                    Some(b'.' | b')') if digits <= 9 => digits + 1,
                    _ => break,
                }
            }
            _ => break,
        };
        let after = &rest[width..];
        if first != '>' && !after.is_empty() && !after.starts_with([' ', '\t']) {
            break;
        }
        count += 1;
        rest = after.trim_start_matches([' ', '\t']);
    }
    count
}

fn is_thematic_break(rest: &str) -> bool {
    let first = rest.as_bytes()[0];
    rest.bytes().all(|byte| byte == first || byte == b' ' || byte == b'\t')
        && rest.bytes().filter(|byte| *byte == first).count() >= 3
}

//! The sentence of a text that answers a query, with the words that do marked.

use std::collections::HashSet;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::words::{Tongue, lexemes::of_word, tokens::tokens};

/// Letters of an excerpt, about.
const LONGEST: usize = 240;
/// Letters before the first hit of a sentence that is too long.
const BEFORE: usize = 60;

/// A piece of an excerpt: text, and whether it is what was looked for.
pub type Piece = (String, bool);

/// The sentence with the most marked words. Beginnings of words in `prefixes` are marked, too.
pub fn excerpt(
    tongue: &Tongue,
    text: &str,
    marked: &HashSet<String>,
    prefixes: &[String],
) -> Vec<Piece> {
    let text = plain(text);
    let mut hits = Vec::new();
    for token in tokens(&text) {
        let form = token.text.to_lowercase();
        let begins = prefixes.iter().any(|prefix| form.starts_with(prefix));
        if begins || of_word(tongue, &token.text).iter().any(|lexeme| marked.contains(lexeme)) {
            hits.push(token.at);
        }
    }
    let (from, to) = window(&text, &hits);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut at = from;
    for hit in hits.iter().filter(|hit| hit.start >= from && hit.end <= to) {
        push(&mut pieces, &text[at..hit.start], false);
        push(&mut pieces, &text[hit.clone()], true);
        at = hit.end;
    }
    push(&mut pieces, &text[at..to], false);
    if from > 0
        && let Some(first) = pieces.first_mut()
        && !first.1
    {
        first.0 = format!("… {}", first.0.trim_start());
    }
    if to < text.len() {
        pieces.push((" …".to_owned(), false));
    }
    pieces
}

/// Letters before and after a likely place of a long text that are read for an excerpt.
const AROUND: usize = 400;
/// Likely places of one text that are looked at.
const PLACES: usize = 20;

/// The excerpt of a long text, of which only places are read that begin like one of `roots`, in lower
/// case; `None`: no marked word is there.
pub fn within(
    tongue: &Tongue,
    text: &str,
    roots: &[String],
    marked: &HashSet<String>,
    prefixes: &[String],
) -> Option<Vec<Piece>> {
    let lower = text.to_lowercase();
    // Letters that are longer in the other case shift places; such a text is read from its beginning.
    let is_same = lower.len() == text.len();
    let mut places: Vec<usize> = roots
        .iter()
        .chain(prefixes)
        .flat_map(|root| lower.match_indices(root.as_str()).map(|(at, _)| at).take(PLACES))
        .collect();
    places.sort_unstable();
    let mut read_to = 0;
    for place in places.into_iter().take(PLACES * 2) {
        let place = if is_same { place } else { 0 };
        if place < read_to {
            continue;
        }
        let from = floor(text, place.saturating_sub(AROUND));
        let to = floor(text, (place + AROUND).min(text.len()));
        read_to = to;
        let pieces = excerpt(tongue, &text[from..to], marked, prefixes);
        if pieces.iter().any(|(_, is_hit)| *is_hit) {
            return Some(pieces);
        }
    }
    None
}

/// What words that are looked for probably begin with, in any form.
pub fn roots<'a>(words: impl Iterator<Item = &'a str>) -> Vec<String> {
    let root = |word: &str| {
        let letters = word.chars().count();
        word.to_lowercase().chars().take(letters.saturating_sub(1).clamp(2, 5)).collect()
    };
    let mut roots: Vec<String> = words.map(root).collect();
    roots.sort();
    roots.dedup();
    roots
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn push(pieces: &mut Vec<Piece>, text: &str, is_hit: bool) {
    if !text.is_empty() {
        pieces.push((text.to_owned(), is_hit));
    }
}

/// A text without its marks: tables, links and the like are said, not drawn. Ids of mentions are
/// nothing to read, and lines flow together.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    let text = without_ids(text);
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) | Event::Html(text) => {
                plain.push_str(&text);
            }
            Event::Start(Tag::TableCell) if !(plain.is_empty() || plain.ends_with('\n')) => {
                plain.push_str(" · ");
            }
            Event::SoftBreak | Event::HardBreak | Event::Rule => plain.push(' '),
            Event::End(end) if is_block(end) => plain.push('\n'),
            Event::Start(_)
            | Event::End(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_block(end: TagEnd) -> bool {
    !matches!(
        end,
        TagEnd::Strong
            | TagEnd::Emphasis
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::TableCell
    )
}

fn without_ids(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("@[") {
        plain.push_str(&rest[..at]);
        plain.push('@');
        let after = &rest[at + 2..];
        rest = after.find(']').map_or("", |end| &after[end + 1..]);
    }
    plain.push_str(rest);
    plain
}

fn window(text: &str, hits: &[std::ops::Range<usize>]) -> (usize, usize) {
    let (mut from, mut to) = best_sentence(text, hits);
    if text[from..to].chars().count() > LONGEST {
        let first = hits.iter().find(|hit| hit.start >= from && hit.end <= to);
        from = back(text, from, first.map_or(from, |hit| hit.start), BEFORE);
        to = forth(text, from, to, LONGEST);
    } else {
        to = forth(text, from, text.len(), LONGEST).max(to);
    }
    (from, to)
}

fn best_sentence(text: &str, hits: &[std::ops::Range<usize>]) -> (usize, usize) {
    let mut best = (0, 0, 0);
    let mut from = 0;
    for end in sentence_ends(text) {
        let count = hits.iter().filter(|hit| hit.start >= from && hit.end <= end).count();
        if best.1 == 0 || count > best.2 {
            best = (from, end, count);
        }
        from = end;
    }
    (best.0, best.1)
}

fn sentence_ends(text: &str) -> Vec<usize> {
    let mut ends: Vec<usize> = text
        .match_indices(['.', '!', '?'])
        .map(|(at, mark)| at + mark.len())
        .filter(|end| text[*end..].starts_with(' '))
        .map(|end| end + 1)
        .collect();
    ends.push(text.len());
    ends
}

/// So many letters before `at`, at the beginning of a word.
fn back(text: &str, least: usize, at: usize, letters: usize) -> usize {
    let start = text[least..at].char_indices().rev().nth(letters).map_or(least, |(i, _)| least + i);
    if start == least {
        return least;
    }
    text[start..at].find(' ').map_or(start, |space| start + space + 1)
}

/// So many letters after `from`, at the end of a word.
fn forth(text: &str, from: usize, most: usize, letters: usize) -> usize {
    let Some((end, _)) = text[from..most].char_indices().nth(letters) else { return most };
    text[from..from + end].rfind(' ').map_or(from + end, |space| from + space)
}

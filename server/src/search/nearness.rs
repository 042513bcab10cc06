//! How near a name is to what was typed: names are few words, and nobody remembers them exactly.
//! Pure but for the dictionary. For texts there is the index.

use super::{repair::folded, words::Tongue};

/// The smaller, the nearer. 0: the name begins so.
pub type Distance = u32;

/// In another form, or as a part of a compound: `kouluissa`, `turva`.
const OTHER_FORM: Distance = 20;
/// Without its dots.
const FOLDED: Distance = 30;
/// For each slip.
const SLIP: Distance = 50;

/// How near, or `None`: another name. Every typed word has to be near some word of the name.
pub fn distance(tongue: &Tongue, name: &str, typed: &str) -> Option<Distance> {
    let name = name.to_lowercase();
    let typed = typed.to_lowercase();
    if name.starts_with(typed.trim()) {
        return Some(0);
    }
    let pieces: Vec<&str> = pieces(&name).collect();
    let mut sum = 1;
    for word in self::pieces(&typed) {
        sum += pieces.iter().filter_map(|piece| near(tongue, piece, word)).min()?;
    }
    (sum > 1 || !pieces.is_empty()).then_some(sum)
}

fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|piece| !piece.is_empty())
}

fn near(tongue: &Tongue, piece: &str, word: &str) -> Option<Distance> {
    if piece.starts_with(word) {
        return Some(if piece == word { 0 } else { 1 });
    }
    let (named, asked) = (tongue.word(piece), tongue.word(word));
    let is_form = named
        .bases()
        .any(|base| asked.bases().any(|wanted| wanted == base) || base.starts_with(word));
    let is_part = || {
        let mut parts = named.readings.iter().flat_map(|reading| &reading.parts);
        parts.any(|part| asked.bases().any(|wanted| wanted == part) || part == word)
    };
    if is_form || (word.chars().count() > 2 && is_part()) {
        return Some(OTHER_FORM);
    }
    let (piece, word) = (folded(piece), folded(word));
    if piece.starts_with(&word) {
        return Some(FOLDED);
    }
    let slips = slips(&piece, &word);
    let allowed = match word.chars().count() {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    };
    (slips <= allowed).then_some(SLIP * Distance::try_from(slips).unwrap_or(Distance::MAX / SLIP))
}

/// Slips between what was typed and the nearest beginning of a piece: a letter too many, one too
/// few, another one, or two that changed places.
fn slips(piece: &str, word: &str) -> usize {
    let piece: Vec<char> = piece.chars().take(word.chars().count() + 2).collect();
    let word: Vec<char> = word.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=piece.len()).collect();
    for (at, letter) in word.iter().enumerate() {
        let mut next = vec![at + 1];
        for (place, other) in piece.iter().enumerate() {
            let same = row[place] + usize::from(letter != other);
            let mut least = same.min(row[place + 1] + 1).min(next[place] + 1);
            let is_turned =
                at > 0 && place > 0 && *letter == piece[place - 1] && word[at - 1] == *other;
            if is_turned {
                least = least.min(before[place - 1] + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.into_iter().min().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Tongue, distance, slips};
    use crate::search::words::Memory;

    #[test]
    fn a_slip_is_a_letter_too_many_too_few_another_or_two_turned() {
        for word in ["koulu", "kuolu", "kolu", "kooulu", "kiulu"] {
            assert!(slips("koulujen", word) <= 1, "{word}");
        }
        assert!(slips("koulujen", "kauppa") > 2);
    }

    #[test]
    fn every_typed_word_has_to_be_near() {
        let tongue = Tongue::new(None, Memory::default());
        let far = |name, typed| distance(&tongue, name, typed);
        assert_eq!(far("Koulujen turvallisuus", "koul"), Some(0));
        assert!(
            far("Koulujen turvallisuus", "turval koul") < far("Koulujen turvallisuus", "trval")
        );
        assert!(far("Harva-alueet", "alu").is_some());
        assert!(far("Ääniä", "aan").is_some());
        assert_eq!(far("Koulujen turvallisuus", "koulu tie"), None);
        assert_eq!(far("Koulut", "xyz"), None);
    }
}

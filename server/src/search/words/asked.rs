//! What a typed word may be found by, the surest first. A word is never widened to its own parts:
//! that drowns compounds among everything that shares half of them.

use super::{Tongue, lexemes::cut, reading::Reading, slang, stems::stems};

/// How sure a match is. A difference of one decides before the age of what was found.
pub type Rank = u16;

/// Below this a match of a word that no dictionary knows may be an accident.
pub const WEAK: Rank = 60;

/// A word as it was typed, and what it is looked for by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AskedWord {
    pub typed: String,
    /// Lexemes with what a match of each is worth, the best first, each once.
    pub lexemes: Vec<(String, Rank)>,
    /// The base forms, for people.
    pub bases: Vec<String>,
    pub is_known: bool,
}

impl AskedWord {
    /// Understands a typed word.
    pub fn of(tongue: &Tongue, typed: &str) -> Self {
        let form = typed.to_lowercase();
        let form = cut(&form).to_owned();
        let mut word = tongue.word(typed);
        if !word.is_known()
            && let Some(written) = slang::written(&form)
        {
            word = tongue.word(written);
        }
        let mut asked = Self { typed: typed.to_owned(), ..Self::default() };
        asked.is_known = word.is_known();
        if asked.is_known {
            asked.known(&form, &word.readings);
        } else {
            asked.unknown(tongue, &form);
        }
        asked.foreign(tongue, &form);
        asked.lexemes.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(&other.0)));
        let mut seen = std::collections::HashSet::new();
        asked.lexemes.retain(|(lexeme, _)| seen.insert(lexeme.clone()));
        asked
    }

    fn push(&mut self, class: char, lexeme: &str, rank: Rank) {
        if !lexeme.is_empty() {
            self.lexemes.push((format!("{class}:{}", cut(lexeme)), rank));
        }
    }

    fn known(&mut self, form: &str, readings: &[Reading]) {
        let is_own = |reading: &Reading| reading.base == form;
        let has_own = readings.iter().any(is_own);
        let has_closed = readings.iter().any(|reading| reading.is_closed);
        // A piece as it stands in compounds: `kaupungin`.
        self.push('p', form, 72);
        // A name whose other forms the dictionary does not know.
        self.push('u', form, 45);
        for reading in readings {
            let is_first = match (has_own, has_closed) {
                (true, _) => is_own(reading),
                (false, true) => reading.is_closed,
                (false, false) => !reading.is_unlikely,
            };
            let worth = if is_first { [100, 90, 70] } else { [60, 50, 40] };
            for base in reading.bases() {
                // Who types `tehtävä` does not mean the verb it was made from.
                let worth = if has_own && base != form { [60, 50, 40] } else { worth };
                self.push('w', base, worth[0]);
                self.push('v', base, worth[1]);
                self.push('p', base, worth[2]);
                self.push('y', base, worth[2] - 5);
                self.push('f', base, worth[1]);
                if is_first && !self.bases.contains(base) {
                    self.bases.push(base.clone());
                }
            }
            for near in &reading.near {
                self.push('w', near, worth[0] / 2);
                self.push('v', near, worth[1] / 2);
            }
        }
    }

    fn unknown(&mut self, tongue: &Tongue, form: &str) {
        self.bases.push(form.to_owned());
        self.push('w', form, 100);
        self.push('p', form, 70);
        for (place, stem) in stems(form).iter().enumerate() {
            self.push('f', stem, if place == 0 { 100 } else { 88 });
            // Two forms that share a short stem may share it by accident.
            let shared = if stem.chars().count() < 5 { WEAK - 2 } else { WEAK + 4 };
            self.push('u', stem, if place == 0 { 95 } else { shared });
        }
        for (whole, _) in tongue.ends(form) {
            self.push('f', &whole, 88);
            self.push('u', &whole, 86);
        }
        if !tongue.has_dictionary() {
            self.push('k', &tongue.stemmers.finnish(form), 80);
        }
    }

    fn foreign(&mut self, tongue: &Tongue, form: &str) {
        let stemmers = &tongue.stemmers;
        let known = self.is_known;
        self.push('f', form, if known { 85 } else { 100 });
        // A Finnish word that English has by accident is meant in Finnish, also in a compound.
        self.push('l', &stemmers.english_lemma(form), if known { 62 } else { 92 });
        // The plural of what was typed, or the other way round, before words of the same stem.
        let singular = form.strip_suffix('s').unwrap_or(form);
        let near = if known { 66 } else { 97 };
        for other in [singular.to_owned(), format!("{form}s"), format!("{form}es")] {
            self.push('f', &other, near);
        }
        for (place, stem) in stemmers.swedish(form).iter().enumerate() {
            let rank = swedish_rank(form, stem, place);
            self.push('s', stem, if known { rank - 35 } else { rank });
        }
        self.push('e', &stemmers.english(form), if known { 30 } else { 55 });
    }
}

/// What a Swedish stem is worth. Two or three letters are what is left of many words, unless little
/// was taken away.
fn swedish_rank(form: &str, stem: &str, place: usize) -> Rank {
    let (letters, left) = (form.chars().count(), stem.chars().count());
    match left {
        _ if stem == form || (place == 0 && left > 2) => 85,
        4.. => 75,
        2..=3 if letters - left.min(letters) <= 2 => 70,
        3 => 56,
        _ => 45,
    }
}

//! What the index holds of a text. Each lexeme begins with its class, so that a search can tell a
//! sure word from a likely one:
//!
//! | class | what it is |
//! |---|---|
//! | `w:` | base form, the only reading of a word |
//! | `v:` | base form, one of several readings |
//! | `y:` | base form of a reading that is hardly ever meant |
//! | `p:` | part of a compound |
//! | `f:` | a form as written that no dictionary knows, or of a text in another language |
//! | `u:` | what may be the stem of such a form, in Finnish |
//! | `l:` | an English word without its bending |
//! | `s:` `e:` | Swedish and English stem |
//! | `k:` | Finnish stem, where there is no dictionary |

use std::collections::BTreeSet;

use super::{
    Tongue,
    foreign::{self, Language},
    reading::Word,
    slang,
    stems::stems,
    tokens::tokens,
};

/// Bytes of a word; what is longer is cut, here and where it is asked. Postgres takes 2,046.
pub(super) const LONGEST: usize = 200;
/// A text of more is indexed from its beginning.
const MOST: usize = 20_000;
/// Bytes of all lexemes of a text. A tsvector holds a mebibyte.
const MOST_BYTES: usize = 400_000;
/// A text of fewer words says little about its language, and so does one of which fewer are known.
const TELLING: usize = 4;
const SURE_PERCENT: usize = 85;
/// Where it is not told what a text is written in, and more of its words are known, these are meant.
const MIXED_PERCENT: usize = 40;

/// All lexemes of a text, each once, in order.
pub fn lexemes(tongue: &Tongue, text: &str) -> Vec<String> {
    let tokens = tokens(text);
    let words: Vec<_> = tokens
        .iter()
        .take(MOST)
        .map(|token| (token.text.to_lowercase(), tongue.word(&token.text)))
        .collect();
    let mut found = Found::default();
    let language = language_of(tongue, &words);
    // Names and new words beside Finnish ones, or something altogether different.
    let is_mixed = known_percent(&words) >= MIXED_PERCENT;
    let is_doubtful = language == Language::Finnish && is_doubtful(tongue, &words);
    for (form, word) in &words {
        if found.bytes > MOST_BYTES {
            break;
        }
        if is_number(form) {
            found.push('w', form);
            continue;
        }
        if language == Language::Finnish || (language == Language::Unclear && is_mixed) {
            found.finnish(tongue, form, word);
        }
        if language != Language::Finnish || is_doubtful {
            found.foreign(tongue, form, word, language);
        }
    }
    found.lexemes.into_iter().collect()
}

/// A lexeme of anything but words: of a tag, a state, a kind. No text holds what parts rows.
pub fn mark(text: &str) -> String {
    cut(text).replace(['\0', '\u{1f}'], " ")
}

/// The longest beginning of a word that the index takes.
pub(in crate::search) fn cut(word: &str) -> &str {
    let mut end = word.len().min(LONGEST);
    while !word.is_char_boundary(end) {
        end -= 1;
    }
    &word[..end]
}

/// What one word may be found by in whatever text: to mark it where it was found.
pub fn of_word(tongue: &Tongue, word: &str) -> BTreeSet<String> {
    let form = word.to_lowercase();
    let mut found = Found::default();
    if is_number(&form) {
        found.push('w', &form);
        return found.lexemes;
    }
    let read = tongue.word(word);
    found.finnish(tongue, &form, &read);
    found.foreign(tongue, &form, &read, Language::Unclear);
    found.lexemes
}

fn language_of(tongue: &Tongue, words: &[(String, std::sync::Arc<Word>)]) -> Language {
    let letters: Vec<String> =
        words.iter().filter(|(form, _)| !is_number(form)).map(|(form, _)| form.clone()).collect();
    let known = match tongue.has_dictionary() {
        true => words.iter().filter(|(form, word)| !is_number(form) && knows(form, word)).count(),
        false => letters.len(),
    };
    foreign::language(&letters, known)
}

/// Whether a text that may be Finnish may as well be something else: a line of three words, half of
/// them names. It is read both ways.
fn is_doubtful(tongue: &Tongue, words: &[(String, std::sync::Arc<Word>)]) -> bool {
    let words: Vec<_> = words.iter().filter(|(form, _)| !is_number(form)).collect();
    let known = words.iter().filter(|(form, word)| knows(form, word)).count();
    let foreign = words.iter().filter(|(form, _)| foreign::is_foreign_only(form)).count();
    tongue.has_dictionary()
        && known < words.len()
        && (words.len() < TELLING || foreign > 0 || known * 100 < words.len() * SURE_PERCENT)
}

fn known_percent(words: &[(String, std::sync::Arc<Word>)]) -> usize {
    let known = words.iter().filter(|(form, word)| knows(form, word)).count();
    known * 100 / words.len().max(1)
}

fn knows(form: &str, word: &Word) -> bool {
    word.is_known() || slang::written(form).is_some()
}

fn is_number(form: &str) -> bool {
    form.chars().all(|c| !c.is_alphabetic())
}

#[derive(Default)]
struct Found {
    lexemes: BTreeSet<String>,
    bytes: usize,
}

impl Found {
    fn push(&mut self, class: char, lexeme: &str) {
        if lexeme.is_empty() {
            return;
        }
        let lexeme = format!("{class}:{}", cut(lexeme));
        let bytes = lexeme.len();
        if self.lexemes.insert(lexeme) {
            self.bytes += bytes;
        }
    }

    fn finnish(&mut self, tongue: &Tongue, form: &str, word: &Word) {
        if word.is_known() {
            self.readings(word);
            return;
        }
        if let Some(written) = slang::written(form) {
            for part in written.split(' ') {
                self.readings(&tongue.word(part));
            }
            self.push('f', form);
            return;
        }
        self.push('f', form);
        for stem in tongue.stemmers.swedish(form) {
            self.push('s', &stem);
        }
        self.push('e', &tongue.stemmers.english(form));
        self.push('l', &tongue.stemmers.english_lemma(form));
        self.unknown(tongue, form);
    }

    fn unknown(&mut self, tongue: &Tongue, form: &str) {
        if !tongue.has_dictionary() {
            self.push('k', &tongue.stemmers.finnish(form));
        }
        for stem in stems(form) {
            self.push('u', &stem);
        }
        for (whole, end) in tongue.ends(form) {
            self.push('u', &whole);
            self.push('p', &end);
        }
        for piece in pieces(form) {
            let word = tongue.word(piece);
            for base in word.bases() {
                self.push('p', base);
            }
            if !word.is_known() {
                self.push('p', piece);
            }
        }
    }

    fn foreign(&mut self, tongue: &Tongue, form: &str, word: &Word, language: Language) {
        self.push('f', form);
        let stemmers = &tongue.stemmers;
        for one in std::iter::once(form).chain(pieces(form)) {
            if language != Language::English {
                for stem in stemmers.swedish(one) {
                    self.push('s', &stem);
                }
            }
            if language != Language::Swedish {
                self.push('e', &stemmers.english(one));
                self.push('l', &stemmers.english_lemma(one));
            }
        }
        if !word.is_known() && language == Language::Unclear {
            self.unknown(tongue, form);
        }
        // Its words may be Finnish by accident, or the text has been taken for another language.
        for reading in &word.readings {
            for base in reading.bases() {
                self.push('v', base);
            }
            for part in &reading.parts {
                self.push('p', part);
            }
        }
    }

    fn readings(&mut self, word: &Word) {
        let has_closed = word.readings.iter().any(|reading| reading.is_closed);
        for reading in &word.readings {
            for base in reading.bases() {
                let is_sure = if has_closed {
                    reading.is_closed
                } else {
                    let mut likely = word.readings.iter().filter(|other| !other.is_unlikely);
                    likely.all(|other| other.bases().any(|one| one == base))
                };
                let class = match (is_sure, reading.is_unlikely) {
                    (true, _) => 'w',
                    (false, false) => 'v',
                    (false, true) => 'y',
                };
                self.push(class, base);
            }
            for near in &reading.near {
                self.push('v', near);
            }
            for part in &reading.parts {
                self.push('p', part);
            }
        }
    }
}

/// What hyphens hold together; nothing of a word without any.
pub(super) fn pieces(form: &str) -> impl Iterator<Item = &str> {
    let is_one = !form.contains('-');
    form.split('-').filter(move |piece| !is_one && piece.chars().count() > 1)
}

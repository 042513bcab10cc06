//! From understood words to the question that Postgres is asked.

use std::collections::HashSet;

use super::{
    query::{Query, Typed},
    words::{
        Tongue,
        asked::{AskedWord, Rank, WEAK},
        lexemes::cut,
    },
};

/// A query whose words are understood.
#[derive(Clone, Debug, Default)]
pub(super) struct Understood {
    /// Every one has to be found.
    pub(super) words: Vec<AskedWord>,
    pub(super) exact: Vec<bool>,
    /// Two neighbours written as one word, by the place of the first.
    pub(super) joined: Vec<(usize, AskedWord)>,
    /// None may be found.
    pub(super) without: Vec<AskedWord>,
    /// Beginnings of words.
    pub(super) prefixes: Vec<String>,
    /// Lexemes that filters ask for, one of each list, and those that they forbid.
    pub(super) marks: Vec<Vec<String>>,
    pub(super) no_marks: Vec<String>,
}

impl Understood {
    pub(super) fn of(tongue: &Tongue, query: &Query) -> Self {
        let mut understood = Self::default();
        for Typed { text, is_negated, is_exact, is_prefix } in &query.words {
            if *is_prefix && !*is_negated {
                understood.prefixes.push(text.to_lowercase());
                continue;
            }
            let word = AskedWord::of(tongue, text);
            if *is_negated {
                understood.without.push(word);
            } else {
                understood.words.push(word);
                understood.exact.push(*is_exact);
            }
        }
        understood.join(tongue);
        understood
    }

    /// `pää osa` is `pääosa` written apart, if there is such a word.
    fn join(&mut self, tongue: &Tongue) {
        for place in 1..self.words.len() {
            let typed = format!("{}{}", self.words[place - 1].typed, self.words[place].typed);
            let joined = AskedWord::of(tongue, &typed);
            let is_word = joined.is_known && !self.exact[place - 1] && !self.exact[place];
            if is_word && !typed.contains(|c: char| c.is_ascii_digit()) {
                self.joined.push((place - 1, joined));
            }
        }
    }

    /// Puts another word in the place of one that nothing was found by.
    pub(super) fn replace(&mut self, tongue: &Tongue, place: usize, word: &str) {
        self.words[place] = AskedWord::of(tongue, word);
        self.joined.clear();
        self.join(tongue);
    }

    /// As Postgres reads it; empty when nothing is asked of words. Of each word only what is worth at
    /// least so much.
    pub(super) fn tsquery(&self, least: Rank) -> String {
        let any = |word: &AskedWord| any(word, least);
        let mut parts = Vec::new();
        if !self.words.is_empty() {
            let mut ways = vec![all(self.words.iter().map(&any))];
            for (place, joined) in &self.joined {
                let others = self.words.iter().enumerate();
                let others = others.filter(|(at, _)| at != place && *at != place + 1);
                ways.push(all(others.map(|(_, word)| any(word)).chain([any(joined)])));
            }
            parts.push(format!("({})", ways.join(" | ")));
        }
        parts.extend(self.prefixes.iter().map(|prefix| beginning(prefix)));
        parts.extend(self.marks.iter().map(|marks| {
            let marks: Vec<String> = marks.iter().map(|mark| quoted(mark)).collect();
            format!("({})", marks.join(" | "))
        }));
        parts.extend(self.without.iter().map(|word| format!("!({})", sure(word))));
        parts.extend(self.no_marks.iter().map(|mark| format!("!{}", quoted(mark))));
        parts.join(" & ")
    }

    /// Lexemes that words of a hit are shown by, without those that may be accidents.
    pub(super) fn marked(&self) -> HashSet<String> {
        let words = self.words.iter().chain(self.joined.iter().map(|(_, word)| word));
        let sure = words.flat_map(|word| {
            let known = word.is_known;
            word.lexemes.iter().filter(move |(_, rank)| known || *rank >= WEAK)
        });
        sure.map(|(lexeme, _)| lexeme.clone()).collect()
    }

    /// Every lexeme that a hit is ranked by.
    pub(super) fn wanted(&self) -> Vec<String> {
        let words = self.words.iter().chain(self.joined.iter().map(|(_, word)| word));
        let mut wanted: Vec<String> =
            words.flat_map(|word| word.lexemes.iter().map(|(lexeme, _)| lexeme.clone())).collect();
        wanted.sort();
        wanted.dedup();
        wanted
    }
}

/// One word alone.
pub(super) fn alone(word: &AskedWord) -> String {
    any(word, 0)
}

fn all(parts: impl Iterator<Item = String>) -> String {
    let parts: Vec<String> = parts.collect();
    format!("({})", parts.join(" & "))
}

fn any(word: &AskedWord, least: Rank) -> String {
    let worthy = word.lexemes.iter().filter(|(_, rank)| *rank >= least);
    let lexemes: Vec<String> = worthy.map(|(lexeme, _)| quoted(lexeme)).collect();
    format!("({})", lexemes.join(" | "))
}

/// What certainly is the word: who says "without" does not mean what may be something else.
fn sure(word: &AskedWord) -> String {
    let sure = word.lexemes.iter().filter(|(_, rank)| *rank >= 85);
    let lexemes: Vec<String> = sure.map(|(lexeme, _)| quoted(lexeme)).collect();
    lexemes.join(" | ")
}

fn beginning(prefix: &str) -> String {
    let classes = ["w", "v", "f", "p"]
        .map(|class| format!("{}:*", quoted(&format!("{class}:{}", cut(prefix)))));
    format!("({})", classes.join(" | "))
}

fn quoted(lexeme: &str) -> String {
    format!("'{}'", lexeme.replace('\\', "\\\\").replace('\'', "''"))
}

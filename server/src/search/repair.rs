//! What somebody may have meant who typed a word that nobody wrote. Pure but for the dictionary.

use std::collections::{HashMap, HashSet};

use super::words::Tongue;

/// Words of more letters are not put right; there would be too many ways.
const LONGEST: usize = 40;
/// Letters without dots that are tried with them.
const MOST_DOTS: usize = 10;
/// What differs more is another word.
const FARTHEST: f64 = 2.0;
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzåäö";

/// A word that may have been meant. The smaller the cost, the likelier.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Guess {
    pub(super) word: String,
    pub(super) cost: f64,
    /// Its base forms, if the dictionary knows it.
    pub(super) bases: Vec<String>,
}

/// The word without dots and accents.
pub fn folded(word: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    word.nfd().filter(|c| !matches!(c, '\u{300}'..='\u{36f}')).collect()
}

/// Everything that is one slip away, whether it is a word or not.
pub(super) fn near(form: &str) -> Vec<String> {
    let letters: Vec<char> = form.chars().collect();
    if letters.len() > LONGEST || letters.len() < 3 {
        return Vec::new();
    }
    let mut found = HashSet::new();
    for at in 0..=letters.len() {
        let (head, tail) = letters.split_at(at);
        let put = |middle: &[char], rest: &[char]| -> String {
            head.iter().chain(middle).chain(rest).collect()
        };
        if let [_, rest @ ..] = tail {
            found.insert(put(&[], rest));
        }
        if let [one, two, rest @ ..] = tail {
            found.insert(put(&[*two, *one], rest));
        }
        for letter in LETTERS.chars() {
            found.insert(put(&[letter], tail));
            if let [_, rest @ ..] = tail {
                found.insert(put(&[letter], rest));
            }
        }
    }
    found.remove(form);
    found.into_iter().collect()
}

/// The word with dots on its letters: in every way, and where these would be too many, in every run
/// of letters. The parts of a compound are one run or a few.
fn dotted(form: &str) -> Vec<String> {
    let letters: Vec<char> = form.chars().collect();
    let places: Vec<usize> =
        (0..letters.len()).filter(|at| matches!(letters[*at], 'a' | 'o')).collect();
    let with = |is_chosen: &dyn Fn(usize) -> bool| -> String {
        let mut word = letters.clone();
        for (_, at) in places.iter().enumerate().filter(|(number, _)| is_chosen(*number)) {
            word[*at] = if word[*at] == 'a' { 'ä' } else { 'ö' };
        }
        word.into_iter().collect()
    };
    if places.is_empty() || letters.len() > LONGEST {
        return Vec::new();
    }
    if places.len() <= MOST_DOTS {
        return (1_u32..1 << places.len())
            .map(|chosen| with(&|number| chosen & (1 << number) != 0))
            .collect();
    }
    let runs = (0..places.len()).flat_map(|from| (from..places.len()).map(move |to| from..=to));
    runs.map(|run| with(&|number| run.contains(&number))).collect()
}

/// Words of the dictionary near what was typed, by what they are near with.
pub(super) fn of_dictionary(tongue: &Tongue, form: &str) -> Vec<Guess> {
    let mut found: HashMap<String, Guess> = HashMap::new();
    let is_known = tongue.word(form).is_known();
    let mut take = |word: String| {
        if !tongue.knows(&word) {
            return;
        }
        let readings = tongue.word(&word);
        // Who wrote a word meant no odd form of another.
        if is_known && readings.is_odd {
            return;
        }
        let bases: Vec<String> = readings.bases().cloned().collect();
        // Nearly every row of letters can be read as some compound.
        let pieces = readings.readings.iter().map(|one| one.parts.len()).min().unwrap_or(0);
        let cost = cost(form, &word) + if pieces > 0 { 0.25 } else { 0.0 };
        // A possessive may have been meant, and hides many a slip.
        let cost = cost + if readings.is_odd { 0.35 } else { 0.0 };
        found.insert(word.clone(), Guess { word, cost, bases });
    };
    for word in dotted(form) {
        take(word);
    }
    for word in near(form) {
        take(word);
    }
    for word in tongue.suggest(form) {
        take(word.to_lowercase());
    }
    found.into_values().collect()
}

/// Brings guesses and what is written in the reader's channels together, the likeliest first. What
/// the dictionary knows and nobody wrote is less likely.
pub(super) fn weigh(
    typed: &str,
    guesses: &mut Vec<Guess>,
    written: impl IntoIterator<Item = String>,
) {
    let written: HashSet<String> = written.into_iter().collect();
    guesses.retain(|guess| guess.cost < FARTHEST);
    for guess in &mut *guesses {
        let is_written = guess.bases.iter().any(|base| written.contains(base));
        guess.cost += if is_written || written.contains(&guess.word) { 0.0 } else { 0.5 };
        // Most people type base forms.
        guess.cost -= if guess.bases.contains(&guess.word) { 0.15 } else { 0.0 };
    }
    for word in written {
        // What is only a base of something near is no guess of its own.
        let cost = cost(typed, &word);
        if cost < FARTHEST && !guesses.iter().any(|guess| guess.word == word) {
            guesses.push(Guess { word, cost, bases: Vec::new() });
        }
    }
    guesses.sort_by(|one, other| one.cost.total_cmp(&other.cost).then(one.word.cmp(&other.word)));
}

/// What it takes to write one word instead of another. A letter without its dots is hardly a slip,
/// a doubled or swapped letter is a small one.
pub(super) fn cost(typed: &str, meant: &str) -> f64 {
    let typed: Vec<char> = typed.chars().collect();
    let meant: Vec<char> = meant.chars().collect();
    let (rows, columns) = (typed.len() + 1, meant.len() + 1);
    let mut costs = vec![vec![0.0_f64; columns]; rows];
    for (row, line) in costs.iter_mut().enumerate() {
        line[0] = row as f64;
    }
    for (column, cell) in costs[0].iter_mut().enumerate() {
        *cell = column as f64;
    }
    for row in 1..rows {
        for column in 1..columns {
            let (one, other) = (typed[row - 1], meant[column - 1]);
            let doubled = |letters: &[char], at: usize| {
                (at > 1 && letters[at - 2] == letters[at - 1])
                    || (at < letters.len() && letters[at] == letters[at - 1])
            };
            let more = if doubled(&typed, row) { 0.55 } else { 1.25 };
            let less = if doubled(&meant, column) { 0.65 } else { 0.8 };
            let mut best = (costs[row - 1][column] + more).min(costs[row][column - 1] + less);
            best = best.min(costs[row - 1][column - 1] + exchange(one, other));
            let is_swapped = row > 1
                && column > 1
                && one == meant[column - 2]
                && typed[row - 2] == other
                && one != other;
            if is_swapped {
                best = best.min(costs[row - 2][column - 2] + 0.75);
            }
            costs[row][column] = best;
        }
    }
    let first = typed.first().zip(meant.first());
    let is_first_other = first.is_some_and(|(one, other)| exchange(*one, *other) > 0.5);
    costs[rows - 1][columns - 1] + if is_first_other { 0.3 } else { 0.0 }
}

fn exchange(one: char, other: char) -> f64 {
    let is_near = |a: char, b: char| {
        ["qwertyuiopå", "asdfghjklöä", "zxcvbnm"].iter().any(|row| {
            let (at, to) = (row.chars().position(|c| c == a), row.chars().position(|c| c == b));
            at.zip(to).is_some_and(|(at, to)| at.abs_diff(to) == 1)
        })
    };
    match (one, other) {
        _ if one == other => 0.0,
        ('a', 'ä' | 'å') | ('ä' | 'å', 'a') | ('o', 'ö') | ('ö', 'o') => 0.2,
        _ if is_near(one, other) => 0.95,
        _ => 1.1,
    }
}

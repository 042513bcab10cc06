//! What a compound is made of: its pieces, and runs of pieces that are words themselves.

use talkoo_voikko::Raw;

use super::reading::{Dictionary, add, surface_until};

/// Base forms of the pieces of a compound and of runs of them: of `lähisuhdeväkivallan` also
/// `lähisuhde` and `väkivalta`. Nothing for a word of one piece.
///
/// The cut is where `STRUCTURE` has it. `WORDBASES` would cut derivations, too, and lose
/// `turvallisuus`.
pub(super) fn parts(dictionary: &impl Dictionary, form: &str, raw: &Raw) -> Vec<String> {
    let pieces = cut(form, &raw.structure);
    if pieces.len() < 2 {
        return Vec::new();
    }
    let base: Vec<char> = raw.base.to_lowercase().chars().collect();
    let mut found = Vec::new();
    for first in 0..pieces.len() {
        for last in first..pieces.len() {
            if last - first + 1 == pieces.len() {
                continue;
            }
            let run = pieces[first..=last].concat();
            let run = run.trim_matches('-');
            let is_last = last + 1 == pieces.len();
            if is_last {
                let earlier = pieces[..first].concat();
                add(&mut found, last_run(dictionary, &earlier, &base, run, raw));
            } else {
                let bases = earlier_run(dictionary, run);
                let is_one = first == last;
                // Also as it stands there: somebody may ask for `yhteis`.
                if is_one {
                    add(&mut found, vec![run.to_owned()]);
                }
                add(&mut found, bases);
            }
        }
    }
    found.retain(|part| part.chars().count() > 1);
    found
}

/// The letters between the `=` of a structure, in lower case.
fn cut(form: &str, structure: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut letters = form.chars().flat_map(char::to_lowercase);
    for mark in structure.chars() {
        if mark == '=' {
            pieces.push(String::new());
            continue;
        }
        let Some(letter) = letters.next() else { break };
        if pieces.is_empty() {
            pieces.push(String::new());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(letter);
        }
    }
    // Endings that the structure does not draw belong to the last piece.
    if let Some(piece) = pieces.last_mut() {
        piece.extend(letters);
    }
    pieces.retain(|piece| !piece.trim_matches('-').is_empty());
    pieces
}

/// The end of a compound: the base form without what stands before it.
fn last_run(
    dictionary: &impl Dictionary,
    earlier: &str,
    base: &[char],
    run: &str,
    raw: &Raw,
) -> Vec<String> {
    let before = earlier.chars().count();
    let is_same = base.len() > before && base.iter().take(before).copied().eq(earlier.chars());
    if !is_same {
        // Both halves bend: uudenvuoden of uusivuosi.
        return earlier_run(dictionary, run);
    }
    let own: String = base[before..].iter().collect();
    let own = own.trim_matches('-').to_owned();
    if raw.mood != "MINEN-infinitive" {
        return vec![own];
    }
    let noun = format!("{}minen", surface_until(&raw.making, "[Tn4]"));
    let noun = noun.chars().skip(before).collect::<String>();
    vec![noun.trim_matches('-').to_owned(), own]
}

/// The base forms of what stands before others: in the nominative, in a genitive, or as the stem that
/// words in -nen have there.
pub(super) fn earlier_run(dictionary: &impl Dictionary, run: &str) -> Vec<String> {
    let mut bases: Vec<String> = Vec::new();
    for raw in dictionary.raw(run) {
        let stands = matches!(raw.case.as_str(), "" | "nimento" | "omanto");
        if stands && raw.class != "teonsana" {
            add(&mut bases, vec![raw.base.to_lowercase()]);
        }
    }
    if bases.iter().any(|base| base == run) {
        return vec![run.to_owned()];
    }
    if let Some(stem) = run.strip_suffix('s') {
        let noun = format!("{stem}nen");
        for raw in dictionary.raw(&noun) {
            if raw.mood == "MINEN-infinitive" {
                add(&mut bases, vec![noun.clone(), raw.base.to_lowercase()]);
            } else if raw.base.to_lowercase() == noun {
                add(&mut bases, vec![noun.clone()]);
            }
        }
    }
    bases
}

//! The order of what was found: how sure each word of the query is, then the newest first. Pure.

use super::words::asked::{AskedWord, Rank, WEAK};
use crate::store::search::found::Hit;

/// How well a hit answers: the best match of each word, together.
pub(super) fn worth(hit: &Hit, words: &[AskedWord], joined: &[(usize, AskedWord)]) -> Rank {
    let best = |word: &AskedWord| -> Rank {
        let found = word.lexemes.iter().find(|(lexeme, _)| hit.lexemes.contains(lexeme));
        found.map_or(0, |(_, rank)| *rank)
    };
    let each: Vec<Rank> = words.iter().map(best).collect();
    let together =
        |ranks: &[Rank]| -> Rank { if ranks.contains(&0) { 0 } else { ranks.iter().sum() } };
    let mut most = together(&each);
    for (place, word) in joined {
        let one = best(word);
        let mut ranks = each.clone();
        // One word that was meant counts as the two that were typed.
        ranks[*place] = one;
        ranks[*place + 1] = one;
        most = most.max(together(&ranks));
    }
    most
}

/// Whether anything was found by a word that is more than an accident.
pub(super) fn is_sure(word: &AskedWord, hits: &[Hit]) -> bool {
    let strong = |lexeme: &String| {
        word.lexemes.iter().any(|(one, rank)| one == lexeme && (word.is_known || *rank >= WEAK))
    };
    hits.iter().any(|hit| hit.lexemes.iter().any(strong))
}

/// Hits in the order in which they are shown.
pub(super) fn order(hits: &mut [Hit], words: &[AskedWord], joined: &[(usize, AskedWord)]) {
    hits.sort_by_cached_key(|hit| {
        (
            std::cmp::Reverse(worth(hit, words, joined)),
            std::cmp::Reverse(hit.at),
            std::cmp::Reverse(hit.object),
        )
    });
}

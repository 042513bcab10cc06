//! Reviews: who may give one, and which level of evidence is shown for all of them together.

use talkoo_protocol::{MemberId, Refusal};
use time::OffsetDateTime;

use super::body::{Effect, Entry, Review};
use crate::kind::Item;

pub(super) const HIGHEST: u8 = 4;
const REVIEWS: usize = 12;
const REVIEWERS: usize = 12;
const WORDS: usize = 2_000;

/// What a reviewer says.
pub(super) struct Said {
    pub(super) conflict: String,
    pub(super) level: u8,
    pub(super) effect: Option<Effect>,
    pub(super) text: String,
}

/// The level that is shown, and by how many reviews it is held: the lowest of the two latest reviews
/// by people whom nothing ties to the entry; while there are none, what the authors say.
pub(super) fn shown_level(entry: &Entry) -> (u8, usize) {
    let mut independent: Vec<&Review> =
        entry.reviews.iter().filter(|review| review.conflict.is_empty()).collect();
    independent.sort_by_key(|review| review.at);
    let latest = independent.iter().rev().take(2).map(|review| review.level).min();
    (latest.unwrap_or(entry.level), independent.len())
}

/// Reviewers see it differently, in strength or in direction.
#[cfg(test)]
pub(super) fn dissent(entry: &Entry) -> bool {
    let mut pairs = entry.reviews.iter().map(|review| (review.level, review.effect));
    pairs.next().is_some_and(|first| pairs.any(|other| other != first))
}

pub(super) fn ask(entry: &mut Entry, item: &Item<Entry>, member: MemberId) -> Result<(), Refusal> {
    if writes(item, member) {
        return Err(Refusal::rule("nobody reviews what they have written themselves"));
    }
    if entry.reviewers.contains(&member) {
        return Err(Refusal::conflict());
    }
    if entry.reviewers.len() >= REVIEWERS {
        return Err(Refusal::rule("twelve reviewers at most"));
    }
    entry.reviewers.push(member);
    Ok(())
}

pub(super) fn give(
    entry: &mut Entry,
    item: &Item<Entry>,
    by: MemberId,
    at: OffsetDateTime,
    said: &Said,
) -> Result<(), Refusal> {
    if writes(item, by) {
        return Err(Refusal::rule("nobody reviews what they have written themselves"));
    }
    if !entry.reviewers.contains(&by) {
        return Err(Refusal::not_allowed("its authors or the bank's owners ask for a review"));
    }
    if said.level > HIGHEST {
        return Err(Refusal::bad_value("level: from 0 to 4"));
    }
    let text = said.text.trim().to_owned();
    if text.is_empty() || text.chars().count() > WORDS {
        return Err(Refusal::bad_value("text: a review says why, in 2000 characters at most"));
    }
    let conflict = said.conflict.trim().to_owned();
    if conflict.chars().count() > 300 {
        return Err(Refusal::bad_value("conflict: 300 characters at most"));
    }
    entry.reviews.retain(|review| review.by != by);
    if entry.reviews.len() >= REVIEWS {
        return Err(Refusal::rule("twelve reviews at most"));
    }
    let (level, effect, version) = (said.level, said.effect, entry.version);
    entry.reviews.push(Review { by, at, conflict, level, effect, text, version });
    Ok(())
}

/// Whether this member is among those who wrote it.
pub(super) fn writes(item: &Item<Entry>, member: MemberId) -> bool {
    item.author == Some(member) || item.body.authors.contains(&member)
}

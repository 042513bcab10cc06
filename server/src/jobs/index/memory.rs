//! What an indexer remembers of the vocabulary, so that it does not say every word again.

use std::{
    collections::{BTreeSet, HashSet},
    time::{Duration, Instant},
};

use uuid::Uuid;

use super::draft::Draft;
use crate::{
    error::Fault,
    search::folded,
    store::{
        Connection, Store,
        search::vocabulary::{self, NewWord},
    },
};

/// Words of which this node remembers that they are in the vocabulary, and for how long: another
/// node may have forgotten some since.
const REMEMBERED: usize = 400_000;
const REMEMBERED_FOR: Duration = Duration::from_secs(600);

/// What an indexer remembers between rounds.
#[derive(Debug)]
pub struct Memory {
    pub(super) indexer: Uuid,
    words: HashSet<NewWord>,
    since: Instant,
    /// Rounds without anything to do, one after the other.
    pub(super) idle: usize,
}

impl Default for Memory {
    fn default() -> Self {
        Self { indexer: Uuid::new_v4(), words: HashSet::new(), since: Instant::now(), idle: 0 }
    }
}

impl Memory {
    /// Adds to the vocabulary what public channels say for the first time; returns what was new to this
    /// node.
    pub(super) async fn remember(
        &mut self,
        conn: &mut Connection,
        drafts: &[Draft],
    ) -> Result<Vec<NewWord>, Fault> {
        if self.words.len() > REMEMBERED || self.since.elapsed() > REMEMBERED_FOR {
            self.words.clear();
            self.since = Instant::now();
        }
        let mut new = BTreeSet::new();
        for draft in drafts.iter().filter(|draft| draft.is_public) {
            for lexeme in &draft.row.lexemes {
                let Some((class, word)) = lexeme.split_once(':') else { continue };
                // Stems of names, too: `Kanerviston` is all that was written of Kanervisto.
                if !matches!(class, "w" | "v" | "p" | "f" | "u") || word.chars().count() < 3 {
                    continue;
                }
                let word = NewWord {
                    word: word.to_owned(),
                    channel: draft.row.channel,
                    folded: folded(word),
                };
                if !self.words.contains(&word) {
                    new.insert(word);
                }
            }
        }
        let new: Vec<NewWord> = new.into_iter().collect();
        if !new.is_empty() {
            vocabulary::add(conn, &new).await?;
        }
        Ok(new)
    }

    /// What was committed is known to be there.
    pub(super) fn knows(&mut self, new: Vec<NewWord>) {
        self.words.extend(new);
    }

    /// Takes words out of the vocabulary that nothing says any more.
    pub(super) async fn forget(&mut self, store: &Store, most: i64) -> Result<usize, Fault> {
        let left = vocabulary::forget(&mut *store.read().await?, most).await?;
        for (word, channel) in &left {
            let folded = folded(word);
            self.words.remove(&NewWord { word: word.clone(), channel: *channel, folded });
        }
        Ok(left.len())
    }
}

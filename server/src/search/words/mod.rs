//! Words: how a text is read for the index and a query for the search. Pure but for the dictionary,
//! which each thread has its own of.

pub mod tokens;
pub mod reading;
mod pieces;
pub mod stems;
pub mod foreign;
mod irregular;
mod slang;
pub mod lexemes;
pub mod asked;

use std::{collections::HashMap, sync::Arc};

use parking_lot::RwLock;
use talkoo_voikko::{LONGEST_WORD, Raw, Voikko};

use self::{
    foreign::Stemmers,
    reading::{Dictionary, Word},
};

/// Grows with every change of what a text is read as; what was read otherwise is read again.
pub const VERSION: i32 = 2;

/// Words that are remembered at most. A year of talk has about so many forms.
const REMEMBERED: usize = 200_000;

/// Letters of an unknown beginning and of a known end of a compound.
const SHORTEST_HEAD: usize = 3;
const SHORTEST_END: usize = 6;

/// What all threads remember of words.
#[derive(Clone, Default)]
pub struct Memory(Arc<RwLock<HashMap<String, Arc<Word>>>>);

/// The languages of one thread.
pub struct Tongue {
    dictionary: Option<Voikko>,
    memory: Memory,
    stemmers: Stemmers,
}

impl Tongue {
    pub fn new(dictionary: Option<Voikko>, memory: Memory) -> Self {
        Self { dictionary, memory, stemmers: Stemmers::default() }
    }

    pub fn has_dictionary(&self) -> bool {
        self.dictionary.is_some()
    }

    /// What the dictionary says of a form, however it is capitalised.
    pub fn word(&self, form: &str) -> Arc<Word> {
        let Some(dictionary) = &self.dictionary else { return Arc::default() };
        let form = form.to_lowercase();
        if form.len() > LONGEST_WORD {
            return Arc::default();
        }
        if let Some(known) = self.memory.0.read().get(&form) {
            return known.clone();
        }
        let word = Arc::new(Word::of(dictionary, &form));
        let mut memory = self.memory.0.write();
        if memory.len() >= REMEMBERED {
            memory.clear();
        }
        memory.insert(form, word.clone());
        word
    }

    /// What an unknown word may be a compound of: its base form and that of its known end, for each
    /// reading of the longest end. Facebookryhmässä: facebookryhmä, ryhmä.
    pub fn ends(&self, form: &str) -> Vec<(String, String)> {
        let starts = form.char_indices().map(|(at, _)| at).skip(SHORTEST_HEAD);
        for at in starts {
            let (head, end) = form.split_at(at);
            let is_compound = end.chars().count() >= SHORTEST_END && !form.contains('-');
            if !is_compound || !self.has_dictionary() {
                break;
            }
            if self.knows(end) {
                let word = self.word(end);
                return word.bases().map(|base| (format!("{head}{base}"), base.clone())).collect();
            }
        }
        Vec::new()
    }

    /// Whether the dictionary knows a form; nothing of it is remembered.
    pub fn knows(&self, form: &str) -> bool {
        self.dictionary.as_ref().is_some_and(|dictionary| !dictionary.analyse(form).is_empty())
    }

    /// What the dictionary would have written instead; slow.
    pub fn suggest(&self, form: &str) -> Vec<String> {
        self.dictionary.as_ref().map(|dictionary| dictionary.suggest(form)).unwrap_or_default()
    }
}

impl Dictionary for Voikko {
    fn raw(&self, form: &str) -> Vec<Raw> {
        self.analyse(form)
    }
}

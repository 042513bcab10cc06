//! How texts are read for search.

use std::{num::NonZeroU32, path::PathBuf};

use super::source::Source;

#[derive(Debug, Clone)]
pub struct Search {
    /// `TALKOO_VOIKKO`: where another dictionary than the installed one lies.
    pub dictionary: Option<PathBuf>,
    /// `TALKOO_SEARCH_THREADS`: the index takes one at a time, so with two no query waits for it.
    pub threads: NonZeroU32,
}

impl Search {
    pub(super) fn read(source: &mut Source) -> Self {
        Self {
            dictionary: source.get(
                "TALKOO_VOIKKO",
                "search.voikko",
                "",
                "folder of Voikko's dictionary, which holds `5/mor-standard`; not set: where it is installed",
            ),
            threads: source.get(
                "TALKOO_SEARCH_THREADS",
                "search.threads",
                "2",
                "threads that read words; the index takes one at a time",
            ),
        }
    }
}

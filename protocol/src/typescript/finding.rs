//! Search, and what is kept of it.

use ts_rs::{Config, TS};

use crate::search::*;

pub(super) fn search(config: &Config) -> Vec<String> {
    declare!(
        config,
        SearchQuery,
        SearchBody,
        SearchHit,
        ExcerptPiece,
        SearchedWord,
        ValuesQuery,
        ValuesBody,
        FilterValue,
        GoalsQuery,
        GoalsBody,
        SaveSearch,
        ChangeSearch,
        RemoveSearch,
        SearchesBody,
        SavedSearch,
        RepairedWord,
        NamedThing,
    )
}

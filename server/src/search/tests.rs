//! Queries as they are typed.

use super::query::{FilterSort, Query};

#[test]
fn words_quotes_and_filters_combine_and_negate() {
    let query =
        Query::read("turvallisuus -harjoitus \"avoin ovi\" kirjoittaja:\"Aino Laine\" -on:liite");
    let words: Vec<_> =
        query.words.iter().map(|word| (&*word.text, word.is_negated, word.is_exact)).collect();
    assert_eq!(
        words,
        [
            ("turvallisuus", false, false),
            ("harjoitus", true, false),
            ("avoin", false, true),
            ("ovi", false, true),
        ]
    );
    assert_eq!(query.phrases, ["avoin ovi"]);
    let filters: Vec<_> =
        query.filters.iter().map(|one| (one.sort, &*one.value, one.is_negated)).collect();
    assert_eq!(
        filters,
        [(FilterSort::Author, "Aino Laine", false), (FilterSort::Is, "liite", true)]
    );
}

#[test]
fn filters_have_names_in_three_languages_and_nothing_else_is_one() {
    let sort = |text: &str| Query::read(text).filters.first().map(|filter| filter.sort);
    assert_eq!(sort("kanal:samverkan"), Some(FilterSort::Channel));
    assert_eq!(sort("Before:2026-01-01"), Some(FilterSort::Before));
    assert_eq!(sort("EU:n"), None);
    assert_eq!(sort("kanava:"), None);
    assert_eq!(Query::read("EU:n").words[0].text, "EU:n");
}

//! Queries as they are typed, and words where there is no dictionary.

use super::{
    query::{FilterSort, Query},
    repair::{cost, near},
    words::{Memory, Tongue, asked::AskedWord, lexemes::lexemes, tokens::tokens},
};

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

#[test]
fn without_a_dictionary_words_are_found_by_their_stems() {
    let tongue = Tongue::new(None, Memory::default());
    let found = |query: &str, text: &str| {
        let text = lexemes(&tongue, text);
        let asked = AskedWord::of(&tongue, query);
        asked.lexemes.iter().any(|(lexeme, _)| text.contains(lexeme))
    };
    assert!(found("turvallisuuden", "Kaikki puhuvat turvallisuudesta."));
    assert!(found("polis", "Polisen och brandkåren övar tillsammans."));
    assert!(found("child", "The children were playing with their dog."));
    assert!(!found("palo", "Kaikki puhuvat turvallisuudesta."));
}

#[test]
fn a_letter_without_dots_is_nearer_than_another_letter() {
    assert!(cost("saanto", "sääntö") < cost("saanto", "saanta"));
    assert!(cost("kissa", "kisssa") < cost("kissa", "kirssa"));
    assert!(cost("poliisi", "poliisi") < f64::EPSILON);
    assert!(near("talo").contains(&"tlao".to_owned()));
    assert!(near("talo").contains(&"tallo".to_owned()));
    assert!(near("ab").is_empty());
}

#[test]
fn addresses_and_mentions_are_no_words() {
    let words = |text: &str| tokens(text).into_iter().map(|token| token.text).collect::<Vec<_>>();
    assert_eq!(words("Katso https://esimerkki.example/a-b nyt!"), ["Katso", "nyt"]);
    assert_eq!(words("EU:n klo 12:30 huolto-ohje"), ["EU:n", "klo", "12", "30", "huolto-ohje"]);
    assert_eq!(words("@[0190-aa] hei"), ["hei"]);
}

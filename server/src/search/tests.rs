//! Queries as they are typed, and words where there is no dictionary.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use talkoo_voikko::Voikko;

use super::{
    analyser::{Analyser, Open},
    excerpt::excerpt,
    query::{FilterSort, Query},
    repair::{cost, near},
    words::{Memory, Tongue, asked::AskedWord, lexemes::lexemes, stems::stems, tokens::tokens},
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
    let link = "Lue [uusi ohje](https://esimerkki.example/a)n mukaan, (www.esimerkki.example) tai";
    assert_eq!(words(link), ["Lue", "uusi", "ohje", "n", "mukaan", "tai"]);
    assert_eq!(words("@[0190-aa]:lle ja <https://a.example>."), ["lle", "ja"]);
    assert_eq!(words("://"), [""; 0]);
}

#[test]
fn unknown_words_come_to_the_form_that_is_typed() {
    for (written, typed) in [
        ("Kytömaakasen", "kytömaakanen"),
        ("Kytömaakasellekin", "kytömaakanen"),
        ("Räntiöitä", "räntiö"),
        ("podcasteja", "podcast"),
        ("podcasteissa", "podcast"),
        ("startupeille", "startup"),
        ("bloggereiden", "bloggeri"),
        ("ratsastereista", "ratsasteri"),
        ("pitsalioissa", "pitsalia"),
        ("mopoko", "mopo"),
        ("skuttini", "skutti"),
        ("skuttinne", "skutti"),
        ("skuttihan", "skutti"),
        ("Lehdollä", "lehto"),
        ("5G:n", "5g"),
        ("X:ssä", "x"),
    ] {
        assert!(stems(written).contains(&typed.to_owned()), "{written}: {:?}", stems(written));
    }
}

#[test]
fn what_no_index_takes_is_cut_alike_in_texts_and_queries() {
    let tongue = Tongue::new(None, Memory::default());
    let endless = "漢".repeat(3_000);
    let asked = AskedWord::of(&tongue, &endless);
    assert!(asked.lexemes.iter().all(|(lexeme, _)| lexeme.len() < 300));
    let found = lexemes(&tongue, &endless);
    assert!(asked.lexemes.iter().any(|(lexeme, _)| found.contains(lexeme)));
    let many: Vec<String> = (0..200_000).map(|number| format!("sana{number}")).collect();
    let bytes: usize = lexemes(&tongue, &many.join(" ")).iter().map(String::len).sum();
    assert!(bytes < 1_000_000, "{bytes}");
}

#[test]
fn an_excerpt_shows_no_marks_of_the_text() {
    let tongue = Tongue::new(None, Memory::default());
    let asked = AskedWord::of(&tongue, "ohje");
    let marked = asked.lexemes.into_iter().map(|(lexeme, _)| lexeme).collect();
    let shown = |text: &str| -> String {
        let pieces = excerpt(&tongue, text, &marked, &[]).into_iter();
        pieces.map(|(text, is_hit)| if is_hit { format!("[{text}]") } else { text }).collect()
    };
    assert_eq!(shown("Lue **uusi** [ohje](https://a.example/b) `heti`."), "Lue uusi [ohje] heti.");
    assert_eq!(
        shown("# Otsikko\n\n| Aihe | Linkki |\n|---|---|\n| ohje | tästä |\n"),
        "Otsikko Aihe · Linkki [ohje] · tästä"
    );
    assert_eq!(shown("- ohje\n- @[0190-aa] toinen"), "[ohje] @ toinen");
}

#[tokio::test]
async fn a_thread_without_its_dictionary_asks_for_it_again() {
    let tries = Arc::new(AtomicUsize::new(0));
    let counted = tries.clone();
    let open: Open = Arc::new(move || {
        let is_late = counted.fetch_add(1, Ordering::AcqRel) > 0;
        is_late.then(|| Voikko::open(None).ok()).flatten()
    });
    let analyser = Analyser::over(1, Some(&open), Duration::ZERO).unwrap();
    let version = analyser.version();
    assert!(!analyser.has_dictionary());
    assert!(analyser.ask(Tongue::has_dictionary).await.unwrap());
    assert!(analyser.has_dictionary());
    assert_eq!(analyser.version(), version + 1, "what was read by stems is read anew");
}

#[tokio::test]
async fn a_thread_without_its_dictionary_leaves_the_questions_to_the_others() {
    let tries = Arc::new(AtomicUsize::new(0));
    let open: Open = Arc::new(move || {
        let is_first = tries.fetch_add(1, Ordering::AcqRel) == 0;
        is_first.then(|| Voikko::open(None).ok()).flatten()
    });
    let analyser = Analyser::over(2, Some(&open), Duration::from_millis(1)).unwrap();
    for _ in 0..50 {
        assert!(analyser.ask(Tongue::has_dictionary).await.unwrap());
    }
}

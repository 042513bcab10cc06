//! Swedish and English: in which language a text is written, and what its words have in common with
//! their other forms.

use rust_stemmers::{Algorithm, Stemmer};

use super::irregular;

/// What a text is written in, as far as it can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    Finnish,
    Swedish,
    English,
    /// Not Finnish, and nothing tells which.
    Unclear,
}

/// Below this share of words that the Finnish dictionary knows a text is in another language.
const KNOWN_PERCENT: usize = 60;

const SWEDISH: &[&str] = &[
    "och", "att", "det", "som", "en", "ett", "är", "av", "för", "med", "den", "till", "på", "inte",
    "har", "de", "om", "var", "jag", "vi", "han", "hon", "men", "så", "kan", "ska", "skall",
    "från", "vid", "också", "när", "där", "här", "eller", "efter", "sin", "sina", "detta", "denna",
    "dessa", "mot", "ut", "upp", "under", "över", "hade", "blev", "blir", "vill", "måste", "vara",
    "mycket", "man", "mig", "dig", "oss", "dem", "er", "vad", "vem", "hur", "varför", "alla",
    "allt", "bara", "finns", "får", "fick", "gör", "då", "nu", "än", "utan", "inom", "mellan",
    "genom", "dock", "ni", "du", "min", "mitt", "mina", "din", "ditt", "dina", "sitt", "hans",
    "hennes", "deras", "vår", "vårt", "våra", "ej", "eftersom", "ännu", "sedan", "redan", "i",
];
const ENGLISH: &[&str] = &[
    "the", "of", "and", "to", "a", "in", "is", "that", "for", "it", "was", "with", "as", "be",
    "by", "this", "are", "from", "at", "or", "have", "an", "they", "which", "you", "not", "but",
    "his", "has", "had", "were", "their", "will", "we", "i", "he", "she", "her", "my", "your",
    "our", "there", "what", "who", "when", "where", "how", "if", "can", "would", "could", "should",
    "about", "all", "been", "more", "some", "its", "do", "does", "did", "no", "so", "than", "then",
    "them", "these", "those", "out", "up", "into", "also", "just", "like", "any", "because",
    "don't", "it's", "i'm", "please", "on", "me",
];

/// Words of the lists above that a Finnish text has, too.
const ALSO_FINNISH: &[&str] =
    &["on", "me", "no", "he", "en", "i", "a", "so", "man", "än", "sin", "de", "min", "an", "ni"];

/// Whether a word, in lower case, is one that Swedish or English texts are full of and Finnish ones
/// never have.
pub fn is_foreign_only(word: &str) -> bool {
    (SWEDISH.contains(&word) || ENGLISH.contains(&word)) && !ALSO_FINNISH.contains(&word)
}

/// English adjectives whose comparison is a form of theirs; a teacher is no form of to teach.
const COMPARED: &[&str] = &[
    "big", "bright", "broad", "calm", "cheap", "clean", "clear", "clever", "close", "cold", "cool",
    "dark", "dear", "deep", "dense", "dirty", "dry", "early", "easy", "fair", "fast", "fat", "few",
    "fine", "firm", "fresh", "friendly", "full", "funny", "gentle", "great", "green", "happy",
    "hard", "healthy", "heavy", "high", "hot", "huge", "kind", "large", "late", "lazy", "light",
    "likely", "long", "loud", "low", "lucky", "mild", "narrow", "near", "new", "nice", "noisy",
    "odd", "old", "poor", "pretty", "pure", "quick", "quiet", "rare", "rich", "rough", "sad",
    "safe", "sharp", "short", "sick", "simple", "slow", "small", "smart", "smooth", "soft", "soon",
    "steep", "strange", "strict", "strong", "sweet", "tall", "thick", "thin", "tight", "tiny",
    "tough", "ugly", "warm", "weak", "wealthy", "wet", "white", "wide", "wild", "wise", "worthy",
    "young", "black", "busy", "crazy", "cute", "fit", "hungry", "angry", "lovely", "proud", "red",
    "dumb", "bold", "brave",
];

/// Endings that Snowball leaves, or takes from longer words only.
const SWEDISH_ENDINGS: &[&str] = &[
    "et", "en", "an", "or", "orna", "arna", "erna", "um", "n", "t", "na", "ar", "er", "r", "a",
    "te", "de", "ade", "at", "tt",
];

/// The language of a text of these words, in lower case, of which the dictionary knows so many.
/// `i`, `on` and the like are words of two languages, so what is known counts first.
pub fn language(words: &[String], known: usize) -> Language {
    let count = |list: &[&str]| words.iter().filter(|word| list.contains(&word.as_str())).count();
    let (swedish, english) = (count(SWEDISH), count(ENGLISH));
    let is_finnish = known * 100 >= words.len() * KNOWN_PERCENT;
    // Many short Swedish words are Finnish ones by accident; three of four are not.
    let most = swedish.max(english);
    let tells = most >= 3 && most * 100 >= words.len() * 40;
    if is_finnish && !tells {
        return Language::Finnish;
    }
    // `on` and `en` alone do not make a Finnish line with names another language.
    if !words.iter().any(|word| is_foreign_only(word)) {
        return Language::Unclear;
    }
    match swedish.cmp(&english) {
        std::cmp::Ordering::Greater => Language::Swedish,
        std::cmp::Ordering::Less => Language::English,
        std::cmp::Ordering::Equal => Language::Unclear,
    }
}

/// The stemmers of one thread.
pub struct Stemmers {
    swedish: Stemmer,
    english: Stemmer,
    finnish: Stemmer,
}

impl Default for Stemmers {
    fn default() -> Self {
        Self {
            swedish: Stemmer::create(Algorithm::Swedish),
            english: Stemmer::create(Algorithm::English),
            finnish: Stemmer::create(Algorithm::Finnish),
        }
    }
}

impl Stemmers {
    /// What two forms of one Swedish word have in common; the surest first. Snowball knows neither
    /// `-et` nor what short words end in, so those stems are there, too.
    pub fn swedish(&self, word: &str) -> Vec<String> {
        let based = irregular::swedish_base(word);
        let word = based.as_deref().unwrap_or(word);
        let mut stems = vec![self.swedish.stem(word).into_owned()];
        let mut push = |stem: &str| {
            if stem.chars().count() > 1 && !stems.iter().any(|other| other == stem) {
                stems.push(stem.to_owned());
            }
        };
        push(word);
        let genitive = word.strip_suffix('s').filter(|stem| stem.chars().count() > 3);
        // Cykel, cyklar; vinter, vintrar.
        for (ending, short) in [("el", "l"), ("er", "r"), ("en", "n"), ("eln", "l"), ("ern", "r")] {
            if let Some(start) = word.strip_suffix(ending).filter(|start| start.len() > 2) {
                push(&format!("{start}{short}"));
            }
        }
        for form in std::iter::once(word).chain(genitive) {
            for ending in SWEDISH_ENDINGS {
                let Some(stem) = form.strip_suffix(ending) else { continue };
                push(stem);
                // Rummet, programmen, mannen.
                if stem.ends_with("mm") || stem.ends_with("nn") {
                    push(&stem[..stem.len() - 1]);
                }
            }
        }
        // Rött, gott, blint, hårt.
        for (ending, plain) in [("tt", "d"), ("nt", "nd"), ("rt", "rd")] {
            if let Some(start) = word.strip_suffix(ending).filter(|start| start.len() > 1) {
                push(&format!("{start}{plain}"));
            }
        }
        stems
    }

    pub fn english(&self, word: &str) -> String {
        let word = word.strip_suffix("'s").unwrap_or(word);
        let word = irregular::english(word).unwrap_or(word);
        self.english.stem(word).into_owned()
    }

    /// Where there is no dictionary.
    pub fn finnish(&self, word: &str) -> String {
        self.finnish.stem(word).into_owned()
    }

    /// The word without its bending, but with what makes it another word: Snowball takes nation and
    /// national for one.
    pub fn english_lemma(&self, word: &str) -> String {
        let word = word.strip_suffix("'s").unwrap_or(word);
        if let Some(base) = irregular::english(word) {
            return plain_end(base);
        }
        plain_end(&without_bending(word))
    }
}

fn without_bending(word: &str) -> String {
    let has_vowel = |stem: &str| stem.len() > 2 && stem.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    for ending in ["ing", "ed"] {
        if let Some(stem) = word.strip_suffix(ending).filter(|stem| has_vowel(stem)) {
            return undoubled(stem);
        }
    }
    if let Some(adjective) = uncompared(word) {
        return adjective.to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    for ending in ["sses", "shes", "ches", "xes", "zes"] {
        if word.ends_with(ending) {
            return word[..word.len() - 2].to_owned();
        }
    }
    let is_plural = word.len() > 3 && !word.ends_with("ss") && !word.ends_with("us");
    match word.strip_suffix('s').filter(|stem| is_plural && !stem.ends_with('i')) {
        Some(stem) => stem.to_owned(),
        None => word.to_owned(),
    }
}

/// The adjective of a comparative or superlative.
fn uncompared(word: &str) -> Option<&'static str> {
    let stem = word.strip_suffix("er").or_else(|| word.strip_suffix("est"))?;
    let plain = undoubled(stem);
    let is_of = |adjective: &&&str| {
        **adjective == stem
            || **adjective == plain
            || adjective.strip_suffix('e') == Some(stem)
            || adjective.strip_suffix('y').is_some_and(|root| stem.strip_suffix('i') == Some(root))
    };
    COMPARED.iter().find(is_of).copied()
}

/// `stopp` of stopping, but `fall` of falling.
fn undoubled(stem: &str) -> String {
    let mut ends = stem.chars().rev();
    let (last, before) = (ends.next(), ends.next());
    if last == before && last.is_some_and(|c| !"lsz".contains(c) && c.is_ascii_alphabetic()) {
        return stem[..stem.len() - 1].to_owned();
    }
    stem.to_owned()
}

/// `make` and `mak`(ing) end alike, and so do `try` and `tri`(ed).
fn plain_end(word: &str) -> String {
    let word = word.strip_suffix('e').filter(|stem| stem.len() > 2).unwrap_or(word);
    match word.strip_suffix('y').filter(|stem| stem.len() > 2) {
        Some(stem) => format!("{stem}i"),
        None => word.to_owned(),
    }
}

//! What somebody typed: words, words in quotes, and filters like `kirjoittaja:`. A minus in front
//! turns a word or a filter round. Nothing is refused; what is no filter is a word.

use super::words::tokens::tokens;

/// What is asked, not yet understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pub words: Vec<Typed>,
    /// Texts in quotes, in lower case; their words are among `words`, too.
    pub phrases: Vec<String>,
    pub filters: Vec<Filter>,
}

/// A typed word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    pub text: String,
    pub is_negated: bool,
    /// In quotes: neither widened nor put right.
    pub is_exact: bool,
    /// Ends with `*`: the beginning of a word.
    pub is_prefix: bool,
}

/// A filter. Negated, everything but this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    pub sort: FilterSort,
    pub value: String,
    pub is_negated: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FilterSort {
    Author,
    Channel,
    Workspace,
    Kind,
    Tag,
    Region,
    Before,
    After,
    Is,
    State,
    /// How well something is known to work, 0 to 4.
    Evidence,
    /// In which direction it works.
    Effect,
    Phase,
}

/// Their names in the members' languages: Finnish, Swedish, English.
pub const FILTERS: &[(FilterSort, [&str; 3])] = &[
    (FilterSort::Author, ["kirjoittaja", "från", "from"]),
    (FilterSort::Channel, ["kanava", "kanal", "channel"]),
    (FilterSort::Workspace, ["työtila", "arbetsyta", "workspace"]),
    (FilterSort::Kind, ["tyyppi", "typ", "type"]),
    (FilterSort::Tag, ["tunniste", "tagg", "tag"]),
    (FilterSort::Region, ["alue", "område", "region"]),
    (FilterSort::Before, ["ennen", "före", "before"]),
    (FilterSort::After, ["jälkeen", "efter", "after"]),
    (FilterSort::Is, ["on", "är", "is"]),
    (FilterSort::State, ["tila", "läge", "state"]),
    (FilterSort::Evidence, ["näyttö", "evidens", "evidence"]),
    (FilterSort::Effect, ["vaikutus", "effekt", "effect"]),
    (FilterSort::Phase, ["vaihe", "fas", "phase"]),
];

/// More than this in one query is left out.
const MOST_WORDS: usize = 16;

impl Query {
    /// Reads what was typed.
    pub fn read(text: &str) -> Self {
        let mut query = Self::default();
        for piece in split(text) {
            query.take(&piece);
        }
        query.words.truncate(MOST_WORDS);
        query.phrases.truncate(MOST_WORDS);
        query.filters.truncate(MOST_WORDS);
        query
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.filters.is_empty() && self.phrases.is_empty()
    }

    fn take(&mut self, piece: &str) {
        let is_negated = piece.len() > 1 && piece.starts_with('-');
        let piece = if is_negated { &piece[1..] } else { piece };
        if let Some(filter) = filter(piece, is_negated) {
            self.filters.push(filter);
            return;
        }
        let is_exact = piece.starts_with('"');
        if is_exact && !is_negated {
            let phrase = piece.trim_matches('"').trim().to_lowercase();
            if !phrase.is_empty() {
                self.phrases.push(phrase);
            }
        }
        let is_prefix = !is_exact && piece.ends_with('*');
        for token in tokens(piece) {
            self.words.push(Typed { text: token.text, is_negated, is_exact, is_prefix });
        }
    }
}

fn filter(piece: &str, is_negated: bool) -> Option<Filter> {
    let (name, value) = piece.split_once(':')?;
    let name = name.to_lowercase();
    let value = value.trim_matches('"').trim();
    let (sort, _) = FILTERS.iter().find(|(_, names)| names.contains(&&*name))?;
    (!value.is_empty()).then(|| Filter { sort: *sort, value: value.to_owned(), is_negated })
}

/// What white space parts, but not within quotes.
fn split(text: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut piece = String::new();
    let mut is_quoted = false;
    for c in text.chars() {
        let c = if matches!(c, '”' | '“' | '„' | '»' | '«') { '"' } else { c };
        if c.is_whitespace() && !is_quoted {
            pieces.push(std::mem::take(&mut piece));
            continue;
        }
        if c == '"' {
            is_quoted = !is_quoted;
        }
        piece.push(c);
    }
    pieces.push(piece);
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

//! What a kind tells the house of an item, so that the house can list, filter and sort any kind
//! without knowing it.

use talkoo_protocol::MemberId;
use time::OffsetDateTime;

/// One named value of an item. Names are the kind's own; the house knows `published_at`,
/// `expires_at`, `due_at`, `rank` and `assignee` and treats them alike in every kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Facet {
    pub name: String,
    pub value: FacetValue,
}

#[derive(Clone, Debug, PartialEq)]
pub enum FacetValue {
    Word(String),
    Number(f64),
    At(OffsetDateTime),
    Member(MemberId),
}

impl Facet {
    pub fn word(name: &str, word: impl Into<String>) -> Self {
        Self { name: name.to_owned(), value: FacetValue::Word(word.into()) }
    }

    pub fn number(name: &str, number: f64) -> Self {
        Self { name: name.to_owned(), value: FacetValue::Number(number) }
    }

    pub fn at(name: &str, at: OffsetDateTime) -> Self {
        Self { name: name.to_owned(), value: FacetValue::At(at) }
    }

    pub fn member(name: &str, member: MemberId) -> Self {
        Self { name: name.to_owned(), value: FacetValue::Member(member) }
    }
}

//! What a kind tells the house of an item, so that the house can list, filter and sort any kind
//! without knowing it.

use talkoo_protocol::MemberId;
use time::OffsetDateTime;

/// An instant: since when it is there for its readers. Without it an offered item counts from when it
/// was made. Of something scheduled it lies in the future, and until then nobody is offered it.
pub const PUBLISHED_AT: &str = "published_at";
/// An instant: from then on it is stale, and offered to nobody.
pub const EXPIRES_AT: &str = "expires_at";
/// A word, the kind's own, for what it is offered as. Only what bears it comes into anybody's feed;
/// a kind leaves it away from drafts, and from what is archived or settled.
pub const OFFERED: &str = "offered";
/// A word of [`ROLES`]; more than one may be given. Whom it has to reach, whatever they follow.
pub const MUST_READ: &str = "must_read";
/// A word: the code of a region (`19`) that it is about, besides the region of its tags and its
/// workspace.
pub const REGION: &str = "region";
/// A word, any: it may be read without signing in.
pub const PUBLIC: &str = "public";
/// A number: the level of evidence, from 0 to 4.
pub const EVIDENCE: &str = "evidence";
/// An instant at which the kind is asked what becomes of the item (`Kind::wake`).
pub const WAKE_AT: &str = "wake_at";
/// A word: a slug that the item bears besides those in its words.
pub const TAG: &str = "tag";
/// A word: the id of a file that the item names, and holds from then on.
pub const FILE: &str = "file";

/// Who may be named by [`MUST_READ`]: everybody; those with an office in the network; contact persons
/// of organisations; owners of workspaces; else those who speak for an organisation of this kind
/// (`municipality`, `authority` …).
pub const ROLES: [&str; 5] = ["all", "moderator", "network_admin", "contact", "owner"];

/// One named value of an item. Names are the kind's own; the house knows those above, `due_at`, `rank`
/// and `assignee`, and treats them alike in every kind.
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

/// The words of every facet of this name.
pub fn words<'a>(facets: &'a [Facet], name: &str) -> impl Iterator<Item = &'a str> {
    facets.iter().filter(move |facet| facet.name == name).filter_map(|facet| match &facet.value {
        FacetValue::Word(word) => Some(word.as_str()),
        FacetValue::Number(_) | FacetValue::At(_) | FacetValue::Member(_) => None,
    })
}

/// The first instant of this name.
pub fn instant(facets: &[Facet], name: &str) -> Option<OffsetDateTime> {
    facets.iter().filter(|facet| facet.name == name).find_map(|facet| match facet.value {
        FacetValue::At(at) => Some(at),
        FacetValue::Word(_) | FacetValue::Number(_) | FacetValue::Member(_) => None,
    })
}

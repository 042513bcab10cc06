//! What an entry of the bank holds besides its title. One shape for every sort, so that an entry can
//! begin unfinished and be filled in any order; what each sort asks for is in `fields`.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use talkoo_protocol::{ItemId, MemberId, OrganisationId};
use time::OffsetDateTime;

/// A few words that are the same in JSON and in facets.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$mark:meta])* $variant:ident = $word:literal),* $(,)? })*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
            pub enum $name { $($(#[$mark])* #[serde(rename = $word)] $variant),* }

            impl $name {
                pub const fn as_str(self) -> &'static str {
                    match self { $(Self::$variant => $word),* }
                }
            }
        )*
    };
}

/// An entry: a practice model, a guide, a study …
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Entry {
    pub sort: Sort,
    /// What is written, by the name of the field.
    pub fields: BTreeMap<String, String>,
    /// What is done, one after the other; in a copy they can be ticked.
    pub steps: Vec<Step>,
    pub places: Vec<PlaceOfUse>,
    pub links: Vec<Link>,
    pub tags: Vec<String>,
    /// Numbers of regions.
    pub regions: Vec<String>,
    pub organisations: Vec<OrganisationId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phase: Option<Phase>,
    /// The authors' own word for the strength of the evidence, 0 to 4.
    pub level: u8,
    /// In which direction it works; something else than how well that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effect: Option<Effect>,
    /// What is ticked of the four points of good practice.
    pub points: BTreeSet<Point>,
    /// Who write it besides its author.
    pub authors: Vec<MemberId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<MemberId>,
    pub licence: Licence,
    /// Who were asked to review it.
    pub reviewers: Vec<MemberId>,
    pub reviews: Vec<Review>,
    pub lasts: Lasting,
    /// Readable without signing in.
    pub public: bool,
    #[serde(with = "time::serde::rfc3339::option", skip_serializing_if = "Option::is_none")]
    pub published_at: Option<OffsetDateTime>,
    /// 0 until it is published; each change after that makes the next.
    pub version: u32,
    /// A copy knows what it was made from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copy: Option<Copy>,
}

words! {
    /// What it is.
    #[derive(Default)]
    Sort {
        #[default]
        PracticeModel = "practice_model", Guide = "guide", Study = "study",
        Solution = "solution", SuccessStory = "success_story", Reference = "reference",
    }
    /// How far the development has come, as Innokylä parts its path.
    Phase { Insight = "insight", Trial = "trial", Sharing = "sharing" }
    Effect { Positive = "positive", None = "none", Harmful = "harmful", Mixed = "mixed" }
    /// The four points by which the EUCPN knows good practice.
    Point {
        Problem = "problem", Mechanism = "mechanism", Outcome = "outcome",
        Replicable = "replicable",
    }
    /// How it may be used.
    #[derive(Default)]
    Licence {
        #[default]
        Attribution = "CC BY 4.0", ShareAlike = "CC BY-SA 4.0", Public = "CC0 1.0",
        Reserved = "all_rights_reserved",
    }
    /// What became of a copy in its place.
    Fate { Kept = "kept", Adapted = "adapted", Stopped = "stopped" }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Step {
    pub text: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub done: bool,
}

/// Where it has been in use, as its authors tell; copies are counted by the house.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlaceOfUse {
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
}

/// To another item or to a page elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Link {
    pub label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub address: String,
}

/// What one reviewer found. A newer one of the same reviewer takes its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Review {
    pub by: MemberId,
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// What ties the reviewer to the entry; empty: nothing does.
    #[serde(default)]
    pub conflict: String,
    pub level: u8,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<Effect>,
    pub text: String,
    /// Which version was read.
    #[serde(default)]
    pub version: u32,
}

/// For how long it holds, and who says that it still does.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Lasting {
    /// Between one look and the next; 0: it does not expire.
    pub months: u16,
    pub verifiers: Vec<MemberId>,
    #[serde(with = "time::serde::rfc3339::option", skip_serializing_if = "Option::is_none")]
    pub verified_at: Option<OffsetDateTime>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verified_by: Option<MemberId>,
    #[serde(with = "time::serde::rfc3339::option", skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<OffsetDateTime>,
    /// Its time has come and nobody has looked.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub stale: bool,
}

/// What a local copy was made from and what came of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Copy {
    pub from: ItemId,
    /// As the original was called when it was copied.
    pub title: String,
    pub version: u32,
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// When somebody is asked how it went.
    #[serde(with = "time::serde::rfc3339")]
    pub asks_at: OffsetDateTime,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub asked: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<Told>,
}

/// How it went, three months on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Told {
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    pub fate: Fate,
    pub adaptations: String,
    pub result: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<Effect>,
    /// The words may be read on the original's page.
    pub shared: bool,
}

impl Entry {
    /// What is written in a field; empty when nothing is.
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }
}

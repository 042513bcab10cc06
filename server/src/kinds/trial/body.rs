//! What a proposal holds besides its title and text.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use talkoo_protocol::MemberId;
use time::OffsetDateTime;

/// A thing to be taken up by one person and voted on by all.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    #[serde(default)]
    pub theme: String,
    /// For feeds: since when it is there, whom it has to reach, where it belongs.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "time::serde::rfc3339::option"
    )]
    pub published_at: Option<OffsetDateTime>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub must_read: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Who took it up first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_by: Option<MemberId>,
    /// Votes each member has given.
    #[serde(default)]
    pub votes: BTreeMap<MemberId, u32>,
    /// Hints given without a name.
    #[serde(default)]
    pub hints: u32,
}

impl Proposal {
    pub fn count(&self) -> u32 {
        self.votes.values().sum()
    }
}

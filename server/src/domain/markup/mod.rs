//! What a text says, read once when it is sent: whom it mentions, its tags, its links, and its
//! words without markup. The source is what is stored and sent; the client draws it
//! (`web-client/src/ui/markup`). Both sides read the same golden cases in
//! `protocol/golden/markup`, whose README tells the dialect.
//!
//! Not here: rights (may this member be mentioned here?), U+0000 (refused at the door), HTML.

mod atoms;
mod plain;
mod source;
mod walk;

#[cfg(test)]
mod corpus;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::hash::Hash;

use talkoo_protocol::MemberId;
use talkoo_protocol::limits::Limits;

pub use plain::{Mentioned, Plain};

use source::{Source, is_too_deep};

/// Quotes, list items, emphasis and links within one another. A text nested deeper is shown as
/// it stands.
pub const MAX_NESTING: usize = 16;

/// What one text says. Everything is named once, in the order of its first use.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    pub mentions: Vec<MemberId>,
    pub mentions_channel: bool,
    /// Slugs: lower case, composed, without `#`.
    pub tags: Vec<String>,
    /// Absolute http and https addresses.
    pub links: Vec<String>,
    pub plain: Plain,
}

/// Why a text cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    #[error("text is longer than {0} bytes")]
    TooLong(u32),
    #[error("text mentions more than {0} members")]
    TooManyMentions(u32),
}

/// Reads any text, in time linear in its length.
pub fn read(text: &str) -> Reading {
    let source = Source::new(text);
    let walked = if is_too_deep(&source.text) { None } else { walk::walk(&source) };
    walked.unwrap_or_else(|| walk::verbatim(&source)).named_once()
}

/// Reads a text that someone sends, within the bounds in force.
pub fn read_within(text: &str, limits: &Limits) -> Result<Reading, Unfit> {
    if text.len() as u64 > u64::from(limits.text_bytes) {
        return Err(Unfit::TooLong(limits.text_bytes));
    }
    let reading = read(text);
    if reading.mentions.len() as u64 > u64::from(limits.mentions) {
        return Err(Unfit::TooManyMentions(limits.mentions));
    }
    Ok(reading)
}

/// How a member is mentioned in a text.
pub fn mention_of(member: MemberId) -> String {
    format!("@[{member}]")
}

impl Reading {
    fn mention(&mut self, mentioned: Mentioned) {
        self.plain.mention(mentioned);
        match mentioned {
            Mentioned::Member(id) => self.mentions.push(id),
            Mentioned::Channel => self.mentions_channel = true,
        }
    }

    fn tag(&mut self, slug: &str, written: &str) {
        self.plain.push(written);
        self.tags.push(slug.to_owned());
    }

    fn link(&mut self, address: &str) {
        self.links.push(address.to_owned());
    }

    fn named_once(mut self) -> Self {
        once(&mut self.mentions);
        once(&mut self.tags);
        once(&mut self.links);
        self
    }
}

fn once<T: Clone + Eq + Hash>(list: &mut Vec<T>) {
    let mut seen = HashSet::new();
    list.retain(|value| seen.insert(value.clone()));
}

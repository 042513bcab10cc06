//! What an article holds besides its title and lead.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use talkoo_protocol::{FileId, ItemId, MemberId};
use time::OffsetDateTime;

use crate::domain::markup;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Article {
    /// Of the title, the lead and the blocks; empty: Finnish.
    pub lang: String,
    pub blocks: Vec<Block>,
    /// The same article in other languages.
    pub versions: BTreeMap<String, Version>,
    pub cover: Option<Picture>,
    /// Slugs, besides those in the words.
    pub topics: Vec<String>,
    /// Codes.
    pub regions: Vec<String>,
    pub audience: String,
    /// Who may be asked, as it is shown to everybody.
    pub contact: String,
    pub co_authors: Vec<MemberId>,
    /// Roles that it has to reach.
    pub must_read: Vec<String>,
    pub public: bool,
    pub reviewer: Option<MemberId>,
    /// The reviewer has approved these words.
    pub approved: bool,
    /// Why the reviewer sent it back.
    pub sent_back: String,
    #[serde(with = "time::serde::rfc3339::option")]
    pub publish_at: Option<OffsetDateTime>,
    #[serde(with = "time::serde::rfc3339::option")]
    pub published_at: Option<OffsetDateTime>,
    /// The newest first.
    pub corrections: Vec<Correction>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Version {
    pub title: String,
    pub lead: String,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum Block {
    /// Markdown, as in a message.
    Text {
        text: String,
    },
    Heading {
        text: String,
    },
    Image(Picture),
    Quote {
        text: String,
        #[serde(default)]
        source: String,
    },
    File {
        file: FileId,
        name: String,
    },
    /// The first row is the head.
    Table {
        rows: Vec<Vec<String>>,
    },
    /// Named to each reader by what they may see.
    Item {
        item: ItemId,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    pub file: FileId,
    /// What it shows, for those who do not see it.
    pub alt: String,
    #[serde(default)]
    pub caption: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    pub text: String,
}

impl Article {
    pub(super) fn lang(&self) -> &str {
        if self.lang.is_empty() { "fi" } else { &self.lang }
    }

    /// Blocks of every language.
    pub(super) fn all_blocks(&self) -> impl Iterator<Item = &Block> {
        self.blocks.iter().chain(self.versions.values().flat_map(|version| &version.blocks))
    }

    pub(super) fn files(&self) -> impl Iterator<Item = FileId> {
        let pictures = self.cover.iter().map(|picture| picture.file);
        pictures.chain(self.all_blocks().filter_map(|block| match block {
            Block::Image(picture) => Some(picture.file),
            Block::File { file, .. } => Some(*file),
            Block::Text { .. }
            | Block::Heading { .. }
            | Block::Quote { .. }
            | Block::Table { .. }
            | Block::Item { .. } => None,
        }))
    }

    /// Those named, and those written as `#tag`.
    pub(super) fn tags(&self) -> Vec<String> {
        let mut tags = self.topics.clone();
        for block in self.all_blocks() {
            if let Block::Text { text } = block {
                tags.extend(markup::read(text).tags);
            }
        }
        tags.sort();
        tags.dedup();
        tags
    }

    /// All that is written in it, for search.
    pub(super) fn words(&self) -> String {
        let mut words = Vec::new();
        for version in self.versions.values() {
            words.extend([version.title.as_str(), version.lead.as_str()]);
        }
        words.extend(self.all_blocks().flat_map(written));
        words.retain(|word| !word.trim().is_empty());
        words.join("\n")
    }
}

/// What is written in blocks, a line each.
pub(super) fn lines(blocks: &[Block]) -> String {
    let mut lines: Vec<_> = blocks.iter().flat_map(written).collect();
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

fn written(block: &Block) -> Vec<&str> {
    match block {
        Block::Text { text } | Block::Heading { text } => vec![text],
        Block::Quote { text, source } => vec![text, source],
        Block::Image(picture) => vec![&picture.alt, &picture.caption],
        Block::File { name, .. } => vec![name],
        Block::Table { rows } => rows.iter().flatten().map(String::as_str).collect(),
        Block::Item { .. } => Vec::new(),
    }
}

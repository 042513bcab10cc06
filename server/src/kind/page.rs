//! What anybody may read of an item without signing in: a page in parts, which the house sets in its
//! frame. A kind fills it and knows nothing of HTML; no member is on it, only a contact that its
//! authors have named.

use talkoo_protocol::{FileId, ItemId};
use time::OffsetDateTime;

/// A page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Language of its words: `fi`, `sv`, `en`. Empty: what the house has found the item to be in.
    pub lang: String,
    /// Language of the headings and of what the kind itself says, where it is another.
    pub spoken: String,
    /// Languages in which there is a page of the same item.
    pub languages: Vec<String>,
    pub title: String,
    /// One paragraph, without markup.
    pub lead: String,
    pub cover: Option<Picture>,
    pub parts: Vec<Block>,
    /// Slugs.
    pub tags: Vec<String>,
    /// Codes.
    pub regions: Vec<String>,
    pub published_at: Option<OffsetDateTime>,
    pub changed_at: Option<OffsetDateTime>,
    /// What was put right, and when, the newest first.
    pub corrections: Vec<(OffsetDateTime, String)>,
    /// As the authors wrote it.
    pub contact: String,
    /// Under which others may use it, where that is said.
    pub licence: String,
}

/// A picture that the item holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    pub file: FileId,
    /// For those who do not see it.
    pub alt: String,
    pub caption: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Markdown, as in a message.
    Text(String),
    Heading(String),
    /// What the kind itself says of the item.
    Note(String),
    Picture(Picture),
    Quote {
        text: String,
        source: String,
    },
    File {
        file: FileId,
        name: String,
    },
    /// The first row is the head.
    Table(Vec<Vec<String>>),
    /// Another item; shown where that one is public, too.
    Item(ItemId),
}

impl Page {
    /// Every word that a person wrote, through one hand; what house and law wrote stays.
    #[must_use]
    pub fn with_words(mut self, hand: impl Fn(&str) -> String) -> Self {
        let each = |words: &mut String| *words = hand(words);
        let of_picture = |picture: &mut Picture| {
            each(&mut picture.alt);
            each(&mut picture.caption);
        };
        for words in [&mut self.title, &mut self.lead, &mut self.contact, &mut self.licence] {
            each(words);
        }
        self.corrections.iter_mut().for_each(|(_, words)| each(words));
        self.cover.iter_mut().for_each(of_picture);
        for part in &mut self.parts {
            match part {
                Block::Text(words)
                | Block::Heading(words)
                | Block::Note(words)
                | Block::File { name: words, .. } => each(words),
                Block::Picture(picture) => of_picture(picture),
                Block::Quote { text, source } => {
                    each(text);
                    each(source);
                }
                Block::Table(rows) => rows.iter_mut().flatten().for_each(each),
                Block::Item(_) => {}
            }
        }
        self
    }

    /// Every file that it shows or offers: these and no others are handed out with it.
    pub fn files(&self) -> impl Iterator<Item = FileId> {
        let named = self.parts.iter().filter_map(|part| match part {
            Block::Picture(picture) => Some(picture.file),
            Block::File { file, .. } => Some(*file),
            Block::Text(_)
            | Block::Heading(_)
            | Block::Note(_)
            | Block::Quote { .. }
            | Block::Table(_)
            | Block::Item(_) => None,
        });
        self.cover.iter().map(|cover| cover.file).chain(named)
    }
}

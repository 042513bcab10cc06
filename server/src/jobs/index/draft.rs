//! What is written of an object before its words are read.

use std::collections::HashSet;

use uuid::Uuid;

use crate::{
    kind, kinds,
    search::words::{Tongue, lexemes},
    store::search::{
        feed::{Item, Message},
        rows::NewRow,
    },
};

/// Bytes of lexemes in a row that documents may fill up; a tsvector holds a mebibyte.
const MOST_LEXEMES: usize = 700 * 1024;

fn bytes(lexemes: &[String]) -> usize {
    lexemes.iter().map(String::len).sum()
}

/// A row whose text has not been read yet; `lexemes` of the row are its marks.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) row: NewRow,
    pub(super) text: String,
    /// The words of documents that it carries; they count as long as there is room in the row.
    pub(super) documents: Vec<Uuid>,
    pub(super) document_texts: Vec<String>,
    /// Its words may be offered to everybody who reads there.
    pub(super) is_public: bool,
}

impl Draft {
    /// With its words.
    pub(super) fn read(mut self, tongue: &Tongue) -> Self {
        // They come from kinds and members, and Postgres takes no longer ones.
        for mark in &mut self.row.lexemes {
            *mark = lexemes::mark(mark);
        }
        self.row.lexemes.extend(lexemes::lexemes(tongue, &self.text));
        let mut room = MOST_LEXEMES.saturating_sub(bytes(&self.row.lexemes));
        let mut there: HashSet<String> = self.row.lexemes.iter().cloned().collect();
        for text in &self.document_texts {
            for lexeme in lexemes::lexemes(tongue, text) {
                if lexeme.len() < room && there.insert(lexeme.clone()) {
                    room -= lexeme.len();
                    self.row.lexemes.push(lexeme);
                }
            }
        }
        self
    }

    pub(super) fn of_message(message: Message) -> Self {
        let mut marks = tag_marks(&message.tags);
        marks.push("i:message".to_owned());
        if !message.files.is_empty() {
            marks.push("h:file".to_owned());
        }
        let mut text = message.text;
        for file in &message.files {
            text.push('\n');
            text.push_str(&file.replace(['_', '.'], " "));
        }
        let row = NewRow {
            object: message.id,
            sort: "message",
            at: message.at,
            channel: message.channel,
            seq: message.seq,
            item: message.item,
            author: message.author,
            digest: message.digest,
            lexemes: marks,
        };
        let documents = message.documents;
        let document_texts = message.document_texts;
        Self { row, text, documents, document_texts, is_public: message.is_public }
    }

    pub(super) fn of_item(item: Item) -> Self {
        let mut marks = tag_marks(&item.tags);
        marks.push(format!("i:{}", item.kind));
        let mut text = format!("{}\n{}", item.title, item.text);
        let document_texts = item.document_texts;
        let documents = item.documents;
        let seen = kind::Item {
            author: item.author.map(talkoo_protocol::MemberId),
            title: item.title,
            text: item.text,
            body: item.body,
            state: item.state,
            desk: false,
            main: item.main,
        };
        // A kind that this node does not know is found by what every item has.
        if let Ok(kind) = kinds::find(&item.kind) {
            if let Ok(words) = kind.words(&seen) {
                text = [words.title, words.lead, words.rest].join("\n");
            }
            for facet in kind.facets(&seen).unwrap_or_default() {
                if let crate::domain::facets::FacetValue::Word(word) = facet.value {
                    marks.push(format!("x:{}={}", facet.name, word.to_lowercase()));
                }
            }
        }
        let row = NewRow {
            object: item.id,
            sort: "item",
            at: item.at,
            channel: item.channel,
            seq: item.seq,
            item: item.id,
            author: item.author,
            digest: item.digest,
            lexemes: marks,
        };
        Self { row, text, documents, document_texts, is_public: item.is_public }
    }
}

fn tag_marks(tags: &[String]) -> Vec<String> {
    tags.iter().map(|tag| format!("t:{}", tag.to_lowercase())).collect()
}

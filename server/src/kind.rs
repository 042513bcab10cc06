//! The contract between the house and a channel kind. A kind says what its items hold and which
//! changes are sound; storing, delivering, rights, unread and search are the house's and the same
//! for all. Everything here is pure: the same arguments give the same answer.
//!
//! The smallest kind: its body is empty, everything it makes is `open`.
//! ```
//! use talkoo::kind::{Change, Content, Item, Kind, Scene};
//! use talkoo_protocol::{Refusal, Verb};
//!
//! struct Note;
//!
//! impl Kind for Note {
//!     type Body = ();
//!     const NAME: &'static str = "note";
//!
//!     fn create(&self, content: Content<()>, _: &Scene<'_>) -> Result<Item<()>, Refusal> {
//!         Ok(Item::open(content))
//!     }
//!
//!     fn change(
//!         &self,
//!         item: &Item<()>,
//!         _command: &serde_json::Value,
//!         _: &Scene<'_>,
//!     ) -> Result<Change<()>, Refusal> {
//!         Ok(Change::to(item.clone(), Verb::ITEM_CHANGED))
//!     }
//! }
//! ```

pub mod demo;
pub mod page;
mod any;

use std::collections::BTreeMap;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use talkoo_protocol::{ItemId, MemberId, Refusal, Verb};
use time::OffsetDateTime;

use demo::DemoItem;
use page::Page;

use crate::domain::{access::Standing, facets::Facet, outcome::OutcomeKind};

pub use any::AnyKind;

/// Who acts, and what they may do here. The house has asked `may_post` already.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    pub actor: MemberId,
    pub standing: &'a Standing,
    /// When this is, by Postgres. `None` while a message is judged, which must not cost a question.
    pub now: Option<OffsetDateTime>,
}

impl Scene<'_> {
    /// When this is, for a kind that writes it down or compares it.
    ///
    /// # Errors
    /// `rule` where no time is told.
    pub fn now(&self) -> Result<OffsetDateTime, Refusal> {
        self.now.ok_or_else(|| Refusal::rule("there is no time here"))
    }
}

/// What a member wrote for a new item.
#[derive(Clone, Debug, PartialEq)]
pub struct Content<B> {
    pub title: String,
    pub text: String,
    pub body: B,
}

/// An item as its kind sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Item<B> {
    /// `None` for an anonymous author.
    pub author: Option<MemberId>,
    pub title: String,
    pub text: String,
    pub body: B,
    /// The kind's own word.
    pub state: String,
    /// Stands on the desk; seen by editors only.
    pub desk: bool,
    pub main: bool,
}

/// The item after a sound change, and how the log tells of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Change<B> {
    pub item: Item<B>,
    pub verb: Verb,
    /// Ids, enums and numbers; never text that a person wrote.
    pub facts: BTreeMap<String, Value>,
    /// The event has no actor, and nobody can learn whose it was.
    pub anonymous: bool,
    /// Counts as unread for the others.
    pub counts: bool,
    /// What came of a copy; the activity log and the original's readers are told of it.
    pub came_of_it: Option<CameOfIt>,
    /// Something was put right: those who handed the item on hear of it.
    pub is_correction: bool,
}

/// An item that is about to be copied, and its name.
#[derive(Clone, Copy, Debug)]
pub struct Original<'a, B> {
    pub id: ItemId,
    pub item: &'a Item<B>,
}

/// What came of taking an item into use elsewhere, once for each copy.
#[derive(Clone, Debug, PartialEq)]
pub struct CameOfIt {
    /// The outcome that is recorded where the copy stands.
    pub kind: OutcomeKind,
    pub words: String,
    /// What the readers of the original may know of it.
    pub told: Value,
}

/// A thing of elsewhere that was read from a file, as an item or as what is wrong with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Foreign<B> {
    pub file: String,
    /// Where it begins in the file, from 1.
    pub line: u32,
    /// What it is called there, always the same: brought again it is known by this.
    pub name: String,
    pub title: String,
    pub content: Result<Content<B>, Vec<Problem>>,
}

/// Why something is not brought in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// `missing`, `too_long`, `unknown_word`, `double`, `broken`, `empty`, `unreadable`,
    /// `unknown_form`, `person`, `unsound`, `personal_code`.
    pub code: &'static str,
    pub field: String,
}

/// What a person may be told of an event of this kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Key of its words, see [`Kind::told`].
    pub text: &'static str,
    pub to: MemberId,
}

/// A part of what a person reads of an item, for comparing two forms of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// `title`, `text`, `body`; with a language in front for another one's, `sv.title`.
    pub name: String,
    pub text: String,
}

/// What the search index holds of an item; the parts are weighed in this order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchText {
    pub title: String,
    pub lead: String,
    pub rest: String,
}

/// A channel kind.
pub trait Kind: Send + Sync + 'static {
    /// What an item holds besides title and text.
    type Body: DeserializeOwned + Serialize + Clone + Send + Sync;

    /// Its name on the wire and in SQL.
    const NAME: &'static str;
    /// Whether its channels have a desk, where items begin unseen by others than editors.
    const DESK: bool = false;
    /// Whether all who may write in the channel work at its desk, and not only who leads it.
    const DESK_IS_OPEN: bool = false;
    /// Whether its items are nothing but their talk, and go when all of it has expired.
    const FADES: bool = false;

    /// The item that this content makes.
    ///
    /// # Errors
    /// `rule` or `bad_value`, naming what is wrong, when the content is not sound.
    fn create(
        &self,
        content: Content<Self::Body>,
        scene: &Scene<'_>,
    ) -> Result<Item<Self::Body>, Refusal>;

    /// What a command makes of an item. Two people may race for it: the house asks again when the
    /// item changed between the decision and its storing.
    ///
    /// # Errors
    /// `bad_value` for a command it does not know, `not_allowed` or `rule` for one that is not sound.
    fn change(
        &self,
        item: &Item<Self::Body>,
        command: &Value,
        scene: &Scene<'_>,
    ) -> Result<Change<Self::Body>, Refusal>;

    /// The small body that a message under this item may carry; by default none.
    ///
    /// # Errors
    /// `rule` when the body is not sound, or the item takes no more messages.
    fn message(
        &self,
        _item: &Item<Self::Body>,
        body: Option<Value>,
        _scene: &Scene<'_>,
    ) -> Result<Option<Value>, Refusal> {
        match body {
            None => Ok(None),
            Some(_) => Err(Refusal::bad_value("messages of this kind carry no body")),
        }
    }

    /// What becomes of an item whose facet `wake_at` has come; nobody acts. Asked at least once, at
    /// that time or later, and never twice for the same instant. `None`: nothing.
    ///
    /// # Errors
    /// `rule` when the item is not sound.
    fn wake(
        &self,
        _item: &Item<Self::Body>,
        _now: OffsetDateTime,
    ) -> Result<Option<Change<Self::Body>>, Refusal> {
        Ok(None)
    }

    /// Whether this member may hold the item while editing it, so that others see who does.
    fn may_hold(&self, _item: &Item<Self::Body>, _scene: &Scene<'_>) -> bool {
        false
    }

    /// Whether this command acts on words that its giver must have seen. The house then asks which form
    /// of the item it rests on, and refuses it when there is a newer one.
    fn rests_on_words(&self, _command: &Value) -> bool {
        false
    }

    /// What a person reads of an item, part by part.
    fn passages(&self, item: &Item<Self::Body>) -> Vec<Passage> {
        vec![Passage::new("title", &item.title), Passage::new("text", &item.text)]
    }

    /// The item as it would stand in the open, for who asks before it does.
    fn as_published(&self, item: &Item<Self::Body>) -> Item<Self::Body> {
        Item { desk: false, ..item.clone() }
    }

    /// What anybody reads of an item that has the facet `public`, in this language or the one
    /// nearest to it. No member is named on it.
    fn page(&self, _item: &Item<Self::Body>, _language: &str) -> Option<Page> {
        None
    }

    /// The item that somebody makes of one of the same kind, to have it where they work; by default
    /// there is no such thing. The house keeps what was made of what.
    ///
    /// # Errors
    /// `rule` when there is nothing to take into use.
    fn copy(
        &self,
        _original: &Original<'_, Self::Body>,
        _scene: &Scene<'_>,
    ) -> Result<Item<Self::Body>, Refusal> {
        Err(Refusal::rule("items of this kind are not taken into use elsewhere"))
    }

    /// What files of elsewhere (name, text) hold, in their order; by default it reads none.
    fn bring(&self, _files: &[(String, String)]) -> Vec<Foreign<Self::Body>> {
        Vec::new()
    }

    /// Named values by which the house lists, filters and sorts.
    fn facets(&self, _item: &Item<Self::Body>) -> Vec<Facet> {
        Vec::new()
    }

    /// What the words of its facet `sort` are called, in fi, sv, en; the catalogue offers them.
    fn sorts(&self) -> &'static [(&'static str, [&'static str; 3])] {
        &[]
    }

    /// What search finds an item by.
    fn words(&self, item: &Item<Self::Body>) -> SearchText {
        SearchText { title: item.title.clone(), lead: item.text.clone(), rest: String::new() }
    }

    /// What it shows in a demonstration network.
    fn demo(&self) -> &'static [DemoItem] {
        &[]
    }

    /// Whom to tell of a change, besides those who follow.
    fn notice(&self, _before: &Item<Self::Body>, _change: &Change<Self::Body>) -> Option<Notice> {
        None
    }

    /// The words of such a notice, in fi, sv, en.
    fn told(&self, _text: &str) -> Option<[&'static str; 3]> {
        None
    }
}

impl Passage {
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into() }
    }
}

impl<B> Item<B> {
    /// An item in the state `open`, seen by all readers.
    pub fn open(content: Content<B>) -> Self {
        Self {
            author: None,
            title: content.title,
            text: content.text,
            body: content.body,
            state: "open".to_owned(),
            desk: false,
            main: false,
        }
    }
}

impl<B> Change<B> {
    /// A change that the log tells plainly.
    pub fn to(item: Item<B>, verb: Verb) -> Self {
        let facts = BTreeMap::new();
        Self {
            item,
            verb,
            facts,
            anonymous: false,
            counts: false,
            came_of_it: None,
            is_correction: false,
        }
    }

    #[must_use]
    pub fn fact(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.facts.insert(name.to_owned(), value.into());
        self
    }
}

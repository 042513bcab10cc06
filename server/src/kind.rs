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

use std::collections::BTreeMap;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use talkoo_protocol::{MemberId, Refusal, Verb};

use demo::DemoItem;

use crate::domain::{access::Standing, facets::Facet};

/// Who acts, and what they may do here. The house has asked `may_post` already.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    pub actor: MemberId,
    pub standing: &'a Standing,
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
}

/// What a person may be told of an event of this kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Key of the text, under the kind's own texts.
    pub text: &'static str,
    pub to: MemberId,
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
    type Body: DeserializeOwned + Serialize + Send + Sync;

    /// Its name on the wire and in SQL.
    const NAME: &'static str;
    /// Whether its channels have a desk, where items begin unseen by others than editors.
    const DESK: bool = false;
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

    /// Named values by which the house lists, filters and sorts.
    fn facets(&self, _item: &Item<Self::Body>) -> Vec<Facet> {
        Vec::new()
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
        Self { item, verb, facts: BTreeMap::new(), anonymous: false, counts: false }
    }

    #[must_use]
    pub fn fact(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.facts.insert(name.to_owned(), value.into());
        self
    }
}

/// A kind behind one type, so that the registry can hold them all. Bodies are JSON on this side.
pub trait AnyKind: Send + Sync + 'static {
    fn name(&self) -> &'static str;
    fn has_desk(&self) -> bool;
    fn fades(&self) -> bool;
    /// See [`Kind::create`].
    ///
    /// # Errors
    /// As there; `bad_value` when the body has another shape.
    fn create(&self, content: Content<Value>, scene: &Scene<'_>) -> Result<Item<Value>, Refusal>;
    /// See [`Kind::change`].
    ///
    /// # Errors
    /// As there.
    fn change(
        &self,
        item: &Item<Value>,
        command: &Value,
        scene: &Scene<'_>,
    ) -> Result<Change<Value>, Refusal>;
    /// See [`Kind::message`].
    ///
    /// # Errors
    /// As there.
    fn message(
        &self,
        item: &Item<Value>,
        body: Option<Value>,
        scene: &Scene<'_>,
    ) -> Result<Option<Value>, Refusal>;
    /// See [`Kind::facets`].
    ///
    /// # Errors
    /// `bad_value` when the body has another shape.
    fn facets(&self, item: &Item<Value>) -> Result<Vec<Facet>, Refusal>;
    /// See [`Kind::words`].
    ///
    /// # Errors
    /// `bad_value` when the body has another shape.
    fn words(&self, item: &Item<Value>) -> Result<SearchText, Refusal>;
    /// See [`Kind::demo`].
    fn demo(&self) -> &'static [DemoItem];
    /// See [`Kind::notice`].
    ///
    /// # Errors
    /// `bad_value` when a body has another shape.
    fn notice(
        &self,
        before: &Item<Value>,
        change: &Change<Value>,
    ) -> Result<Option<Notice>, Refusal>;
}

impl<K: Kind> AnyKind for K {
    fn name(&self) -> &'static str {
        K::NAME
    }

    fn has_desk(&self) -> bool {
        K::DESK
    }

    fn fades(&self) -> bool {
        K::FADES
    }

    fn create(&self, content: Content<Value>, scene: &Scene<'_>) -> Result<Item<Value>, Refusal> {
        let Content { title, text, body } = content;
        let content = Content { title, text, body: read_body(body)? };
        plain(Kind::create(self, content, scene)?)
    }

    fn change(
        &self,
        item: &Item<Value>,
        command: &Value,
        scene: &Scene<'_>,
    ) -> Result<Change<Value>, Refusal> {
        let change = Kind::change(self, &typed::<K>(item)?, command, scene)?;
        let Change { item, verb, facts, anonymous, counts } = change;
        Ok(Change { item: plain(item)?, verb, facts, anonymous, counts })
    }

    fn message(
        &self,
        item: &Item<Value>,
        body: Option<Value>,
        scene: &Scene<'_>,
    ) -> Result<Option<Value>, Refusal> {
        Kind::message(self, &typed::<K>(item)?, body, scene)
    }

    fn facets(&self, item: &Item<Value>) -> Result<Vec<Facet>, Refusal> {
        Ok(Kind::facets(self, &typed::<K>(item)?))
    }

    fn words(&self, item: &Item<Value>) -> Result<SearchText, Refusal> {
        Ok(Kind::words(self, &typed::<K>(item)?))
    }

    fn demo(&self) -> &'static [DemoItem] {
        Kind::demo(self)
    }

    fn notice(
        &self,
        before: &Item<Value>,
        change: &Change<Value>,
    ) -> Result<Option<Notice>, Refusal> {
        let Change { item, verb, facts, anonymous, counts } = change.clone();
        let change = Change { item: typed::<K>(&item)?, verb, facts, anonymous, counts };
        Ok(Kind::notice(self, &typed::<K>(before)?, &change))
    }
}

fn typed<K: Kind>(item: &Item<Value>) -> Result<Item<K::Body>, Refusal> {
    let Item { author, title, text, body, state, desk, main } = item.clone();
    Ok(Item { author, title, text, body: read_body(body)?, state, desk, main })
}

fn plain<B: Serialize>(item: Item<B>) -> Result<Item<Value>, Refusal> {
    let Item { author, title, text, body, state, desk, main } = item;
    let body = serde_json::to_value(body)
        .map_err(|error| Refusal::bad_value(format!("body cannot be stored: {error}")))?;
    Ok(Item { author, title, text, body, state, desk, main })
}

/// An absent body and an empty object both mean a kind's empty body.
fn read_body<B: DeserializeOwned>(body: Value) -> Result<B, Refusal> {
    let is_empty = body.as_object().is_some_and(serde_json::Map::is_empty);
    serde_json::from_value(body)
        .or_else(|error| if is_empty { serde_json::from_value(Value::Null) } else { Err(error) })
        .map_err(|error| Refusal::bad_value(format!("body: {error}")))
}

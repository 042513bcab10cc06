//! A kind behind one type, so that the registry can hold them all. Bodies are JSON on this side.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use talkoo_protocol::Refusal;
use time::OffsetDateTime;

use super::{
    Change, Content, Foreign, Item, Kind, Notice, Original, Passage, Scene, SearchText,
    demo::DemoItem, page::Page,
};
use crate::domain::facets::Facet;

/// Any kind.
pub trait AnyKind: Send + Sync + 'static {
    fn name(&self) -> &'static str;
    fn has_desk(&self) -> bool;
    fn desk_is_open(&self) -> bool;
    fn fades(&self) -> bool;
    fn sorts(&self) -> &'static [(&'static str, [&'static str; 3])];
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
    /// See [`Kind::wake`].
    ///
    /// # Errors
    /// As there.
    fn wake(
        &self,
        item: &Item<Value>,
        now: OffsetDateTime,
    ) -> Result<Option<Change<Value>>, Refusal>;
    /// See [`Kind::may_hold`].
    ///
    /// # Errors
    /// `bad_value` when the body has another shape.
    fn may_hold(&self, item: &Item<Value>, scene: &Scene<'_>) -> Result<bool, Refusal>;
    /// See [`Kind::rests_on_words`].
    fn rests_on_words(&self, command: &Value) -> bool;
    /// See [`Kind::passages`].
    ///
    /// # Errors
    /// `bad_value` when the body has another shape.
    fn passages(&self, item: &Item<Value>) -> Result<Vec<Passage>, Refusal>;
    /// See [`Kind::as_published`].
    ///
    /// # Errors
    /// `bad_value` when the body has another shape.
    fn as_published(&self, item: &Item<Value>) -> Result<Item<Value>, Refusal>;
    /// See [`Kind::page`].
    ///
    /// # Errors
    /// `bad_value` when the body has another shape.
    fn page(&self, item: &Item<Value>, language: &str) -> Result<Option<Page>, Refusal>;
    /// See [`Kind::copy`].
    ///
    /// # Errors
    /// As there.
    fn copy(
        &self,
        original: &Original<'_, Value>,
        scene: &Scene<'_>,
    ) -> Result<Item<Value>, Refusal>;
    /// See [`Kind::bring`].
    ///
    /// # Errors
    /// None but a body that is no JSON.
    fn bring(&self, files: &[(String, String)]) -> Result<Vec<Foreign<Value>>, Refusal>;
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
    /// See [`Kind::told`].
    fn told(&self, text: &str) -> Option<[&'static str; 3]>;
}

impl<K: Kind> AnyKind for K {
    fn name(&self) -> &'static str {
        K::NAME
    }

    fn has_desk(&self) -> bool {
        K::DESK
    }

    fn desk_is_open(&self) -> bool {
        K::DESK_IS_OPEN
    }

    fn fades(&self) -> bool {
        K::FADES
    }

    fn sorts(&self) -> &'static [(&'static str, [&'static str; 3])] {
        Kind::sorts(self)
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
        untyped(Kind::change(self, &typed::<K>(item)?, command, scene)?)
    }

    fn message(
        &self,
        item: &Item<Value>,
        body: Option<Value>,
        scene: &Scene<'_>,
    ) -> Result<Option<Value>, Refusal> {
        Kind::message(self, &typed::<K>(item)?, body, scene)
    }

    fn wake(
        &self,
        item: &Item<Value>,
        now: OffsetDateTime,
    ) -> Result<Option<Change<Value>>, Refusal> {
        Kind::wake(self, &typed::<K>(item)?, now)?.map(untyped).transpose()
    }

    fn may_hold(&self, item: &Item<Value>, scene: &Scene<'_>) -> Result<bool, Refusal> {
        Ok(Kind::may_hold(self, &typed::<K>(item)?, scene))
    }

    fn rests_on_words(&self, command: &Value) -> bool {
        Kind::rests_on_words(self, command)
    }

    fn passages(&self, item: &Item<Value>) -> Result<Vec<Passage>, Refusal> {
        Ok(Kind::passages(self, &typed::<K>(item)?))
    }

    fn as_published(&self, item: &Item<Value>) -> Result<Item<Value>, Refusal> {
        plain(Kind::as_published(self, &typed::<K>(item)?))
    }

    fn page(&self, item: &Item<Value>, language: &str) -> Result<Option<Page>, Refusal> {
        Ok(Kind::page(self, &typed::<K>(item)?, language))
    }

    fn copy(
        &self,
        original: &Original<'_, Value>,
        scene: &Scene<'_>,
    ) -> Result<Item<Value>, Refusal> {
        let item = typed::<K>(original.item)?;
        plain(Kind::copy(self, &Original { id: original.id, item: &item }, scene)?)
    }

    fn bring(&self, files: &[(String, String)]) -> Result<Vec<Foreign<Value>>, Refusal> {
        let foreign = Kind::bring(self, files).into_iter();
        foreign
            .map(|one| {
                let Foreign { file, line, name, title, content } = one;
                let content = match content {
                    Ok(Content { title, text, body }) => {
                        let body = serde_json::to_value(body)
                            .map_err(|error| Refusal::bad_value(format!("body: {error}")))?;
                        Ok(Content { title, text, body })
                    }
                    Err(problems) => Err(problems),
                };
                Ok(Foreign { file, line, name, title, content })
            })
            .collect()
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
        let Change { item, verb, facts, anonymous, counts, came_of_it, is_correction } =
            change.clone();
        let item = typed::<K>(&item)?;
        let change = Change { item, verb, facts, anonymous, counts, came_of_it, is_correction };
        Ok(Kind::notice(self, &typed::<K>(before)?, &change))
    }

    fn told(&self, text: &str) -> Option<[&'static str; 3]> {
        Kind::told(self, text)
    }
}

fn typed<K: Kind>(item: &Item<Value>) -> Result<Item<K::Body>, Refusal> {
    let Item { author, title, text, body, state, desk, main } = item.clone();
    Ok(Item { author, title, text, body: read_body(body)?, state, desk, main })
}

fn untyped<B: Serialize>(change: Change<B>) -> Result<Change<Value>, Refusal> {
    let Change { item, verb, facts, anonymous, counts, came_of_it, is_correction } = change;
    Ok(Change { item: plain(item)?, verb, facts, anonymous, counts, came_of_it, is_correction })
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

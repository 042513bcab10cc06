//! Taking an entry into use: a copy of one's own, its steps to tick, and after three months the
//! question how it went.

use serde::Deserialize;
use serde_json::json;
use talkoo_protocol::{Refusal, Verb};

use super::{
    body::{Copy, Effect, Entry, Fate, Lasting, Told},
    lasting::later,
    rules::PUBLISHED,
};
use crate::{
    domain::outcome::OutcomeKind,
    kind::{CameOfIt, Change, Item, Original, Scene},
};

pub(super) const IN_USE: &str = "in_use";
pub(super) const ENDED: &str = "ended";
const ASKED_AFTER_MONTHS: u16 = 3;
const WORDS: usize = 2_000;
const OUTCOME_WORDS: usize = 280;

/// How it went.
#[derive(Deserialize)]
pub(super) struct CheckIn {
    fate: Fate,
    #[serde(default)]
    adaptations: String,
    #[serde(default)]
    result: String,
    #[serde(default)]
    effect: Option<Effect>,
    /// The words may be read where the original stands.
    #[serde(default)]
    share: bool,
}

/// A copy for another place: what is written and what is to be done, without what others said of it.
pub(super) fn copied(
    original: &Original<'_, Entry>,
    scene: &Scene<'_>,
) -> Result<Item<Entry>, Refusal> {
    let item = original.item;
    if item.state != PUBLISHED {
        return Err(Refusal::rule("only what is published is taken into use"));
    }
    let from = &item.body;
    let now = scene.now()?;
    let mut steps = from.steps.clone();
    for step in &mut steps {
        step.done = false;
    }
    let copy = Copy {
        from: original.id,
        title: item.title.clone(),
        version: from.version,
        at: now,
        asks_at: later(now, ASKED_AFTER_MONTHS),
        asked: false,
        told: None,
    };
    let body = Entry {
        steps,
        authors: Vec::new(),
        contact: None,
        reviewers: Vec::new(),
        reviews: Vec::new(),
        lasts: Lasting::default(),
        places: Vec::new(),
        regions: Vec::new(),
        public: false,
        published_at: None,
        version: 0,
        copy: Some(copy),
        ..from.clone()
    };
    Ok(Item {
        author: None,
        title: item.title.clone(),
        text: item.text.clone(),
        body,
        state: IN_USE.to_owned(),
        desk: false,
        main: false,
    })
}

pub(super) fn tick(entry: &mut Entry, index: usize, done: bool) -> Result<(), Refusal> {
    if entry.copy.is_none() {
        return Err(Refusal::rule("steps are ticked in a copy"));
    }
    let step =
        entry.steps.get_mut(index).ok_or_else(|| Refusal::bad_value("index: no such step"))?;
    step.done = done;
    Ok(())
}

/// The answer goes back to where the original stands, once.
pub(super) fn told(
    mut next: Item<Entry>,
    said: &CheckIn,
    scene: &Scene<'_>,
) -> Result<Change<Entry>, Refusal> {
    for (name, text) in [("adaptations", &said.adaptations), ("result", &said.result)] {
        if text.chars().count() > WORDS {
            return Err(Refusal::bad_value(format!("{name}: {WORDS} characters at most")));
        }
    }
    if said.result.trim().is_empty() {
        return Err(Refusal::bad_value("result: what came of it, in a few words"));
    }
    let Some(copy) = &mut next.body.copy else {
        return Err(Refusal::rule("only a copy has an original to tell"));
    };
    if copy.told.is_some() {
        return Err(Refusal::conflict());
    }
    let mut told = json!({ "fate": said.fate, "effect": said.effect });
    if said.share {
        told["adaptations"] = said.adaptations.trim().into();
        told["result"] = said.result.trim().into();
    }
    let words: String = said.result.trim().chars().take(OUTCOME_WORDS).collect();
    let kind = match said.fate {
        Fate::Kept | Fate::Adapted => OutcomeKind::Adopted,
        Fate::Stopped => OutcomeKind::Stopped,
    };
    copy.asked = true;
    copy.told = Some(Told {
        at: scene.now()?,
        fate: said.fate,
        adaptations: said.adaptations.trim().to_owned(),
        result: said.result.trim().to_owned(),
        effect: said.effect,
        shared: said.share,
    });
    if said.fate == Fate::Stopped {
        ENDED.clone_into(&mut next.state);
    }
    let mut change = Change::to(next, Verb::ITEM_CHANGED).fact("fate", said.fate.as_str());
    change.came_of_it = Some(CameOfIt { kind, words, told });
    Ok(change)
}

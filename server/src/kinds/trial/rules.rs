//! What may be done to a proposal: publish it from the desk, take it up (one person only), vote
//! (three votes each), give a hint without a name.

use serde::Deserialize;
use serde_json::Value;
use talkoo_protocol::{Refusal, Verb};

use super::Proposal;
use crate::kind::{Change, Content, Item, Scene};

const VOTES_EACH: u32 = 3;

#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
enum Command {
    Publish,
    Take,
    Vote,
    Hint,
}

pub(super) fn proposal(content: Content<Proposal>) -> Result<Item<Proposal>, Refusal> {
    if content.title.trim().is_empty() {
        return Err(Refusal::bad_value("title: a proposal needs one"));
    }
    let Proposal { taken_by, votes, hints, .. } = &content.body;
    if taken_by.is_some() || !votes.is_empty() || *hints != 0 {
        return Err(Refusal::rule("a new proposal has no votes, and nobody has taken it up"));
    }
    let mut item = Item::open(content);
    item.state = "draft".to_owned();
    item.desk = true;
    Ok(item)
}

pub(super) fn change(
    proposal: &Item<Proposal>,
    command: &Value,
    scene: &Scene<'_>,
) -> Result<Change<Proposal>, Refusal> {
    let command = Command::deserialize(command)
        .map_err(|error| Refusal::bad_value(format!("change: {error}")))?;
    let mut next = proposal.clone();
    match command {
        Command::Publish => {
            if !proposal.desk {
                return Err(Refusal::conflict());
            }
            next.desk = false;
            next.state = "open".to_owned();
            let mut change = Change::to(next, Verb::ITEM_PUBLISHED);
            change.counts = true;
            Ok(change)
        }
        Command::Take => {
            if proposal.body.taken_by.is_some() {
                return Err(Refusal::conflict());
            }
            next.body.taken_by = Some(scene.actor);
            Ok(Change::to(next, Verb::from("trial_taken")))
        }
        Command::Vote => {
            let votes = next.body.votes.entry(scene.actor).or_default();
            if *votes >= VOTES_EACH {
                return Err(Refusal::rule("three votes each"));
            }
            *votes += 1;
            Ok(Change::to(next, Verb::from("trial_voted")))
        }
        Command::Hint => {
            next.body.hints += 1;
            let mut change = Change::to(next, Verb::from("trial_hinted"));
            change.anonymous = true;
            Ok(change)
        }
    }
}

/// A message may carry a grade from 1 to 5.
pub(super) fn grade(
    proposal: &Item<Proposal>,
    body: Option<Value>,
) -> Result<Option<Value>, Refusal> {
    let Some(body) = body else { return Ok(None) };
    if proposal.desk {
        return Err(Refusal::rule("a draft is not graded"));
    }
    match body.get("grade").and_then(Value::as_u64) {
        Some(1..=5) => Ok(Some(body)),
        _ => Err(Refusal::rule("grade: from 1 to 5")),
    }
}

//! What may be done to an entry. Its authors and who leads the bank write it; others read, ask for,
//! review and take it into use. A copy belongs to all who write where it stands.

use serde::Deserialize;
use serde_json::Value;
use talkoo_protocol::{MemberId, Refusal, Verb};

use super::{
    body::{Effect, Entry},
    copies::{self, CheckIn},
    gates::missing,
    lasting,
    reviews::{self, Said, writes},
    writing::{Written, sound, write},
};
use crate::kind::{Change, Content, Item, Scene};

pub(super) const DRAFT: &str = "draft";
pub(super) const PUBLISHED: &str = "published";
pub(super) const ARCHIVED: &str = "archived";

#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
enum Command {
    /// Fill any part of it in.
    Write(Box<Written>),
    Publish,
    Archive,
    Restore,
    AskReview {
        member: MemberId,
    },
    Review {
        #[serde(default)]
        conflict: String,
        level: u8,
        #[serde(default)]
        effect: Option<Effect>,
        text: String,
    },
    /// For how long it holds, and who looks then.
    Last {
        months: u16,
        #[serde(default)]
        verifiers: Vec<MemberId>,
    },
    /// It still holds.
    Verify,
    /// Tick a step of a copy, or untick it.
    Step {
        index: usize,
        done: bool,
    },
    /// How it went with a copy.
    CheckIn(CheckIn),
}

/// A new entry, on the desk. It may be as empty as its title is long.
pub(super) fn entry(content: Content<Entry>) -> Result<Item<Entry>, Refusal> {
    let Entry {
        sort,
        fields,
        steps,
        places,
        links,
        tags,
        regions,
        organisations,
        phase,
        level,
        effect,
        points,
        authors,
        contact,
        licence,
        public,
        ..
    } = content.body;
    // What others say of it, and what the time does to it, begins empty.
    let body = Entry {
        sort,
        fields,
        steps,
        places,
        links,
        tags,
        regions,
        organisations,
        phase,
        level,
        effect,
        points,
        authors,
        contact,
        licence,
        public,
        ..Entry::default()
    };
    let mut item = Item::open(Content { title: content.title, text: String::new(), body });
    DRAFT.clone_into(&mut item.state);
    item.desk = true;
    sound(item)
}

pub(super) fn change(
    item: &Item<Entry>,
    command: &Value,
    scene: &Scene<'_>,
) -> Result<Change<Entry>, Refusal> {
    let command = Command::deserialize(command)
        .map_err(|error| Refusal::bad_value(format!("change: {error}")))?;
    if item.main {
        return Err(Refusal::rule("the bank's own talk is no entry"));
    }
    let mut next = item.clone();
    let entry = &mut next.body;
    match command {
        Command::Write(written) => {
            may_write(item, scene)?;
            return rewritten(item, *written);
        }
        Command::Publish => {
            may_write(item, scene)?;
            return published(next, scene);
        }
        Command::Archive => {
            may_write(item, scene)?;
            next.state = moved(&item.state, PUBLISHED, ARCHIVED)?;
        }
        Command::Restore => {
            may_write(item, scene)?;
            next.state = moved(&item.state, ARCHIVED, PUBLISHED)?;
        }
        Command::AskReview { member } => {
            may_write(item, scene)?;
            reviews::ask(entry, item, member)?;
        }
        Command::Review { conflict, level, effect, text } => {
            let said = Said { conflict, level, effect, text };
            reviews::give(entry, item, scene.actor, scene.now()?, &said)?;
            let change = Change::to(next, Verb::from("reviewed")).fact("level", level);
            return Ok(change);
        }
        Command::Last { months, verifiers } => {
            may_write(item, scene)?;
            lasting::set(entry, months, verifiers, scene.now()?)?;
        }
        Command::Verify => {
            lasting::verify(entry, item, scene)?;
            return Ok(Change::to(next, Verb::from("verified")));
        }
        Command::Step { index, done } => copies::tick(entry, index, done)?,
        Command::CheckIn(said) => return copies::told(next, &said, scene),
    }
    Ok(changed(next))
}

fn rewritten(item: &Item<Entry>, written: Written) -> Result<Change<Entry>, Refusal> {
    let mut next = write(item, written)?;
    if !next.desk && next.body.copy.is_none() {
        let missing = missing(&next);
        if !missing.is_empty() {
            return Err(incomplete(&missing));
        }
        next.body.version += 1;
    }
    Ok(changed(next))
}

fn published(mut next: Item<Entry>, scene: &Scene<'_>) -> Result<Change<Entry>, Refusal> {
    if !next.desk {
        return Err(Refusal::conflict());
    }
    let missing = missing(&next);
    if !missing.is_empty() {
        return Err(incomplete(&missing));
    }
    next.desk = false;
    PUBLISHED.clone_into(&mut next.state);
    let now = scene.now()?;
    next.body.published_at = Some(now);
    next.body.version = 1;
    lasting::begin(&mut next.body, now);
    let sort = next.body.sort.as_str();
    let mut change = Change::to(next, Verb::ITEM_PUBLISHED).fact("sort", sort);
    change.counts = true;
    Ok(change)
}

fn changed(next: Item<Entry>) -> Change<Entry> {
    let state = next.state.clone();
    Change::to(next, Verb::ITEM_CHANGED).fact("state", state)
}

fn incomplete(missing: &[&str]) -> Refusal {
    Refusal::rule(format!("not complete yet: {}", missing.join(", ")))
}

pub(super) fn may_write(item: &Item<Entry>, scene: &Scene<'_>) -> Result<(), Refusal> {
    let is_ours = item.body.copy.is_some();
    if is_ours || writes(item, scene.actor) || scene.standing.may_manage() {
        return Ok(());
    }
    Err(Refusal::not_allowed("its authors and the bank's owners write it"))
}

fn moved(now: &str, from: &str, to: &str) -> Result<String, Refusal> {
    if now == from { Ok(to.to_owned()) } else { Err(Refusal::conflict()) }
}

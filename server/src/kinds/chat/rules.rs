//! What may be done to a topic: rename it, mark it resolved, open it again. The main topic keeps
//! its name and stays open, so that nobody is ever without a place to speak.

use serde::Deserialize;
use serde_json::Value;
use talkoo_protocol::{Refusal, Verb};

use crate::kind::{Change, Content, Item, Scene};

const TITLE_CHARS: usize = 120;

#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
enum Command {
    Rename { title: String },
    Resolve,
    Reopen,
}

pub(super) fn topic(content: Content<()>) -> Result<Item<()>, Refusal> {
    let title = sound_title(&content.title)?;
    Ok(Item::open(Content { title, ..content }))
}

pub(super) fn change(
    topic: &Item<()>,
    command: &Value,
    scene: &Scene<'_>,
) -> Result<Change<()>, Refusal> {
    let command = Command::deserialize(command)
        .map_err(|error| Refusal::bad_value(format!("change: {error}")))?;
    if topic.main {
        return Err(Refusal::rule("the main topic keeps its name and stays open"));
    }
    let mut next = topic.clone();
    match command {
        Command::Rename { title } => {
            if topic.author != Some(scene.actor) && !scene.standing.may_manage() {
                return Err(Refusal::not_allowed("only its author or an owner renames a topic"));
            }
            next.title = sound_title(&title)?;
        }
        Command::Resolve => next.state = moved(&topic.state, "open", "resolved")?,
        Command::Reopen => next.state = moved(&topic.state, "resolved", "open")?,
    }
    let state = next.state.clone();
    Ok(Change::to(next, Verb::ITEM_CHANGED).fact("state", state))
}

fn moved(now: &str, from: &str, to: &str) -> Result<String, Refusal> {
    if now == from { Ok(to.to_owned()) } else { Err(Refusal::conflict()) }
}

fn sound_title(title: &str) -> Result<String, Refusal> {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.is_empty() {
        return Err(Refusal::bad_value("title: a topic needs one"));
    }
    if title.chars().count() > TITLE_CHARS {
        return Err(Refusal::bad_value("title: 120 characters at most"));
    }
    Ok(title)
}

//! Lets the people of the demonstration talk, everybody in the order of time, as it would have been.

use std::collections::HashMap;

use serde_json::Value;
use talkoo_protocol::{Action, ItemId, MessageId, Refusal, Seq};

use super::seeding::Seeding;
use crate::{
    error::{Failure, Fault},
    kind::demo::{DemoItem, DemoLine, When},
};

/// What happens next.
#[derive(Clone, Copy)]
enum Step {
    Begin,
    Say(usize),
    Change(usize),
}

pub(super) async fn tell(seeding: &mut Seeding, items: &[&DemoItem]) -> Result<(), Failure> {
    let mut made: HashMap<usize, ItemId> = HashMap::new();
    // Of each item the form that was made last, for changes that rest on it.
    let mut forms: HashMap<usize, Seq> = HashMap::new();
    let mut said: HashMap<(usize, usize), MessageId> = HashMap::new();
    for (number, step) in in_order(items) {
        let item = items[number];
        let channel = seeding.channel(item.channel)?;
        match step {
            Step::Begin => {
                let (Some(title), Some(first)) = (item.title, item.lines.first()) else { continue };
                let action = Action::CreateItem {
                    channel,
                    title: title.to_owned(),
                    text: None,
                    body: None,
                    spoken_as: None,
                };
                let ack = seeding.act(first.by, Some(first.when), action).await?;
                made.insert(number, ack.id.into());
                forms.extend(ack.seq.map(|seq| (number, seq)));
            }
            Step::Say(index) => {
                let line = &item.lines[index];
                let quote = line.quotes.and_then(|quoted| said.get(&(number, quoted))).copied();
                let action = Action::Send {
                    channel,
                    item: made.get(&number).copied(),
                    text: with_mentions(seeding, line.text)?,
                    body: None,
                    quote,
                    spoken_as: None,
                    files: Vec::new(),
                };
                let ack = seeding.act(line.by, Some(line.when), action).await?;
                let message = MessageId(ack.id);
                said.insert((number, index), message);
                seeding.said.entry(channel).or_default().extend(ack.seq);
                answer(seeding, line, message).await?;
            }
            Step::Change(index) => {
                let (by, when, change) = &item.changes[index];
                let change = named(seeding, items, &made, change)?;
                let change: Value = serde_json::from_str(&change).map_err(|error| {
                    Fault::caused("reading a change of the demonstration", error)
                })?;
                let item = made.get(&number).copied().ok_or_else(Refusal::not_found)?;
                let action = Action::ChangeItem { item, change };
                let form = forms.get(&number).copied();
                let ack = seeding.act_on(by, Some(*when), action, form).await?;
                forms.extend(ack.seq.map(|seq| (number, seq)));
            }
        }
    }
    Ok(())
}

async fn answer(seeding: &mut Seeding, line: &DemoLine, message: MessageId) -> Result<(), Failure> {
    for (by, emoji) in line.reactions {
        let action = Action::React { message, emoji: (*emoji).to_owned() };
        seeding.act(by, Some(line.when), action).await?;
    }
    if let Some(by) = line.pinned_by {
        seeding.act(by, Some(line.when), Action::Pin { message }).await?;
    }
    Ok(())
}

/// All steps of all items, the earliest first; those of one moment in the order in which they are
/// written.
fn in_order(items: &[&DemoItem]) -> Vec<(usize, Step)> {
    let mut steps: Vec<(When, usize, Step)> = Vec::new();
    for (number, item) in items.iter().enumerate() {
        steps.extend(item.lines.first().map(|first| (first.when, number, Step::Begin)));
        let lines = item.lines.iter().enumerate();
        steps.extend(lines.map(|(index, line)| (line.when, number, Step::Say(index))));
        let changes = item.changes.iter().enumerate();
        steps.extend(changes.map(|(index, change)| (change.1, number, Step::Change(index))));
    }
    steps.sort_by_key(|(when, _, _)| when.order());
    steps.into_iter().map(|(_, number, step)| (number, step)).collect()
}

/// `{{key}}` becomes the id of that person, `{{item:title}}` that of what was made under this title.
fn named(
    seeding: &Seeding,
    items: &[&DemoItem],
    made: &HashMap<usize, ItemId>,
    text: &str,
) -> Result<String, Refusal> {
    let mut parts = text.split("{{");
    let mut told = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let unknown = || Refusal::bad_value("a name of the demonstration means nobody");
        let (key, rest) = part.split_once("}}").ok_or_else(unknown)?;
        match key.strip_prefix("item:") {
            Some(title) => {
                let is_meant =
                    |(number, _): &(&usize, &ItemId)| items[**number].title == Some(title);
                let (_, item) = made.iter().find(is_meant).ok_or_else(unknown)?;
                told.push_str(&item.to_string());
            }
            None => told.push_str(&seeding.member(key)?.to_string()),
        }
        told.push_str(rest);
    }
    Ok(told)
}

/// `@{key}` becomes the mention of that person.
fn with_mentions(seeding: &Seeding, text: &str) -> Result<String, Refusal> {
    let mut parts = text.split("@{");
    let mut told = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (key, rest) = part
            .split_once('}')
            .ok_or_else(|| Refusal::bad_value("a mention of the demonstration does not end"))?;
        told.push_str(&format!("@[{}]", seeding.member(key)?));
        told.push_str(rest);
    }
    Ok(told)
}

//! Adding a reaction to a message and taking it back. What is already so is answered and tells
//! nobody. No guard on the message: many react at once, and a reaction replaces nothing.

use talkoo_protocol::{MessageId, MessageView, Refusal, Verb};

use super::{Asked, partake, scene};
use crate::{
    domain::{
        access::Standing,
        draft::{Draft, EventDraft, Write},
        emoji,
    },
    error::Failure,
    store::messages::Placed,
};

/// Different emoji under one message.
const DIFFERENT: usize = 20;

pub(super) async fn react(
    asked: &Asked<'_>,
    message: MessageId,
    emoji: &str,
) -> Result<Draft, Failure> {
    if !emoji::is_one(emoji) {
        return Err(Refusal::bad_value("emoji: one emoji").into());
    }
    let (placed, standing) = scene::answerable(asked, message).await?;
    if has_mine(asked, &placed.view, emoji) {
        return Ok(nothing(asked, &standing, message));
    }
    has_room(&placed.view, emoji)?;
    let emoji = emoji.to_owned();
    let write = Write::React { message, emoji: emoji.clone(), member: asked.member };
    let mut draft = draft(asked, &placed, &standing, Verb::REACTED, &emoji, write);
    let item = scene::item(asked, &standing, placed.view.item).await?;
    if !item.main && !item.desk && standing.workspace.is_some() {
        partake::partakes(asked, item.id, "reacted", &mut draft).await?;
    }
    Ok(draft)
}

pub(super) async fn unreact(
    asked: &Asked<'_>,
    message: MessageId,
    emoji: &str,
) -> Result<Draft, Failure> {
    let (placed, standing) = scene::answerable(asked, message).await?;
    if !has_mine(asked, &placed.view, emoji) {
        return Ok(nothing(asked, &standing, message));
    }
    let write = Write::Unreact { message, emoji: emoji.to_owned(), member: asked.member };
    Ok(draft(asked, &placed, &standing, Verb::UNREACTED, emoji, write))
}

/// That it is so already is told only to who may still see it: the standing may be a cached one.
fn nothing(asked: &Asked<'_>, standing: &Standing, message: MessageId) -> Draft {
    let mut draft = asked.draft(message);
    draft.guards = vec![scene::access_guard(standing)];
    draft
}

fn draft(
    asked: &Asked<'_>,
    placed: &Placed,
    standing: &Standing,
    verb: Verb,
    emoji: &str,
    write: Write,
) -> Draft {
    let mut event = EventDraft::new(placed.stream, verb, asked.member, write)
        .on_message(placed.view.item, placed.view.id)
        .fact("emoji", emoji);
    event.spoken_as = standing.speaks_as;
    let mut draft = asked.draft(placed.view.id);
    draft.guards = vec![scene::access_guard(standing)];
    draft.events.push(event);
    draft
}

fn has_mine(asked: &Asked<'_>, message: &MessageView, emoji: &str) -> bool {
    let reaction = message.reactions.iter().find(|reaction| reaction.emoji == emoji);
    reaction.is_some_and(|reaction| reaction.members.contains(&asked.member))
}

fn has_room(message: &MessageView, emoji: &str) -> Result<(), Refusal> {
    let is_new = message.reactions.iter().all(|reaction| reaction.emoji != emoji);
    if is_new && message.reactions.len() >= DIFFERENT {
        return Err(Refusal::rule("a message takes twenty different reactions"));
    }
    Ok(())
}

//! Pinning a message for all readers of its channel, and unpinning it.

use talkoo_protocol::{MessageId, Verb};

use super::{Asked, scene};
use crate::{
    domain::draft::{Draft, EventDraft, Write},
    error::Failure,
};

pub(super) async fn pin(asked: &Asked<'_>, message: MessageId) -> Result<Draft, Failure> {
    set(asked, message, true, Verb::PINNED).await
}

pub(super) async fn unpin(asked: &Asked<'_>, message: MessageId) -> Result<Draft, Failure> {
    set(asked, message, false, Verb::UNPINNED).await
}

async fn set(
    asked: &Asked<'_>,
    message: MessageId,
    pinned: bool,
    verb: Verb,
) -> Result<Draft, Failure> {
    let (placed, standing) = scene::answerable(asked, message).await?;
    let mut draft = asked.draft(message);
    // Also for the answer that it is so already: the standing may be a cached one.
    draft.guards = vec![scene::access_guard(&standing)];
    if placed.view.pinned == pinned {
        return Ok(draft);
    }
    let write = Write::Pin { message, pinned };
    let mut event = EventDraft::new(placed.stream, verb, asked.member, write)
        .on_message(placed.view.item, message);
    event.spoken_as = standing.speaks_as;
    draft.events.push(event);
    Ok(draft)
}

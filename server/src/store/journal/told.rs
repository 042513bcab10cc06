//! What the log tells of a draft, as it stands in the moment of its commit.

use std::collections::BTreeMap;

use talkoo_protocol::{Content, Event, MessageView, Seq};
use time::OffsetDateTime;

use crate::domain::draft::{EventDraft, NewMessage};

/// An event before its commit: without its instant.
pub(super) fn wire(event: &EventDraft, number: Seq) -> Event {
    Event {
        stream: event.stream,
        seq: number,
        at: OffsetDateTime::UNIX_EPOCH,
        actor: event.actor,
        spoken_as: event.spoken_as,
        verb: event.verb.clone(),
        item: event.item,
        message: event.message,
        counts: event.counts,
        mentions: Vec::new(),
        mentions_channel: false,
        facts: event.facts.clone().into_iter().collect::<BTreeMap<_, _>>(),
        content: Content::default(),
        void: false,
    }
}

/// Gives an event the instant of its commit, and the message that it told of first.
pub(super) fn stamp(event: &mut Event, at: OffsetDateTime) {
    event.at = at;
    if let Some(message) = &mut event.content.message {
        message.at = at;
    }
}

/// A message as it stands in the moment of its commit, without the instant.
pub(super) fn view(message: &NewMessage, number: Seq) -> MessageView {
    MessageView {
        id: message.id,
        channel: message.channel,
        item: message.item,
        seq: number,
        author: message.author,
        spoken_as: message.spoken_as,
        at: OffsetDateTime::UNIX_EPOCH,
        text: message.text.clone(),
        body: message.body.clone(),
        lang: None,
        quote: message.quote,
        files: message.files.clone(),
        mentions: message.marks.mentions.clone(),
        mentions_channel: message.marks.mentions_channel,
        tags: message.marks.tags.clone(),
        reactions: Vec::new(),
        pinned: false,
        edited_at: None,
        deleted: false,
        hidden: false,
        changed_seq: number,
    }
}

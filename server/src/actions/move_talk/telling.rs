//! What the log tells of talk that moves. Where it goes: the item, each message in the old order.
//! Where it stood: one event, and the removal of an item that nothing is left under.

use std::sync::Arc;

use serde_json::{Value, json};
use talkoo_protocol::{ItemId, MemberId, MessageId, Verb};

use super::{End, Source, To};
use crate::{
    actions::{Asked, scene},
    domain::{
        draft::{AuditLine, Draft, EventDraft, Marks, MovedTalk, Moving, NewMessage, Seat, Write},
        moving::Words,
    },
};

/// `notice`: the item under which a line is left behind.
pub(super) fn draft(
    asked: &Asked<'_>,
    source: &Source,
    to: &To,
    end: End,
    talk: &Arc<MovedTalk>,
    notice: Option<ItemId>,
) -> Draft {
    let mut draft = asked.draft(to.item);
    draft.guards = vec![scene::access_guard(&source.standing)];
    let is_across = talk.from.channel != talk.to.channel;
    if is_across {
        draft.guards.push(scene::access_guard(&to.standing));
    }
    draft.guards.extend(to.there.as_deref().map(scene::item_guard));
    if let Some(new) = &to.new {
        let write = Write::Item(new.clone());
        let made = EventDraft::new(talk.to.channel, Verb::ITEM_CREATED, asked.member, write);
        draft.events.push(made.on_item(to.item));
    }
    if is_across {
        arrival(asked, to, end, talk, notice.is_some(), &mut draft.events);
    }
    draft.events.push(departure(asked.member, end, talk, is_across));
    if let Some(under) = notice {
        let line = json!({"moved": {"count": talk.messages.len(), "way": "out"}});
        let seat = Seat { item: under, ..talk.from };
        let first = talk.messages.iter().find(|message| !message.is_deleted).map(|one| one.id);
        draft.events.push(said(asked, seat, line, first));
    }
    if end == End::IsRemoved {
        let item = talk.from.item;
        let write = Write::DeleteItem { item };
        let gone = EventDraft::new(talk.from.channel, Verb::ITEM_DELETED, asked.member, write);
        draft.events.push(gone.on_item(item).fact("was", source.item.seq));
    }
    for event in &mut draft.events {
        event.spoken_as = source.standing.speaks_as;
    }
    if is_across || source.words == Words::Others {
        let (count, Seat { channel, item }) = (talk.messages.len(), talk.to);
        draft.audit.push(AuditLine {
            action: "talk_moved",
            object: Some(talk.from.item.0),
            reason: format!("{count} messages to item {item} of channel {channel}"),
        });
    }
    draft
}

/// The messages are the last of the target's events, one after the other: so their seqs follow from
/// the last one's.
fn arrival(
    asked: &Asked<'_>,
    to: &To,
    end: End,
    talk: &Arc<MovedTalk>,
    is_told: bool,
    events: &mut Vec<EventDraft>,
) {
    let actor = asked.member;
    if end == End::Goes {
        let write = Write::Move(Moving::Item(talk.clone()));
        let item = EventDraft::new(talk.to.channel, Verb::MOVED_IN, actor, write);
        events.push(item.on_item(to.item));
    }
    if is_told {
        let line = json!({"moved": {"count": talk.messages.len(), "way": "in"}});
        events.push(said(asked, talk.to, line, None));
    }
    let last = talk.messages.len();
    for (number, message) in talk.messages.iter().enumerate() {
        let write = if number + 1 == last {
            Write::Move(Moving::Arrive(talk.clone()))
        } else {
            Write::Nothing
        };
        let event = EventDraft::new(talk.to.channel, Verb::MOVED_IN, actor, write);
        let mut event = event.on_message(to.item, message.id);
        event.counts = !message.is_deleted;
        events.push(event);
    }
}

fn departure(actor: MemberId, end: End, talk: &Arc<MovedTalk>, is_across: bool) -> EventDraft {
    let write = match end {
        _ if !is_across => Write::Move(Moving::Within(talk.clone())),
        End::Stays | End::IsRemoved => Write::Move(Moving::Leave(talk.clone())),
        End::Goes => Write::Nothing,
    };
    let (first, last) = talk.seqs;
    let event = EventDraft::new(talk.from.channel, Verb::MOVED, actor, write)
        .on_item(talk.from.item)
        .fact("count", talk.messages.len())
        .fact("from_seq", first)
        .fact("to_seq", last)
        .fact("to", talk.to.channel.to_string())
        .fact("to_item", talk.to.item.to_string());
    if end == End::Goes { event.fact("whole", true) } else { event }
}

/// A line that tells of the move, in words of each reader's own language. It leads on by a quote,
/// which only those are shown who may read where it went.
fn said(asked: &Asked<'_>, seat: Seat, body: Value, quote: Option<MessageId>) -> EventDraft {
    let id = MessageId(asked.app.clock.new_id());
    let message = NewMessage {
        id,
        channel: seat.channel,
        item: seat.item,
        author: Some(asked.member),
        spoken_as: None,
        text: String::new(),
        body: Some(body),
        quote,
        files: Vec::new(),
        marks: Marks::default(),
        tells: false,
    };
    let write = Write::Message(Box::new(message));
    EventDraft::new(seat.channel, Verb::POSTED, asked.member, write)
        .on_message(seat.item, id)
        .counting()
}

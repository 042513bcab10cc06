//! Removing an item with everything said under it. The main item stays as long as its channel.

use talkoo_protocol::{ItemId, Refusal, StreamId, Verb};

use super::{Asked, scene};
use crate::{
    domain::draft::{AuditLine, Draft, EventDraft, Write},
    error::Failure,
};

pub(super) async fn decide(asked: &Asked<'_>, item: ItemId) -> Result<Draft, Failure> {
    let channel = scene::any_item(asked, item).await?.channel;
    let standing = scene::standing(asked, channel).await?;
    let view = scene::item(asked, &standing, item).await?;
    scene::may_write(&standing)?;
    if view.main {
        return Err(Refusal::rule("the main item stays with its channel").into());
    }
    let is_own = view.author == Some(asked.member);
    if !is_own && !standing.may_manage() {
        return Err(Refusal::not_allowed("only its author or an owner removes an item").into());
    }
    let stream: StreamId = standing.desk.filter(|_| view.desk).unwrap_or_else(|| channel.into());
    let mut event =
        EventDraft::new(stream, Verb::ITEM_DELETED, asked.member, Write::DeleteItem { item })
            .on_item(item)
            .fact("was", view.seq);
    event.spoken_as = standing.speaks_as;

    let mut draft = asked.draft(item);
    draft.guards = vec![scene::access_guard(&standing), scene::item_guard(&view)];
    draft.events.push(event);
    if !is_own {
        draft.audit.push(AuditLine {
            action: "item_removed",
            object: Some(item.0),
            reason: "by an owner".to_owned(),
        });
    }
    Ok(draft)
}

//! Removing a message: one's own, or another's where one may manage. Its place stays, its words go.

use talkoo_protocol::{MessageId, Refusal, Verb};

use super::{Asked, scene};
use crate::{
    domain::draft::{AuditLine, Draft, EventDraft, Write},
    error::Failure,
};

pub(super) async fn decide(asked: &Asked<'_>, message: MessageId) -> Result<Draft, Failure> {
    let (placed, standing) = scene::message(asked, message).await?;
    let view = &placed.view;
    scene::item(asked, &standing, view.item).await?;
    if standing.is_read_only() {
        scene::may_write(&standing)?;
    }
    let is_own = view.author == Some(asked.member);
    if !is_own && !standing.may_manage() {
        return Err(Refusal::not_allowed("only its author or an owner removes a message").into());
    }
    let mut event = EventDraft::new(
        placed.stream,
        Verb::DELETED,
        asked.member,
        Write::DeleteMessage { message },
    )
    .on_message(view.item, message)
    .fact("was", view.seq);
    event.spoken_as = standing.speaks_as;

    let mut draft = asked.draft(message);
    draft.guards = vec![scene::access_guard(&standing), scene::message_guard(view)];
    draft.events.push(event);
    if !is_own {
        draft.audit.push(AuditLine {
            action: "message_removed",
            object: Some(message.0),
            reason: "by an owner".to_owned(),
        });
    }
    Ok(draft)
}

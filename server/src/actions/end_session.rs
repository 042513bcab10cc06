//! Ending one of one's own signed-in devices.

use talkoo_protocol::{Refusal, SessionId, Verb};

use super::Asked;
use crate::{
    domain::draft::{AuditLine, Draft, EventDraft, Write},
    error::Failure,
    store::sessions,
};

pub(super) async fn decide(asked: &Asked<'_>, session: SessionId) -> Result<Draft, Failure> {
    let mut conn = asked.app.store.read().await?;
    if !sessions::is_own(&mut conn, asked.member, session).await? {
        return Err(Refusal::not_found().into());
    }
    let write = Write::EndSession { session, member: asked.member };
    let event = EventDraft::new(asked.member, Verb::SESSION_ENDED, asked.member, write)
        .fact("session", session.to_string());
    let mut draft = asked.draft(session);
    draft.events.push(event);
    draft.audit.push(AuditLine {
        action: "session_ended",
        object: Some(session.0),
        reason: "by its member".to_owned(),
    });
    Ok(draft)
}

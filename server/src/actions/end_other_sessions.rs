//! Ending every signed-in device of one's own but one.

use talkoo_protocol::{Refusal, arrivals::EndOtherSessions};

use super::{Asked, sign_in};
use crate::{
    domain::draft::{AuditLine, Draft},
    error::Failure,
    store::sessions,
};

pub(super) async fn decide(asked: &Asked<'_>, wanted: EndOtherSessions) -> Result<Draft, Failure> {
    let mut conn = asked.app.store.read().await?;
    if !sessions::is_own(&mut conn, asked.member, wanted.keep).await? {
        return Err(Refusal::not_found().into());
    }
    let mut draft = asked.draft(wanted.keep);
    draft.events = sign_in::ended(&mut conn, asked.member, Some(wanted.keep)).await?;
    draft.audit.push(AuditLine {
        action: "other_sessions_ended",
        object: Some(wanted.keep.0),
        reason: "by its member".to_owned(),
    });
    Ok(draft)
}

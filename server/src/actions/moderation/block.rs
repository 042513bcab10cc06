//! Blocking a member and taking it back: told on one's own stream, and to nobody else.

use talkoo_protocol::{Code, MemberId, Refusal, Verb};

use super::{super::Asked, change, is_there};
use crate::{
    domain::draft::{AuditLine, Draft, EventDraft, moderation::Moderation},
    error::Failure,
    store::directs,
};

/// Members that one member blocks at most.
const BLOCKS: i64 = 1_000;

pub(in crate::actions) async fn block(
    asked: &Asked<'_>,
    blocked: MemberId,
) -> Result<Draft, Failure> {
    if blocked == asked.member {
        return Err(Refusal::rule("nobody blocks themselves").into());
    }
    let mut conn = asked.app.store.read().await?;
    if !is_there(&mut conn, asked.member, blocked).await? {
        return Err(Refusal::not_found().into());
    }
    if directs::blocks(&mut conn, asked.member, blocked).await? {
        return Ok(asked.draft(blocked));
    }
    let held = directs::blocked(&mut conn, asked.member, BLOCKS).await?.len();
    if i64::try_from(held).unwrap_or(BLOCKS) >= BLOCKS {
        return Err(Refusal::new(Code::Rule, "one member blocks a thousand others at most").into());
    }
    let write = Moderation::Block { member: asked.member, blocked };
    Ok(draft(asked, blocked, Verb::BLOCKED, write, line("member_blocked", blocked)))
}

pub(in crate::actions) async fn unblock(
    asked: &Asked<'_>,
    blocked: MemberId,
) -> Result<Draft, Failure> {
    let mut conn = asked.app.store.read().await?;
    if !directs::blocks(&mut conn, asked.member, blocked).await? {
        return Ok(asked.draft(blocked));
    }
    let write = Moderation::Unblock { member: asked.member, blocked };
    Ok(draft(asked, blocked, Verb::UNBLOCKED, write, line("member_unblocked", blocked)))
}

fn draft(
    asked: &Asked<'_>,
    blocked: MemberId,
    verb: Verb,
    write: Moderation,
    line: AuditLine,
) -> Draft {
    let mut draft = asked.draft(blocked);
    let event = EventDraft::new(asked.member, verb, asked.member, change(write));
    draft.events.push(event.fact("member", blocked.to_string()));
    draft.audit.push(line);
    draft
}

fn line(action: &'static str, blocked: MemberId) -> AuditLine {
    AuditLine { action, object: Some(blocked.0), reason: String::new() }
}

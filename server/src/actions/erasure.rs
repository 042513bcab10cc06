//! Giving a member all that is held of them, and forgetting who they were, as an operator does it on
//! their wish. Forgetting is for good: first the account closes as any other does, so that nothing is
//! left without a responsible person, and then the identity goes.

use std::{collections::HashMap, sync::atomic::AtomicBool};

use serde_json::Value;
use talkoo_protocol::{ClientId, MemberId, Refusal};

use super::{Asked, deadline, depart, known, retention};
use crate::{
    app::App,
    domain::{
        access::MemberStatus,
        draft::{AuditLine, who::Who},
    },
    error::Failure,
    store::{erasure, profiles},
};

/// What is a member's own, by table. It leaves a line in the audit log.
///
/// # Errors
/// `not_found` when there is no such member, or who it was is forgotten.
pub async fn export(app: &App, member: MemberId) -> Result<Value, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    let data = erasure::data(&mut snapshot, member).await?.ok_or_else(Refusal::not_found)?;
    drop(snapshot);
    let mut draft = retention::by_the_house(app, member.0);
    draft.audit.push(line("member_exported", member));
    app.journal.append(Box::new(draft), None, deadline(app)).await?;
    Ok(data)
}

/// Closes the account if it is open and forgets who it was. Done again after it was cut short, it ends
/// what it began; done once more, it changes nothing.
///
/// # Errors
/// `not_found`; `rule` when it is the last administrator of the network.
pub async fn erase(app: &App, member: MemberId) -> Result<(), Failure> {
    let mut snapshot = app.store.snapshot().await?;
    let account = profiles::account(&mut snapshot, member).await?.ok_or_else(Refusal::not_found)?;
    let was_discoverable = account.is_discoverable;
    let asked = Asked {
        app,
        member,
        client_id: ClientId(app.clock.new_id()),
        if_changed_seq: None,
        hash: Vec::new(),
        is_fresh: true,
        used_cache: AtomicBool::new(false),
    };
    match account.status {
        MemberStatus::Erased => return Ok(()),
        MemberStatus::Pending | MemberStatus::Ended => {}
        MemberStatus::Active | MemberStatus::Suspended => {
            let mut draft = asked.draft(member);
            let going = depart::Going { member, account, status: MemberStatus::Ended };
            depart::go(&mut snapshot, &asked, &mut draft, going, &HashMap::new()).await?;
            app.journal.append(Box::new(draft), None, deadline(app)).await?;
        }
    }
    drop(snapshot);
    let mut snapshot = app.store.snapshot().await?;
    let mut draft = retention::by_the_house(app, member.0);
    let found = known::Found::as_ever(was_discoverable);
    draft.events = known::told(&mut snapshot, &asked, member, found, Who::Erase { member }).await?;
    draft.events.iter_mut().for_each(|event| event.actor = None);
    draft.audit.push(line("member_erased", member));
    app.journal.append(Box::new(draft), None, deadline(app)).await?;
    Ok(())
}

fn line(action: &'static str, member: MemberId) -> AuditLine {
    AuditLine { action, object: Some(member.0), reason: String::new() }
}

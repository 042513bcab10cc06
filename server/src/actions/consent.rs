//! Who has not agreed to the terms in force reads, agrees, signs out or leaves, and does nothing else.
//! Asked before every command, so the answer is kept: what was agreed to once stays agreed to, and
//! which terms are in force is read by each node once a second, while somebody asks.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use dashmap::DashMap;
use talkoo_protocol::{Action, MemberId, Refusal};
use tokio::time::Instant;

use super::gathered::Gathered;
use crate::{app::App, error::Failure, store::terms};

/// How old what is known of the terms may be: another node's new ones are heard of within twice that.
const KEPT: Duration = Duration::from_secs(1);
/// Members remembered before all are forgotten.
const REMEMBERED: usize = 100_000;

#[derive(Default)]
pub struct Consents {
    in_force: Mutex<Option<(Instant, u32)>>,
    /// The newest version that each member has agreed to, of those asked for.
    agreed: DashMap<MemberId, u32>,
    versions: Gathered<(), u32>,
    dues: Gathered<MemberId, Option<u32>>,
}

impl Consents {
    /// New terms have been put in force here.
    pub(super) fn forget_version(&self) {
        *self.in_force.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// What a member has agreed to, read with something else: their first words need not ask.
    pub(super) fn note(&self, member: MemberId, version: u32) {
        if self.agreed.len() > REMEMBERED {
            self.agreed.clear();
        }
        let mut agreed = self.agreed.entry(member).or_insert(version);
        *agreed = version.max(*agreed);
    }

    async fn version(&self, app: &App) -> Result<u32, Failure> {
        let now = app.clock.instant();
        let known = *self.in_force.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((read_at, version)) = known
            && now.duration_since(read_at) < KEPT
        {
            return Ok(version);
        }
        // Whoever finds it old asks; the others go on with what is known until that is answered.
        if let Some((_, version)) = known {
            *self.in_force.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, version));
        }
        let read = |all: Vec<()>| async move {
            let version = terms::version(&mut *app.store.read().await?).await?;
            Ok(vec![version; all.len()])
        };
        let version = self.versions.ask((), read).await?;
        *self.in_force.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, version));
        Ok(version)
    }
}

/// Whether this member has agreed to the terms in force.
///
/// # Errors
/// `rule`, with `terms:` before what to do.
pub(super) async fn given(app: &App, member: MemberId) -> Result<(), Failure> {
    let version = app.consents.version(app).await?;
    if app.consents.agreed.get(&member).is_some_and(|agreed| *agreed >= version) {
        return Ok(());
    }
    let read = |members: Vec<MemberId>| async move {
        let due = terms::due_of(&mut *app.store.read().await?, &members).await?;
        Ok(members.iter().map(|member| due.get(member).copied()).collect())
    };
    if let Some(due) = app.consents.dues.ask(member, read).await? {
        let words = format!("terms: agree to version {due} first, by accept_terms");
        return Err(Refusal::rule(words).into());
    }
    app.consents.note(member, version);
    Ok(())
}

/// What one may do without having agreed: agree, read on, sign devices out, leave. Of two who publish
/// terms at once the later one hears that they have changed, not that there are new ones to agree to.
pub(super) const fn is_needed(action: &Action) -> bool {
    !matches!(
        action,
        Action::AcceptTerms(_)
            | Action::PublishTerms(_)
            | Action::MarkRead { .. }
            | Action::MarkUnread { .. }
            | Action::MarkMany(_)
            | Action::EndSession { .. }
            | Action::EndOtherSessions(_)
            | Action::LeaveNetwork(_)
    )
}

//! Who has not agreed to the terms in force reads, agrees, signs out or leaves, and does nothing else.
//! Asked before every command, so the answer is kept: what was agreed to once stays agreed to, and
//! which terms are in force is read once a second on each node.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use dashmap::DashMap;
use talkoo_protocol::{Action, MemberId, Refusal};
use tokio::time::Instant;

use crate::{app::App, error::Failure, store::terms};

/// How long another node's new terms may stay unheard of.
const KEPT: Duration = Duration::from_secs(1);
/// Members remembered before all are forgotten.
const REMEMBERED: usize = 100_000;

#[derive(Default)]
pub struct Consents {
    in_force: Mutex<Option<(Instant, u32)>>,
    /// The newest version that each member has agreed to, of those asked for.
    agreed: DashMap<MemberId, u32>,
}

impl Consents {
    /// New terms have been put in force here.
    pub(super) fn forget_version(&self) {
        *self.in_force.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    async fn version(&self, app: &App) -> Result<u32, Failure> {
        let now = app.clock.instant();
        let known = *self.in_force.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((read_at, version)) = known
            && now.duration_since(read_at) < KEPT
        {
            return Ok(version);
        }
        let version = terms::version(&mut *app.store.read().await?).await?;
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
    if let Some(due) = terms::due(&mut *app.store.read().await?, member).await? {
        let words = format!("terms: agree to version {due} first, by accept_terms");
        return Err(Refusal::rule(words).into());
    }
    if app.consents.agreed.len() > REMEMBERED {
        app.consents.agreed.clear();
    }
    app.consents.agreed.insert(member, version);
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
            | Action::EndSession { .. }
            | Action::EndOtherSessions(_)
            | Action::LeaveNetwork(_)
    )
}

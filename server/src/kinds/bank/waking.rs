//! What the time does to an entry: it goes stale unless somebody looks, and a copy is asked how it
//! went.

use time::OffsetDateTime;

use talkoo_protocol::Verb;

use super::{body::Entry, rules::PUBLISHED};
use crate::kind::{Change, Item, Notice};

/// When something is due next.
pub(super) fn wakes_at(item: &Item<Entry>) -> Option<OffsetDateTime> {
    if let Some(copy) = &item.body.copy {
        return (!copy.asked && copy.told.is_none()).then_some(copy.asks_at);
    }
    let is_running = item.state == PUBLISHED && !item.body.lasts.stale;
    item.body.lasts.expires_at.filter(|_| is_running)
}

pub(super) fn woken(item: &Item<Entry>, now: OffsetDateTime) -> Option<Change<Entry>> {
    wakes_at(item).filter(|at| *at <= now)?;
    let mut next = item.clone();
    match &mut next.body.copy {
        Some(copy) => copy.asked = true,
        None => next.body.lasts.stale = true,
    }
    let verb = if next.body.copy.is_some() { "check_in_asked" } else { "expired_unverified" };
    let mut change = Change::to(next, Verb::from(verb));
    // Nobody did this.
    change.anonymous = true;
    Some(change)
}

/// Who made a copy is asked; of what went stale its first verifier hears, or who else answers for it.
pub(super) fn notice(before: &Item<Entry>, after: &Item<Entry>) -> Option<Notice> {
    let (was, is) = (&before.body, &after.body);
    if let (Some(was), Some(is)) = (&was.copy, &is.copy) {
        let is_due = !was.asked && is.asked && is.told.is_none();
        return before.author.filter(|_| is_due).map(|to| Notice { text: "check_in", to });
    }
    if was.lasts.stale || !is.lasts.stale {
        return None;
    }
    let to = is.lasts.verifiers.first().copied().or(is.contact).or(before.author)?;
    Some(Notice { text: "verify_due", to })
}

//! Who starts an item, speaks under it or reacts to it follows it from then on, unless they have said
//! something else of it. A channel's main topic is followed with its channel, so that one word there
//! brings nobody all of it.
//!
//! Direct talk is not followed: it is in the inbox of its people anyway.

use std::collections::HashSet;

use parking_lot::Mutex;
use talkoo_protocol::{ItemId, MemberId, Subject, Verb};

use super::Asked;
use crate::{
    domain::draft::{Draft, EventDraft, Write, tags::NoticesWrite},
    error::{Failure, Fault},
    store::tags,
};

/// Who is known to have said how closely they follow an item: nearly every send is one of these, and
/// costs no question.
#[derive(Default)]
pub struct Partakings(Mutex<HashSet<(MemberId, ItemId)>>);

const KEPT: usize = 100_000;

impl Partakings {
    fn holds(&self, member: MemberId, item: ItemId) -> bool {
        self.0.lock().contains(&(member, item))
    }

    fn keep(&self, member: MemberId, item: ItemId) {
        let mut kept = self.0.lock();
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert((member, item));
    }
}

/// Adds the follow to a draft of this command, if nothing is said of it yet.
pub(super) async fn partakes(
    asked: &Asked<'_>,
    item: ItemId,
    why: &'static str,
    draft: &mut Draft,
) -> Result<(), Failure> {
    let partakings = &asked.app.partakings;
    if partakings.holds(asked.member, item) {
        return Ok(());
    }
    let mut conn = asked.app.store.read().await?;
    let is_said = tags::says_of_item(&mut conn, asked.member, item).await?;
    drop(conn);
    if is_said {
        partakings.keep(asked.member, item);
        return Ok(());
    }
    draft.events.push(begins(asked, item, why)?);
    Ok(())
}

/// The follow of an item that begins with this command.
pub(super) fn begins(
    asked: &Asked<'_>,
    item: ItemId,
    why: &'static str,
) -> Result<EventDraft, Failure> {
    let member = asked.member;
    let subject = serde_json::to_value(Subject::Item(item))
        .map_err(|error| Fault::caused("telling of a follow", error))?;
    let write = Write::Notices(NoticesWrite::Partake { member, item, why });
    Ok(EventDraft::new(member, Verb::FOLLOWED, member, write)
        .fact("subject", subject)
        .fact("level", "follow")
        .fact("why", why))
}

//! Who looks at whom. Only those are watched of whom the reader may know; for anybody else the answer
//! is the one for who is not there. What one may know changes while one looks, so it is asked again
//! with every round of presence.

use std::collections::HashSet;

use talkoo_protocol::{
    ConnectionId, MemberId, ServerFrame,
    frame::{Presence as State, PresenceView},
};

use super::{
    Delivery,
    presence::{Watch, unwatch},
    within,
};
use crate::{error::Fault, hub::Connection, store::profiles};

/// Pairs in one question.
const PAIRS: usize = 10_000;

/// A look that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Look {
    by: ConnectionId,
    reader: MemberId,
    seen: MemberId,
    is_allowed: bool,
}

impl Delivery {
    /// From now on this connection hears of these members and no others.
    pub async fn watch_presence(&self, connection: &Connection, asked: Vec<MemberId>) {
        let known = within(async {
            profiles::known(&mut *self.store.read().await?, connection.member, &asked).await
        });
        // While the database is away nobody is shown; the next round finds whom one may see.
        let known: HashSet<MemberId> = known.await.unwrap_or_default().into_iter().collect();
        let mut presence = self.presence.known.lock();
        unwatch(&mut presence, connection.id);
        for member in &known {
            presence.watchers.entry(*member).or_default().insert(connection.id);
        }
        let parted = self.parted.read().clone();
        let shown = |member: MemberId| {
            let is_hidden = !known.contains(&member) || parted.hides(connection.member, member);
            if is_hidden { State::Away } else { presence.state(member) }
        };
        let states: Vec<PresenceView> = asked
            .iter()
            .map(|member| PresenceView { member: *member, state: shown(*member) })
            .collect();
        presence.watched.insert(connection.id, Watch { reader: connection.member, asked });
        drop(presence);
        if let Ok(frame) = super::frame(&ServerFrame::Presence { members: states }) {
            connection.mailbox.push_hint(frame);
        }
    }

    /// Asks anew who may look at whom: somebody hides or shows themselves, goes out of the last
    /// place that two were in, or comes into the first. Most people are known to all and cost no
    /// more than one row.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn review_watches(&self) -> Result<(), Fault> {
        let looks = self.looks();
        let seen: HashSet<MemberId> = looks.iter().map(|look| look.seen).collect();
        if seen.is_empty() {
            return Ok(());
        }
        let seen: Vec<MemberId> = seen.into_iter().collect();
        let mut conn = self.store.read().await?;
        let hidden = profiles::not_for_all(&mut conn, &seen).await?;
        let doubtful: Vec<Look> = looks
            .into_iter()
            .filter(|look| !look.is_allowed || hidden.contains(&look.seen))
            .collect();
        for part in doubtful.chunks(PAIRS) {
            let pairs: Vec<_> = part.iter().map(|look| (look.reader, look.seen)).collect();
            let known = profiles::known_pairs(&mut conn, &pairs).await?;
            let is_known = |look: &Look| known.contains(&(look.reader, look.seen));
            for look in part.iter().filter(|look| is_known(look) != look.is_allowed) {
                self.look_anew(*look);
            }
        }
        Ok(())
    }

    fn looks(&self) -> Vec<Look> {
        let presence = self.presence.known.lock();
        let of = |(by, watch): (&ConnectionId, &Watch)| -> Vec<Look> {
            let is_allowed = |seen: &MemberId| {
                presence.watchers.get(seen).is_some_and(|watchers| watchers.contains(by))
            };
            let look = |seen: &MemberId| Look {
                by: *by,
                reader: watch.reader,
                seen: *seen,
                is_allowed: is_allowed(seen),
            };
            watch.asked.iter().map(look).collect()
        };
        presence.watched.iter().flat_map(of).collect()
    }

    /// A look that was allowed is over, or begins.
    fn look_anew(&self, look: Look) {
        let mut presence = self.presence.known.lock();
        // It may look elsewhere by now, or have gone.
        if !presence.watched.get(&look.by).is_some_and(|watch| watch.asked.contains(&look.seen)) {
            return;
        }
        let watchers = presence.watchers.entry(look.seen).or_default();
        if look.is_allowed {
            watchers.remove(&look.by);
        } else {
            watchers.insert(look.by);
        }
        let is_hidden = look.is_allowed || self.parted.read().hides(look.reader, look.seen);
        let state = if is_hidden { State::Away } else { presence.state(look.seen) };
        drop(presence);
        let told =
            ServerFrame::Presence { members: vec![PresenceView { member: look.seen, state }] };
        if let (Ok(frame), Some(connection)) = (super::frame(&told), self.hub.connection(look.by)) {
            connection.mailbox.push_hint(frame);
        }
    }
}

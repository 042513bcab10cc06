//! Who is hidden from whom. Every node keeps the pairs in memory, for they are asked at each glance and
//! each keystroke; a number in Postgres tells within a second that they have changed, and a hint says
//! so at once.

use std::{collections::HashSet, sync::Arc};

use parking_lot::RwLock;
use talkoo_protocol::{
    MemberId, ServerFrame,
    frame::{Presence as State, PresenceView},
};

use super::{Delivery, control::Control, within};
use crate::{
    error::Fault,
    store::{Connection, directs},
};

type Pairs = HashSet<(MemberId, MemberId)>;

/// The pairs as they were last read, both ways round.
#[derive(Clone, Debug)]
pub(super) struct Parted {
    version: i64,
    /// Nothing before the first reading, and when they are too many: then all are hidden.
    pairs: Option<Arc<Pairs>>,
}

impl Parted {
    pub(super) fn unread() -> RwLock<Self> {
        RwLock::new(Self { version: -1, pairs: None })
    }

    /// Whether these two are hidden from each other.
    pub(super) fn hides(&self, one: MemberId, other: MemberId) -> bool {
        one != other && self.pairs.as_ref().is_none_or(|pairs| pairs.contains(&(one, other)))
    }
}

impl Delivery {
    /// A member was parted from another, or brought together with one.
    pub fn parted_changed(self: &Arc<Self>) {
        self.tell_control(&Control::Parted);
        self.read_parted();
    }

    pub(super) fn read_parted(self: &Arc<Self>) {
        let delivery = self.clone();
        self.tasks.spawn(async move {
            let read =
                within(async { delivery.compare_parted(&mut *delivery.store.read().await?).await });
            if let Err(fault) = read.await {
                tracing::warn!(fault = fault.chain(), "who is parted was not read");
            }
        });
    }

    /// Reads the pairs if they have changed, and tells those who look at somebody else of it.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn compare_parted(&self, conn: &mut Connection) -> Result<(), Fault> {
        let version = directs::parted_version(conn).await?;
        if self.parted.read().version >= version {
            return Ok(());
        }
        let pairs = directs::parted(conn).await?.map(Arc::new);
        let before = {
            let mut parted = self.parted.write();
            // Another reading may have been quicker and newer.
            if parted.version >= version {
                return Ok(());
            }
            parted.version = version;
            std::mem::replace(&mut parted.pairs, pairs.clone())
        };
        let nobody = Arc::default();
        let before: &Pairs = before.as_ref().unwrap_or(&nobody);
        let after: &Pairs = pairs.as_ref().unwrap_or(&nobody);
        for (reader, seen) in before.symmetric_difference(after) {
            self.show_anew(*reader, *seen);
        }
        Ok(())
    }

    /// Tells the devices of a member how another one stands who has just been hidden or shown.
    fn show_anew(&self, reader: MemberId, seen: MemberId) {
        let (watchers, state) = self.seen_by(seen);
        let state = if self.parted.read().hides(reader, seen) { State::Away } else { state };
        let told = ServerFrame::Presence { members: vec![PresenceView { member: seen, state }] };
        let Ok(frame) = super::frame(&told) else { return };
        for watcher in watchers {
            if let Some(connection) = self.hub.connection(watcher)
                && connection.member == reader
            {
                connection.mailbox.push_hint(frame.clone());
            }
        }
    }
}

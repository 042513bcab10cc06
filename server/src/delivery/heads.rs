//! Every second, and at once after the bus was deaf, each stream that is heard here is compared with
//! Postgres; sessions ended, members parted and marks moved elsewhere are found in the same breath. What
//! a hint lost is found here.

use std::sync::Arc;

use super::Delivery;
use crate::{
    error::Fault,
    figures::FIGURES,
    store::{Connection, sessions, streams},
};

/// Rows of one question.
const PART: usize = 10_000;

impl Delivery {
    /// One comparison of every head and of the ended sessions.
    ///
    /// # Errors
    /// A fault of the database; the next comparison finds what this one did not.
    pub async fn compare_heads(self: &Arc<Self>) -> Result<(), Fault> {
        #[cfg(feature = "planted")]
        if crate::config::planted::has(crate::config::planted::Bug::HeadsNeverCompared) {
            return Ok(());
        }
        let slots = self.hub.slots();
        if slots.is_empty() && self.hub.connection_count() == 0 {
            return Ok(());
        }
        let mut conn = self.store.read().await?;
        let mut lag = 0;
        for part in slots.chunks(PART) {
            let ids: Vec<_> = part.iter().map(|slot| slot.stream).collect();
            for head in streams::heads(&mut conn, &ids).await? {
                if let Some(slot) = self.hub.slot(head.stream) {
                    lag += head.head.saturating_sub(slot.last().unwrap_or(head.head));
                    self.heard_of(&slot, head.head);
                }
            }
        }
        FIGURES.heads_lag.set(i64::try_from(lag).unwrap_or(i64::MAX));
        self.compare_parted(&mut conn).await?;
        self.compare_marks(&mut conn).await?;
        self.end_what_holds_no_more(&mut conn).await
    }

    /// Closes the sockets whose session was ended elsewhere, has expired, or whose member may not
    /// be here any more.
    async fn end_what_holds_no_more(&self, conn: &mut Connection) -> Result<(), Fault> {
        let held: Vec<_> = self.hub.connections().iter().map(|one| one.session).collect();
        for part in held.chunks(PART) {
            let gone = sessions::gone(conn, part).await?;
            if !gone.is_empty() {
                self.hub.end_sessions(&gone);
            }
        }
        Ok(())
    }
}

//! Every second, and at once after the bus was deaf, each stream that is heard here is compared with
//! Postgres; sessions ended elsewhere are found in the same breath. What a hint lost is found here.

use std::{sync::Arc, time::Duration};

use super::Delivery;
use crate::{
    error::Fault,
    store::{sessions, streams},
};

/// How far back a look for ended sessions goes, beyond the time between two looks.
const OVERLAP: Duration = Duration::from_secs(5);

impl Delivery {
    /// One comparison of every head and of the ended sessions.
    ///
    /// # Errors
    /// A fault of the database; the next comparison finds what this one did not.
    pub async fn compare_heads(self: &Arc<Self>) -> Result<(), Fault> {
        let slots = self.hub.slots();
        if slots.is_empty() && self.hub.connection_count() == 0 {
            return Ok(());
        }
        let mut conn = self.store.read().await?;
        for part in slots.chunks(10_000) {
            let ids: Vec<_> = part.iter().map(|slot| slot.stream).collect();
            for head in streams::heads(&mut conn, &ids).await? {
                if let Some(slot) = self.hub.slot(head.stream) {
                    self.heard_of(&slot, head.head);
                }
            }
        }
        let since = self.settings.heads_every + OVERLAP;
        let ended = sessions::ended_within(&mut conn, since).await?;
        if !ended.is_empty() {
            self.hub.end_sessions(&ended);
        }
        Ok(())
    }
}

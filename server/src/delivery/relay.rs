//! Keeps each stream in order. What comes in order passes at once; a gap, a fence, or content that
//! is not at hand makes the relay read Postgres: events and the rights of all who would hear them,
//! in one snapshot, so that nobody gets a word from after the loss of a right.

use std::{sync::Arc, time::Duration};

use talkoo_protocol::{MemberId, Seq, ServerFrame, StreamId};

use super::{Delivery, encode::encode, within};
use crate::{
    error::Fault,
    hub::{Connection, Encoded, Healed, Offered, Slot},
    store::{access, events},
};

/// Events of one healing read.
const PAGE: i64 = 200;
/// Before Postgres is asked again after it did not answer.
const RETRY: Duration = Duration::from_millis(250);

impl Delivery {
    pub(super) fn offer(self: &Arc<Self>, slot: &Arc<Slot>, event: Encoded) {
        let (seq, hears_all) = (event.seq, self.hears_all());
        let offered = if hears_all { slot.offer(event) } else { slot.heard_of(seq) };
        if offered == Offered::NeedsHealing {
            self.heal(slot.clone());
        }
    }

    pub(super) fn heard_of(self: &Arc<Self>, slot: &Arc<Slot>, head: Seq) {
        if slot.heard_of(head) == Offered::NeedsHealing {
            self.heal(slot.clone());
        }
    }

    pub(super) fn heal(self: &Arc<Self>, slot: Arc<Slot>) {
        let delivery = self.clone();
        self.tasks.spawn(async move {
            loop {
                match within(delivery.heal_once(&slot)).await {
                    Ok(true) => return,
                    Ok(false) => {}
                    Err(fault) => {
                        tracing::warn!(fault = fault.chain(), "a stream waits for the database");
                        if !delivery.pause(RETRY).await {
                            return;
                        }
                    }
                }
            }
        });
    }

    /// One read; true when the stream is whole again.
    async fn heal_once(&self, slot: &Slot) -> Result<bool, Fault> {
        let (last, asked) = slot.to_heal();
        let pairs: Vec<(MemberId, StreamId)> =
            asked.iter().map(|member| (*member, slot.stream)).collect();
        let mut snapshot = self.store.snapshot().await?;
        let rights = access::rights(&mut snapshot, &pairs).await?;
        let read = events::after(&mut snapshot, slot.stream, last, PAGE).await?;
        snapshot.rollback().await?;
        let has_more = i64::try_from(read.len()).unwrap_or(PAGE) >= PAGE;
        let allowed = rights.keys().map(|(member, _)| *member).collect();
        #[cfg(feature = "planted")]
        let allowed = self.allowed_by_redis(&asked, allowed);
        let events = read.into_iter().map(encode).collect::<Result<_, _>>()?;
        let (is_whole, lost) = slot.heal(&Healed { asked, allowed, events, has_more });
        for connection in lost {
            self.lose(&connection, slot.stream);
        }
        Ok(is_whole)
    }

    /// A bug: who may not read any more is asked only while the other nodes can be heard.
    #[cfg(feature = "planted")]
    fn allowed_by_redis(
        &self,
        asked: &std::collections::HashSet<MemberId>,
        allowed: std::collections::HashSet<MemberId>,
    ) -> std::collections::HashSet<MemberId> {
        use crate::config::planted::{Bug, has};
        let trusts = has(Bug::RemovalByRedisOnly) && !self.bus.is_hearing();
        if trusts { asked.clone() } else { allowed }
    }

    /// Takes a connection off a stream that it may not read, and tells it so.
    pub(super) fn lose(&self, connection: &Connection, stream: StreamId) {
        connection.mailbox.gather_light();
        self.leave(connection, stream);
        if let Ok(lost) = super::frame(&ServerFrame::Lost { stream }) {
            connection.mailbox.push_answer(lost);
        }
    }
}

//! Tells who is here that something new is offered that they may read. A hint beside the log, gathered
//! for a moment: who misses it finds the same when they look.

use std::{collections::HashSet, sync::Arc, time::Duration};

use talkoo_protocol::{ChannelId, Event, MemberId, ServerFrame, Verb};
use tokio::sync::mpsc;
use uuid::Uuid;

use super::{Delivery, control::Control, within};
use crate::{
    error::Fault,
    store::{access, own_feed},
};

/// What may wait for being told; beyond it, it is found by looking.
pub(super) const WAITING: usize = 1_024;
/// What comes within this time is told at once.
const GATHERED_FOR: Duration = Duration::from_millis(250);
/// Pairs of one question about rights.
const PART: usize = 5_000;

/// Something that may be new in feeds.
pub(super) struct New {
    pub(super) id: Uuid,
    /// The other nodes have to hear of it.
    pub(super) is_own: bool,
}

pub(super) async fn run(delivery: Arc<Delivery>, mut new: mpsc::Receiver<New>) {
    loop {
        let first = tokio::select! {
            () = delivery.leaving.cancelled() => None,
            first = new.recv() => first,
        };
        let Some(first) = first else { return };
        if !delivery.pause(GATHERED_FOR).await {
            return;
        }
        let mut all = vec![first];
        while let Ok(next) = new.try_recv() {
            all.push(next);
        }
        let own: HashSet<Uuid> = all.iter().filter(|one| one.is_own).map(|one| one.id).collect();
        if !own.is_empty() {
            delivery.tell_control(&Control::Offered { ids: own.into_iter().collect() });
        }
        let ids: HashSet<Uuid> = all.iter().map(|one| one.id).collect();
        let ids: Vec<Uuid> = ids.into_iter().collect();
        if let Err(fault) = delivery.tell_offered(&ids).await {
            tracing::debug!(%fault, "who is here was not told of what is offered");
        }
    }
}

impl Delivery {
    /// Notes what an event may have put into feeds.
    pub(super) fn note_offered(&self, event: &Event) {
        let id = if event.verb == Verb::ITEM_CREATED || event.verb == Verb::ITEM_PUBLISHED {
            event.item.map(|item| item.0)
        } else if event.verb == Verb::OUTCOME_RECORDED {
            event.facts.get("outcome").and_then(|id| id.as_str()).and_then(|id| id.parse().ok())
        } else {
            None
        };
        if let Some(id) = id {
            self.hear_offered(id, true);
        }
    }

    pub(super) fn hear_offered(&self, id: Uuid, is_own: bool) {
        // One that does not fit is found by looking.
        let _full = self.offered.try_send(New { id, is_own });
    }

    async fn tell_offered(&self, ids: &[Uuid]) -> Result<(), Fault> {
        let here = self.hub.members();
        if here.is_empty() {
            return Ok(());
        }
        let told = within(self.reached(ids, &here)).await?;
        let text = super::frame(&ServerFrame::Offered)?;
        for member in told {
            self.hub.tell_member(member, &text);
        }
        Ok(())
    }

    /// Who of these may read any of it now.
    async fn reached(&self, ids: &[Uuid], here: &[MemberId]) -> Result<HashSet<MemberId>, Fault> {
        let mut snapshot = self.store.snapshot().await?;
        let channels = own_feed::places(&mut snapshot, ids).await?;
        let mut told = HashSet::new();
        let pairs: Vec<(MemberId, ChannelId)> = here
            .iter()
            .flat_map(|member| channels.iter().map(|channel| (*member, *channel)))
            .collect();
        for part in pairs.chunks(PART) {
            let standings = access::standings(&mut snapshot, part).await?;
            let may = part.iter().zip(standings);
            let may =
                may.filter(|(_, standing)| standing.as_ref().is_some_and(|one| one.may_read()));
            told.extend(may.map(|((member, _), _)| *member));
        }
        Ok(told)
    }
}

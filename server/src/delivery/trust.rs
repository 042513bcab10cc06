//! Whether hints may be believed. While Redis is away, and after it was until heads have been compared,
//! this node may have missed that a right or a session ended: then every event is read from Postgres
//! together with the rights of those who would hear it, and nothing unstored is passed at all
//! (promise P11: deaf nodes fail closed).

use std::sync::Arc;

use parking_lot::Mutex;

use super::{Delivery, within};
use crate::{figures::FIGURES, hub::Offered};

/// Nothing is believed before the first comparison.
#[derive(Default)]
pub(super) struct Trust {
    /// The gaps in what the bus brought that a comparison has closed.
    closed: Mutex<Option<u64>>,
}

impl Delivery {
    /// Whether nothing can have been missed here.
    pub fn hears_all(&self) -> bool {
        self.bus.is_hearing() && *self.trust.closed.lock() == Some(self.bus.gaps())
    }

    /// Something may have been missed. What waits behind a gap is not passed as it was heard.
    pub(super) fn doubt(self: &Arc<Self>) {
        for slot in self.hub.slots() {
            if slot.doubt() == Offered::NeedsHealing {
                self.heal(slot);
            }
        }
    }

    /// Compares with Postgres now; after that hints are believed again, if there are any.
    pub(super) async fn compare(self: &Arc<Self>) {
        FIGURES.compares.inc();
        // In this order: a loss after it is another gap.
        let (gaps, was_hearing) = (self.bus.gaps(), self.bus.is_hearing());
        match within(self.compare_heads()).await {
            Ok(()) => *self.trust.closed.lock() = was_hearing.then_some(gaps),
            Err(fault) => {
                FIGURES.compare_failures.inc();
                tracing::warn!(fault = fault.chain(), "heads were not compared");
            }
        }
    }
}

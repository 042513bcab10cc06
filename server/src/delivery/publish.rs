//! After the commit and the ack: each event is encoded once, handed to those who hear it here, and
//! told to the other nodes.

use std::sync::Arc;

use talkoo_protocol::StreamId;
use tokio::sync::mpsc;

use super::{Delivery, encode::encode, envelope::Envelope};
use crate::{bus::Topic, store::journal::Written};

pub(super) async fn run(delivery: Arc<Delivery>, mut commits: mpsc::Receiver<Vec<Written>>) {
    loop {
        let written = tokio::select! {
            () = delivery.leaving.cancelled() => None,
            written = commits.recv() => written,
        };
        let Some(written) = written else { break };
        for event in written {
            delivery.publish(event);
        }
    }
    // What is still being committed while the node leaves is told to the others, too.
    commits.close();
    while let Some(written) = commits.recv().await {
        for event in written {
            delivery.publish(event);
        }
    }
}

impl Delivery {
    fn publish(self: &Arc<Self>, written: Written) {
        let Written { event, is_complete } = written;
        self.note_offered(&event);
        let (stream, seq) = (event.stream, event.seq);
        let slot = self.hub.slot(stream);
        let is_heard_elsewhere = self.bus.has_others();
        if slot.is_none() && !is_heard_elsewhere {
            return;
        }
        // Content that the journal did not have is read by whoever has listeners, together with
        // their rights.
        let encoded = is_complete.then(|| encode(event)).and_then(|encoded| match encoded {
            Ok(encoded) => Some(encoded),
            Err(fault) => {
                tracing::error!(fault = fault.chain(), "an event was not encoded");
                None
            }
        });
        if is_heard_elsewhere {
            let envelope = encoded.clone().map_or(Envelope::Poke(seq), Envelope::Event);
            self.tell(stream, &envelope);
        }
        let Some(slot) = slot else { return };
        match encoded {
            Some(encoded) => self.offer(&slot, encoded),
            None => self.heard_of(&slot, seq),
        }
    }

    pub(super) fn tell(&self, stream: StreamId, envelope: &Envelope) {
        self.bus.publish(Topic::Stream(stream), envelope.seal());
    }
}

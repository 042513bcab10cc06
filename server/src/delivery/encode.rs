//! An event becomes bytes once for each depth, whoever hears it.

use talkoo_protocol::{Event, ServerFrame, Verb};

use crate::{error::Fault, hub::Encoded};

/// # Errors
/// A fault when the event cannot be written as JSON, which no event is.
pub(super) fn encode(event: Event) -> Result<Encoded, Fault> {
    let seq = event.seq;
    let is_fence = event.verb == Verb::ACCESS_CHANGED;
    let light = serde_json::to_string(&event.light())
        .map_err(|error| Fault::caused("writing an event", error))?;
    let full = super::frame(&ServerFrame::Event(Box::new(event.brief())))?;
    Ok(Encoded { seq, full, light: light.into(), is_fence })
}

//! How a node leaves.

use std::time::Duration;

use super::source::Source;

#[derive(Debug, Clone)]
pub struct Drain {
    /// `TALKOO_DRAIN_WITHIN`: the process has ended this long after SIGTERM.
    pub within: Duration,
    /// `TALKOO_DRAIN_SPREAD`: each client waits a random time up to this before it reconnects.
    pub spread: Duration,
}

impl Drain {
    pub(super) fn read(source: &mut Source) -> Self {
        Self {
            within: source.get(
                "TALKOO_DRAIN_WITHIN",
                "drain.within",
                "15 s",
                "in-flight work is given up this long after SIGTERM",
            ),
            spread: source.get(
                "TALKOO_DRAIN_SPREAD",
                "drain.spread",
                "5 s",
                "clients of a leaving node come back spread over this time",
            ),
        }
    }
}

//! Work that is done after the act it follows from.

use std::time::Duration;

use super::source::Source;

#[derive(Debug, Clone)]
pub struct Jobs {
    /// `TALKOO_JOBS_EVERY`: what this node has written itself it begins at once; this is for what
    /// becomes due later, and for what another node has left.
    pub every: Duration,
}

impl Jobs {
    pub(super) fn read(source: &mut Source) -> Self {
        Self {
            every: source.get(
                "TALKOO_JOBS_EVERY",
                "jobs.every",
                "2 s",
                "how often a node looks for work that has become due",
            ),
        }
    }
}

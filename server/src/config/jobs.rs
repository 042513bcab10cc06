//! Work that is done after the act it follows from.

use std::time::Duration;

use super::source::Source;

#[derive(Debug, Clone)]
pub struct Jobs {
    /// `TALKOO_JOBS_EVERY`: what this node has written itself it begins at once; this is for what
    /// becomes due later, and for what another node has left.
    pub every: Duration,
    /// `TALKOO_JOBS_HERE`: letters, the search index and notices are made by this node, too. Without
    /// any node that does, they wait in Postgres.
    pub here: bool,
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
            here: source.get(
                "TALKOO_JOBS_HERE",
                "jobs.here",
                "true",
                "whether this node makes letters, search index and notices; some node must",
            ),
        }
    }
}

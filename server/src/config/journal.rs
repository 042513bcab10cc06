//! The group commit.

use std::time::Duration;

use super::source::Source;

#[derive(Debug, Clone)]
pub struct Journal {
    /// `TALKOO_JOURNAL_WRITERS`: transactions that may be on their way to disk at once.
    pub writers: u32,
    /// `TALKOO_JOURNAL_BATCH`: sends in one transaction at most.
    pub batch: u32,
    /// `TALKOO_JOURNAL_QUEUE`: sends that may wait; beyond it a send is refused with a retry time.
    pub queue: u32,
    /// `TALKOO_SEND_DEADLINE`: travels with each send; after it the answer is "unavailable".
    pub deadline: Duration,
}

impl Journal {
    pub(super) fn read(source: &mut Source) -> Self {
        Self {
            writers: source.get(
                "TALKOO_JOURNAL_WRITERS",
                "journal.writers",
                "1",
                "group commits that may be on their way to disk at once",
            ),
            batch: source.get(
                "TALKOO_JOURNAL_BATCH",
                "journal.batch",
                "256",
                "sends in one group commit at most",
            ),
            queue: source.get(
                "TALKOO_JOURNAL_QUEUE",
                "journal.queue",
                "4096",
                "sends that may wait; beyond it a send is refused with a retry time",
            ),
            deadline: source.get(
                "TALKOO_SEND_DEADLINE",
                "journal.deadline",
                "2.5 s",
                "a send that is not committed by then is answered \"unavailable\"",
            ),
        }
    }
}

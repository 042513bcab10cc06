//! Bugs put in on purpose, so that `make chaos` can show that it finds them. `TALKOO_PLANTED` chooses
//! one. All of it is behind the feature `planted`, and a release with that feature does not compile.

use std::sync::OnceLock;

use uuid::Uuid;

#[cfg(not(debug_assertions))]
compile_error!("planted bugs are for tests: no release is built with them");

/// One thing done wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bug {
    AckBeforeCommit,
    PublishBeforeCommit,
    DedupInMemory,
    SnapshotBeforeSubscribe,
    RemovalByRedisOnly,
    HeadsNeverCompared,
}

const BUGS: [(&str, Bug); 6] = [
    ("ack-before-commit", Bug::AckBeforeCommit),
    ("publish-before-commit", Bug::PublishBeforeCommit),
    ("dedup-in-memory", Bug::DedupInMemory),
    ("snapshot-before-subscribe", Bug::SnapshotBeforeSubscribe),
    ("removal-by-redis-only", Bug::RemovalByRedisOnly),
    ("heads-never-compared", Bug::HeadsNeverCompared),
];

static CHOSEN: OnceLock<Option<Bug>> = OnceLock::new();

pub(super) fn choose(name: Option<&str>) {
    let chosen = BUGS.iter().find(|(known, _)| name == Some(*known)).map(|(_, bug)| *bug);
    CHOSEN.get_or_init(|| chosen);
}

/// Whether this process has that bug.
pub fn has(bug: Bug) -> bool {
    CHOSEN.get().copied().flatten() == Some(bug)
}

/// A client id as only this process knows it: what it remembers by it dies with it.
pub fn of_this_process(client_id: Uuid) -> Uuid {
    if !has(Bug::DedupInMemory) {
        return client_id;
    }
    Uuid::from_u128(client_id.as_u128() ^ u128::from(std::process::id()))
}

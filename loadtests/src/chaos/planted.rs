//! Does the test bite? Bugs that were planted in the real server, behind a feature that no release
//! builds, must each be found.

use super::{Wanted, play};
use crate::report::say;

/// A bug by its name in the server, faults that bring it out, and words of what must be found.
struct Bug {
    name: &'static str,
    faults: &'static [&'static str],
    shows: &'static [&'static str],
}

const BUGS: &[Bug] = &[
    Bug {
        name: "ack-before-commit",
        faults: &["kill-nodes", "stop-postgres", "cut-postgres", "end-sessions"],
        shows: &["lost: ", " was acked (at"],
    },
    Bug {
        name: "publish-before-commit",
        faults: &["stop-postgres", "cut-postgres", "end-sessions", "kill-node"],
        shows: &["altered: ", "was heard and is not there"],
    },
    Bug {
        name: "dedup-in-memory",
        faults: &["cut-acks", "kill-nodes", "cut-commits"],
        shows: &["phantom: ", "doubled: "],
    },
    Bug {
        name: "snapshot-before-subscribe",
        faults: &["cut-clients", "kill-node"],
        shows: &["hole: "],
    },
    Bug {
        name: "removal-by-redis-only",
        faults: &["kill-redis", "cut-redis", "stall-redis"],
        shows: &["past the fence"],
    },
    Bug {
        name: "heads-never-compared",
        faults: &["stall-redis", "kill-redis", "lose-publish"],
        shows: &["hole: "],
    },
];

impl Bug {
    fn is_shown_by(&self, line: &str) -> bool {
        self.shows.iter().any(|words| line.contains(words))
    }
}

/// Seeds that are tried before a bug counts as not found.
const SEEDS: u64 = 5;

/// Plays a short run for each bug; true when every one was found.
pub(crate) async fn prove(wanted: &Wanted, only: &[String]) -> anyhow::Result<bool> {
    let mut missed = Vec::new();
    let is_asked = |bug: &&Bug| only.is_empty() || only.iter().any(|name| name == bug.name);
    for bug in BUGS.iter().filter(is_asked) {
        let mut found = false;
        for seed in wanted.seed..wanted.seed + SEEDS {
            let one = Wanted {
                seed,
                faults: bug.faults.iter().map(|fault| (*fault).to_owned()).collect(),
                bug: Some(bug.name.to_owned()),
                ..wanted.clone()
            };
            let verdict = play(&one).await?;
            found = verdict.wrong.iter().any(|line| bug.is_shown_by(line));
            if found {
                say(&format!("found {}:\n{}", bug.name, verdict.text()));
                break;
            }
        }
        if !found {
            say(&format!("NOT FOUND in {SEEDS} runs: {}", bug.name));
            missed.push(bug.name);
        }
    }
    let verdict = if missed.is_empty() {
        "verdict: every planted bug was found".to_owned()
    } else {
        format!("verdict: planted and not found: {}", missed.join(", "))
    };
    say(&verdict);
    Ok(missed.is_empty())
}

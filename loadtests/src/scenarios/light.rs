//! LIGHT: 200 members in one channel, 20 messages a second. Nothing waits for anything, so this is
//! the time that one message takes.

use std::time::Duration;

use super::bench::Bench;
use super::paired::{Judged, Paired};
use super::run::Load;
use crate::client::pace::Pace;
use crate::target::fixture::Shape;

pub(super) fn load(bench: &Bench) -> Paired {
    let members = bench.members(200);
    Paired {
        name: "LIGHT",
        shape: Shape { members, channels: 1, per_channel: members },
        load: Load {
            pace: Pace::PerSecond(20),
            warm: Duration::from_secs(1),
            measured: bench.seconds(15),
        },
        judged: JUDGED,
        shown: &[],
    }
}

const JUDGED: &[Judged] = &[
    Judged {
        figure: "ack p50, ms",
        of: |run| run.durations.ack.p50,
        floor: 1.5,
        goal: 1.25,
        more_is_better: false,
    },
    Judged {
        figure: "delivery p50, ms",
        of: |run| run.durations.delivery.p50,
        floor: 1.5,
        goal: 1.25,
        more_is_better: false,
    },
    Judged {
        figure: "ack p99, ms",
        of: |run| run.durations.ack.p99,
        floor: 2.0,
        goal: 1.5,
        more_is_better: false,
    },
    Judged {
        figure: "delivery p99, ms",
        of: |run| run.durations.delivery.p99,
        floor: 2.0,
        goal: 1.5,
        more_is_better: false,
    },
];

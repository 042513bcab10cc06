//! BUSY: 1,000 members in one channel, 50 messages a second. What a delivery costs when each
//! message is handed on by itself.

use std::time::Duration;

use super::bench::Bench;
use super::paired::{Judged, Paired, Shown};
use super::run::Load;
use crate::client::pace::Pace;
use crate::target::fixture::Shape;

pub(super) fn load(bench: &Bench) -> Paired {
    let members = bench.members(1_000);
    Paired {
        name: "BUSY",
        shape: Shape { members, channels: 1, per_channel: members },
        load: Load {
            pace: Pace::PerSecond(50),
            warm: Duration::from_secs(2),
            measured: bench.seconds(15),
        },
        judged: JUDGED,
        shown: SHOWN,
    }
}

const JUDGED: &[Judged] = &[
    Judged {
        figure: "CPU s/M",
        of: |run| run.cpu_per_million,
        floor: 1.5,
        goal: 1.2,
        more_is_better: false,
    },
    Judged {
        figure: "last member p50, ms",
        of: |run| run.durations.last.p50,
        floor: 1.5,
        goal: 1.2,
        more_is_better: false,
    },
];

const SHOWN: &[Shown] = &[
    Shown { figure: "server CPU s/M", of: |run| run.server_cpu_per_million },
    Shown { figure: "ack p50, ms", of: |run| run.durations.ack.p50 },
];

//! TEAMS: 100 channels of ten members each, 2,000 messages a second in all. What a message costs
//! when few hear it.

use std::time::Duration;

use super::bench::Bench;
use super::paired::{Judged, Paired, Shown};
use super::run::Load;
use crate::client::pace::Pace;
use crate::target::fixture::Shape;

pub(super) fn load(bench: &Bench) -> Paired {
    let channels = bench.members(100);
    Paired {
        name: "TEAMS",
        shape: Shape { members: channels * 10, channels, per_channel: 10 },
        load: Load {
            pace: Pace::PerSecond(u32::try_from(channels * 20).unwrap_or(2_000)),
            warm: Duration::from_secs(2),
            measured: bench.seconds(15),
        },
        judged: JUDGED,
        shown: &[
            Shown { figure: "server CPU s/M", of: |run| run.server_cpu_per_million },
            Shown { figure: "Postgres CPU s/M", of: |run| run.postgres_cpu_per_million },
            Shown { figure: "ack p50, ms", of: |run| run.durations.ack.p50 },
        ],
    }
}

const JUDGED: &[Judged] = &[
    Judged {
        figure: "CPU s/M",
        of: |run| run.cpu_per_million,
        floor: 1.5,
        goal: 1.25,
        more_is_better: false,
    },
    Judged {
        figure: "delivery p99, ms",
        of: |run| run.durations.delivery.p99,
        floor: 2.0,
        goal: 1.5,
        more_is_better: false,
    },
    Judged {
        figure: "ack p99, ms",
        of: |run| run.durations.ack.p99,
        floor: 2.0,
        goal: 1.5,
        more_is_better: false,
    },
];

//! FULL: 1,000 members in one channel, always 8 messages in flight. How much goes through when
//! nobody waits longer than needed.

use std::time::Duration;

use super::bench::Bench;
use super::paired::{Judged, Paired, Shown};
use super::run::Load;
use crate::client::pace::Pace;
use crate::target::fixture::Shape;

/// Messages in flight.
pub(super) const WINDOW: usize = 8;

pub(super) fn load(bench: &Bench) -> Paired {
    let members = bench.members(1_000);
    Paired {
        name: "FULL",
        shape: Shape { members, channels: 1, per_channel: members },
        load: Load {
            pace: Pace::InFlight(WINDOW),
            warm: Duration::from_secs(2),
            measured: bench.seconds(10),
        },
        judged: &[Judged {
            figure: "deliveries/s",
            of: |run| run.deliveries_per_second,
            floor: 0.6,
            goal: 0.8,
            more_is_better: true,
        }],
        shown: &[
            Shown { figure: "CPU s/M", of: |run| run.cpu_per_million },
            Shown { figure: "last member p50, ms", of: |run| run.durations.last.p50 },
            Shown { figure: "bytes a frame", of: |run| run.frame_bytes },
        ],
    }
}

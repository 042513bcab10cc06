//! ONE ROOM: 20 members in one channel, always 64 messages in flight. How fast one stream can grow:
//! its order is one counter, so its pace is that of the group commit.

use std::time::Duration;

use super::bench::Bench;
use super::paired::{Judged, Paired, Shown};
use super::run::Load;
use crate::client::pace::Pace;
use crate::target::fixture::Shape;

pub(super) fn load(bench: &Bench) -> Paired {
    Paired {
        name: "ONE ROOM",
        shape: Shape { members: 20, channels: 1, per_channel: 20 },
        load: Load {
            pace: Pace::InFlight(64),
            warm: Duration::from_secs(1),
            measured: bench.seconds(10),
        },
        judged: &[Judged {
            figure: "messages/s",
            of: |run| run.messages_per_second,
            floor: 0.4,
            goal: 0.6,
            more_is_better: true,
        }],
        shown: &[
            Shown { figure: "ack p50, ms", of: |run| run.durations.ack.p50 },
            Shown { figure: "CPU s/M", of: |run| run.cpu_per_million },
        ],
    }
}

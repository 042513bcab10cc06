//! IDLE: 8,000 signed-in members that say nothing, with 20 channels in full each, and again with
//! 500 light ones. What an open connection holds of the server's memory.

use super::bench::Bench;
use super::joining::{self, Joiners};
use super::run::median;
use crate::report::{Line, Report, say};
use crate::target::fixture::Shape;
use crate::target::servers::Kind;

pub(super) async fn play(bench: &Bench, report: &mut Report) -> anyhow::Result<()> {
    let members = bench.members(8_000);
    let few = Shape { members, channels: members / 20, per_channel: 400.min(members) };
    let bare = kib(bench, Kind::Baseline, "idle_bare", few, [1, 0]).await?;
    report.add(Line { baseline: Some(bare), ..Line::named("IDLE", "bare, 1 full, KiB a member") });
    if !bench.with_talkoo() {
        return Ok(());
    }
    let many = Shape { members, channels: 500, per_channel: members };
    for (name, shape, [full, light], figure, floor, goal) in [
        ("idle_full", few, [20, 0], "20 full, KiB a member", 16.0, 12.0),
        ("idle_light", many, [0, 500], "500 light, KiB a member", 40.0, 24.0),
    ] {
        let found = kib(bench, Kind::Talkoo, name, shape, [full, light]).await?;
        report.add(Line {
            talkoo: Some(found),
            ratio: Some(found),
            floor: Some(floor),
            goal: Some(goal),
            ..Line::named("IDLE", figure)
        });
    }
    Ok(())
}

async fn kib(
    bench: &Bench,
    kind: Kind,
    name: &str,
    shape: Shape,
    [full, light]: [usize; 2],
) -> anyhow::Result<f64> {
    let place = bench.ground.prepare(kind, name, shape).await?;
    let mut found = Vec::new();
    for _ in 0..bench.runs {
        let joined =
            joining::once(bench, &place, Joiners { members: shape.members, full, light }).await?;
        say(&format!("{name}: {joined:.3?}"));
        found.push(joined.resident_kib);
    }
    Ok(median(found.into_iter()))
}

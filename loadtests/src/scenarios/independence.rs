//! Independence of N: what one pays for must not grow with what one does not look at. Three pairs,
//! each Talkoo against itself: a busy channel with 7,000 more members elsewhere; a channel of
//! 100,000 members of whom 1,000 are there; joining with 500 channels instead of 5.

use std::time::Duration;

use super::bench::Bench;
use super::joining::{self, Joiners};
use super::run::{self, Load, Run, median};
use super::seating::Seating;
use crate::client::crowd::Crowd;
use crate::client::pace::Pace;
use crate::machine::limits;
use crate::report::{Line, Report, say};
use crate::target::fixture::Shape;
use crate::target::servers::{Kind, Place};

const NAME: &str = "independence of N";

pub(super) async fn play(bench: &Bench, report: &mut Report) -> anyhow::Result<()> {
    if bench.with_talkoo() {
        elsewhere(bench, report).await?;
        absent(bench, report).await?;
        channels(bench, report).await?;
    }
    Ok(())
}

/// The same busy channel, alone and with seven as large beside it that say nothing.
async fn elsewhere(bench: &Bench, report: &mut Report) -> anyhow::Result<()> {
    let one = bench.members(1_000);
    let shape = Shape { members: one * 8, channels: 8, per_channel: one };
    let place = bench.ground.prepare(Kind::Paused, "elsewhere", shape).await?;
    let (mut alone, mut beside) = (Vec::new(), Vec::new());
    for number in 1..=bench.runs {
        for (all, runs) in [(false, &mut alone), (true, &mut beside)] {
            let run = busy(bench, &place, one, if all { shape.members } else { one }).await?;
            report.note_run(NAME, Kind::Talkoo, number, &run);
            runs.push(run);
        }
    }
    compare(report, "BUSY with 7 × as many elsewhere", &alone, &beside);
    Ok(())
}

/// A channel of 1,000 and one of 100,000, in both of which 1,000 are online.
async fn absent(bench: &Bench, report: &mut Report) -> anyhow::Result<()> {
    let online = bench.members(1_000);
    let mut both = Vec::new();
    for (name, members) in [("all_there", online), ("most_absent", online * 100)] {
        let shape = Shape { members, channels: 1, per_channel: members };
        both.push((bench.ground.prepare(Kind::Paused, name, shape).await?, Vec::new()));
    }
    for number in 1..=bench.runs {
        for (place, runs) in &mut both {
            let run = busy(bench, place, online, online).await?;
            report.note_run(NAME, Kind::Talkoo, number, &run);
            runs.push(run);
        }
    }
    if let [(_, small), (_, large)] = both.as_slice() {
        compare(report, "BUSY in a channel of 100 × as many", small, large);
    }
    Ok(())
}

/// Joining with 5 and with 500 channels.
async fn channels(bench: &Bench, report: &mut Report) -> anyhow::Result<()> {
    let members = bench.members(1_000);
    let shape = Shape { members, channels: 500, per_channel: members };
    let place = bench.ground.prepare(Kind::Talkoo, "channels", shape).await?;
    let mut costs = [Vec::new(), Vec::new()];
    for _ in 0..bench.runs {
        for (light, costs) in [5, 500].into_iter().zip(&mut costs) {
            let joined = joining::once(bench, &place, Joiners { members, full: 0, light }).await?;
            say(&format!("{NAME}, joining with {light}: {joined:.3?}"));
            costs.push(joined.server_ms + joined.postgres_ms);
        }
    }
    let [few, many] = costs.map(|costs| median(costs.into_iter()));
    report.add(judged("joining with 500 channels, CPU ms", few, many, 2.0));
    Ok(())
}

/// `talking` members of channel 0 hear and write; the others up to `online` hear channels of
/// their own, where nothing is said.
async fn busy(bench: &Bench, place: &Place, talking: usize, online: usize) -> anyhow::Result<Run> {
    limits::check(online)?;
    let servers = bench.ground.serve(place, 1).await?;
    let seating = Seating::of(&place.fixture, &servers, usize::MAX).await?;
    let channels = place.fixture.shape.channels_of_all();
    let mut crowd = Crowd::empty();
    let mut seats = Vec::new();
    for (member, own) in channels.iter().enumerate().take(online) {
        let mut seat = seating.seat(member, own, &[])?;
        if member >= talking {
            seat.voices.clear();
        }
        seats.push(seat);
    }
    crowd.join(seats).await?;
    let load = Load {
        pace: Pace::PerSecond(50),
        warm: Duration::from_secs(2),
        measured: bench.seconds(15),
    };
    let run = run::run(&crowd, &servers.meter, load, bench.texts()?).await?;
    crowd.dismiss().await;
    servers.stop().await?;
    Ok(run)
}

fn compare(report: &mut Report, what: &str, small: &[Run], large: &[Run]) {
    for (figure, of) in [
        ("CPU s/M", (|run| run.cpu_per_million) as fn(&Run) -> f64),
        ("last member p50, ms", |run| run.durations.last.p50),
    ] {
        let [small, large] = [small, large].map(|runs| median(runs.iter().map(of)));
        report.add(judged(&format!("{what}, {figure}"), small, large, 1.05));
    }
}

/// The smaller of the pair stands in the column of the baseline.
fn judged(figure: &str, small: f64, large: f64, bound: f64) -> Line {
    Line {
        baseline: Some(small),
        talkoo: Some(large),
        ratio: Some(large / small),
        floor: Some(bound),
        goal: Some(bound),
        ..Line::named(NAME, figure)
    }
}

//! Two nodes: LIGHT with the writers on one node and nearly all readers on the other, against the
//! same on one node. What the way over Redis adds, and how many commands it takes.

use std::time::Duration;

use super::bench::Bench;
use super::run::{self, Load, Run, median};
use super::seating::Seating;
use crate::client::crowd::Crowd;
use crate::client::pace::Pace;
use crate::report::{Line, Report};
use crate::target::fixture::Shape;
use crate::target::servers::{Kind, Place};

const NAME: &str = "two nodes";
/// Members that write, all on the first node.
const WRITERS: usize = 10;

pub(super) async fn play(bench: &Bench, report: &mut Report) -> anyhow::Result<()> {
    if !bench.with_talkoo() {
        return Ok(());
    }
    let members = bench.members(200);
    let shape = Shape { members, channels: 1, per_channel: members };
    let place = bench.ground.prepare(Kind::Paused, "two_nodes", shape).await?;
    let (mut one, mut two, mut commands) = (Vec::new(), Vec::new(), Vec::new());
    for number in 1..=bench.runs {
        for nodes in [1, 2] {
            let (run, redis) = once(bench, &place, nodes).await?;
            report.note_run(&format!("{NAME} ({nodes})"), Kind::Talkoo, number, &run);
            if nodes == 1 {
                one.push(run);
            } else {
                two.push(run);
                commands.push(redis);
            }
        }
    }
    let p50 = |runs: &[Run]| median(runs.iter().map(|run| run.durations.delivery.p50));
    let (one, two) = (p50(&one), p50(&two));
    report.add(Line {
        baseline: Some(one),
        talkoo: Some(two),
        ratio: Some(two - one),
        floor: Some(0.5),
        goal: Some(0.5),
        ..Line::named(NAME, "delivery p50, ms more than on one node")
    });
    let commands = median(commands.into_iter());
    report.add(Line {
        talkoo: Some(commands),
        ratio: Some(commands),
        floor: Some(3.0),
        goal: Some(3.0),
        ..Line::named(NAME, "Redis commands a message")
    });
    Ok(())
}

/// Answers with the run and the Redis commands a message.
async fn once(bench: &Bench, place: &Place, nodes: usize) -> anyhow::Result<(Run, f64)> {
    let servers = bench.ground.serve(place, nodes).await?;
    let seating = Seating::of(&place.fixture, &servers, usize::MAX).await?;
    let mut seats = seating.everybody()?;
    for seat in seats.iter_mut().skip(WRITERS) {
        seat.voices.clear();
        if let Some(last) = servers.nodes.last() {
            seat.address = *last;
        }
    }
    let mut crowd = Crowd::empty();
    crowd.join(seats).await?;
    let load =
        Load { pace: Pace::PerSecond(20), warm: Duration::ZERO, measured: bench.seconds(15) };
    let before = bench.ground.redis.commands().await?;
    let run = run::run(&crowd, &servers.meter, load, bench.texts()?).await?;
    // The question itself is two commands.
    let commands = bench.ground.redis.commands().await?.saturating_sub(before + 2);
    crowd.dismiss().await;
    servers.stop().await?;
    let messages = run.messages as f64;
    Ok((run, commands as f64 / messages))
}

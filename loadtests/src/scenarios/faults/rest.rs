//! Delivery between nodes while Redis is gone, and what it costs to compare many heads.

use std::time::Duration;

use super::super::bench::Bench;
use super::super::run::{self, Load};
use super::super::seating::Seating;
use super::{NAME, PER_SECOND, WRITERS, millis, none};
use crate::client::crowd::Crowd;
use crate::client::pace::Pace;
use crate::report::{Line, Report};
use crate::target::fixture::Shape;
use crate::target::servers::{Kind, Place};

/// Readers on one node, writers on the other, and Redis killed before the first word.
pub(super) async fn without_redis(
    bench: &mut Bench,
    place: &Place,
    report: &mut Report,
) -> anyhow::Result<()> {
    let servers = bench.ground.serve(place, 2).await?;
    let seating = Seating::of(&place.fixture, &servers, usize::MAX).await?;
    let mut seats = seating.everybody()?;
    for seat in seats.iter_mut().skip(WRITERS) {
        seat.voices.clear();
        seat.address = servers.nodes[1];
    }
    let mut crowd = Crowd::empty();
    crowd.join(seats).await?;
    bench.ground.redis.process.kill()?;
    let load = Load {
        pace: Pace::PerSecond(PER_SECOND),
        warm: Duration::ZERO,
        measured: bench.seconds(10),
    };
    let run = run::run(&crowd, &servers.meter, load, bench.texts()?).await?;
    report.note_run("faults (no Redis)", Kind::Talkoo, 1, &run);
    report.add(millis("Redis down: delivery p99, ms", run.durations.delivery.p99, 3.0));
    report.add(none("Redis down: lost", run.faults.lost as f64));
    crowd.dismiss().await;
    servers.stop().await?;
    let scratch = bench.ground.scratch.clone();
    bench.ground.redis.start_again(&scratch).await
}

/// A node that serves ten thousand streams and hears nothing: what a second of comparing costs.
pub(super) async fn compared(bench: &Bench, report: &mut Report) -> anyhow::Result<()> {
    let members = bench.members(200);
    let channels = members * 50;
    let shape = Shape { members, channels, per_channel: 2 };
    let place = bench.ground.prepare(Kind::Talkoo, "compared", shape).await?;
    let servers = bench.ground.serve(&place, 2).await?;
    let seating = Seating::of(&place.fixture, &servers, 0).await?;
    let own = shape.channels_of_all();
    let seats = (0..members).map(|member| seating.seat(member, &[], &own[member]));
    let mut crowd = Crowd::empty();
    crowd.join(seats.collect::<anyhow::Result<_>>()?).await?;
    let before = servers.meter.cpu();
    let lasts = bench.seconds(20);
    tokio::time::sleep(lasts).await;
    let cpu = servers.meter.cpu().since(&before);
    let each = |secs: f64| Some(secs * 1e3 / lasts.as_secs_f64());
    for (whose, secs) in [("node", cpu.server), ("Postgres", cpu.postgres)] {
        let figure = format!("comparing {channels} heads: CPU ms of the {whose} a second");
        report.add(Line { talkoo: each(secs), ..Line::named(NAME, &figure) });
    }
    crowd.dismiss().await;
    servers.stop().await
}

//! Nodes that go while members talk: killed, told to leave, and all members back at once.

use std::time::{Duration, Instant};

use super::super::bench::Bench;
use super::super::seating::Seating;
use super::returning::Returning;
use super::{PER_SECOND, millis, none, split};
use crate::client::crowd::Crowd;
use crate::client::pace::{Pace, Pen};
use crate::report::Report;
use crate::target::fixture::Shape;
use crate::target::servers::{Kind, Place, Servers};

/// How long they talk before and after.
const BEFORE: Duration = Duration::from_secs(3);
const AFTER: Duration = Duration::from_secs(9);

pub(super) async fn killed(
    bench: &Bench,
    place: &Place,
    report: &mut Report,
) -> anyhow::Result<()> {
    let mut servers = bench.ground.serve(place, 2).await?;
    let gone = talk_through(bench, place, &mut servers, "KILL").await?;
    report.add(millis("kill -9 of a node: caught up p99, ms", gone.back.p99, 5.0));
    report.add(none("kill -9: members who end behind", gone.behind));
    report.add(none("kill -9: doubled or misordered", gone.wrong));
    servers.stop().await
}

pub(super) async fn drained(
    bench: &Bench,
    place: &Place,
    report: &mut Report,
) -> anyhow::Result<()> {
    let mut servers = bench.ground.serve(place, 2).await?;
    let gone = talk_through(bench, place, &mut servers, "TERM").await?;
    report.add(millis("SIGTERM: the node has ended, ms", gone.ended_ms, 20.0));
    report.add(millis("SIGTERM: caught up elsewhere p99, ms", gone.back.p99, 20.0));
    report.add(none("SIGTERM: members who end behind", gone.behind));
    report.add(none("SIGTERM: doubled or misordered", gone.wrong));
    servers.stop().await
}

struct Gone {
    back: crate::measure::histogram::Percentiles,
    ended_ms: f64,
    behind: f64,
    wrong: f64,
}

/// Readers on the first node, writers on the second; the first goes in the middle of the talk.
async fn talk_through(
    bench: &Bench,
    place: &Place,
    servers: &mut Servers,
    signal: &str,
) -> anyhow::Result<Gone> {
    let (writers, readers) = split(place, servers).await?;
    let mut returning = Returning::sit(readers, &servers.nodes).await?;
    let mut crowd = Crowd::empty();
    crowd.join(writers).await?;
    let mut pen = Pen::new(bench.texts()?);
    let talk = pen.write(&crowd, Pace::PerSecond(PER_SECOND), BEFORE + AFTER);
    let goes = async {
        tokio::time::sleep(BEFORE).await;
        let at = Instant::now();
        servers.signal(0, signal)?;
        let back = returning.back_since(at).await?;
        let ended = servers.ended(0, at).await?;
        anyhow::Ok((back, ended))
    };
    let (talked, gone) = tokio::join!(talk, goes);
    talked?;
    let (back, ended) = gone?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let behind = returning.behind(&crowd.heads_of_first()).await;
    let faults = returning.scene.tally().faults;
    crowd.dismiss().await;
    Ok(Gone {
        back,
        ended_ms: ended.as_secs_f64() * 1e3,
        behind: behind as f64,
        wrong: (faults.doubled + faults.misordered) as f64,
    })
}

/// All members of a node that is killed and comes back, each hearing five channels.
pub(super) async fn storm(bench: &Bench, report: &mut Report) -> anyhow::Result<()> {
    let members = bench.members(2_000);
    let shape = Shape { members, channels: members / 10, per_channel: 50.min(members) };
    let place = bench.ground.prepare(Kind::Talkoo, "storm", shape).await?;
    let mut servers = bench.ground.serve(&place, 1).await?;
    let seating = Seating::of(&place.fixture, &servers, usize::MAX).await?;
    let seats = seating.everybody()?;
    let mut returning = Returning::sit(seats, &servers.nodes).await?;
    bench.ground.restart(&place, &mut servers, 0).await?;
    let back = returning.back_since(Instant::now()).await?;
    report.add(millis(&format!("storm of {members}: the last is caught up, ms"), back.max, 15.0));
    returning.behind(&[]).await;
    servers.stop().await
}

//! What it takes until all is well again: a node killed or told to leave under talk, Redis gone, all
//! members back at once, a right taken away, many streams to compare. One run each; that nothing is
//! lost or doubled meanwhile is what `chaos` proves, and is looked at here, too.

mod returning;
mod nodes;
mod rights;
mod rest;

use super::bench::Bench;
use crate::report::{Line, Report};
use crate::target::fixture::Shape;
use crate::target::servers::{Kind, Place};

const NAME: &str = "faults";
/// Members who write, on a node that stays.
const WRITERS: usize = 10;
const PER_SECOND: u32 = 20;

pub(super) async fn play(bench: &mut Bench, report: &mut Report) -> anyhow::Result<()> {
    if !bench.with_talkoo() {
        return Ok(());
    }
    let members = bench.members(200);
    let shape = Shape { members, channels: 1, per_channel: members };
    let place = bench.ground.prepare(Kind::Talkoo, "faults", shape).await?;
    nodes::killed(bench, &place, report).await?;
    nodes::drained(bench, &place, report).await?;
    rest::without_redis(bench, &place, report).await?;
    rights::taken(bench, &place, report).await?;
    nodes::storm(bench, report).await?;
    rest::compared(bench, report).await
}

/// A figure that is judged as it is, in milliseconds.
fn millis(figure: &str, found: f64, floor_secs: f64) -> Line {
    Line {
        talkoo: Some(found),
        ratio: Some(found),
        floor: Some(floor_secs * 1e3),
        goal: Some(floor_secs * 1e3 / 2.0),
        ..Line::named(NAME, figure)
    }
}

/// Something that may not happen, counted.
fn none(figure: &str, count: f64) -> Line {
    Line {
        talkoo: Some(count),
        ratio: Some(count),
        floor: Some(0.0),
        goal: Some(0.0),
        ..Line::named(NAME, figure)
    }
}

type Seats = Vec<crate::client::crowd::Seat>;

/// Writers on the second node, and everybody else as they are seated.
async fn split(
    place: &Place,
    servers: &crate::target::servers::Servers,
) -> anyhow::Result<(Seats, Seats)> {
    let seating = super::seating::Seating::of(&place.fixture, servers, usize::MAX).await?;
    let mut writers = seating.everybody()?;
    let readers = writers.split_off(WRITERS);
    if let Some(second) = servers.nodes.get(1) {
        for seat in &mut writers {
            seat.address = *second;
        }
    }
    Ok((writers, readers))
}

//! JOIN: from the session token to caught up, for a client that has missed nothing. After a restart
//! all come at once, so this is what a storm costs.

use super::bench::Bench;
use super::joining::{self, Joined, Joiners};
use super::run::median;
use crate::report::{Line, Report, say};
use crate::target::fixture::Shape;
use crate::target::servers::Kind;

pub(super) async fn play(bench: &Bench, report: &mut Report) -> anyhow::Result<()> {
    let members = bench.members(2_000);
    let shape = Shape { members, channels: members / 10, per_channel: 50.min(members) };
    let bare = joined(bench, Kind::Baseline, shape).await?;
    let line = Line {
        baseline: Some(server_ms(&bare)),
        ..Line::named("JOIN", "server CPU ms a member, 5 channels")
    };
    if !bench.with_talkoo() {
        report.add(line);
        return Ok(());
    }
    let talkoo = joined(bench, Kind::Talkoo, shape).await?;
    report.add(Line {
        talkoo: Some(server_ms(&talkoo)),
        ratio: Some(server_ms(&talkoo)),
        floor: Some(0.2),
        goal: Some(0.1),
        ..line
    });
    report.add(Line {
        talkoo: Some(median(talkoo.iter().map(|joined| joined.postgres_ms))),
        ..Line::named("JOIN", "Postgres CPU ms a member")
    });
    Ok(())
}

async fn joined(bench: &Bench, kind: Kind, shape: Shape) -> anyhow::Result<Vec<Joined>> {
    let place = bench.ground.prepare(kind, "join", shape).await?;
    let joiners = Joiners { members: shape.members, full: 5, light: 0 };
    let mut found = Vec::new();
    for _ in 0..bench.runs {
        let joined = joining::once(bench, &place, joiners).await?;
        say(&format!("JOIN {kind:?}: {joined:.3?}"));
        found.push(joined);
    }
    Ok(found)
}

fn server_ms(joined: &[Joined]) -> f64 {
    median(joined.iter().map(|joined| joined.server_ms))
}

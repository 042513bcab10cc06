//! A right that is given up on one node, and the socket on another that must hear nothing more.

use std::time::Instant;

use serde_json::json;

use super::super::bench::Bench;
use super::super::seating::Seating;
use super::millis;
use crate::client::http;
use crate::client::member::Member;
use crate::client::member::Scene;
use crate::measure::histogram::Histogram;
use crate::report::Report;
use crate::target::servers::Place;

/// Members who leave, one after the other, counted from the end: the others write.
const LEAVE: usize = 50;

/// Each leaves a private channel over the first node and listens on the second until it is told.
pub(super) async fn taken(bench: &Bench, place: &Place, report: &mut Report) -> anyhow::Result<()> {
    let servers = bench.ground.serve(place, 2).await?;
    let seating = Seating::of(&place.fixture, &servers, usize::MAX).await?;
    let seats = seating.everybody()?;
    let mut took = Histogram::default();
    for seat in seats.iter().rev().take(LEAVE.min(seats.len() / 2)) {
        let scene = Scene::new();
        let member =
            Member::join(scene.clone(), servers.nodes[1], &seat.token, &seat.hearing).await;
        let mut member = member?;
        let channel = String::from_utf8_lossy(&seat.voices[0].name).into_owned();
        let command =
            json!({ "t": "leave", "client_id": uuid::Uuid::new_v4(), "channel": channel });
        let path = "/api/v1/commands";
        let asked = http::post(servers.nodes[0], path, &seat.token, &command.to_string()).await?;
        anyhow::ensure!(asked.status == 200, "leaving: {:?}", asked.json::<serde_json::Value>());
        let gone = Instant::now();
        while member.lost() == 0 {
            member.hear().await?;
        }
        took.add(gone.elapsed().as_nanos() as u64);
    }
    let took = took.percentiles();
    report.add(millis("a right taken away: told on the other node, ms at most", took.max, 1.0));
    servers.stop().await
}

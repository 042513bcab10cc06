//! Lets a crowd join and reads what that cost the server: the part that IDLE, JOIN and the
//! independence of the number of channels share.

use super::bench::Bench;
use super::seating::Seating;
use crate::client::crowd::{Crowd, Seat};
use crate::machine::limits;
use crate::target::servers::Place;

/// What joining cost, a member.
#[derive(Clone, Copy, Debug)]
pub(super) struct Joined {
    pub(super) server_ms: f64,
    pub(super) postgres_ms: f64,
    pub(super) resident_kib: f64,
}

/// How many join, and how many channels each hears in full or light.
#[derive(Clone, Copy)]
pub(super) struct Joiners {
    pub(super) members: usize,
    pub(super) full: usize,
    pub(super) light: usize,
}

/// Starts a fresh server, lets all join, reads, and ends it.
pub(super) async fn once(bench: &Bench, place: &Place, joiners: Joiners) -> anyhow::Result<Joined> {
    limits::check(joiners.members)?;
    let servers = bench.ground.serve(place, 1).await?;
    let channels = place.fixture.shape.channels;
    let seating = Seating::of(&place.fixture, &servers, channels).await?;
    // A first few, so that what every process needs once is not counted as a member's.
    let mut crowd = Crowd::empty();
    let seats = seats(&seating, place, joiners)?;
    let (early, late) = seats.split_at((joiners.members / 20).min(100));
    crowd.join(early.to_vec()).await?;
    let (before, resident) = (servers.meter.cpu(), servers.meter.resident_kib());
    crowd.join(late.to_vec()).await?;
    let cpu = servers.meter.cpu().since(&before);
    let count = late.len() as f64;
    let resident_kib = (servers.meter.resident_kib() as f64 - resident as f64) / count;
    crowd.dismiss().await;
    servers.stop().await?;
    let (server_ms, postgres_ms) = (cpu.server * 1e3 / count, cpu.postgres * 1e3 / count);
    Ok(Joined { server_ms, postgres_ms, resident_kib })
}

fn seats(seating: &Seating<'_>, place: &Place, joiners: Joiners) -> anyhow::Result<Vec<Seat>> {
    let channels = place.fixture.shape.channels_of_all();
    let all: Vec<usize> = (0..place.fixture.shape.channels).collect();
    (0..joiners.members)
        .map(|member| {
            let own = &channels[member];
            let full = &own[..joiners.full.min(own.len())];
            let light = &all[..joiners.light.min(all.len())];
            seating.seat(member, full, light)
        })
        .collect()
}

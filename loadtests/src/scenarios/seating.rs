//! Who sits where: turns a fixture into seats, and finds the heads that an up-to-date client would
//! come with.

use std::collections::BTreeMap;

use anyhow::Context as _;

use crate::client::crowd::{Crowd, Seat};
use crate::client::member::Hearing;
use crate::client::scan::StreamName;
use crate::machine::limits;
use crate::target::fixture::Fixture;
use crate::target::servers::Servers;

pub(crate) struct Seating<'a> {
    fixture: &'a Fixture,
    servers: &'a Servers,
    heads: BTreeMap<usize, u64>,
}

impl<'a> Seating<'a> {
    /// Asks the servers for the heads of the first `channels` channels.
    pub(crate) async fn of(
        fixture: &'a Fixture,
        servers: &'a Servers,
        channels: usize,
    ) -> anyhow::Result<Self> {
        let mut seating = Self { fixture, servers, heads: BTreeMap::new() };
        for channel in 0..channels.min(fixture.shape.channels) {
            let member = fixture.shape.members_of(channel).next().context("an empty channel")?;
            let seat = seating.seat(member, &[channel], &[])?;
            let mut scout = Crowd::empty();
            scout.join(vec![seat]).await?;
            let head = scout.heads_of_first().first().copied().unwrap_or(0);
            scout.dismiss().await;
            seating.heads.insert(channel, head);
        }
        Ok(seating)
    }

    /// A member on the first node that writes where it hears in full.
    pub(crate) fn seat(
        &self,
        member: usize,
        full: &[usize],
        light: &[usize],
    ) -> anyhow::Result<Seat> {
        let voices = full.iter().map(|channel| self.fixture.channels[*channel]).collect();
        Ok(Seat {
            address: *self.servers.nodes.first().context("no node")?,
            token: self.fixture.tokens.get(member).context("the fixture has too few")?.clone(),
            hearing: Hearing { full: self.cursors(full), light: self.cursors(light) },
            voices,
        })
    }

    /// Every member, hearing in full all channels it is in.
    pub(crate) fn everybody(&self) -> anyhow::Result<Vec<Seat>> {
        let channels = self.fixture.shape.channels_of_all();
        limits::check(channels.len())?;
        channels.iter().enumerate().map(|(member, full)| self.seat(member, full, &[])).collect()
    }

    fn cursors(&self, channels: &[usize]) -> Vec<(StreamName, u64)> {
        let cursor = |channel: &usize| {
            let head = self.heads.get(channel).copied().unwrap_or(0);
            (self.fixture.channels[*channel].name, head)
        };
        channels.iter().map(cursor).collect()
    }
}

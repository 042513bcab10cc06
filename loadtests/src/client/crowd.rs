//! All members of a load, on one thread. A crowd joins, listens until it is dismissed, and then
//! counts what it missed.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use anyhow::Context as _;
use tokio::task::JoinSet;

use super::member::{self, Ears, Hearing, Member, Scene};
use super::socket::Writer;
use crate::target::fixture::Channel;

/// Joins at once; more would only wait in the server's accept queue.
const DOORS: usize = 64;

/// One member to be: where it connects, as whom, and what it hears.
#[derive(Clone)]
pub(crate) struct Seat {
    pub(crate) address: SocketAddr,
    pub(crate) token: String,
    pub(crate) hearing: Hearing,
    /// Channels it may be asked to write to.
    pub(crate) voices: Vec<Channel>,
}

/// A member and a channel it can write to.
pub(crate) struct Voice {
    pub(crate) writer: Writer,
    pub(crate) channel: Channel,
}

pub(crate) struct Crowd {
    pub(crate) scene: Scene,
    pub(crate) voices: Vec<Voice>,
    ears: Vec<Arc<Mutex<Ears>>>,
    listening: JoinSet<()>,
}

impl Crowd {
    pub(crate) fn empty() -> Self {
        Self {
            scene: Scene::new(),
            voices: Vec::new(),
            ears: Vec::new(),
            listening: JoinSet::new(),
        }
    }

    /// Lets all take their seats; done when the last has caught up.
    pub(crate) async fn join(&mut self, seats: Vec<Seat>) -> anyhow::Result<()> {
        let mut joining: JoinSet<anyhow::Result<(Member, Vec<Channel>)>> = JoinSet::new();
        let mut seats = seats.into_iter();
        loop {
            while joining.len() < DOORS
                && let Some(seat) = seats.next()
            {
                let scene = self.scene.clone();
                joining.spawn(async move {
                    let member =
                        Member::join(scene, seat.address, &seat.token, &seat.hearing).await;
                    Ok((member?, seat.voices))
                });
            }
            let Some(joined) = joining.join_next().await else { return Ok(()) };
            let (member, channels) = joined.context("a joining member")??;
            self.seat(member, channels);
        }
    }

    fn seat(&mut self, mut member: Member, channels: Vec<Channel>) {
        for channel in channels {
            self.voices.push(Voice { writer: member.writer(), channel });
        }
        self.ears.push(member.share_ears());
        let scene = self.scene.clone();
        self.listening.spawn(async move {
            loop {
                if let Err(error) = member.hear().await {
                    let mut tally = scene.tally();
                    tally.faults.closed += 1;
                    tally.complain(|| error.to_string());
                    return;
                }
            }
        });
    }

    /// The cursors of the first member, in the order of its hearing.
    pub(crate) fn heads_of_first(&self) -> Vec<u64> {
        self.ears.first().map_or_else(Vec::new, |ears| member::lock(ears).heads().collect())
    }

    /// Counts what members have not got, once nothing is in flight any more.
    pub(crate) fn count_lost(&self) {
        let lost: u64 = self.ears.iter().map(|ears| member::lock(ears).lost()).sum();
        self.scene.tally().faults.lost += lost;
    }

    pub(crate) async fn dismiss(mut self) {
        self.listening.shutdown().await;
    }
}

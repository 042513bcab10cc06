//! Members whose sockets come back by themselves, at once and to the next node, with the cursors that
//! they have: harder on the servers than the web client, which waits a while of its own choosing.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::bail;
use rand::Rng as _;
use tokio::task::JoinSet;

use crate::client::crowd::Seat;
use crate::client::member::{self, Member, Scene};
use crate::measure::histogram::{Histogram, Percentiles};

/// How long all may take to be back before the run is given up.
const PATIENCE: Duration = Duration::from_secs(120);
const LOOKS: Duration = Duration::from_millis(10);

pub(super) struct Returning {
    pub(super) scene: Scene,
    board: Arc<Mutex<Vec<Place>>>,
    living: JoinSet<()>,
}

/// Where one of them stands.
#[derive(Clone, Default)]
struct Place {
    /// When it was caught up the last time.
    back: Option<Instant>,
    heads: Vec<u64>,
}

impl Returning {
    /// Seats all of them, each beginning at its seat's node; done when the last has caught up.
    pub(super) async fn sit(seats: Vec<Seat>, nodes: &[SocketAddr]) -> anyhow::Result<Self> {
        let scene = Scene::new();
        let board = Arc::new(Mutex::new(vec![Place::default(); seats.len()]));
        let mut living = JoinSet::new();
        let begun = Instant::now();
        for (number, seat) in seats.into_iter().enumerate() {
            let others = nodes.iter().copied().filter(|node| *node != seat.address);
            let nodes: Vec<SocketAddr> = [seat.address].into_iter().chain(others).collect();
            living.spawn(live(scene.clone(), board.clone(), number, seat, nodes));
        }
        let all = Self { scene, board, living };
        all.back_since(begun).await?;
        Ok(all)
    }

    /// How long each took from this instant until it was caught up, once all are.
    pub(super) async fn back_since(&self, since: Instant) -> anyhow::Result<Percentiles> {
        while self.places().iter().any(|place| place.back.is_none_or(|back| back < since)) {
            if since.elapsed() > PATIENCE {
                let complaint = self.scene.tally().complaint.clone();
                bail!("not all came back within {PATIENCE:?}: {complaint:?}");
            }
            tokio::time::sleep(LOOKS).await;
        }
        let mut took = Histogram::default();
        for back in self.places().iter().filter_map(|place| place.back) {
            took.add(back.duration_since(since).as_nanos() as u64);
        }
        Ok(took.percentiles())
    }

    /// How many do not end at these heads, once they had time to hear the last.
    pub(super) async fn behind(&mut self, heads: &[u64]) -> usize {
        tokio::time::sleep(Duration::from_secs(3)).await;
        self.living.shutdown().await;
        self.places().iter().filter(|place| place.heads != heads).count()
    }

    fn places(&self) -> MutexGuard<'_, Vec<Place>> {
        lock(&self.board)
    }
}

fn lock(board: &Mutex<Vec<Place>>) -> MutexGuard<'_, Vec<Place>> {
    board.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn live(
    scene: Scene,
    board: Arc<Mutex<Vec<Place>>>,
    number: usize,
    mut seat: Seat,
    nodes: Vec<SocketAddr>,
) {
    for node in nodes.iter().cycle() {
        let joined = Member::join(scene.clone(), *node, &seat.token, &seat.hearing).await;
        let Ok(mut member) = joined else {
            let pause = rand::rng().random_range(20..120);
            tokio::time::sleep(Duration::from_millis(pause)).await;
            continue;
        };
        lock(&board)[number].back = Some(Instant::now());
        let ears = member.share_ears();
        loop {
            let heard = member.hear().await;
            let heads: Vec<u64> = member::lock(&ears).heads().collect();
            lock(&board)[number].heads.clone_from(&heads);
            if heard.is_err() {
                let streams = seat.hearing.full.iter_mut().chain(&mut seat.hearing.light);
                for ((_, cursor), head) in streams.zip(heads) {
                    *cursor = head;
                }
                break;
            }
        }
    }
}

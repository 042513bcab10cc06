//! How many may be in, and do the same costly thing, at once (promise P14). Who finds no place is
//! refused before anything was spent on it, with a time to come back; who is in waits for a turn in
//! the order of coming, so a storm of returning clients is let in one after the other (P16).

use std::sync::Arc;

use rand::Rng as _;
use talkoo_protocol::{Code, Refusal};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{
    config,
    figures::{FIGURES, Limit},
};

/// When who found no place may come back, in milliseconds.
const SOONEST: u32 = 1_000;
const LATEST: u32 = 5_000;

/// Given back when it is dropped.
pub type Place = OwnedSemaphorePermit;

/// The places of one node.
pub struct Admission {
    sockets: Arc<Semaphore>,
    arriving: Arc<Semaphore>,
    greetings: Arc<Semaphore>,
    commands: Arc<Semaphore>,
}

impl Admission {
    pub fn new(settings: &config::Admission) -> Self {
        let places = |most: u32| Arc::new(Semaphore::new(most as usize));
        Self {
            sockets: places(settings.sockets.get()),
            arriving: places(settings.arriving.get()),
            greetings: places(settings.greetings.get()),
            commands: places(settings.commands.get()),
        }
    }

    /// For as long as a socket is open.
    ///
    /// # Errors
    /// `overloaded`, as of the others.
    pub fn socket(&self) -> Result<Place, Refusal> {
        free(&self.sockets, Limit::Sockets)
    }

    /// From the moment a session is shown until it is greeted.
    ///
    /// # Errors
    /// `overloaded`.
    pub fn arriving(&self) -> Result<Place, Refusal> {
        free(&self.arriving, Limit::Arriving)
    }

    /// While the database is asked who that is. Waits for those who came before.
    pub async fn greeting(&self) -> Option<Place> {
        self.greetings.clone().acquire_owned().await.ok()
    }

    /// From the moment a command is begun until it is answered.
    ///
    /// # Errors
    /// `overloaded`.
    pub fn command(&self) -> Result<Place, Refusal> {
        free(&self.commands, Limit::Commands)
    }
}

/// Those who are refused at once come back one by one.
fn free(places: &Arc<Semaphore>, limit: Limit) -> Result<Place, Refusal> {
    places.clone().try_acquire_owned().map_err(|_| {
        FIGURES.limited(limit);
        let wait = rand::rng().random_range(SOONEST..=LATEST);
        Refusal::new(Code::Overloaded, "no room, come back later").after(wait)
    })
}

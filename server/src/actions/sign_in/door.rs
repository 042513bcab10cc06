//! How often one may try, on all nodes together, and how many passwords are hashed at once, on each.

use std::{net::IpAddr, num::NonZeroU32, sync::Arc, time::Duration};

use governor::Quota;
use parking_lot::Mutex;
use sha2::{Digest as _, Sha256};
use talkoo_protocol::{Code, Refusal};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::{JoinHandle, spawn_blocking},
    time::timeout,
};

use super::password::{self, Room};
use crate::{
    clock::Clock,
    config::Rates,
    error::{Failure, Fault},
    figures::{FIGURES, Limit},
    turns::{Counts, Turns, Whose, millis},
};

/// Hashing takes 19 MiB and a core each; more at once would only make everybody wait longer.
const AT_ONCE: usize = 2;
/// Whoever waits longer for a turn is sent away, so that the queue stays short.
const TURN: Duration = Duration::from_secs(5);
/// What strangers may read for each try to sign in that they have.
const LOOKS: NonZeroU32 = NonZeroU32::new(12).expect("it is not zero");

/// The door of a node.
pub struct Door {
    clock: Clock,
    accounts: Turns,
    addresses: Turns,
    /// What strangers read, which costs no try to sign in.
    looks: Turns,
    /// Letters to one mailbox.
    letters: Turns,
    hashing: Arc<Semaphore>,
    /// As many as hash at once; made when they are needed.
    rooms: Arc<Mutex<Vec<Room>>>,
    /// Of a password that nobody has; checked for accounts that are not there.
    nobody: String,
}

impl Door {
    /// # Errors
    /// A fault when no password can be hashed at all.
    pub fn new(rates: &Rates, clock: Clock, counts: &Counts) -> Result<Self, Fault> {
        let tries = Quota::per_minute(rates.sign_in_per_minute);
        let nobody = clock.random::<32>().map(|byte| char::from(b'a' + byte % 26));
        let mut room = Room::default();
        Ok(Self {
            clock,
            accounts: counts.of("account", tries),
            addresses: counts.of("address", tries),
            looks: counts
                .of("look", Quota::per_minute(rates.sign_in_per_minute.saturating_mul(LOOKS))),
            letters: counts.of("letter", Quota::per_hour(rates.sign_in_per_minute)),
            hashing: Arc::new(Semaphore::new(AT_ONCE)),
            nobody: password::hash(&mut room, &String::from_iter(nobody), &clock.random::<16>())?,
            rooms: Arc::new(Mutex::new(vec![room])),
        })
    }

    /// One try from an address. Neighbours count together: whoever has one address of a network
    /// most often has them all.
    pub(in crate::actions) async fn knock(&self, from: IpAddr) -> Result<(), Refusal> {
        let tried = self.addresses.take(key(&neighbourhood(from).to_string())).await;
        tried.map_err(too_many)
    }

    /// One look at what anybody may read.
    pub(in crate::actions) async fn look(&self, from: IpAddr) -> Result<(), Refusal> {
        let looked = self.looks.take(key(&neighbourhood(from).to_string())).await;
        looked.map_err(too_many)
    }

    /// One try at an account, whether it exists or not.
    pub(in crate::actions) async fn knock_at_account(&self, email: &str) -> Result<(), Refusal> {
        self.accounts.take(key(email)).await.map_err(too_many)
    }

    /// One letter to a mailbox, whether it is a member's or not: as many an hour as there may be
    /// tries to sign in a minute.
    pub(in crate::actions) async fn ask_for_letter(&self, email: &str) -> Result<(), Refusal> {
        self.letters.take(key(email)).await.map_err(too_many)
    }

    /// Whether the password is the one of this hash. Without a hash the answer is no, after as long.
    pub(super) async fn is_right(
        &self,
        password: String,
        hash: Option<String>,
    ) -> Result<bool, Failure> {
        let turn = self.turn().await?;
        let is_there = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.nobody.clone());
        let checked = self.with_room(turn, move |room| password::is_right(room, &password, &hash));
        let is_right = checked.await.map_err(|error| Fault::caused("hashing", error))?;
        Ok(is_right && is_there)
    }

    /// The hash under which a new password is stored.
    ///
    /// # Errors
    /// `overloaded` when too many wait.
    pub async fn hash(&self, password: String) -> Result<String, Failure> {
        let turn = self.turn().await?;
        let salt = self.clock.random::<16>();
        let hashed = self.with_room(turn, move |room| password::hash(room, &password, &salt));
        Ok(hashed.await.map_err(|error| Fault::caused("hashing", error))??)
    }

    /// Hashes in a room of our own, off the runtime's threads. Whoever has a turn finds a room or
    /// makes one, so there are never more rooms than turns.
    fn with_room<T: Send + 'static>(
        &self,
        turn: OwnedSemaphorePermit,
        hashing: impl FnOnce(&mut Room) -> T + Send + 'static,
    ) -> JoinHandle<T> {
        let rooms = self.rooms.clone();
        spawn_blocking(move || {
            let mut room = rooms.lock().pop().unwrap_or_default();
            let done = hashing(&mut room);
            rooms.lock().push(room);
            drop(turn);
            done
        })
    }

    /// A turn is given back when the hashing ends, also when nobody waits for it any more.
    async fn turn(&self) -> Result<OwnedSemaphorePermit, Failure> {
        match timeout(TURN, self.hashing.clone().acquire_owned()).await {
            Ok(Ok(turn)) => Ok(turn),
            Ok(Err(closed)) => Err(Fault::caused("waiting at the door", closed).into()),
            Err(_) => Err(Refusal::new(Code::Overloaded, "too many sign in just now").into()),
        }
    }
}

/// Hashed, so that the memory a key takes does not depend on what is typed, and Redis knows nobody.
fn key(of: &str) -> Whose {
    let hash: [u8; 32] = Sha256::digest(of.trim().to_lowercase()).into();
    let mut key = Whose::default();
    key.copy_from_slice(&hash[..16]);
    key
}

/// The first 24 bits of an IPv4 address, the first 56 of an IPv6 one.
pub(super) fn neighbourhood(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4((address.to_bits() >> 8 << 8).into()),
        IpAddr::V6(address) => IpAddr::V6((address.to_bits() >> 72 << 72).into()),
    }
}

fn too_many(wait: Duration) -> Refusal {
    FIGURES.limited(Limit::SignInRate);
    Refusal::new(Code::TooMany, "too many tries to sign in").after(millis(wait))
}

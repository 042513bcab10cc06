//! Devices that take notices, and telling them. [`keep`] runs on every node: it finds whom new
//! messages concern, leaves out who looks at the channel on this node just now, and sends what is due.

mod devices;
mod digest;
mod letters;
mod replies;
mod telling;

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use parking_lot::Mutex;
use tokio::{
    sync::Semaphore,
    time::{Instant, MissedTickBehavior, interval},
};

pub use devices::own;
pub(super) use devices::{forget, register, test};
pub use letters::unsubscribe;
pub use replies::Replies;

use crate::{
    app::App,
    error::Fault,
    figures::{FIGURES, Pushed},
    mail::Mailer,
    push::Pusher,
    store::push as store,
};

/// What one transaction takes in hand when the database has time; half as much after each that failed.
const MESSAGES: i64 = 100;
const PEOPLE: i64 = 2_000;
/// Halvings after which a piece is one message and some dozens of people.
const MOST_HALVINGS: u32 = 6;
/// Notices that one taking back is held against in one transaction.
const LOOKED_AT: i64 = 500;
/// Rows of one reading: who takes more waits longer for the first.
const TAKEN_AT_ONCE: usize = 32;
/// Letters of a node that are on their way at once.
const LETTERS_AT_ONCE: usize = 8;
/// Services that are asked about in one round.
const HOSTS: i64 = 64;
const MAILBOX: &str = "mailbox";
/// How long before it is due each node may say that the reader is looking.
const AHEAD: f64 = 2.5;
/// How late a letter of the morning may be.
const MORNINGS_EVERY: std::time::Duration = std::time::Duration::from_secs(60);
const TIDY_EVERY: std::time::Duration = std::time::Duration::from_secs(3_600);

/// What one node tells devices with.
pub struct Desk {
    app: Arc<App>,
    pusher: Pusher,
    mailer: Mailer,
    /// Of each service: one that hangs holds nobody else up.
    places: Mutex<HashMap<String, Arc<Semaphore>>>,
    halvings: AtomicU32,
}

impl Desk {
    /// # Errors
    /// A fault that names a setting that cannot be used.
    pub fn open(app: &Arc<App>) -> Result<Arc<Self>, Fault> {
        let settings = &app.settings.push;
        Ok(Arc::new(Self {
            app: app.clone(),
            pusher: Pusher::open(settings)?,
            mailer: Mailer::open(&app.settings.mail)?,
            places: Mutex::default(),
            halvings: AtomicU32::new(0),
        }))
    }

    /// One round: true when there may be more at once. What cannot be found out about new talk keeps
    /// nothing back that is due.
    ///
    /// # Errors
    /// A fault of the database; the next round does what this one did not.
    pub async fn round(self: &Arc<Self>) -> Result<bool, Fault> {
        let found = self.find().await;
        self.withhold().await?;
        let is_full = self.send_due().await?;
        Ok(found? || is_full)
    }

    /// Whom new talk concerns, and which notices go with what was taken back.
    async fn find(&self) -> Result<bool, Fault> {
        let settings = &self.app.settings;
        let waits = store::Waits {
            browser: settings.push.group,
            mailbox: settings.mail.notices_after,
            least: settings.push.every.mul_f64(AHEAD),
        };
        store::ensure_mailboxes(&mut *self.app.store.read().await?).await?;
        let halvings = self.halvings.load(Ordering::Relaxed);
        let piece = store::Piece {
            messages: (MESSAGES >> halvings).max(1),
            people: (PEOPLE >> halvings).max(1),
        };
        let derived = store::derive(&self.app.store, piece, waits).await;
        let halvings = match &derived {
            Ok(_) => halvings.saturating_sub(1),
            Err(_) => (halvings + 1).min(MOST_HALVINGS),
        };
        self.halvings.store(halvings, Ordering::Relaxed);
        let cleared = store::clear(&self.app.store, LOOKED_AT).await?;
        Ok(derived? || cleared)
    }

    /// Who looks at a channel on this node is not told of it.
    async fn withhold(&self) -> Result<(), Fault> {
        let mut conn = self.app.store.read().await?;
        let soon = store::pending(&mut conn, self.app.settings.push.every.mul_f64(AHEAD)).await?;
        let there: Vec<store::Pending> = soon
            .into_iter()
            .filter(|one| self.app.delivery.is_looking(one.member, one.channel))
            .collect();
        if !there.is_empty() {
            let withheld = store::withhold(&mut conn, &there).await?;
            (0..withheld).for_each(|_| FIGURES.pushed(Pushed::Withheld));
        }
        Ok(())
    }

    /// The letters of those whose morning it is: true when there may be more at once.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn mornings(&self) -> Result<bool, Fault> {
        digest::round(self).await
    }

    /// Begins what is due, of each service as far as there is room for it.
    async fn send_due(self: &Arc<Self>) -> Result<bool, Fault> {
        let hosts = store::hosts(&mut *self.app.store.read().await?, HOSTS).await?;
        let mut is_full = false;
        for host in hosts {
            is_full |= self.send_to(&host).await?;
        }
        Ok(is_full)
    }

    async fn send_to(self: &Arc<Self>, host: &str) -> Result<bool, Fault> {
        let places = self.places(host);
        let most = places.available_permits().min(TAKEN_AT_ONCE);
        if most == 0 {
            return Ok(false);
        }
        let mut conn = self.app.store.read().await?;
        let taken = store::take(&mut conn, host, i64::try_from(most).unwrap_or(1)).await?;
        drop(conn);
        if taken.is_empty() {
            return Ok(false);
        }
        let is_full = taken.len() == most;
        let mut snapshot = self.app.store.snapshot().await?;
        let mut read = store::scenes(&mut snapshot, &taken).await?;
        let names = telling::names(&mut snapshot, &read).await?;
        drop(snapshot);
        let names = Arc::new(names);
        for one in taken {
            let Some(read) = read.remove(&(one.device, one.item)) else { continue };
            let Ok(place) = places.clone().acquire_owned().await else { break };
            let (desk, names) = (self.clone(), names.clone());
            self.app.tasks.spawn(async move {
                telling::tell(&desk, one, read, &names).await;
                drop(place);
            });
        }
        Ok(is_full)
    }

    fn places(&self, host: &str) -> Arc<Semaphore> {
        let most = match host {
            MAILBOX => LETTERS_AT_ONCE,
            _ => usize::try_from(self.app.settings.push.at_once).unwrap_or(1).max(1),
        };
        let mut places = self.places.lock();
        // Only what is in use is kept.
        places.retain(|_, of| Arc::strong_count(of) > 1);
        places.entry(host.to_owned()).or_insert_with(|| Arc::new(Semaphore::new(most))).clone()
    }
}

/// Runs until the node leaves. What has begun then is finished.
pub async fn keep(desk: Arc<Desk>) {
    let leaving = desk.app.leaving.clone();
    let mut ticks = interval(desk.app.settings.push.every);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut was_well = true;
    let (mut tidied, mut mornings) = (None, None);
    loop {
        tokio::select! {
            () = leaving.cancelled() => return,
            _ = ticks.tick() => {}
        }
        let done = rounds(&desk, &mut tidied, &mut mornings).await;
        // Said once: an outage of the database is told by whoever serves members.
        if let Err(fault) = &done
            && was_well
        {
            tracing::warn!(fault = fault.chain(), "notices are not sent");
        }
        was_well = done.is_ok();
    }
}

async fn rounds(
    desk: &Arc<Desk>,
    tidied: &mut Option<Instant>,
    mornings: &mut Option<Instant>,
) -> Result<(), Fault> {
    while desk.round().await? && !desk.app.leaving.is_cancelled() {}
    if mornings.is_none_or(|at| at.elapsed() > MORNINGS_EVERY) {
        while desk.mornings().await? && !desk.app.leaving.is_cancelled() {}
        *mornings = Some(Instant::now());
    }
    if tidied.is_none_or(|at| at.elapsed() > TIDY_EVERY) {
        store::forget_old(&mut *desk.app.store.read().await?).await?;
        *tidied = Some(Instant::now());
    }
    Ok(())
}

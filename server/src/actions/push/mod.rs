//! Devices that take notices, and telling them. [`keep`] runs on every node: it finds whom new
//! messages concern, leaves out who looks at the channel on this node just now, and sends what is due.

mod devices;
mod letters;
mod telling;

use std::sync::Arc;

use tokio::{
    sync::Semaphore,
    time::{Instant, MissedTickBehavior, interval},
};

pub use devices::own;
pub(super) use devices::{forget, register, test};
pub use letters::unsubscribe;

use crate::{
    app::App,
    error::Fault,
    figures::{FIGURES, Pushed},
    mail::Mailer,
    push::Pusher,
    store::push as store,
};

/// Messages in one derivation.
const PART: i64 = 500;
/// Rows of one reading: who takes more waits longer for the first.
const TAKEN_AT_ONCE: usize = 32;
/// How long before it is due each node may say that the reader is looking.
const AHEAD: f64 = 2.5;
const TIDY_EVERY: std::time::Duration = std::time::Duration::from_secs(3_600);

/// What one node tells devices with.
pub struct Desk {
    app: Arc<App>,
    pusher: Pusher,
    mailer: Mailer,
    places: Arc<Semaphore>,
}

impl Desk {
    /// # Errors
    /// A fault that names a setting that cannot be used.
    pub fn open(app: &Arc<App>) -> Result<Arc<Self>, Fault> {
        let settings = &app.settings.push;
        let places = usize::try_from(settings.at_once).unwrap_or(1).max(1);
        Ok(Arc::new(Self {
            app: app.clone(),
            pusher: Pusher::open(settings)?,
            mailer: Mailer::open(&app.settings.mail)?,
            places: Arc::new(Semaphore::new(places)),
        }))
    }

    /// One round: true when there may be more at once.
    ///
    /// # Errors
    /// A fault of the database; the next round does what this one did not.
    pub async fn round(self: &Arc<Self>) -> Result<bool, Fault> {
        let settings = &self.app.settings.push;
        let mut conn = self.app.store.read().await?;
        store::ensure_mailboxes(&mut conn).await?;
        let waits =
            store::Waits { browser: settings.group, mailbox: self.app.settings.mail.notices_after };
        let derived = store::derive(&mut conn, PART, waits).await?;
        let ahead = settings.every.mul_f64(AHEAD);
        let soon = store::pending(&mut conn, ahead).await?;
        let there: Vec<store::Pending> = soon
            .into_iter()
            .filter(|one| self.app.delivery.is_looking(one.member, one.channel))
            .collect();
        if !there.is_empty() {
            let withheld = store::withhold(&mut conn, &there).await?;
            (0..withheld).for_each(|_| FIGURES.pushed(Pushed::Withheld));
        }
        drop(conn);
        let is_full = self.send_due().await?;
        Ok(is_full || derived >= PART.unsigned_abs())
    }

    /// Begins what is due, as far as there is room.
    async fn send_due(self: &Arc<Self>) -> Result<bool, Fault> {
        let most = self.places.available_permits().min(TAKEN_AT_ONCE);
        if most == 0 {
            return Ok(false);
        }
        let mut conn = self.app.store.read().await?;
        let taken = store::take(&mut conn, i64::try_from(most).unwrap_or(1)).await?;
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
            let Ok(place) = self.places.clone().acquire_owned().await else { break };
            let (desk, names) = (self.clone(), names.clone());
            self.app.tasks.spawn(async move {
                telling::tell(&desk, one, read, &names).await;
                drop(place);
            });
        }
        Ok(is_full)
    }
}

/// Runs until the node leaves. What has begun then is finished.
pub async fn keep(desk: Arc<Desk>) {
    let leaving = desk.app.leaving.clone();
    let mut ticks = interval(desk.app.settings.push.every);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut was_well = true;
    let mut tidied: Option<Instant> = None;
    loop {
        tokio::select! {
            () = leaving.cancelled() => return,
            _ = ticks.tick() => {}
        }
        let done = rounds(&desk, &mut tidied).await;
        // Said once: an outage of the database is told by whoever serves members.
        if let Err(fault) = &done
            && was_well
        {
            tracing::warn!(fault = fault.chain(), "notices are not sent");
        }
        was_well = done.is_ok();
    }
}

async fn rounds(desk: &Arc<Desk>, tidied: &mut Option<Instant>) -> Result<(), Fault> {
    while desk.round().await? && !desk.app.leaving.is_cancelled() {}
    if tidied.is_none_or(|at| at.elapsed() > TIDY_EVERY) {
        store::forget_old(&mut *desk.app.store.read().await?).await?;
        *tidied = Some(Instant::now());
    }
    Ok(())
}

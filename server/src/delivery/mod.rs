//! From a commit to the sockets: publish encodes once, the relay keeps each stream in order, catch-up
//! replays from Postgres, heads are compared each second. Truth is Postgres; whatever the bus loses,
//! doubles or delays changes nothing for a client (promises P3, P7, P8, P11).

mod encode;
mod envelope;
mod publish;
mod relay;
mod catch_up;
mod heads;
mod trust;
mod marks;
mod control;
mod presence;
mod glance;
mod parted;
mod offered;

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use axum::extract::ws::Utf8Bytes;
use parking_lot::RwLock;
use talkoo_protocol::{MemberId, ServerFrame};
use tokio::sync::{Semaphore, mpsc};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    bus::{Heard, SharedBus},
    clock::Clock,
    config::{self, Settings},
    error::Fault,
    hub::Hub,
    store::{
        Store,
        journal::{OnCommit, Written},
        sessions::{self, Moment},
    },
};

pub use catch_up::{Job, Page, Wanted};
use marks::Marks;
use parted::Parted;
use presence::Presence;
use trust::Trust;

/// How long delivery waits for the database.
const PATIENCE: Duration = Duration::from_millis(2_500);

/// Batches of commits that may wait for publishing; beyond it the heads tell.
const COMMITS_WAITING: usize = 1_024;

/// The way out of one node.
pub struct Delivery {
    pub hub: Hub,
    store: Store,
    bus: SharedBus,
    /// Turns at asking what was missed.
    resumes: Semaphore,
    trust: Trust,
    marks: Marks,
    presence: Presence,
    parted: RwLock<Parted>,
    forget: OnceLock<Box<dyn Fn(MemberId) + Send + Sync>>,
    limits: config::Limits,
    settings: config::Delivery,
    commits: mpsc::Sender<Vec<Written>>,
    offered: mpsc::Sender<offered::New>,
    tasks: TaskTracker,
    leaving: CancellationToken,
}

impl Delivery {
    /// Starts the tasks of delivery; they end when `leaving` is cancelled.
    pub fn start(
        settings: &Settings,
        store: Store,
        bus: SharedBus,
        heard: mpsc::Receiver<Heard>,
        tasks: &TaskTracker,
        leaving: CancellationToken,
    ) -> Arc<Self> {
        let (commits, committed) = mpsc::channel(COMMITS_WAITING);
        let (offered, new) = mpsc::channel(offered::WAITING);
        let delivery = Arc::new(Self {
            hub: Hub::default(),
            store,
            bus,
            resumes: Semaphore::new(settings.admission.resumes.get() as usize),
            trust: Trust::default(),
            marks: Marks::default(),
            presence: Presence::new(Clock::new()),
            parted: Parted::unread(),
            forget: OnceLock::new(),
            limits: settings.limits.clone(),
            settings: settings.delivery.clone(),
            commits,
            offered,
            tasks: tasks.clone(),
            leaving,
        });
        delivery.begin_control();
        tasks.spawn(publish::run(delivery.clone(), committed));
        tasks.spawn(offered::run(delivery.clone(), new));
        tasks.spawn(control::listen(delivery.clone(), heard));
        tasks.spawn(presence::announce(delivery.clone()));
        delivery
    }

    /// What the journal calls after each commit. Never waits: a batch that does not fit is found by
    /// the next compare of heads.
    pub fn on_commit(self: &Arc<Self>) -> OnCommit {
        let commits = self.commits.clone();
        Arc::new(move |written| {
            if commits.try_send(written).is_err() {
                tracing::warn!("publishing lags behind the journal");
            }
        })
    }

    /// What a new connection is told of the database.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn moment(&self, member: MemberId) -> Result<Moment, Fault> {
        sessions::moment(&mut *self.store.read().await?, member).await
    }

    /// Ends a wait when the node leaves.
    async fn pause(&self, time: Duration) -> bool {
        tokio::select! {
            () = self.leaving.cancelled() => false,
            () = tokio::time::sleep(time) => true,
        }
    }
}

/// A question to the database that is given up in time: timeouts of the server are of no use when
/// it does not answer at all.
async fn within<T>(asking: impl Future<Output = Result<T, Fault>>) -> Result<T, Fault> {
    let answer = tokio::time::timeout(PATIENCE, asking).await;
    answer.unwrap_or_else(|_| Err(Fault::outage("waiting for the database")))
}

/// A frame of the server as text.
///
/// # Errors
/// A fault when it cannot be written as JSON, which no shape of the protocol is.
pub fn frame(frame: &ServerFrame) -> Result<Utf8Bytes, Fault> {
    let text =
        serde_json::to_string(frame).map_err(|error| Fault::caused("writing a frame", error))?;
    Ok(text.into())
}

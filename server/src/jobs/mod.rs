//! Does what acts have left to be done: letters, long moves, clearing up. One runner a node takes due
//! rows, a few at a time. It knows no work itself: `actions::later` brings each by its name.
//!
//! A work is done at least once and may be begun again after a crash, so it must bear that. It has
//! less than a minute; what is longer does a part and leaves a further job.

pub mod index;

use std::{collections::BTreeMap, panic::AssertUnwindSafe, sync::Arc, time::Duration};

use futures_util::{FutureExt as _, future::BoxFuture};
use tokio::{
    sync::Semaphore,
    time::{MissedTickBehavior, interval, timeout},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    error::{Failure, Fault},
    figures::{Done, FIGURES},
    store::{
        Store,
        jobs::{self, Due},
    },
};

pub use crate::store::jobs::Job;

/// Works that a node does beside each other.
const AT_ONCE: usize = 8;
/// A work that takes longer has failed; the row is not taken again before a minute.
const LONGEST: Duration = Duration::from_secs(45);
/// Postgres has so long to say what is due; the next time asks on another connection.
const PATIENCE: Duration = Duration::from_secs(10);
/// With waits of 1, 2, 4 … minutes between them: given up after about eight hours.
const MOST_ATTEMPTS: u64 = 10;

type Work = Box<dyn Fn(Job) -> BoxFuture<'static, Result<(), Failure>> + Send + Sync>;

/// Which work has which name.
#[derive(Default)]
pub struct Works(BTreeMap<&'static str, Work>);

impl Works {
    /// A refusal of the work gives the job up, after a fault it is tried again.
    #[must_use]
    pub fn with<F, D>(mut self, name: &'static str, work: F) -> Self
    where
        F: Fn(Job) -> D + Send + Sync + 'static,
        D: Future<Output = Result<(), Failure>> + Send + 'static,
    {
        self.0.insert(name, Box::new(move |job| work(job).boxed()));
        self
    }
}

/// Runs until the node leaves. What has begun then is finished: it is spawned through `tasks`, which
/// the end of the node waits for. Works are tasks of their own, so that none waits with a connection
/// in hand for a runner that waits for a connection.
pub async fn keep(
    store: Store,
    due: Due,
    works: Works,
    every: Duration,
    (tasks, leaving): (TaskTracker, CancellationToken),
) {
    let names: Vec<String> = works.0.keys().map(|name| (*name).to_owned()).collect();
    let works = Arc::new(works);
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let mut ticks = interval(every);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut was_well = true;
    loop {
        tokio::select! {
            () = leaving.cancelled() => return,
            () = due.rung() => {}
            _ = ticks.tick() => {}
        }
        let most = places.available_permits();
        if most == 0 {
            // Whoever ends rings.
            continue;
        }
        let taken = timeout(PATIENCE, take(&store, &names, most)).await;
        let taken = taken.unwrap_or_else(|_| Err(Fault::outage("taking jobs")));
        // Said once: an outage of the database is told by whoever serves members.
        if let Err(fault) = &taken
            && was_well
        {
            tracing::warn!(fault = fault.chain(), "jobs are not taken");
        }
        was_well = taken.is_ok();
        for job in taken.unwrap_or_default() {
            let Ok(place) = places.clone().try_acquire_owned() else { break };
            let (store, works, due) = (store.clone(), works.clone(), due.clone());
            tasks.spawn(async move {
                perform(&store, &works, job).await;
                drop(place);
                due.ring();
            });
        }
    }
}

async fn take(store: &Store, names: &[String], most: usize) -> Result<Vec<Job>, Fault> {
    jobs::take(&mut *store.read().await?, names, most).await
}

async fn perform(store: &Store, works: &Works, job: Job) {
    let (id, name, attempts) = (job.id, job.name.clone(), job.attempts);
    let Some(work) = works.0.get(name.as_str()) else { return };
    let done = AssertUnwindSafe(timeout(LONGEST, work(job))).catch_unwind().await;
    let failed = match done {
        Ok(Ok(Ok(()))) => None,
        Ok(Ok(Err(Failure::Refused(refusal)))) => Some((refusal.to_string(), true)),
        Ok(Ok(Err(Failure::Faulted(fault)))) => Some((fault.chain(), false)),
        Ok(Err(_)) => Some(("it took too long".to_owned(), false)),
        // The panic itself was logged where it happened.
        Err(_) => Some(("it panicked".to_owned(), false)),
    };
    let noted = match failed {
        None => {
            FIGURES.worked(Done::Well);
            note(store, id, true).await
        }
        Some((why, is_final)) => {
            let gives_up = is_final || attempts >= MOST_ATTEMPTS;
            FIGURES.worked(if gives_up { Done::GivenUp } else { Done::TriedAgain });
            tracing::warn!(job.id = %id, job.name = name, attempts, gives_up, why, "a job failed");
            if gives_up { note(store, id, false).await } else { Ok(()) }
        }
    };
    if let Err(fault) = noted {
        // It will be begun again, which every work must bear.
        tracing::warn!(job.id = %id, fault = fault.chain(), "what became of a job was not noted");
    }
}

async fn note(store: &Store, job: uuid::Uuid, is_done: bool) -> Result<(), Fault> {
    let mut conn = store.read().await?;
    if is_done { jobs::done(&mut conn, job).await } else { jobs::give_up(&mut conn, job).await }
}

//! One writer of the journal: takes what waits, commits it, answers, and takes what had to wait again
//! before anything newer, so that each member's order on each stream is the order of handing in.

use std::{
    collections::{HashSet, VecDeque},
    time::Duration,
};

use futures_util::future::join_all;
use sqlx::{Connection as _, PgPool, Postgres, pool::PoolConnection};
use talkoo_protocol::{Code, MemberId, Refusal, StreamId};
use tokio::{
    sync::mpsc,
    time::{Instant, timeout_at},
};

use super::{
    Decided, OnCommit, Waiting, batch,
    broken::{is_of_one_draft, is_race, refuse},
    ground::Known,
};
use crate::{clock::Clock, domain::draft::Draft, error::Fault, figures::FIGURES, store::jobs::Due};

/// After so many rounds a draft gets a batch of its own, in which it waits for the lock.
const ROUNDS: u8 = 3;
/// How often one draft is decided at most.
const DECISIONS: u8 = 3;

/// After a round of so many drafts the next one waits for company: until as many are there again, but
/// no longer than [`GATHER`] from when that round began, and [`RETURN`] from when it was answered. A
/// round costs Postgres and the node about as much as ten drafts in it, so when many write, fewer
/// rounds are cheaper; who writes alone never waits.
const MANY: usize = 4;
const GATHER: Duration = Duration::from_millis(6);
/// Those who were just answered and write again at once are there by then.
const RETURN: Duration = Duration::from_millis(1);

/// Whose drafts on which streams wait for a later round: what the same member said there afterwards
/// waits with them.
pub(super) type HeldBack = HashSet<(MemberId, StreamId)>;

/// What a writer keeps between two commits.
#[derive(Default)]
pub(super) struct Kept {
    pub(super) held: Option<Held>,
    known: Known,
}

/// The writer's connection between two commits. Given back to the pool it would be asked each time
/// whether it lives, twice, while the next batch waits for it.
pub(super) struct Held {
    pub(super) conn: PoolConnection<Postgres>,
    at: Instant,
}

/// A connection that was idle for less is not asked whether it lives.
const ASKED_AFTER: Duration = Duration::from_secs(1);

pub(super) struct Writer {
    pool: PgPool,
    clock: Clock,
    batch: usize,
    pub(super) on_commit: OnCommit,
    /// Rung when jobs were written.
    due: Due,
}

impl Writer {
    pub(super) fn new(
        pool: PgPool,
        clock: Clock,
        batch: usize,
        on_commit: OnCommit,
        due: Due,
    ) -> Self {
        Self { pool, clock, batch, on_commit, due }
    }

    pub(super) async fn run(self, mut receiver: mpsc::Receiver<Waiting>) {
        let mut carried: VecDeque<Waiting> = VecDeque::new();
        let mut kept = Kept::default();
        let (mut company, mut until) = (1, self.clock.instant());
        loop {
            if carried.is_empty() {
                let Some(first) = receiver.recv().await else { return };
                carried.push_back(first);
            }
            while carried.len() < company {
                let Ok(Some(next)) = timeout_at(until, receiver.recv()).await else { break };
                carried.push_back(next);
            }
            let begun = self.clock.instant();
            while carried.len() < self.batch {
                let Ok(next) = receiver.try_recv() else { break };
                carried.push_back(next);
            }
            let waits_for_lock = carried.front().is_some_and(|first| first.rounds >= ROUNDS);
            let round: Vec<Waiting> = if waits_for_lock {
                carried.pop_front().into_iter().collect()
            } else {
                carried.drain(..).collect()
            };
            company = if round.len() >= MANY { round.len() } else { 1 };
            let deferred = self.commit(&mut kept, round, waits_for_lock).await;
            until = (begun + GATHER).max(self.clock.instant() + RETURN);
            for waiting in decided_anew(deferred).await.into_iter().rev() {
                carried.push_front(waiting);
            }
        }
    }

    /// Commits a round and answers it. What must wait for another round is returned, in its order.
    async fn commit(
        &self,
        kept: &mut Kept,
        round: Vec<Waiting>,
        waits_for_lock: bool,
    ) -> Vec<Waiting> {
        let mut groups = vec![round];
        let mut deferred = Vec::new();
        let mut held_back = HeldBack::new();
        while let Some(mut group) = groups.pop() {
            group = self.without_expired(group);
            if group.is_empty() {
                continue;
            }
            let drafts: Vec<&Draft> = group.iter().map(|waiting| &*waiting.draft).collect();
            let deadline = self.latest(&group);
            let begun = self.clock.instant();
            let attempt = self.attempt(kept, &drafts, waits_for_lock, &held_back);
            match timeout_at(deadline, attempt).await {
                Ok(Ok(mut done)) => {
                    FIGURES.commit_time.observe(begun.elapsed().as_secs_f64());
                    FIGURES.commit_drafts.observe(group.len() as f64);
                    held_back = std::mem::take(&mut done.held_back);
                    #[cfg(feature = "planted")]
                    if let Err(error) = self.publish_early(kept, &mut done).await {
                        refuse(group, error);
                        continue;
                    }
                    deferred.extend(self.answer(group, done));
                    #[cfg(feature = "planted")]
                    self.commit_late(kept).await;
                }
                Ok(Err(error)) if group.len() > 1 && is_of_one_draft(&error) => {
                    // One of them breaks a rule of the database: halve until it stands alone.
                    let rest = group.split_off(group.len() / 2);
                    groups.push(rest);
                    groups.push(group);
                }
                Ok(Err(error)) if is_race(&error) => {
                    // Another transaction made the same thing first: decided again, it is found.
                    for mut waiting in group {
                        batch::hold_back(&mut held_back, &waiting.draft);
                        waiting.is_stale = true;
                        deferred.push(waiting);
                    }
                }
                Ok(Err(error)) => refuse(group, error),
                Err(_) => {
                    for waiting in group {
                        let _ = waiting.reply.send(Err(Fault::outage("committing").into()));
                    }
                }
            }
        }
        deferred
    }

    /// One transaction on the connection that the last one left. It is taken out while it is at
    /// work, so an attempt that is given up half-way closes it.
    async fn attempt(
        &self,
        kept: &mut Kept,
        drafts: &[&Draft],
        waits_for_lock: bool,
        held_back: &HeldBack,
    ) -> Result<batch::Done, sqlx::Error> {
        let mut conn = match kept.held.take() {
            Some(held) => self.living(held).await?,
            None => self.connect().await?,
        };
        let known = &mut kept.known;
        let done =
            batch::attempt(&mut conn, self.clock, drafts, waits_for_lock, held_back, known).await;
        let is_sound = match &done {
            Ok(_) => true,
            Err(error) => error.as_database_error().is_some(),
        };
        kept.held = is_sound.then(|| Held { conn, at: self.clock.instant() });
        done
    }

    async fn living(&self, held: Held) -> Result<PoolConnection<Postgres>, sqlx::Error> {
        let Held { mut conn, at } = held;
        let idle = self.clock.instant().duration_since(at);
        if idle < ASKED_AFTER || conn.ping().await.is_ok() {
            return Ok(conn);
        }
        self.connect().await
    }

    async fn connect(&self) -> Result<PoolConnection<Postgres>, sqlx::Error> {
        let mut conn = self.pool.acquire().await?;
        conn.close_on_drop();
        Ok(conn)
    }

    fn without_expired(&self, group: Vec<Waiting>) -> Vec<Waiting> {
        let now = self.clock.instant();
        let (live, expired): (Vec<_>, Vec<_>) =
            group.into_iter().partition(|waiting| waiting.deadline > now);
        for waiting in expired {
            let _ = waiting.reply.send(Err(Fault::outage("waiting for a turn").into()));
        }
        live
    }

    fn latest(&self, group: &[Waiting]) -> Instant {
        let latest = group.iter().map(|waiting| waiting.deadline).max();
        latest.unwrap_or_else(|| self.clock.instant() + Duration::from_secs(1))
    }

    fn answer(&self, group: Vec<Waiting>, done: batch::Done) -> Vec<Waiting> {
        let mut deferred = Vec::new();
        let mut left_work = false;
        for (mut waiting, verdict) in group.into_iter().zip(done.verdicts) {
            let result = match verdict {
                batch::Verdict::Committed(committed) => {
                    left_work |= !committed.duplicate && !waiting.draft.jobs.is_empty();
                    Ok(committed)
                }
                batch::Verdict::Reused => Err(Refusal::new(
                    Code::ClientIdReused,
                    "this client id was used for another content",
                )
                .into()),
                batch::Verdict::Stale => {
                    waiting.is_stale = true;
                    deferred.push(waiting);
                    continue;
                }
                batch::Verdict::Locked => {
                    waiting.rounds = waiting.rounds.saturating_add(1);
                    deferred.push(waiting);
                    continue;
                }
                batch::Verdict::AfterItsTwin | batch::Verdict::Behind => {
                    deferred.push(waiting);
                    continue;
                }
            };
            waiting.span.in_scope(|| tracing::debug!(is_ok = result.is_ok(), "committed"));
            let _ = waiting.reply.send(result);
        }
        if !done.written.is_empty() {
            (self.on_commit)(done.written);
        }
        if left_work {
            self.due.ring();
        }
        deferred
    }
}

/// Decides the stale ones again, all at once, and keeps the order of all. Those that come to an
/// answer without a draft are answered.
async fn decided_anew(deferred: Vec<Waiting>) -> Vec<Waiting> {
    join_all(deferred.into_iter().map(decide_anew)).await.into_iter().flatten().collect()
}

async fn decide_anew(mut waiting: Waiting) -> Option<Waiting> {
    if !waiting.is_stale {
        return Some(waiting);
    }
    let decided = match &waiting.again {
        Some(again) if waiting.decisions < DECISIONS => {
            let decided = timeout_at(waiting.deadline, again()).await;
            decided.unwrap_or_else(|_| Err(Fault::outage("deciding again").into()))
        }
        Some(_) | None => Err(Refusal::conflict().into()),
    };
    match decided {
        Ok(Decided::Draft(draft)) => {
            waiting.draft = draft;
            waiting.decisions += 1;
            waiting.is_stale = false;
            return Some(waiting);
        }
        Ok(Decided::Before(committed)) => drop(waiting.reply.send(Ok(committed))),
        Err(failure) => drop(waiting.reply.send(Err(failure))),
    }
    None
}

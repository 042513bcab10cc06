//! The group commit: what arrives while the previous commit is on its way to disk goes into the
//! next one. A draft is stored whole or not at all; its answer is given after the commit and never
//! before. The journal knows no rule: it checks that what a decision rested on still holds, and
//! hands the draft back when it does not.

mod ground;
mod batch;
mod rows;
mod write;
mod content;
mod places;
mod people;

use std::{collections::VecDeque, sync::Arc, time::Duration};

use sqlx::{Connection as _, PgPool, Postgres, pool::PoolConnection};
use talkoo_protocol::{Code, Event, Refusal, Seq, StreamId, content::MarkView};
use tokio::{
    sync::{mpsc, oneshot},
    time::{Instant, timeout_at},
};
use uuid::Uuid;

use crate::{
    clock::Clock,
    config,
    domain::draft::Draft,
    error::{Failure, Fault},
};

/// What became of a draft.
#[derive(Clone, Debug)]
pub enum Outcome {
    Committed(Committed),
    /// Something it rested on has changed: decide again.
    Stale,
}

/// It happened and is on disk.
#[derive(Clone, Copy, Debug)]
pub struct Committed {
    pub id: Uuid,
    pub stream: Option<StreamId>,
    pub seq: Option<Seq>,
    /// It had happened before; this is what was answered then.
    pub duplicate: bool,
    pub mark: Option<MarkView>,
}

/// An event that has just been committed.
#[derive(Clone, Debug)]
pub struct Written {
    pub event: Event,
    /// The content beside it is complete, so nobody needs to ask Postgres for it.
    pub is_complete: bool,
}

/// Told of every commit, in the order of the commits of each stream, after the acks.
pub type OnCommit = Arc<dyn Fn(Vec<Written>) + Send + Sync>;

/// The door to the journal. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Journal {
    writers: Vec<mpsc::Sender<Waiting>>,
}

/// A draft on its way, and who waits for its answer.
#[derive(Debug)]
struct Waiting {
    draft: Draft,
    deadline: Instant,
    /// Rounds in which its streams were locked by another node.
    rounds: u8,
    reply: oneshot::Sender<Result<Outcome, Failure>>,
}

/// After so many rounds a draft gets a batch of its own, in which it waits for the lock.
const ROUNDS: u8 = 3;

impl Journal {
    /// Makes the door and the writers; each returned future is one writer, to be spawned by the
    /// caller, and ends when every door is dropped and all that waits is answered.
    pub fn open(
        pool: &PgPool,
        settings: &config::Journal,
        clock: Clock,
        on_commit: &OnCommit,
    ) -> (Self, Vec<impl Future<Output = ()> + Send + use<>>) {
        let each = (settings.queue / settings.writers).max(1) as usize;
        let mut writers = Vec::new();
        let mut loops = Vec::new();
        for _ in 0..settings.writers {
            let (sender, receiver) = mpsc::channel(each);
            writers.push(sender);
            let writer = Writer {
                pool: pool.clone(),
                clock,
                batch: settings.batch as usize,
                on_commit: on_commit.clone(),
            };
            loops.push(writer.run(receiver));
        }
        (Self { writers }, loops)
    }

    /// Hands a draft in. Drafts of one stream handed in one after the other are committed in that
    /// order. The draft takes its place at once; awaiting the result only waits.
    ///
    /// # Errors
    /// `overloaded` when the queue is full; `unavailable` when the answer is not known by the
    /// deadline (repeat with the same client id); a refusal for what the database's own rules
    /// forbid.
    pub fn append(
        &self,
        draft: Draft,
        deadline: Instant,
    ) -> impl Future<Output = Result<Outcome, Failure>> + Send + use<> {
        let (reply, answer) = oneshot::channel();
        let writer = &self.writers[self.lane(&draft)];
        let sent = writer.try_send(Waiting { draft, deadline, rounds: 0, reply });
        async move {
            if let Err(error) = sent {
                return Err(match error {
                    mpsc::error::TrySendError::Full(_) => {
                        Refusal::new(Code::Overloaded, "the journal is full, try again").into()
                    }
                    mpsc::error::TrySendError::Closed(_) => Fault::outage("shutting down").into(),
                });
            }
            match timeout_at(deadline, answer).await {
                Ok(Ok(result)) => result,
                Ok(Err(_)) | Err(_) => Err(Fault::outage("waiting for the journal").into()),
            }
        }
    }

    /// Whether a draft that is handed in now would find a writer.
    pub fn is_open(&self) -> bool {
        self.writers.iter().all(|writer| !writer.is_closed())
    }

    /// One stream is written by one writer of this node, so its order is the order of handing in.
    fn lane(&self, draft: &Draft) -> usize {
        let key = draft.events.first().map_or(draft.author.0, |event| event.stream.0);
        let lanes = self.writers.len() as u128;
        usize::try_from(key.as_u128() % lanes).unwrap_or(0)
    }
}

/// The writer's connection between two commits. Given back to the pool it would be asked each time
/// whether it lives, twice, while the next batch waits for it.
struct Held {
    conn: PoolConnection<Postgres>,
    at: Instant,
}

/// A connection that was idle for less is not asked whether it lives.
const ASKED_AFTER: Duration = Duration::from_secs(1);

struct Writer {
    pool: PgPool,
    clock: Clock,
    batch: usize,
    on_commit: OnCommit,
}

impl Writer {
    async fn run(self, mut receiver: mpsc::Receiver<Waiting>) {
        let mut carried: VecDeque<Waiting> = VecDeque::new();
        let mut held = None;
        loop {
            if carried.is_empty() {
                let Some(first) = receiver.recv().await else { return };
                carried.push_back(first);
            }
            while carried.len() < self.batch {
                let Ok(next) = receiver.try_recv() else { break };
                carried.push_back(next);
            }
            let round: Vec<Waiting> = if carried.front().is_some_and(|first| first.rounds >= ROUNDS)
            {
                carried.pop_front().into_iter().collect()
            } else {
                carried.drain(..).collect()
            };
            let waits_for_lock = round.first().is_some_and(|first| first.rounds >= ROUNDS);
            for waiting in self.commit(&mut held, round, waits_for_lock).await.into_iter().rev() {
                carried.push_front(waiting);
            }
        }
    }

    /// Commits a round and answers it. What must wait for another round is returned, in its order.
    async fn commit(
        &self,
        held: &mut Option<Held>,
        round: Vec<Waiting>,
        waits_for_lock: bool,
    ) -> Vec<Waiting> {
        let mut groups = vec![round];
        let mut deferred = Vec::new();
        while let Some(mut group) = groups.pop() {
            group = self.without_expired(group);
            if group.is_empty() {
                continue;
            }
            let drafts: Vec<&Draft> = group.iter().map(|waiting| &waiting.draft).collect();
            let deadline = self.latest(&group);
            let attempt = self.attempt(held, &drafts, waits_for_lock);
            match timeout_at(deadline, attempt).await {
                Ok(Ok(done)) => deferred.extend(self.answer(group, done)),
                Ok(Err(error)) if group.len() > 1 && is_of_one_draft(&error) => {
                    // One of them breaks a rule of the database: halve until it stands alone.
                    let rest = group.split_off(group.len() / 2);
                    groups.push(rest);
                    groups.push(group);
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
        held: &mut Option<Held>,
        drafts: &[&Draft],
        waits_for_lock: bool,
    ) -> Result<batch::Done, sqlx::Error> {
        let mut conn = match held.take() {
            Some(held) => self.living(held).await?,
            None => self.connect().await?,
        };
        let done = batch::attempt(&mut conn, self.clock, drafts, waits_for_lock).await;
        let is_sound = match &done {
            Ok(_) => true,
            Err(error) => error.as_database_error().is_some(),
        };
        *held = is_sound.then(|| Held { conn, at: self.clock.instant() });
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
        for (mut waiting, verdict) in group.into_iter().zip(done.verdicts) {
            let result = match verdict {
                batch::Verdict::Committed(committed) => Ok(Outcome::Committed(committed)),
                batch::Verdict::Stale => Ok(Outcome::Stale),
                batch::Verdict::Reused => Err(Refusal::new(
                    Code::ClientIdReused,
                    "this client id was used for another content",
                )
                .into()),
                batch::Verdict::Locked => {
                    waiting.rounds = waiting.rounds.saturating_add(1);
                    deferred.push(waiting);
                    continue;
                }
                batch::Verdict::AfterItsTwin => {
                    deferred.push(waiting);
                    continue;
                }
            };
            let _ = waiting.reply.send(result);
        }
        if !done.written.is_empty() {
            (self.on_commit)(done.written);
        }
        deferred
    }
}

/// Whether the statement failed for what one draft holds, not for the state of the server.
fn is_of_one_draft(error: &sqlx::Error) -> bool {
    error.as_database_error().is_some_and(|error| {
        // 22: data exception; 23: integrity constraint; 21: cardinality.
        error
            .code()
            .is_some_and(|code| ["22", "23", "21"].iter().any(|class| code.starts_with(class)))
    })
}

fn refuse(group: Vec<Waiting>, error: sqlx::Error) {
    if is_race(&error) {
        for waiting in group {
            let _ = waiting.reply.send(Ok(Outcome::Stale));
        }
        return;
    }
    if let Some(refusal) = broken_rule(&error) {
        for waiting in group {
            let _ = waiting.reply.send(Err(refusal.clone().into()));
        }
        return;
    }
    let fault = Fault::from(error);
    let is_outage = fault.is_outage();
    tracing::warn!(fault = fault.chain(), drafts = group.len(), "a batch was not committed");
    for waiting in group {
        let fault =
            if is_outage { Fault::outage("committing") } else { Fault::new("committing a draft") };
        let _ = waiting.reply.send(Err(fault.into()));
    }
}

/// Another transaction made the same thing first, or Postgres broke a ring of waits (class 40):
/// decided again, it is found or it fits.
fn is_race(error: &sqlx::Error) -> bool {
    let Some(error) = error.as_database_error() else { return false };
    matches!(error.constraint(), Some("channels_direct" | "receipts_pkey"))
        || error.code().is_some_and(|code| code.starts_with("40"))
}

/// A rule that the database keeps, in the caller's words.
fn broken_rule(error: &sqlx::Error) -> Option<Refusal> {
    let database = error.as_database_error()?;
    match database.constraint()? {
        "workspaces_name" => Some(Refusal::new(Code::Taken, "name: a workspace has it already")),
        "channels_name" => Some(Refusal::new(Code::Taken, "name: a channel here has it already")),
        "members_email" => Some(Refusal::new(Code::Taken, "email: a member has it already")),
        _ => None,
    }
}

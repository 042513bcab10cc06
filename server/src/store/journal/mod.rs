//! The group commit: what arrives while the previous commit is on its way to disk goes into the
//! next one. A draft is stored whole or not at all; its answer is given after the commit and never
//! before. The journal knows no rule: it checks that what a decision rested on still holds, and
//! hands the draft back when it does not.

mod writer;
mod batch;
#[cfg(feature = "planted")]
mod planted;
mod ground;
mod told;
mod broken;
mod rows;
mod write;
mod content;
mod moving;
mod files;
mod places;
mod workspaces;
mod marks;
mod people;
mod tags;
mod searches;
mod administration;
mod moderation;
mod arrivals;
mod coming_in;
mod who;
mod push;
mod organisations;
mod activity;
mod peer;
mod copies;
mod publishing;

use std::sync::Arc;

use futures_util::future::BoxFuture;
use sqlx::PgPool;
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
    figures::{FIGURES, Limit},
    store::jobs::Due,
};
use writer::Writer;

/// What a decision comes to.
#[derive(Debug)]
pub enum Decided {
    Draft(Box<Draft>),
    /// It had happened before; nothing is left to do.
    Before(Committed),
}

/// Makes a decision anew when what it rested on has changed. The journal asks for it while the draft
/// keeps its place, so that what its member said later never comes before it (promise P2).
pub type Again = Box<dyn Fn() -> BoxFuture<'static, Result<Decided, Failure>> + Send + Sync>;

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
    due: Due,
}

/// A draft on its way, and who waits for its answer.
struct Waiting {
    draft: Box<Draft>,
    deadline: Instant,
    /// Rounds in which its streams were locked by another node.
    rounds: u8,
    /// How often it has been decided.
    decisions: u8,
    is_stale: bool,
    again: Option<Again>,
    reply: oneshot::Sender<Result<Committed, Failure>>,
    /// Of the command, so that a line of the journal names its request.
    span: tracing::Span,
}

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
        let due = Due::default();
        for _ in 0..settings.writers {
            let (sender, receiver) = mpsc::channel(each);
            writers.push(sender);
            let batch = settings.batch as usize;
            let writer = Writer::new(pool.clone(), clock, batch, on_commit.clone(), due.clone());
            loops.push(writer.run(receiver));
        }
        (Self { writers, due }, loops)
    }

    /// Hands a draft in. What one member hands in for one stream is committed in that order, also
    /// when one of it has to be decided again or waits for a lock. The draft takes its place at
    /// once; awaiting the result only waits. Without `again` a draft that has become stale is
    /// refused with `conflict`.
    ///
    /// # Errors
    /// `overloaded` when the queue is full; `unavailable` when the answer is not known by the
    /// deadline (repeat with the same client id); `conflict` when what it rests on changed again and
    /// again; a refusal for what the database's own rules forbid, or of the decision made anew.
    pub fn append(
        &self,
        draft: Box<Draft>,
        again: Option<Again>,
        deadline: Instant,
    ) -> impl Future<Output = Result<Committed, Failure>> + Send + use<> {
        let (reply, answer) = oneshot::channel();
        let writer = &self.writers[self.lane(&draft)];
        let (rounds, decisions, is_stale) = (0, 1, false);
        let span = tracing::Span::current();
        let waiting = Waiting { draft, deadline, rounds, decisions, is_stale, again, reply, span };
        let sent = writer.try_send(waiting);
        async move {
            if let Err(error) = sent {
                return Err(match error {
                    mpsc::error::TrySendError::Full(_) => {
                        FIGURES.limited(Limit::JournalQueue);
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

    /// The bell that rings when jobs were written here.
    pub fn due(&self) -> Due {
        self.due.clone()
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

//! Subscribing and resuming: rights first, then what was missed from Postgres page by page at the
//! socket's own pace, then live. Nothing falls between the two, because a subscriber is in its slot
//! before the first page is read, and goes live only when the slot has nothing it lacks (promise P8).

use std::{collections::VecDeque, sync::Arc};

use axum::extract::ws::Utf8Bytes;
use talkoo_protocol::{Depth, Epoch, Seq, ServerFrame, StreamId};

use super::{Delivery, encode::encode, frame, within};
#[cfg(feature = "planted")]
use crate::config::planted::{Bug, has};
use crate::{
    bus::Topic,
    error::Fault,
    figures::FIGURES,
    hub::{Connection, Offered, Turn},
    store::{access, access::Right, events},
};

/// Events of one page.
const PAGE: i64 = 200;

/// A stream that a connection has to be caught up on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Job {
    pub stream: StreamId,
    pub cursor: Seq,
    /// Which subscription to the stream it is for.
    number: u32,
    /// The head when it was subscribed.
    #[cfg(feature = "planted")]
    until: Seq,
}

/// Frames to be written before the next page is read.
pub type Page = Vec<Utf8Bytes>;

/// A stream that a client asks for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    pub stream: StreamId,
    pub depth: Depth,
    /// Where the client left it; `None` begins at the head.
    pub cursor: Option<Seq>,
}

/// What becomes of a wanted stream.
enum Plan {
    Lose(StreamId),
    Follow { job: Job, right: Right, is_reset: bool },
}

impl Plan {
    /// Events to be replayed.
    fn behind(&self) -> u64 {
        match self {
            Self::Follow { job, right, is_reset: false } => right.head.saturating_sub(job.cursor),
            Self::Follow { .. } | Self::Lose(_) => 0,
        }
    }
}

impl Delivery {
    /// Subscribes to streams. Those that are up to date are live when this returns; the others are
    /// returned as jobs, to be worked off by [`Delivery::next_page`].
    ///
    /// # Errors
    /// A fault of the database; the subscriptions made so far are taken back.
    pub async fn subscribe(
        self: &Arc<Self>,
        connection: &Arc<Connection>,
        epoch: Option<Epoch>,
        wanted: Vec<Wanted>,
    ) -> Result<Vec<Job>, Fault> {
        let mut fresh = Vec::with_capacity(wanted.len());
        for asked in wanted {
            // A stream that is asked for anew from a cursor begins anew from there.
            if asked.cursor.is_some() && connection.subscription(asked.stream).is_some() {
                self.leave(connection, asked.stream);
            }
            let joined = self.hub.join(connection, asked.stream, asked.depth);
            if joined.is_first {
                self.bus.subscribe(Topic::Stream(asked.stream));
            }
            if !joined.was_there {
                fresh.push(asked);
            }
        }
        if fresh.is_empty() {
            return Ok(Vec::new());
        }
        // After an outage everybody asks at once: in the order of coming, and some connections to
        // the database are left for those who write.
        let turn = self.resumes.acquire().await;
        let begun = within(self.begin(connection, epoch, &fresh)).await;
        drop(turn);
        if begun.is_err() {
            for asked in &fresh {
                self.leave(connection, asked.stream);
            }
        }
        begun
    }

    async fn begin(
        self: &Arc<Self>,
        connection: &Arc<Connection>,
        epoch: Option<Epoch>,
        fresh: &[Wanted],
    ) -> Result<Vec<Job>, Fault> {
        let pairs: Vec<_> = fresh.iter().map(|asked| (connection.member, asked.stream)).collect();
        let rights = access::rights(&mut *self.store.read().await?, &pairs).await?;
        #[cfg(feature = "planted")]
        if has(Bug::SnapshotBeforeSubscribe) {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }

        let mut plans = Vec::with_capacity(fresh.len());
        for asked in fresh {
            let Some(right) = rights.get(&(connection.member, asked.stream)).copied() else {
                plans.push(Plan::Lose(asked.stream));
                continue;
            };
            let Some(subscription) = connection.subscription(asked.stream) else { continue };
            if subscription.slot.begin(right.head) == Offered::NeedsHealing {
                self.heal(subscription.slot.clone());
            }
            let cursor = asked.cursor.unwrap_or(right.head);
            let is_other_life = epoch.is_some_and(|epoch| epoch != right.epoch);
            let job = Job {
                stream: asked.stream,
                cursor,
                number: subscription.number,
                #[cfg(feature = "planted")]
                until: right.head,
            };
            let is_reset = is_other_life || self.is_out_of_reach(cursor, &right);
            plans.push(Plan::Follow { job, right, is_reset });
        }
        self.bound_all(&mut plans);
        self.carry_out(connection, plans)
    }

    /// Answers each stream: live at once, behind, begun anew, or lost.
    fn carry_out(
        self: &Arc<Self>,
        connection: &Arc<Connection>,
        plans: Vec<Plan>,
    ) -> Result<Vec<Job>, Fault> {
        let mut jobs = Vec::new();
        for plan in plans {
            let (mut job, right, is_reset) = match plan {
                Plan::Lose(stream) => {
                    self.lose(connection, stream);
                    continue;
                }
                Plan::Follow { job, right, is_reset } => (job, right, is_reset),
            };
            if is_reset {
                self.reset(connection, &right)?;
                job.cursor = right.head;
            }
            if self.go_live(connection, job)? == Turn::Behind {
                jobs.push(job);
            }
        }
        Ok(jobs)
    }

    /// Beyond the head, before what is kept, or too far behind to be replayed.
    fn is_out_of_reach(&self, cursor: Seq, right: &Right) -> bool {
        cursor > right.head
            || cursor + 1 < right.oldest
            || right.head - cursor > u64::from(self.limits.replay_stream)
    }

    /// All streams together may be so far behind; beyond it those furthest behind begin anew.
    fn bound_all(&self, plans: &mut [Plan]) {
        let mut all: u64 = plans.iter().map(Plan::behind).sum();
        let most = u64::from(self.limits.replay_all);
        if all <= most {
            return;
        }
        let mut furthest: Vec<&mut Plan> = plans.iter_mut().collect();
        furthest.sort_by_key(|plan| std::cmp::Reverse(plan.behind()));
        for plan in furthest {
            if all <= most {
                break;
            }
            all -= plan.behind();
            if let Plan::Follow { is_reset, .. } = plan {
                *is_reset = true;
            }
        }
    }

    fn reset(&self, connection: &Connection, right: &Right) -> Result<(), Fault> {
        FIGURES.resets.inc();
        connection.mailbox.push_answer(frame(&ServerFrame::Reset {
            stream: right.stream,
            epoch: right.epoch,
            head: right.head,
            oldest: right.oldest,
        })?);
        Ok(())
    }

    fn go_live(&self, connection: &Connection, job: Job) -> Result<Turn, Fault> {
        let subscription = connection.subscription(job.stream);
        let Some(subscription) = subscription.filter(|held| held.number == job.number) else {
            return Ok(Turn::Gone);
        };
        let caught_up = frame(&ServerFrame::CaughtUp { stream: job.stream, head: job.cursor })?;
        let cursor = job.cursor;
        // A bug: what was committed between the snapshot and the subscription is nobody's.
        #[cfg(feature = "planted")]
        let cursor = if has(Bug::SnapshotBeforeSubscribe) && cursor >= job.until {
            subscription.slot.last().unwrap_or(cursor).max(cursor)
        } else {
            cursor
        };
        Ok(subscription.slot.go_live(subscription.key, cursor, caught_up))
    }

    /// The next page of the first job that has one; `None` when every job is live. To be called
    /// again only after the page has been written.
    ///
    /// # Errors
    /// A fault of the database; the jobs are still there for another try.
    pub async fn next_page(
        &self,
        connection: &Arc<Connection>,
        jobs: &mut VecDeque<Job>,
    ) -> Result<Option<Page>, Fault> {
        while let Some(job) = jobs.front_mut() {
            match self.go_live(connection, *job)? {
                Turn::Live | Turn::Gone => {
                    jobs.pop_front();
                }
                Turn::Behind => {
                    let turn = self.resumes.acquire().await;
                    let page = within(self.read_page(connection, job)).await?;
                    drop(turn);
                    if page.is_empty() {
                        // The slot has heard of more than this snapshot had; the next one has it.
                        tokio::task::yield_now().await;
                        continue;
                    }
                    return Ok(Some(page));
                }
            }
        }
        Ok(None)
    }

    async fn read_page(&self, connection: &Arc<Connection>, job: &mut Job) -> Result<Page, Fault> {
        let mut snapshot = self.store.snapshot().await?;
        let pair = (connection.member, job.stream);
        let rights = access::rights(&mut snapshot, &[pair]).await?;
        let Some(right) = rights.get(&pair) else {
            snapshot.rollback().await?;
            self.lose(connection, job.stream);
            return Ok(Vec::new());
        };
        if job.cursor + 1 < right.oldest {
            job.cursor = right.head;
            self.reset(connection, right)?;
            return Ok(Vec::new());
        }
        let events = events::after(&mut snapshot, job.stream, job.cursor, PAGE).await?;
        snapshot.rollback().await?;
        // Left, and perhaps joined anew, while this was read: what was missed then is not missed now.
        let subscription = connection.subscription(job.stream);
        let Some(subscription) = subscription.filter(|held| held.number == job.number) else {
            return Ok(Vec::new());
        };
        let depth = subscription.slot.depth(subscription.key).unwrap_or_default();
        if let Some(last) = events.last() {
            job.cursor = last.seq;
        }
        if events.is_empty() {
            return Ok(Vec::new());
        }
        FIGURES.replayed.inc_by(events.len() as u64);
        match depth {
            Depth::Full => {
                let encoded = events.into_iter().map(encode);
                encoded.map(|event| event.map(|event| event.full)).collect()
            }
            Depth::Light => {
                let events = events.iter().map(talkoo_protocol::Event::light).collect();
                Ok(vec![frame(&ServerFrame::Light { events })?])
            }
        }
    }

    /// Where a subscription that was taken off the live ones has to go on.
    pub fn behind(&self, connection: &Connection, stream: StreamId) -> Option<Job> {
        let subscription = connection.subscription(stream)?;
        let cursor = subscription.slot.cursor(subscription.key)?;
        Some(Job {
            stream,
            cursor,
            number: subscription.number,
            #[cfg(feature = "planted")]
            until: Seq::MAX,
        })
    }

    /// Stops hearing a stream.
    pub fn leave(&self, connection: &Connection, stream: StreamId) {
        if self.hub.leave(connection, stream) {
            self.bus.unsubscribe(Topic::Stream(stream));
        }
    }

    /// Forgets a connection that has ended.
    pub fn close(self: &Arc<Self>, connection: &Connection) {
        for stream in self.hub.close(connection) {
            self.bus.unsubscribe(Topic::Stream(stream));
        }
        self.marks_closed(connection.member);
        self.presence_closed(connection);
    }
}

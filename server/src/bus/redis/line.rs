//! The life of a node's connection to Redis: connect, subscribe to everything, say `Hearing`, carry
//! hints and wishes, ask whether Redis is still there, say `Deaf`, begin again.
//!
//! The library's own connection manager is deliberately not used: it gives up after some attempts,
//! holds commands back while it is reconnecting, and resubscribes without telling whether that
//! worked. One task that owns the connection needs none of that and never gives up.

use std::io;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use ::redis::{ConnectionAddr, ConnectionInfo, RedisResult};
use tokio::sync::mpsc;
use tokio::time::{Duration, Instant, sleep, sleep_until};
use tokio_util::sync::CancellationToken;

use super::call::Call;
use super::{End, Hint, Wiring};
use crate::figures::FIGURES;

/// What is written at once, and answered within one timeout.
const CHANGES_AT_ONCE: usize = 1000;
const HINTS_AT_ONCE: usize = 256;
const BYTES_AT_ONCE: usize = 1 << 20;

/// The first wait after a loss; each further one is twice as long, up to the wiring's longest.
const RETRY_FIRST: Duration = Duration::from_millis(50);

/// Overflows of the outbox are logged at most this often.
const DROPS_TOLD_EVERY: Duration = Duration::from_secs(10);

pub(super) struct Line {
    info: ConnectionInfo,
    /// Servers of a cluster that were seen, to be asked in turn when the named one does not answer.
    seen: Vec<ConnectionAddr>,
    attempts: usize,
    wiring: Wiring,
    end: Arc<End>,
    waiting: mpsc::Receiver<Hint>,
    stop: CancellationToken,
    drops_told: Option<Instant>,
}

impl Line {
    pub(super) fn new(
        info: ConnectionInfo,
        wiring: Wiring,
        end: Arc<End>,
        waiting: mpsc::Receiver<Hint>,
        stop: CancellationToken,
    ) -> Self {
        let (seen, attempts) = (Vec::new(), 0);
        Self { info, seen, attempts, wiring, end, waiting, stop, drops_told: None }
    }

    /// Ends when it is stopped, and only then.
    pub(super) async fn keep(mut self) {
        let mut wait = RETRY_FIRST;
        let mut told = String::new();
        loop {
            let began = Instant::now();
            let lost = CancellationToken::new();
            let ending = self.call(&lost).await;
            // In this order: a late word of the old connection must not deafen the next one.
            lost.cancel();
            self.end.desk.close();
            self.end.intake.deaf();
            let (error, was_hearing) = match ending {
                Ending::Stopped => return,
                Ending::Lost(error) => (error.to_string(), true),
                Ending::Unanswered(error) => (error.to_string(), false),
            };
            if was_hearing {
                FIGURES.bus_losses.inc();
            }
            if was_hearing || error != told {
                tracing::warn!(fault = %error, "the bus is deaf");
                told = error;
            }
            // A Redis that lets us in only to throw us out is not asked more often than a dead one.
            if began.elapsed() > self.wiring.retry_every * 2 {
                wait = RETRY_FIRST;
            }
            if self.stop.run_until_cancelled(sleep(wait)).await.is_none() {
                return;
            }
            wait = (wait * 2).min(self.wiring.retry_every);
        }
    }

    async fn call(&mut self, lost: &CancellationToken) -> Ending {
        let stop = self.stop.clone();
        let mut call = match stop.run_until_cancelled(self.connect(lost)).await {
            None => return Ending::Stopped,
            Some(Err(error)) => return Ending::Unanswered(error),
            Some(Ok(call)) => call,
        };
        self.end.desk.open(call.shards.clone());
        self.end.intake.hearing();
        tracing::info!(name = %self.wiring.node, "the bus hears");
        match self.talk(&mut call).await {
            Ok(()) => Ending::Stopped,
            Err(error) => Ending::Lost(error),
        }
    }

    /// A connection on which Redis has confirmed every subscription.
    async fn connect(&mut self, lost: &CancellationToken) -> RedisResult<Call> {
        let info = self.next_address();
        let mut call = Call::start(&info, &self.wiring, &self.end, lost).await?;
        self.seen = call.shards.others(&info);
        // What was left here before the loss is old news by now.
        while self.waiting.try_recv().is_ok() {}
        self.end.wishes.lock().start_over();
        self.round(&mut call, None).await?;
        Ok(call)
    }

    /// The server that the settings name, then by turns those of its cluster.
    fn next_address(&mut self) -> ConnectionInfo {
        let turn = self.attempts % (self.seen.len() + 1);
        self.attempts += 1;
        match turn.checked_sub(1).and_then(|turn| self.seen.get(turn)) {
            Some(address) => self.info.clone().set_addr(address.clone()),
            None => self.info.clone(),
        }
    }

    async fn talk(&mut self, call: &mut Call) -> RedisResult<()> {
        let end = self.end.clone();
        loop {
            let silent_until = Instant::now() + self.wiring.ping_every;
            let first = tokio::select! {
                biased;
                () = call.lost.cancelled() => {
                    return Err(io::Error::from(io::ErrorKind::ConnectionReset).into());
                }
                () = self.stop.cancelled() => return self.finish(call).await,
                hint = self.waiting.recv() => hint,
                () = end.wished.notified() => None,
                () = sleep_until(silent_until) => None,
            };
            self.round(call, first).await?;
            self.tell_drops();
        }
    }

    /// Sends what waits already, and nothing that comes later.
    async fn finish(&mut self, call: &mut Call) -> RedisResult<()> {
        self.waiting.close();
        while let Some(hint) = self.waiting.recv().await {
            self.round(call, Some(hint)).await?;
        }
        Ok(())
    }

    /// Carries what waits in one write and awaits the answers; what comes meanwhile waits for the
    /// next round, so the busier it is, the fewer writes a hint costs. A round in which nothing
    /// waits asks Redis whether it is there.
    async fn round(&mut self, call: &mut Call, first: Option<Hint>) -> RedisResult<()> {
        // Hints are taken before wishes and written after them: what a node says after it has
        // subscribed may be an answer to "are you there?".
        let hints = self.take_hints(first);
        loop {
            let (changes, is_all) = {
                let mut wishes = self.end.wishes.lock();
                let changes = wishes.changes(call.subscribed(), CHANGES_AT_ONCE);
                (changes, wishes.is_carried_over())
            };
            let mut load = call.nothing();
            call.write_changes(&mut load, &changes);
            // Between masters what is written first need not be done first.
            let goes_ahead = call.shards.is_cluster() && !changes.is_empty() && !hints.is_empty();
            if !is_all || goes_ahead {
                call.send(load, &changes).await?;
                continue;
            }
            for hint in &hints {
                call.write_hint(&mut load, hint);
            }
            return call.send(load, &changes).await;
        }
    }

    fn take_hints(&mut self, first: Option<Hint>) -> Vec<Hint> {
        let mut hints = Vec::from_iter(first);
        let mut bytes = 0;
        while hints.len() < HINTS_AT_ONCE && bytes < BYTES_AT_ONCE {
            let Ok(hint) = self.waiting.try_recv() else { break };
            bytes += hint.payload.len();
            hints.push(hint);
        }
        hints
    }

    fn tell_drops(&mut self) {
        if self.drops_told.is_some_and(|told| told.elapsed() < DROPS_TOLD_EVERY) {
            return;
        }
        let dropped = self.end.dropped.swap(0, Ordering::Relaxed);
        if dropped > 0 {
            tracing::warn!(dropped, "the outbox of the bus overflowed");
            self.drops_told = Some(Instant::now());
        }
    }
}

/// Why a call was over.
enum Ending {
    Stopped,
    /// Redis heard us and was lost.
    Lost(::redis::RedisError),
    /// There was nobody, or not for long enough to subscribe.
    Unanswered(::redis::RedisError),
}

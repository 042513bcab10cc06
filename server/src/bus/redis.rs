//! The bus over Redis' sharded pub/sub: one connection a node, or one to each master of a cluster,
//! which heals by itself for ever. Whether it is a cluster Redis tells itself.
//!
//! Only the small side that callers touch is here; the connection's life is in [`line`]. The only
//! keys ever written are counts of turns, which end by themselves: Redis may be emptied, replaced or
//! shared.

mod call;
mod desk;
mod line;
mod shards;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use ::redis::{ConnectionInfo, IntoConnectionInfo as _, ProtocolVersion};
use bytes::Bytes;
use desk::Desk;
use futures_util::{FutureExt as _, future::BoxFuture};
use parking_lot::Mutex;
use tokio::sync::{Notify, mpsc};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::envelope::{Names, Origin};
use super::intake::{self, Intake};
use super::subscriptions::Wishes;
use super::{Asked, Bus, Heard, SharedBus, Topic, Turns};
use crate::clock::Clock;
use crate::config::Settings;
use crate::error::Fault;
use crate::figures::FIGURES;

/// Also when the settings leave no time between a silence and its end.
const PING_AT_MOST_EVERY: Duration = Duration::from_millis(100);

/// How a node is wired to Redis. [`Wiring::new`] has what a service wants; tests change the rest.
#[derive(Clone, Debug)]
pub struct Wiring {
    /// `redis://`, `rediss://` or `redis+unix://`.
    pub url: String,
    /// What Redis lists the connection as.
    pub node: String,
    /// In front of every topic's name. Networks that share one Redis need different ones, also
    /// when they use different numbered databases.
    pub prefix: String,
    /// An answer that takes longer is a lost connection.
    pub timeout: Duration,
    /// The longest silence before Redis is asked whether it is there. With `timeout` this bounds
    /// how long a node can be deaf without knowing: 2 s, as promise P11 asks.
    pub ping_every: Duration,
    /// The longest wait between two attempts to connect. There is no last attempt.
    pub retry_every: Duration,
    /// How many messages may wait on their way in, and on their way out.
    pub queue_length: usize,
}

impl Wiring {
    pub fn new(url: &str, node: &str) -> Self {
        Self {
            url: url.to_owned(),
            node: node.to_owned(),
            prefix: "talkoo".to_owned(),
            timeout: Duration::from_secs(1),
            ping_every: Duration::from_secs(1),
            retry_every: Duration::from_secs(1),
            queue_length: intake::LENGTH,
        }
    }

    /// `None` when no Redis is named: the bus is for [`super::local::alone`] then.
    pub fn from_settings(settings: &Settings) -> Option<Self> {
        let url = settings.redis.url.as_ref()?;
        let timeout = settings.redis.timeout;
        let silence = settings.delivery.bus_silence;
        Some(Self {
            prefix: settings.redis.prefix.clone(),
            timeout,
            ping_every: silence.saturating_sub(timeout).max(PING_AT_MOST_EVERY),
            ..Self::new(url.expose(), &settings.node.name)
        })
    }
}

/// As [`connect_with`], with the usual wiring.
pub fn connect(
    url: &str,
    node: &str,
    tasks: &TaskTracker,
    stop: CancellationToken,
) -> Result<(SharedBus, mpsc::Receiver<Heard>), Fault> {
    connect_with(Wiring::new(url, node), tasks, stop)
}

/// Fails only when the URL cannot be read. Where there is no Redis the bus starts deaf, and hears
/// when there is one. When stopped it sends what waits in the outbox and ends.
pub fn connect_with(
    wiring: Wiring,
    tasks: &TaskTracker,
    stop: CancellationToken,
) -> Result<(SharedBus, mpsc::Receiver<Heard>), Fault> {
    let info =
        info(&wiring.url).map_err(|error| Fault::caused("reading the url of redis", error))?;
    let (intake, heard) = Intake::new(wiring.queue_length);
    let (outbox, waiting) = mpsc::channel(wiring.queue_length);
    let end = Arc::new(End {
        names: Names::under(&wiring.prefix),
        origin: Origin::new(Clock::new().random()),
        intake,
        desk: Desk::new(&wiring.prefix, wiring.timeout),
        wishes: Mutex::default(),
        wished: Notify::new(),
        outbox,
        dropped: AtomicU64::new(0),
    });
    tasks.spawn(line::Line::new(info, wiring, end.clone(), waiting, stop).keep());
    Ok((Arc::new(RedisBus { end }), heard))
}

/// The library hears pushed messages only when it speaks RESP3, which it does not by default.
fn info(url: &str) -> ::redis::RedisResult<ConnectionInfo> {
    let info = url.into_connection_info()?;
    let settings = info.redis_settings().clone().set_protocol(ProtocolVersion::RESP3);
    Ok(info.set_redis_settings(settings))
}

struct RedisBus {
    end: Arc<End>,
}

/// Our end of the line: what callers leave and what the line brings.
struct End {
    names: Names,
    origin: Origin,
    intake: Intake,
    desk: Desk,
    wishes: Mutex<Wishes>,
    /// Rung when the wishes changed.
    wished: Notify,
    outbox: mpsc::Sender<Hint>,
    /// Hints that found the outbox full since the line last looked.
    dropped: AtomicU64,
}

struct Hint {
    topic: Topic,
    payload: Bytes,
}

impl Bus for RedisBus {
    /// A deaf node is silent, too: whoever missed its hints is told to compare heads anyway, and
    /// after an outage nobody is flooded with old news.
    fn publish(&self, topic: Topic, payload: Bytes) {
        if self.is_hearing() && self.end.outbox.try_send(Hint { topic, payload }).is_err() {
            self.end.dropped.fetch_add(1, Ordering::Relaxed);
            FIGURES.bus_dropped.inc();
        }
    }

    fn subscribe(&self, topic: Topic) {
        if self.end.wishes.lock().add(topic) {
            self.end.wished.notify_one();
        }
    }

    fn unsubscribe(&self, topic: Topic) {
        if self.end.wishes.lock().remove(topic) {
            self.end.wished.notify_one();
        }
    }

    fn has_others(&self) -> bool {
        true
    }

    fn is_hearing(&self) -> bool {
        self.end.intake.is_hearing()
    }

    fn gaps(&self) -> u64 {
        self.end.intake.gaps()
    }

    fn take_turns<'a>(&'a self, asked: Asked<'a>) -> BoxFuture<'a, Option<Turns>> {
        self.end.desk.take_turns(asked).boxed()
    }
}

impl End {
    /// Takes one message off the wire. Runs where the library reads its socket, so it must not wait.
    fn take_in(&self, name: &[u8], sealed: Vec<u8>) {
        let Some(topic) = self.names.topic(name) else { return };
        let Some(payload) = self.origin.open(Bytes::from(sealed)) else { return };
        // Held while the message goes in: nothing comes after an unsubscribe that returned.
        let wishes = self.wishes.lock();
        if wishes.wants(topic) {
            self.intake.message(topic, payload);
        }
    }
}

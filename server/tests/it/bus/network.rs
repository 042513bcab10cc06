//! A network of nodes on one bus of either sort, and a node that a story can read line by line.

use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use talkoo::bus::local::Exchange;
use talkoo::bus::redis::{Wiring, connect_with};
use talkoo::bus::{Heard, SharedBus, Topic};
use tokio::sync::mpsc;
use tokio::time::{Duration, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::bed::OwnRedis;

/// Far more than anything here takes, so that it says "never".
const PATIENCE: Duration = Duration::from_secs(30);

pub(super) enum Network {
    Exchange(Exchange),
    Redis(OwnRedis),
}

impl Network {
    pub(super) fn exchange() -> Self {
        Self::Exchange(Exchange::new())
    }

    pub(super) async fn redis() -> Self {
        Self::Redis(OwnRedis::start().await)
    }

    /// Each hears, and listens to `Control`.
    pub(super) async fn three_nodes(&self) -> [Node; 3] {
        let mut nodes = [(); 3].map(|()| match self {
            Self::Exchange(exchange) => Node::listening(exchange.join()),
            Self::Redis(redis) => on_redis(quick(redis)),
        });
        for node in &mut nodes {
            node.hears().await;
        }
        nodes
    }

    pub(super) fn lose(&mut self) {
        match self {
            Self::Exchange(exchange) => exchange.cut(),
            Self::Redis(redis) => redis.kill(),
        }
    }

    /// Empty, as after a restart of a Redis that keeps nothing.
    pub(super) async fn restore(&mut self) {
        match self {
            Self::Exchange(exchange) => exchange.heal(),
            Self::Redis(redis) => redis.start_again().await,
        }
    }
}

/// Quick to try again, and patient with a Redis that shares a busy machine with other tests.
pub(super) fn quick(redis: &OwnRedis) -> Wiring {
    let (timeout, retry_every) = (PATIENCE, Duration::from_millis(50));
    Wiring { timeout, retry_every, ..Wiring::new(&redis.url(), "a node") }
}

/// Its task ends with the test.
pub(super) fn on_redis(wiring: Wiring) -> Node {
    Node::listening(
        connect_with(wiring, &TaskTracker::new(), CancellationToken::new()).expect("a good URL"),
    )
}

pub(super) struct Node {
    pub(super) bus: SharedBus,
    pub(super) heard: mpsc::Receiver<Heard>,
}

impl Node {
    pub(super) fn listening((bus, heard): (SharedBus, mpsc::Receiver<Heard>)) -> Self {
        bus.subscribe(Topic::Control);
        Self { bus, heard }
    }

    pub(super) fn say(&self, topic: Topic, text: &str) {
        self.bus.publish(topic, Bytes::copy_from_slice(text.as_bytes()));
    }

    pub(super) async fn anything(&mut self) -> Heard {
        let heard = timeout(PATIENCE, self.heard.recv()).await;
        heard.expect("something to be heard").expect("a bus that is open")
    }

    pub(super) async fn message(&mut self) -> (Topic, Bytes) {
        match self.anything().await {
            Heard::Message { topic, payload } => (topic, payload),
            other @ (Heard::Deaf | Heard::Hearing | Heard::Missed) => {
                panic!("a message was due, not {other:?}")
            }
        }
    }

    pub(super) async fn next(&mut self) -> (Topic, String) {
        let (topic, payload) = self.message().await;
        (topic, String::from_utf8(payload.to_vec()).expect("text"))
    }

    /// What is heard before the last word.
    pub(super) async fn until(&mut self, last: &str) -> Vec<(Topic, String)> {
        let mut heard = Vec::new();
        loop {
            let next = self.next().await;
            if next.1 == last {
                return heard;
            }
            heard.push(next);
        }
    }

    pub(super) async fn hears(&mut self) {
        let heard = self.anything().await;
        assert!(matches!(heard, Heard::Hearing), "Hearing was due, not {heard:?}");
        assert!(self.bus.is_hearing());
    }

    pub(super) async fn turns_deaf(&mut self) {
        let heard = self.anything().await;
        assert!(matches!(heard, Heard::Deaf), "Deaf was due, not {heard:?}");
        assert!(!self.bus.is_hearing());
    }

    /// Hears, however often it has come and gone; what was heard meanwhile is forgotten.
    pub(super) async fn heals(&mut self) {
        while !self.bus.is_hearing() {
            self.anything().await;
        }
        self.drain();
    }

    /// What waits already: how many messages, and what else, in order.
    pub(super) fn drain(&mut self) -> (usize, Vec<String>) {
        let (mut messages, mut others) = (0, Vec::new());
        while let Ok(heard) = self.heard.try_recv() {
            match heard {
                Heard::Message { .. } => messages += 1,
                Heard::Deaf | Heard::Hearing | Heard::Missed => others.push(format!("{heard:?}")),
            }
        }
        (messages, others)
    }
}

/// Returns when the wishes of `others` are in force: each says something after them, in order.
pub(super) async fn settle(listener: &mut Node, others: &mut [&mut Node]) {
    static SETTLED: AtomicU64 = AtomicU64::new(0);
    for index in 0..others.len() {
        let word = format!("settled {}", SETTLED.fetch_add(1, Ordering::Relaxed));
        others[index].say(Topic::Control, &word);
        listener.until(&word).await;
        for (other, node) in others.iter_mut().enumerate() {
            if other != index {
                node.until(&word).await;
            }
        }
    }
}

/// How often this Redis has been told a command.
pub(super) async fn calls_of(redis: &OwnRedis, command: &str) -> u64 {
    let client = ::redis::Client::open(redis.url()).expect("a URL of Redis");
    let mut connection = client.get_multiplexed_async_connection().await.expect("Redis");
    let mut info = ::redis::cmd("INFO");
    let stats: String =
        info.arg("commandstats").query_async(&mut connection).await.expect("its counts");
    let start = format!("cmdstat_{command}:calls=");
    let count = stats.lines().find_map(|line| line.strip_prefix(&start)?.split(',').next());
    count.map_or(0, |count| count.parse().expect("a number"))
}

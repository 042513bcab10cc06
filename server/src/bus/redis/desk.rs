//! Questions to Redis whose answer somebody waits for, beside the line that carries hints: counted
//! turns. Asked only while the line hears, and given up soon: the node's own count holds then.

use std::sync::Arc;

use ::redis::Script;
use parking_lot::Mutex;
use tokio::time::{Duration, Instant, timeout};

use super::shards::Shards;
use crate::bus::turns::{self, Asked, SCRIPT, Turns};

pub(super) struct Desk {
    /// Where Redis is, while it is there.
    open: Mutex<Option<Arc<Shards>>>,
    /// After a question that was not answered nobody waits for a while.
    shut_until: Mutex<Option<Instant>>,
    script: Script,
    prefix: String,
    patience: Duration,
    rest: Duration,
}

impl Desk {
    /// `timeout` is the line's; nobody who writes a message waits as long as that.
    pub(super) fn new(prefix: &str, timeout: Duration) -> Self {
        Self {
            open: Mutex::default(),
            shut_until: Mutex::default(),
            script: Script::new(SCRIPT),
            prefix: format!("{prefix}:turns:"),
            patience: timeout / 4,
            rest: timeout,
        }
    }

    pub(super) fn open(&self, shards: Arc<Shards>) {
        *self.open.lock() = Some(shards);
        *self.shut_until.lock() = None;
    }

    pub(super) fn close(&self) {
        *self.open.lock() = None;
    }

    pub(super) async fn take_turns(&self, asked: Asked<'_>) -> Option<Turns> {
        if self.shut_until.lock().is_some_and(|until| Instant::now() < until) {
            return None;
        }
        let shards = self.open.lock().clone()?;
        let key = format!("{}{}", self.prefix, asked.name);
        let mut connection = shards.connection(key.as_bytes());
        let mut invocation = self.script.key(key);
        for argument in turns::arguments(asked) {
            invocation.arg(argument);
        }
        let answered = timeout(self.patience, invocation.invoke_async(&mut connection)).await;
        if let Ok(Ok(answer)) = answered {
            return Some(turns::answer(answer));
        }
        let error = answered.ok().and_then(Result::err);
        tracing::warn!(fault = ?error.map(|error| error.to_string()), "turns are counted by this node alone");
        *self.shut_until.lock() = Some(Instant::now() + self.rest);
        None
    }
}

//! One call to Redis, from its start to its loss, over one connection or one a master: how hints and wishes are written as
//! commands, and how pushed messages find the intake. It decides nothing; the line does.

use std::collections::HashSet;
use std::sync::Arc;

use ::redis::aio::SendError;
use ::redis::{
    AsyncConnectionConfig, ConnectionInfo, Pipeline, PushInfo, PushKind, RedisResult, Value,
};
use futures_util::future::try_join_all;
use tokio::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;

use super::shards::Shards;
use super::{End, Hint, Wiring};
use crate::bus::Topic;
use crate::bus::subscriptions::Change;

pub(super) struct Call {
    pub(super) shards: Arc<Shards>,
    end: Arc<End>,
    /// What Redis has confirmed.
    subscribed: HashSet<Topic>,
    /// Cancelled by the library's last word on one of the connections.
    pub(super) lost: CancellationToken,
    checked: Instant,
    check_every: Duration,
}

/// What is written at once, by the server that it is for.
pub(super) struct Load(Vec<Pipeline>);

impl Load {
    fn is_empty(&self) -> bool {
        self.0.iter().all(Pipeline::is_empty)
    }
}

impl Call {
    pub(super) async fn start(
        info: &ConnectionInfo,
        wiring: &Wiring,
        end: &Arc<End>,
        lost: &CancellationToken,
    ) -> RedisResult<Self> {
        let config = || {
            AsyncConnectionConfig::new()
                .set_connection_timeout(Some(wiring.timeout))
                .set_response_timeout(Some(wiring.timeout))
                .set_push_sender(ear(end.clone(), lost.clone()))
        };
        let shards = Shards::open(info, config, &without_spaces(&wiring.node)).await?;
        Ok(Self {
            shards: Arc::new(shards),
            end: end.clone(),
            subscribed: HashSet::new(),
            lost: lost.clone(),
            checked: Instant::now(),
            check_every: wiring.ping_every,
        })
    }

    pub(super) fn subscribed(&self) -> &HashSet<Topic> {
        &self.subscribed
    }

    pub(super) fn nothing(&self) -> Load {
        Load((0..self.shards.count()).map(|_| Pipeline::new()).collect())
    }

    /// One topic a command: each has one answer, and the library counts answers.
    pub(super) fn write_changes(&self, load: &mut Load, changes: &[Change]) {
        for change in changes {
            let (verb, topic) = match change {
                Change::Subscribe(topic) => ("SSUBSCRIBE", topic),
                Change::Unsubscribe(topic) => ("SUNSUBSCRIBE", topic),
            };
            let name = self.end.names.of(*topic);
            load.0[self.shards.of(name.as_bytes())].cmd(verb).arg(name);
        }
    }

    pub(super) fn write_hint(&self, load: &mut Load, hint: &Hint) {
        let (name, sealed) = (self.end.names.of(hint.topic), self.end.origin.seal(&hint.payload));
        load.0[self.shards.of(name.as_bytes())].cmd("SPUBLISH").arg(name).arg(sealed);
    }

    /// Returns when everything is answered: then Redis knows the changes. With nothing to say it
    /// asks every server whether it is there, and in a cluster, now and then, whether the slots
    /// are where they were: a subscriber is told of it by nobody.
    pub(super) async fn send(&mut self, load: Load, changes: &[Change]) -> RedisResult<()> {
        let is_due = self.shards.is_cluster() && self.checked.elapsed() >= self.check_every;
        let asks = load.is_empty() || is_due;
        let sendings = load.0.into_iter().enumerate().map(|(index, mut commands)| {
            let mut connection = self.shards.nth(index);
            async move {
                if asks {
                    commands.cmd("PING");
                }
                if commands.is_empty() {
                    return Ok(());
                }
                commands.exec_async(&mut connection).await
            }
        });
        try_join_all(sendings).await?;
        if asks {
            self.shards.check_map().await?;
            self.checked = Instant::now();
        }
        for change in changes {
            match change {
                Change::Subscribe(topic) => self.subscribed.insert(*topic),
                Change::Unsubscribe(topic) => self.subscribed.remove(topic),
            };
        }
        Ok(())
    }
}

/// Hears what the library reads, in the library's own task. Its usual channel has no bound, so the
/// messages go straight to the intake, which has one and never waits.
fn ear(
    end: Arc<End>,
    lost: CancellationToken,
) -> impl Fn(PushInfo) -> Result<(), SendError> + Send + Sync {
    move |push| {
        if push.kind == PushKind::SMessage {
            if let Ok([Value::BulkString(name), Value::BulkString(sealed)]) =
                <[Value; 2]>::try_from(push.data)
            {
                end.take_in(&name, sealed);
            }
        } else if push.kind == PushKind::Disconnection && !lost.is_cancelled() {
            lost.cancel();
            end.intake.deaf();
        }
        Ok(())
    }
}

/// Redis refuses names with spaces and other unprintable things.
fn without_spaces(node: &str) -> String {
    node.chars().map(|letter| if letter.is_ascii_graphic() { letter } else { '-' }).collect()
}

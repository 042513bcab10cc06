//! One connection to Redis, from its start to its loss: how hints and wishes are written as
//! commands, and how pushed messages find the intake. It decides nothing; the line does.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use ::redis::aio::{MultiplexedConnection, SendError};
use ::redis::{
    AsyncConnectionConfig, Client, Pipeline, PushInfo, PushKind, RedisResult, Value,
    from_redis_value_ref,
};
use tokio_util::sync::CancellationToken;

use super::{End, Hint, Wiring};
use crate::bus::Topic;
use crate::bus::subscriptions::Change;

pub(super) struct Call {
    connection: MultiplexedConnection,
    end: Arc<End>,
    verbs: Verbs,
    /// What Redis has confirmed.
    subscribed: HashSet<Topic>,
    /// Cancelled by the library's last word on this connection.
    pub(super) lost: CancellationToken,
}

/// All nodes see the same server, so all choose the same verbs.
struct Verbs {
    subscribe: &'static str,
    unsubscribe: &'static str,
    publish: &'static str,
}

const SHARDED: Verbs =
    Verbs { subscribe: "SSUBSCRIBE", unsubscribe: "SUNSUBSCRIBE", publish: "SPUBLISH" };

/// For a cluster: its shards send a client with one connection away, while any of its nodes carries
/// plain hints to all others.
const PLAIN: Verbs =
    Verbs { subscribe: "SUBSCRIBE", unsubscribe: "UNSUBSCRIBE", publish: "PUBLISH" };

impl Call {
    pub(super) async fn start(
        client: &Client,
        wiring: &Wiring,
        end: &Arc<End>,
        lost: &CancellationToken,
    ) -> RedisResult<Self> {
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(wiring.timeout))
            .set_response_timeout(Some(wiring.timeout))
            .set_push_sender(ear(end.clone(), lost.clone()));
        let mut connection = client.get_multiplexed_async_connection_with_config(&config).await?;
        let mut hello = ::redis::cmd("HELLO");
        hello.arg(3).arg("SETNAME").arg(without_spaces(&wiring.node));
        let server: HashMap<String, Value> = hello.query_async(&mut connection).await?;
        let mode = server.get("mode").and_then(|mode| from_redis_value_ref::<String>(mode).ok());
        let is_cluster = mode.is_some_and(|mode| mode == "cluster");
        let verbs = if is_cluster { PLAIN } else { SHARDED };
        let (end, lost) = (end.clone(), lost.clone());
        Ok(Self { connection, end, verbs, subscribed: HashSet::new(), lost })
    }

    pub(super) fn subscribed(&self) -> &HashSet<Topic> {
        &self.subscribed
    }

    /// One topic a command: each has one answer, and the library counts answers.
    pub(super) fn write_changes(&self, commands: &mut Pipeline, changes: &[Change]) {
        for change in changes {
            let (verb, topic) = match change {
                Change::Subscribe(topic) => (self.verbs.subscribe, topic),
                Change::Unsubscribe(topic) => (self.verbs.unsubscribe, topic),
            };
            commands.cmd(verb).arg(self.end.names.of(*topic));
        }
    }

    pub(super) fn write_hint(&self, commands: &mut Pipeline, hint: &Hint) {
        let sealed = self.end.origin.seal(&hint.payload);
        commands.cmd(self.verbs.publish).arg(self.end.names.of(hint.topic)).arg(sealed);
    }

    /// Returns when everything is answered: then Redis knows the changes.
    pub(super) async fn send(
        &mut self,
        commands: &Pipeline,
        changes: &[Change],
    ) -> RedisResult<()> {
        commands.exec_async(&mut self.connection).await?;
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
        if matches!(push.kind, PushKind::SMessage | PushKind::Message) {
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

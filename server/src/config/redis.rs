//! Redis, the hint between nodes. Truth never depends on it.

use std::time::Duration;

use super::source::Source;
use super::value::Secret;

#[derive(Debug, Clone)]
pub struct Redis {
    /// `REDIS_URL`: Redis 7 or newer. When not set, the bus stays inside the process.
    pub url: Option<Secret>,
    /// `TALKOO_REDIS_TIMEOUT`: longest wait for an answer of Redis.
    pub timeout: Duration,
    /// `TALKOO_REDIS_PREFIX`: networks that share one Redis need different ones.
    pub prefix: String,
}

impl Redis {
    pub(super) fn read(source: &mut Source) -> Self {
        Self {
            url: source.get(
                "REDIS_URL",
                "redis.url",
                "",
                "Redis 7 or newer between nodes; not set: a bus inside the process",
            ),
            timeout: source.get(
                "TALKOO_REDIS_TIMEOUT",
                "redis.timeout",
                "1 s",
                "longest wait for an answer of Redis",
            ),
            prefix: source.get(
                "TALKOO_REDIS_PREFIX",
                "redis.prefix",
                "talkoo",
                "in front of every name in Redis; networks that share one Redis need different ones",
            ),
        }
    }
}

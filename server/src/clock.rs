//! New names, chance and waiting time. The only place that makes ids.
//!
//! It deliberately tells no wall-clock time: `at` and expiry come from `app_now()` in Postgres and
//! order comes from `seq`, so a node whose clock is wrong by a day changes nothing (promise P19).

use rand::RngCore as _;
use tokio::time::Instant;
use uuid::Uuid;

/// Handed to whoever needs time, names or chance, so that each function shows that it does.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clock;

impl Clock {
    pub fn new() -> Self {
        Self
    }

    /// Monotonic, for timeouts and durations. Stands still with tokio's paused time in tests.
    pub fn instant(&self) -> Instant {
        Instant::now()
    }

    /// A new name. Roughly ordered by time for the sake of the indexes; nobody may rely on it.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that makes ids")]
    pub fn new_id(&self) -> Uuid {
        Uuid::now_v7()
    }

    /// Bytes that cannot be guessed: tokens, keys, salts.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        rand::rng().fill_bytes(&mut bytes);
        bytes
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::Clock;

    #[test]
    fn names_and_chance_do_not_repeat() {
        let clock = Clock::new();
        let ids: HashSet<_> = (0..10_000).map(|_| clock.new_id()).collect();
        assert_eq!(ids.len(), 10_000);
        let tokens: HashSet<[u8; 32]> = (0..1_000).map(|_| clock.random()).collect();
        assert_eq!(tokens.len(), 1_000);
    }
}

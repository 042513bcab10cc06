//! Turns that all nodes count together: so many at once, then one after each pause (GCRA). The one
//! number that is kept says until when the turns taken so far reach. Redis computes it in a script,
//! [`Shared`] is the same rule for nodes of one process.

use std::collections::HashMap;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::time::Instant;

/// What is asked of the count of one name.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Whose turns; the same on every node.
    pub name: &'a str,
    /// The pause after which there is one more.
    pub pause: Duration,
    /// As many at once at most.
    pub burst: u32,
    /// As many now, or fewer.
    pub wanted: u32,
}

/// What a shared count answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turns {
    /// So many, at least one.
    Granted(u32),
    /// There is one after this time.
    After(Duration),
}

/// In Redis' own time, so that the nodes' clocks do not matter; a clock of Redis that is set back
/// costs one pause. The answer is how many were taken, and how long to wait if none.
pub(super) const SCRIPT: &str = "
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local pause, burst, wanted = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local most = now + pause * burst
local reach = tonumber(redis.call('GET', KEYS[1]) or now)
reach = math.min(math.max(reach, now), most)
local taken = math.min(math.floor((most - reach) / pause), wanted)
if taken < 1 then
  return {0, math.ceil(reach + pause - most)}
end
reach = reach + pause * taken
redis.call('SET', KEYS[1], string.format('%.0f', reach), 'PX', math.ceil((reach - now) / 1000))
return {taken, 0}";

/// What the script is given, and what it answers.
pub(super) fn arguments(asked: Asked<'_>) -> [u64; 3] {
    [micros(asked.pause), asked.burst.max(1).into(), asked.wanted.max(1).into()]
}

pub(super) fn answer((taken, wait): (u32, u64)) -> Turns {
    if taken > 0 { Turns::Granted(taken) } else { Turns::After(Duration::from_micros(wait)) }
}

/// The pause as whole microseconds, at least one.
fn micros(pause: Duration) -> u64 {
    u64::try_from(pause.as_micros()).unwrap_or(u64::MAX).max(1)
}

/// Counts that remember beside each other what still holds.
#[derive(Default)]
pub(super) struct Shared(Mutex<HashMap<String, Instant>>);

impl Shared {
    pub(super) fn take(&self, asked: Asked<'_>, now: Instant) -> Turns {
        let [pause, burst, wanted] = arguments(asked);
        let [pause, most] = [pause, pause.saturating_mul(burst)].map(Duration::from_micros);
        let mut reaches = self.0.lock();
        reaches.retain(|_, reach| *reach > now);
        let reach = reaches.get(asked.name).copied().unwrap_or(now);
        let room = (now + most).saturating_duration_since(reach);
        let left = u64::try_from(room.as_micros() / pause.as_micros()).unwrap_or(u64::MAX);
        let taken = u32::try_from(left.min(wanted)).unwrap_or(u32::MAX);
        if taken == 0 {
            return Turns::After(pause.saturating_sub(room));
        }
        reaches.insert(asked.name.to_owned(), reach + pause * taken);
        Turns::Granted(taken)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::Instant;

    use super::{Asked, Shared, Turns};

    #[test]
    fn a_burst_then_one_turn_after_each_pause() {
        let (shared, start) = (Shared::default(), Instant::now());
        let pause = Duration::from_millis(500);
        let take = |millis: u64, wanted: u32| {
            let asked = Asked { name: "a", pause, burst: 5, wanted };
            shared.take(asked, start + Duration::from_millis(millis))
        };
        assert_eq!(take(0, 3), Turns::Granted(3));
        assert_eq!(take(0, 3), Turns::Granted(2), "what there is");
        assert_eq!(take(0, 3), Turns::After(pause));
        assert_eq!(take(400, 1), Turns::After(Duration::from_millis(100)));
        assert_eq!(take(500, 3), Turns::Granted(1));
        assert_eq!(take(60_000, 9), Turns::Granted(5), "never more than the burst");
        let other = Asked { name: "b", pause, burst: 5, wanted: 9 };
        assert_eq!(shared.take(other, start), Turns::Granted(5));
    }
}

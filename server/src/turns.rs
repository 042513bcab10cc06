//! How often one may do something: so many times at once, then at a steady pace (GCRA). All nodes
//! count together as long as the bus carries it, and each node always counts for itself: without
//! Redis a limit holds per node, and there is never none.

use std::time::Duration;

use dashmap::DashMap;
use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
};
use tokio::time::Instant;

use crate::bus::{Asked, SharedBus, Turns as Answer};

/// Names remembered before those at rest are forgotten.
const REMEMBERED: usize = 10_000;
/// A node takes this part of a burst at once, so that most turns cost no question.
const PART_OF_BURST: u32 = 8;
const AT_ONCE: u32 = 64;
/// What was taken and not used is given up after this, or when as much has come back.
const KEPT: Duration = Duration::from_secs(1);

/// Where turns are counted together.
#[derive(Clone)]
pub struct Counts(SharedBus);

impl Counts {
    pub fn over(bus: SharedBus) -> Self {
        Self(bus)
    }

    /// The turns of everybody at what is named.
    pub fn of(&self, what: &'static str, quota: Quota) -> Turns {
        Turns {
            what,
            own: RateLimiter::keyed(quota),
            bus: self.0.clone(),
            taken: DashMap::new(),
            pause: quota.replenish_interval(),
            burst: quota.burst_size().get(),
        }
    }
}

/// Whose turns: an id, or the beginning of a hash of what is longer or should not be shown.
pub type Whose = [u8; 16];

/// The turns of everybody at one thing.
pub struct Turns {
    /// What is counted, in front of each name.
    what: &'static str,
    own: DefaultKeyedRateLimiter<Whose>,
    bus: SharedBus,
    taken: DashMap<Whose, Taken>,
    pause: Duration,
    burst: u32,
}

/// Taken from the shared count and not used yet.
#[derive(Clone, Copy)]
struct Taken {
    left: u32,
    until: Instant,
}

impl Turns {
    /// Takes one turn.
    ///
    /// # Errors
    /// The time after which there is a turn again.
    pub async fn take(&self, whose: Whose) -> Result<(), Duration> {
        self.take_of_own(&whose)?;
        if self.has_one_left(&whose) {
            return Ok(());
        }
        let name = format!("{}:{}", self.what, hex(&whose));
        let wanted = (self.burst / PART_OF_BURST).clamp(1, AT_ONCE);
        let asked = Asked { name: &name, pause: self.pause, burst: self.burst, wanted };
        match self.bus.take_turns(asked).await {
            None | Some(Answer::Granted(0 | 1)) => Ok(()),
            Some(Answer::After(wait)) => Err(wait),
            Some(Answer::Granted(granted)) => {
                self.keep(whose, granted - 1, granted);
                Ok(())
            }
        }
    }

    fn take_of_own(&self, whose: &Whose) -> Result<(), Duration> {
        if self.own.len() > REMEMBERED {
            self.own.retain_recent();
        }
        let taken = self.own.check_key(whose);
        taken.map_err(|until| until.wait_time_from(DefaultClock::default().now()))
    }

    fn has_one_left(&self, whose: &Whose) -> bool {
        let Some(mut taken) = self.taken.get_mut(whose) else { return false };
        let is_left = taken.left > 0 && Instant::now() < taken.until;
        taken.left = if is_left { taken.left - 1 } else { 0 };
        is_left
    }

    fn keep(&self, whose: Whose, left: u32, granted: u32) {
        let now = Instant::now();
        if self.taken.len() > REMEMBERED {
            self.taken.retain(|_, taken| taken.left > 0 && now < taken.until);
        }
        let until = now + KEPT.max(self.pause.saturating_mul(granted));
        // Two that asked at once have both been granted theirs.
        let mut taken = self.taken.entry(whose).or_insert(Taken { left: 0, until });
        let still = if now < taken.until { taken.left } else { 0 };
        *taken = Taken { left: still.saturating_add(left), until };
    }
}

/// A wait as a refusal tells it.
pub fn millis(wait: Duration) -> u32 {
    u32::try_from(wait.as_millis()).unwrap_or(u32::MAX).max(1)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

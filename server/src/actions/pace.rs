//! How fast a member may write: a burst, then a steady pace (GCRA, per member, on this node).

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock as _};
use talkoo_protocol::{Code, MemberId, Refusal};

use crate::{
    config,
    figures::{FIGURES, Limit},
};

pub struct Pace {
    limiter: DefaultKeyedRateLimiter<MemberId>,
}

/// Members remembered before those at rest are forgotten.
const REMEMBERED: usize = 10_000;

impl Pace {
    pub fn new(rates: &config::Rates) -> Self {
        let quota = Quota::per_second(rates.send_per_second).allow_burst(rates.send_burst);
        Self { limiter: RateLimiter::keyed(quota) }
    }

    /// Takes one turn of a member.
    ///
    /// # Errors
    /// `too_many`, with the time after which there is a turn again.
    pub fn take(&self, member: MemberId) -> Result<(), Refusal> {
        if self.limiter.len() > REMEMBERED {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(&member).map_err(|until| {
            FIGURES.limited(Limit::SendRate);
            let wait = until.wait_time_from(governor::clock::DefaultClock::default().now());
            let millis = u32::try_from(wait.as_millis()).unwrap_or(u32::MAX).max(1);
            Refusal::new(Code::TooMany, "too many commands at once").after(millis)
        })
    }
}

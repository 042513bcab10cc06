//! How fast a member may write: a burst, then a steady pace, on all nodes together.

use governor::Quota;
use talkoo_protocol::{Code, MemberId, Refusal};

use crate::{
    config,
    figures::{FIGURES, Limit},
    turns::{Counts, Turns, millis},
};

pub struct Pace(Turns);

impl Pace {
    pub fn new(rates: &config::Rates, counts: &Counts) -> Self {
        let quota = Quota::per_second(rates.send_per_second).allow_burst(rates.send_burst);
        Self(counts.of("write", quota))
    }

    /// Takes one turn of a member.
    ///
    /// # Errors
    /// `too_many`, with the time after which there is a turn again.
    pub async fn take(&self, member: MemberId) -> Result<(), Refusal> {
        let taken = self.0.take(member.0.into_bytes()).await;
        taken.map_err(|wait| {
            FIGURES.limited(Limit::SendRate);
            Refusal::new(Code::TooMany, "too many commands at once").after(millis(wait))
        })
    }
}

//! The way from a commit to the sockets.

use std::time::Duration;

use super::source::Source;

#[derive(Debug, Clone)]
pub struct Delivery {
    /// `TALKOO_HEADS_EVERY`: how often the heads of the served streams are compared with Postgres.
    pub heads_every: Duration,
    /// `TALKOO_LIGHT_EVERY`: light events of a stream are gathered into one frame this often.
    pub light_every: Duration,
    /// `TALKOO_PRESENCE_EVERY`: how often a node repeats who is on it; what was not repeated three
    /// times is forgotten by the others.
    pub presence_every: Duration,
    /// `TALKOO_BUS_SILENCE`: after this long without Redis only what Postgres confirms is delivered.
    pub bus_silence: Duration,
}

impl Delivery {
    pub(super) fn read(source: &mut Source) -> Self {
        Self {
            heads_every: source.get(
                "TALKOO_HEADS_EVERY",
                "delivery.heads_every",
                "1 s",
                "how often stream heads are compared with Postgres",
            ),
            light_every: source.get(
                "TALKOO_LIGHT_EVERY",
                "delivery.light_every",
                "1 s",
                "how often the light events of a stream are gathered into a frame",
            ),
            presence_every: source.get(
                "TALKOO_PRESENCE_EVERY",
                "delivery.presence_every",
                "7 s",
                "how often a node repeats who is on it; three times unheard means gone",
            ),
            bus_silence: source.get(
                "TALKOO_BUS_SILENCE",
                "delivery.bus_silence",
                "2 s",
                "after this long without Redis only what Postgres confirms is delivered",
            ),
        }
    }
}

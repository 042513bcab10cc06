//! How often one caller may act.

use std::num::NonZeroU32;

use super::source::Source;

#[derive(Debug, Clone)]
pub struct Rates {
    /// `TALKOO_SEND_BURST`: writes of a member at once.
    pub send_burst: NonZeroU32,
    /// `TALKOO_SEND_PER_SECOND`: writes of a member in the long run.
    pub send_per_second: NonZeroU32,
    /// `TALKOO_SIGN_IN_PER_MINUTE`: tries to sign in, per account and per address prefix.
    pub sign_in_per_minute: NonZeroU32,
}

impl Rates {
    pub(super) fn read(source: &mut Source) -> Self {
        Self {
            send_burst: source.get(
                "TALKOO_SEND_BURST",
                "rates.send_burst",
                "60",
                "writes of a member at once",
            ),
            send_per_second: source.get(
                "TALKOO_SEND_PER_SECOND",
                "rates.send_per_second",
                "2",
                "writes of a member in the long run",
            ),
            sign_in_per_minute: source.get(
                "TALKOO_SIGN_IN_PER_MINUTE",
                "rates.sign_in_per_minute",
                "10",
                "tries to sign in, per account and per address prefix",
            ),
        }
    }
}

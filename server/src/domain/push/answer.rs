//! What the answer of a push service means (RFC 8030, 7 and 8.4), and how long to wait after it.

use std::time::Duration;

/// Tries of one notice; after these it is given up.
pub const MOST_ATTEMPTS: u32 = 8;
const FIRST_WAIT: Duration = Duration::from_secs(5);
const LONGEST_WAIT: Duration = Duration::from_secs(600);
/// No service is waited for longer, whatever it says.
const LONGEST_ASKED: Duration = Duration::from_secs(3_600);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The service has it.
    Taken,
    /// No such device any more: it is forgotten.
    Gone,
    /// Once more without words.
    TooLong,
    /// Later, not before what the service asked for.
    Later(Option<Duration>),
    /// Trying again changes nothing.
    Refused,
}

pub const fn answer(status: u16, retry_after: Option<Duration>) -> Answer {
    match status {
        200..=299 => Answer::Taken,
        404 | 410 => Answer::Gone,
        413 => Answer::TooLong,
        408 | 425 | 429 | 500..=599 => Answer::Later(retry_after),
        // A redirection, too: whoever follows one goes where nobody allowed.
        _ => Answer::Refused,
    }
}

/// Until the next try after this many: 5, 10, 20 … seconds, up to half of it shorter by chance so
/// that what failed together does not come back together; never before the service asked for it.
pub fn wait(attempts: u32, asked: Option<Duration>, chance: f64) -> Duration {
    let grown = FIRST_WAIT.saturating_mul(1 << attempts.saturating_sub(1).min(10));
    let wait = grown.min(LONGEST_WAIT).mul_f64(1.0 - 0.5 * chance.clamp(0.0, 1.0));
    asked.map_or(wait, |asked| wait.max(asked.min(LONGEST_ASKED)))
}

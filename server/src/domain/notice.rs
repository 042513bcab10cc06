//! Who is told of what, and when they are left alone: the words that stand for it, and hours that
//! make sense. Whether it is quiet *now* Postgres says, by the member's own clock (`is_quiet`).

use talkoo_protocol::notices::QuietHours;

/// What may be pushed or mailed.
pub const TOLD_FOR: [&str; 3] = ["nothing", "mentions", "watched"];
pub const DIGESTS: [&str; 3] = ["none", "daily", "weekly"];
/// A week, in minutes.
pub const LONGEST_SILENCE: u32 = 7 * 24 * 60;

/// The house's own word for one that somebody said.
pub fn word(said: &str, words: [&'static str; 3]) -> Option<&'static str> {
    words.into_iter().find(|word| *word == said)
}

/// Whether these are the quiet hours of a week: seven days, each with two clock times or none.
pub fn is_week(days: &[Option<QuietHours>]) -> bool {
    days.len() == 7
        && days
            .iter()
            .flatten()
            .all(|span| is_clock(&span.from) && is_clock(&span.to) && span.from != span.to)
}

/// `00:00` to `23:59`.
fn is_clock(text: &str) -> bool {
    let Some((hours, minutes)) = text.split_once(':') else { return false };
    let number = |part: &str| {
        let is_number = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| part.parse::<u8>().ok()).flatten()
    };
    number(hours).is_some_and(|hours| hours < 24)
        && number(minutes).is_some_and(|minutes| minutes < 60)
}

#[cfg(test)]
mod tests {
    use super::{QuietHours, is_clock, is_week};

    #[test]
    fn a_clock_has_hours_and_minutes() {
        assert!(["00:00", "07:05", "23:59"].into_iter().all(is_clock));
        assert!(
            !["", "7:00", "24:00", "12:60", "12.30", "+1:00", "12:00:00"].into_iter().any(is_clock)
        );
    }

    #[test]
    fn a_week_has_seven_days() {
        let night = || Some(QuietHours { from: "20:00".to_owned(), to: "07:00".to_owned() });
        let mut week = vec![night(); 7];
        assert!(is_week(&week));
        week[6] = None;
        assert!(is_week(&week));
        week[0] = Some(QuietHours { from: "20:00".to_owned(), to: "20:00".to_owned() });
        assert!(!is_week(&week));
        assert!(!is_week(&week[1..]));
    }
}

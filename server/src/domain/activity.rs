//! What the activity log is made of: groups of verbs, places in its order, and periods. The log is a
//! view over the streams, so nothing here is stored.

use talkoo_protocol::{Refusal, Seq, StreamId, Verb};
use time::{Date, OffsetDateTime, Time, format_description::well_known::Rfc3339};
use uuid::Uuid;

/// Verbs by what one looks for. What no group names (rights that changed, files that were scanned,
/// what a moderator hid, one's own devices) is not told here.
const GROUPS: [(&str, &[Verb]); 7] = [
    ("talk", &[Verb::POSTED]),
    (
        "changes",
        &[Verb::EDITED, Verb::DELETED, Verb::PINNED, Verb::UNPINNED, Verb::MOVED, Verb::MOVED_IN],
    ),
    ("reactions", &[Verb::REACTED]),
    (ITEMS, &[Verb::ITEM_CREATED, Verb::ITEM_CHANGED, Verb::ITEM_PUBLISHED, Verb::ITEM_DELETED]),
    (
        "places",
        &[
            Verb::WORKSPACE_CREATED,
            Verb::WORKSPACE_CHANGED,
            Verb::CHANNEL_CREATED,
            Verb::CHANNEL_CHANGED,
        ],
    ),
    ("people", &[Verb::MEMBER_ADDED, Verb::MEMBER_REMOVED, Verb::ORGANISATION_CHANGED]),
    ("outcomes", &[Verb::OUTCOME_RECORDED, Verb::OUTCOME_CONFIRMED, Verb::OUTCOME_DECLINED]),
];
/// Also holds the verbs that kinds bring themselves.
const ITEMS: &str = "items";
/// Told when nothing is asked for: not every smile and every corrected letter.
const USUAL: [&str; 5] = ["talk", ITEMS, "places", "people", "outcomes"];

/// Which verbs are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verbs {
    pub named: Vec<String>,
    /// Those that the house does not know, too.
    pub of_kinds: bool,
    /// None of them is said with every message, so the log's own short index finds them.
    pub are_notable: bool,
}

impl Verbs {
    /// # Errors
    /// `bad_value` for a word that is no group.
    pub fn parse(groups: &str) -> Result<Self, Refusal> {
        let mut asked: Vec<&str> =
            groups.split(',').map(str::trim).filter(|word| !word.is_empty()).collect();
        if asked.is_empty() {
            asked = USUAL.to_vec();
        }
        let mut named = Vec::new();
        for word in &asked {
            let group = GROUPS.iter().find(|(name, _)| name == word);
            let (_, verbs) = group.ok_or_else(|| Refusal::bad_value("groups: an unknown one"))?;
            named.extend(verbs.iter().map(|verb| verb.as_str().to_owned()));
        }
        let common = ["talk", "changes", "reactions"];
        Ok(Self {
            named,
            of_kinds: asked.contains(&ITEMS),
            are_notable: asked.iter().all(|word| !common.contains(word)),
        })
    }
}

/// A row's place in the log: by time, and by stream and seq where times are equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogPlace {
    pub at: OffsetDateTime,
    pub stream: StreamId,
    pub seq: Seq,
}

impl LogPlace {
    /// Before everything that is.
    pub const NEWEST: Self = Self {
        at: OffsetDateTime::new_utc(Date::MAX, Time::MIDNIGHT),
        stream: StreamId(Uuid::max()),
        seq: Seq::MAX,
    };

    /// As `next` of a page tells it.
    pub fn text(&self) -> String {
        let micros = self.at.unix_timestamp_nanos() / 1_000;
        format!("{micros}.{}.{}", self.stream, self.seq)
    }

    /// # Errors
    /// `bad_value` for what no page has told.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let read = || {
            let mut parts = text.splitn(3, '.');
            let micros: i64 = parts.next()?.parse().ok()?;
            let at = OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1_000).ok()?;
            let stream = StreamId(parts.next()?.parse().ok()?);
            let seq = parts.next()?.parse().ok().filter(|seq| i64::try_from(*seq).is_ok())?;
            Some(Self { at, stream, seq })
        };
        read().ok_or_else(|| Refusal::bad_value("after: `next` of the page before"))
    }
}

/// An end of a period, as it is asked for: a day of Helsinki's, or an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    Day(Date),
    Instant(OffsetDateTime),
}

impl Bound {
    /// `None` for nothing asked.
    ///
    /// # Errors
    /// `bad_value` for what is neither.
    pub fn parse(text: &str, field: &str) -> Result<Option<Self>, Refusal> {
        if text.is_empty() {
            return Ok(None);
        }
        if let Some(day) = day(text) {
            return Ok(Some(Self::Day(day)));
        }
        let instant = OffsetDateTime::parse(text, &Rfc3339);
        let instant = instant.ok().filter(|at| (1970..=9999).contains(&at.year()));
        let instant = instant.ok_or_else(|| {
            Refusal::bad_value(format!("{field}: a day or an instant (RFC 3339)"))
        })?;
        Ok(Some(Self::Instant(instant)))
    }
}

/// `2026-11-23`.
fn day(text: &str) -> Option<Date> {
    let mut parts = text.splitn(3, '-');
    let mut next = |digits: usize| {
        let part = parts.next().filter(|part| part.len() == digits)?;
        part.bytes().all(|byte| byte.is_ascii_digit()).then_some(part)
    };
    let (year, month, day) = (next(4)?, next(2)?, next(2)?);
    let month = time::Month::try_from(month.parse::<u8>().ok()?).ok()?;
    Date::from_calendar_date(
        year.parse().ok().filter(|year| *year >= 1970)?,
        month,
        day.parse().ok()?,
    )
    .ok()
}

/// A cell of a list for spreadsheets: what begins like a formula is made a text, and quotes are
/// doubled.
pub fn cell(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let mark = if is_formula { "'" } else { "" };
    format!("\"{mark}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use talkoo_protocol::StreamId;
    use time::macros::{date, datetime};
    use uuid::Uuid;

    use super::{Bound, LogPlace, Verbs, cell};

    #[test]
    fn groups_name_their_verbs() {
        let check = |groups: &str, verb: &str, is_told: bool| {
            let verbs = Verbs::parse(groups).expect("groups");
            assert_eq!(verbs.named.iter().any(|one| one == verb), is_told, "{groups}: {verb}");
        };
        check("", "posted", true);
        check("", "reacted", false);
        check("reactions", "reacted", true);
        check("items, places", "workspace_created", true);
        check("items", "posted", false);
        for (groups, notable) in [("outcomes", true), ("items,people", true), ("", false)] {
            assert_eq!(Verbs::parse(groups).expect("groups").are_notable, notable, "{groups}");
        }
        assert!(Verbs::parse("talk,secrets").is_err());
    }

    #[test]
    fn a_place_is_told_and_found_again() {
        let place = LogPlace {
            at: datetime!(2026-11-23 09:00:00.123456 UTC),
            stream: StreamId(Uuid::from_u128(7)),
            seq: 12,
        };
        assert_eq!(LogPlace::parse(&place.text()), Ok(place));
        for bad in ["", "1", "1.2.3", "x.00000000-0000-0000-0000-000000000001.1"] {
            assert!(LogPlace::parse(bad).is_err(), "{bad}");
        }
        let huge = format!("1.{}.{}", Uuid::nil(), u64::MAX);
        assert!(LogPlace::parse(&huge).is_err());
    }

    #[test]
    fn a_period_is_of_days_or_instants() {
        assert_eq!(Bound::parse("", "from"), Ok(None));
        assert_eq!(Bound::parse("2026-11-23", "from"), Ok(Some(Bound::Day(date!(2026 - 11 - 23)))));
        let at = datetime!(2026-11-23 09:00 UTC);
        assert_eq!(Bound::parse("2026-11-23T09:00:00Z", "from"), Ok(Some(Bound::Instant(at))));
        for bad in ["2026", "2026-02-30", "0001-01-01", "eilen", "2026-1-1"] {
            assert!(Bound::parse(bad, "from").is_err(), "{bad}");
        }
    }

    #[test]
    fn no_cell_is_a_formula() {
        for (text, told) in [
            ("Hei", "\"Hei\""),
            ("=1+1", "\"'=1+1\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("-2", "\"'-2\""),
            ("sanoi \"hei\"", "\"sanoi \"\"hei\"\"\""),
        ] {
            assert_eq!(cell(text), told);
        }
    }
}

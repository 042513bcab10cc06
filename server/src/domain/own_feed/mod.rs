//! The order of a member's own feed. What is offered bears marks (channel, tag, region …); what a
//! member is and follows is a set of the same marks. Each mark in common is a reason with its points,
//! freshness is one more, and the sum of the points that are shown is the rank. Nothing that anybody
//! has opened, liked or answered counts, and the same arguments give the same order on every node.
//!
//! Points are whole tenths, so that a sum is a sum.

#[cfg(test)]
mod tests;

use std::{cmp::Reverse, collections::BTreeMap};

use talkoo_protocol::{
    Follow,
    own_feed::{FeedReason, FeedRung, FeedWhy, OwnFeedSettings},
};
use time::{Duration, OffsetDateTime, UtcOffset};
use uuid::Uuid;

/// Freshness halves in this many hours, in a straight line between.
pub const HALF_LIFE_HOURS: u32 = 72;
/// The moment that freshness is counted from goes forward in steps, so that pages and looks within one
/// agree.
const STEP_SECS: i64 = 600;
/// Of the tags in common so many count, those that count most first: more tags make nothing louder.
pub const TAGS_COUNTED: usize = 3;

/// What one mark of the reader stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interest {
    pub why: FeedWhy,
    /// What the reason names: a slug, an id, a region's code, a role.
    pub subject: String,
    /// How closely it is followed; `Follow` for what is no follow.
    pub level: Follow,
}

/// The reader's marks.
pub type Interests = BTreeMap<String, Interest>;

/// Something that may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub id: Uuid,
    /// When it was published.
    pub at: OffsetDateTime,
    pub marks: Vec<String>,
}

/// An offer in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked {
    pub offer: Offer,
    pub points: u32,
    pub reasons: Vec<FeedReason>,
}

/// Where a feed goes on: behind a place, with nothing that came after its first page was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Next {
    pub place: Place,
    pub upto: OffsetDateTime,
}

/// Where something stands by points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub points: u32,
    pub at: OffsetDateTime,
    pub id: Uuid,
}

/// The moment from which freshness is counted.
pub fn as_of(now: OffsetDateTime) -> OffsetDateTime {
    let secs = now.unix_timestamp();
    let step = secs - secs.rem_euclid(STEP_SECS);
    OffsetDateTime::from_unix_timestamp(step).unwrap_or(now).to_offset(UtcOffset::UTC)
}

/// The points of one reason in the middle of the scale, in tenths.
pub const fn base_points(why: FeedWhy, level: Follow) -> u32 {
    let is_watched = matches!(level, Follow::Watch);
    match why {
        FeedWhy::Role => 50,
        FeedWhy::Tag if is_watched => 45,
        FeedWhy::Tag | FeedWhy::Freshness => 30,
        FeedWhy::Member if is_watched => 30,
        FeedWhy::Channel if is_watched => 25,
        FeedWhy::Member | FeedWhy::Region | FeedWhy::Workspace => 20,
        FeedWhy::Channel => 15,
        FeedWhy::Organisation => 10,
    }
}

/// Off is nothing, less is half, more is double.
const fn weighed(points: u32, rung: FeedRung) -> u32 {
    match rung {
        FeedRung::Off => 0,
        FeedRung::Less => points / 2,
        FeedRung::Normal => points,
        FeedRung::More => points * 2,
    }
}

/// How much of freshness is left.
fn freshness(points: u32, at: OffsetDateTime, as_of: OffsetDateTime) -> u32 {
    let age: Duration = as_of - at;
    let hours = u32::try_from(age.whole_hours().max(0)).unwrap_or(u32::MAX);
    let (halvings, rest) = (hours / HALF_LIFE_HOURS, hours % HALF_LIFE_HOURS);
    let whole = points.checked_shr(halvings).unwrap_or(0);
    // Between two halvings half of it is lost, hour by hour.
    whole * (2 * HALF_LIFE_HOURS - rest) / (2 * HALF_LIFE_HOURS)
}

/// Why a reader is shown this, and what each reason counts; the strongest first.
pub fn reasons(
    interests: &Interests,
    settings: &OwnFeedSettings,
    offer: &Offer,
    as_of: OffsetDateTime,
) -> Vec<FeedReason> {
    let of_interest = |interest: &Interest| FeedReason {
        why: interest.why,
        subject: Some(interest.subject.clone()),
        level: interest.level,
        points: weighed(
            base_points(interest.why, interest.level),
            settings.weights.rung(interest.why),
        ),
    };
    let mut reasons: Vec<FeedReason> =
        offer.marks.iter().filter_map(|mark| interests.get(mark)).map(of_interest).collect();
    let fresh = base_points(FeedWhy::Freshness, Follow::Default);
    reasons.push(FeedReason {
        why: FeedWhy::Freshness,
        subject: None,
        level: Follow::Default,
        points: freshness(weighed(fresh, settings.weights.freshness), offer.at, as_of),
    });
    reasons.retain(|reason| reason.points > 0);
    reasons.sort_by(|one, other| {
        let place = |reason: &FeedReason| (Reverse(reason.points), reason.why);
        place(one).cmp(&place(other)).then_with(|| one.subject.cmp(&other.subject))
    });
    reasons.dedup_by(|one, other| one.why == other.why && one.subject == other.subject);
    let mut tags = 0;
    reasons.retain(|reason| {
        tags += usize::from(reason.why == FeedWhy::Tag);
        reason.why != FeedWhy::Tag || tags <= TAGS_COUNTED
    });
    reasons
}

/// All of it in order: by the sum of the reasons, then the later published first, then by id.
pub fn ranked(
    interests: &Interests,
    settings: &OwnFeedSettings,
    offers: Vec<Offer>,
    as_of: OffsetDateTime,
) -> Vec<Ranked> {
    let mut ranked: Vec<Ranked> = offers
        .into_iter()
        .map(|offer| {
            let reasons = reasons(interests, settings, &offer, as_of);
            Ranked { points: reasons.iter().map(|reason| reason.points).sum(), offer, reasons }
        })
        .collect();
    ranked.sort_by_key(|one| Reverse(one.place().key()));
    ranked
}

/// Whether it has to reach this reader.
pub fn is_must_read(interests: &Interests, offer: &Offer) -> bool {
    let named = |mark: &String| interests.get(mark).is_some_and(|one| one.why == FeedWhy::Role);
    offer.marks.iter().any(named)
}

impl Ranked {
    pub fn place(&self) -> Place {
        Place { points: self.points, at: self.offer.at, id: self.offer.id }
    }
}

impl Place {
    fn key(self) -> (u32, OffsetDateTime, Uuid) {
        (self.points, self.at, self.id)
    }

    /// Whether it comes after another place, by points.
    pub fn is_behind(self, other: Self) -> bool {
        self.key() < other.key()
    }
}

/// As its word in an address: points, microseconds, id, microseconds.
impl std::fmt::Display for Next {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let micros = |at: OffsetDateTime| at.unix_timestamp_nanos() / 1_000;
        let Place { points, at, id } = self.place;
        write!(f, "{points}.{}.{}.{}", micros(at), id.simple(), micros(self.upto))
    }
}

impl std::str::FromStr for Next {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        let mut parts = word.splitn(4, '.');
        let mut part = || parts.next().ok_or(());
        let points = part()?.parse().map_err(drop)?;
        let at = instant(part()?)?;
        let id = part()?.parse().map_err(drop)?;
        Ok(Self { place: Place { points, at, id }, upto: instant(part()?)? })
    }
}

/// Microseconds since 1970, as far as a database counts.
fn instant(word: &str) -> Result<OffsetDateTime, ()> {
    let micros: i64 = word.parse().map_err(drop)?;
    let at = OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1_000).map_err(drop)?;
    if (1970..=9999).contains(&at.year()) { Ok(at) } else { Err(()) }
}

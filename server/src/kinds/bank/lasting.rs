//! How long an entry holds. Somebody is named who looks again after an interval; what nobody has
//! looked at in time is marked as stale, not hidden.

use talkoo_protocol::{MemberId, Refusal};
use time::{Date, Month, OffsetDateTime};

use super::{body::Entry, reviews::writes};
use crate::kind::{Item, Scene};

const LONGEST_MONTHS: u16 = 120;
const VERIFIERS: usize = 10;

pub(super) fn set(
    entry: &mut Entry,
    months: u16,
    verifiers: Vec<MemberId>,
    now: OffsetDateTime,
) -> Result<(), Refusal> {
    if months > LONGEST_MONTHS {
        return Err(Refusal::bad_value("months: ten years at most"));
    }
    if verifiers.len() > VERIFIERS {
        return Err(Refusal::bad_value("verifiers: ten at most"));
    }
    entry.lasts.months = months;
    entry.lasts.verifiers = verifiers;
    begin(entry, now);
    Ok(())
}

/// Counts the interval from the last look, or from now on.
pub(super) fn begin(entry: &mut Entry, now: OffsetDateTime) {
    let from = entry.lasts.verified_at.unwrap_or(now);
    let is_running = entry.lasts.months > 0 && entry.published_at.is_some();
    entry.lasts.expires_at = is_running.then(|| later(from, entry.lasts.months));
    entry.lasts.stale = entry.lasts.expires_at.is_some_and(|at| at <= now);
}

pub(super) fn verify(
    entry: &mut Entry,
    item: &Item<Entry>,
    scene: &Scene<'_>,
) -> Result<(), Refusal> {
    if entry.published_at.is_none() {
        return Err(Refusal::rule("a draft does not hold yet"));
    }
    let named = &entry.lasts.verifiers;
    let may = named.contains(&scene.actor)
        || scene.standing.may_manage()
        || (named.is_empty() && writes(item, scene.actor));
    if !may {
        return Err(Refusal::not_allowed("its verifiers say that it holds"));
    }
    let now = scene.now()?;
    entry.lasts.verified_at = Some(now);
    entry.lasts.verified_by = Some(scene.actor);
    begin(entry, now);
    Ok(())
}

/// So many months later; a day that the month does not have becomes its last one.
pub(super) fn later(at: OffsetDateTime, months: u16) -> OffsetDateTime {
    let count = i32::from(u8::from(at.month())) - 1 + i32::from(months);
    let year = at.year() + count.div_euclid(12);
    let month = u8::try_from(count.rem_euclid(12) + 1).ok().and_then(|n| Month::try_from(n).ok());
    let month = month.unwrap_or(Month::January);
    let day = at.day().min(month.length(year));
    Date::from_calendar_date(year, month, day).map_or(at, |date| at.replace_date(date))
}

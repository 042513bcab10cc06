//! What may be said of an outcome, and who is its other party. Pure.

use talkoo_protocol::{
    MemberId, OrganisationId, Refusal,
    activity::{OutcomeDetails, OutcomeView},
};

use super::{access::words, profile};

words! {
    /// What came of it.
    OutcomeKind {
        Met = "met", Agreed = "agreed", Adopted = "adopted", Piloted = "piloted",
        Produced = "produced", Saved = "saved", Stopped = "stopped",
    }
    /// `Declined`: the other party says that it was not so.
    OutcomeState {
        Recorded = "recorded", Confirmed = "confirmed", Declined = "declined",
        Withdrawn = "withdrawn",
    }
    /// In what something is saved.
    Unit { Euros = "eur", Hours = "hours", Days = "days", Kilometres = "km" }
}

/// The other parties that one outcome names.
const PARTIES: usize = 10;
const ORGANISATIONS: usize = 20;
const LINK_CHARS: usize = 500;
/// More than any of us will ever save.
const MOST: f64 = 1e12;

/// Details of an outcome of that kind, in order.
///
/// # Errors
/// `bad_value`, naming the field.
pub fn sound(kind: OutcomeKind, details: &OutcomeDetails) -> Result<OutcomeDetails, Refusal> {
    let mut details = details.clone();
    details.with.sort_unstable();
    details.with.dedup();
    details.organisations.sort_unstable();
    details.organisations.dedup();
    if details.with.len() > PARTIES {
        return Err(Refusal::bad_value("with: ten people at most"));
    }
    if details.organisations.len() > ORGANISATIONS {
        return Err(Refusal::bad_value("organisations: twenty at most"));
    }
    details.region = details.region.filter(|region| !region.is_empty());
    if details.region.as_deref().is_some_and(|region| !profile::is_region(region)) {
        return Err(Refusal::bad_value("region: a region's number"));
    }
    details.theme = details.theme.filter(|theme| !theme.is_empty());
    let is_slug = |theme: &str| {
        theme.len() <= 100
            && theme.chars().all(|sign| sign.is_alphanumeric() || "-_".contains(sign))
    };
    if details.theme.as_deref().is_some_and(|theme| !is_slug(theme)) {
        return Err(Refusal::bad_value("theme: a tag"));
    }
    details.link = details.link.trim().to_owned();
    if !details.link.is_empty() && !is_address(&details.link) {
        return Err(Refusal::bad_value("link: an address of https"));
    }
    let (amount, unit) = (details.amount, details.unit.as_deref());
    match (kind, amount, unit) {
        (OutcomeKind::Saved, Some(amount), Some(unit)) => {
            if !(amount.is_finite() && amount > 0.0 && amount <= MOST) {
                return Err(Refusal::bad_value("amount: more than nothing"));
            }
            if Unit::parse(unit).is_none() {
                return Err(Refusal::bad_value("unit: eur, hours, days or km"));
            }
        }
        (OutcomeKind::Saved, _, _) => {
            return Err(Refusal::bad_value("amount: how much was saved, and in which unit"));
        }
        (_, None, None) => {}
        _ => return Err(Refusal::bad_value("amount: only of what was saved")),
    }
    Ok(details)
}

/// An address that a page may offer as a link, and that hides nothing.
fn is_address(link: &str) -> bool {
    let rest = link.strip_prefix("https://");
    rest.is_some_and(|rest| rest.contains('.') && !rest.starts_with('.'))
        && link.chars().count() <= LINK_CHARS
        && !link
            .chars()
            .any(|sign| sign.is_whitespace() || sign.is_control() || "\"<>\\`{}|^".contains(sign))
}

/// Whether this member is the other party: named, or of a named organisation that is not the one in
/// whose name it was recorded; where nobody is named, anybody else who may write there.
pub fn may_answer(
    outcome: &OutcomeView,
    member: MemberId,
    speaks_for: &[OrganisationId],
    may_write: bool,
) -> bool {
    if outcome.recorded_by == member || outcome.state != OutcomeState::Recorded.as_str() {
        return false;
    }
    let details = &outcome.details;
    let mut others = details.organisations.iter().filter(|one| Some(**one) != outcome.spoken_as);
    let is_anybodys = details.with.is_empty() && others.clone().next().is_none();
    details.with.contains(&member)
        || others.any(|one| speaks_for.contains(one))
        || (is_anybodys && may_write)
}

#[cfg(test)]
mod tests {
    use talkoo_protocol::activity::OutcomeDetails;

    use super::{OutcomeKind, sound};

    fn check(kind: OutcomeKind, change: impl Fn(&mut OutcomeDetails), is_sound: bool) {
        let mut details = OutcomeDetails::default();
        change(&mut details);
        assert_eq!(sound(kind, &details).is_ok(), is_sound, "{kind:?} {details:?}");
    }

    #[test]
    fn an_amount_is_of_what_was_saved() {
        check(OutcomeKind::Met, |_| {}, true);
        check(OutcomeKind::Saved, |_| {}, false);
        let saved = |amount: f64, unit: &'static str| {
            move |details: &mut OutcomeDetails| {
                (details.amount, details.unit) = (Some(amount), Some(unit.to_owned()));
            }
        };
        check(OutcomeKind::Saved, saved(12.5, "hours"), true);
        check(OutcomeKind::Agreed, saved(12.5, "hours"), false);
        for bad in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e13] {
            check(OutcomeKind::Saved, saved(bad, "eur"), false);
        }
        check(OutcomeKind::Saved, saved(1.0, "bottles"), false);
    }

    #[test]
    fn evidence_stands_behind_a_plain_address() {
        let link =
            |text: &'static str| move |details: &mut OutcomeDetails| details.link = text.to_owned();
        check(OutcomeKind::Met, link("https://example.fi/raportti"), true);
        for bad in [
            "http://example.fi",
            "javascript:alert(1)",
            "https://a b.fi",
            "https://",
            "https://example.fi/\"onclick",
        ] {
            check(OutcomeKind::Met, link(bad), false);
        }
    }
}

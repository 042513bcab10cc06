//! The order of a workspace's channels: numbers with room between them. Moving one gives it a number
//! of its own; only where there is no room left are the others numbered anew.

use std::cmp::Reverse;

use talkoo_protocol::ChannelId;

/// Between two neighbours that nobody has moved.
pub const STEP: i32 = 65_536;

/// A channel in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    pub channel: ChannelId,
    pub section: String,
    pub position: i32,
}

/// What has to be numbered so that `moved` stands in `section` behind `after`, or first in it. The
/// moved channel is always among the answers.
pub fn arranged(
    channels: &[Placed],
    moved: ChannelId,
    section: &str,
    after: Option<ChannelId>,
) -> Vec<Placed> {
    let mut others: Vec<&Placed> =
        channels.iter().filter(|placed| placed.channel != moved).collect();
    others.sort_by_key(|placed| (placed.position, placed.channel));
    let index = index_of(&others, section, after);
    let position = |index: usize| others.get(index).map(|placed| i64::from(placed.position));
    let before = index.checked_sub(1).and_then(position);
    let next = position(index);
    let step = i64::from(STEP);
    let wanted = match (before, next) {
        (None, None) => 0,
        (Some(before), None) => before + step,
        (None, Some(next)) => next - step,
        (Some(before), Some(next)) => before.midpoint(next),
    };
    let has_room =
        before.is_none_or(|before| before < wanted) && next.is_none_or(|next| wanted < next);
    let placed = |channel, section: &str, position| Placed {
        channel,
        section: section.to_owned(),
        position,
    };
    if let (true, Ok(position)) = (has_room, i32::try_from(wanted)) {
        return vec![placed(moved, section, position)];
    }
    let mut order: Vec<(ChannelId, &str)> =
        others.iter().map(|placed| (placed.channel, placed.section.as_str())).collect();
    order.insert(index, (moved, section));
    let numbered = order.into_iter().zip(0_i32..);
    numbered
        .map(|((channel, section), number)| placed(channel, section, number.saturating_mul(STEP)))
        .filter(|placed| placed.channel == moved || !channels.contains(placed))
        .collect()
}

/// Where among the others the moved one comes to stand.
fn index_of(others: &[&Placed], section: &str, after: Option<ChannelId>) -> usize {
    let behind = after.and_then(|after| others.iter().position(|one| one.channel == after));
    if let Some(index) = behind {
        return index + 1;
    }
    // A new section begins at the end; what stands under no heading begins before everything.
    let first = others.iter().position(|one| one.section == section);
    first.unwrap_or(if section.is_empty() { 0 } else { others.len() })
}

/// The channels as a list shows them: sections where their first channel stands, what has no heading
/// before them.
pub fn listed(channels: &[Placed]) -> Vec<ChannelId> {
    let first = |section: &str| {
        let of = channels.iter().filter(|placed| placed.section == section);
        of.map(|placed| placed.position).min().unwrap_or_default()
    };
    let mut order: Vec<&Placed> = channels.iter().collect();
    order.sort_by_key(|placed| {
        let is_bare = Reverse(placed.section.is_empty());
        (is_bare, first(&placed.section), placed.section.as_str(), placed.position, placed.channel)
    });
    order.into_iter().map(|placed| placed.channel).collect()
}

#[cfg(test)]
mod tests {
    use talkoo_protocol::ChannelId;
    use uuid::Uuid;

    use super::{Placed, STEP, arranged, listed};

    fn id(number: u128) -> ChannelId {
        ChannelId(Uuid::from_u128(number))
    }

    /// Channels 1, 2, 3 … in these sections.
    fn row(sections: &[&str]) -> Vec<Placed> {
        (1..)
            .zip(sections)
            .map(|(number, section)| Placed {
                channel: id(number),
                section: (*section).to_owned(),
                position: i32::try_from(number).unwrap() * STEP,
            })
            .collect()
    }

    fn apply(channels: &mut [Placed], changes: Vec<Placed>) {
        for change in changes {
            let held = channels.iter_mut().find(|held| held.channel == change.channel).unwrap();
            *held = change;
        }
    }

    fn check(sections: &[&str], moved: u128, section: &str, after: Option<u128>, then: &[u128]) {
        let mut channels = row(sections);
        let changes = arranged(&channels, id(moved), section, after.map(id));
        assert_eq!(changes.len(), 1, "the others keep their numbers");
        apply(&mut channels, changes);
        let expected: Vec<_> = then.iter().copied().map(id).collect();
        assert_eq!(listed(&channels), expected);
    }

    #[test]
    fn a_channel_goes_where_it_is_put() {
        check(&["", "", ""], 3, "", None, &[3, 1, 2]);
        check(&["", "", ""], 1, "", Some(3), &[2, 3, 1]);
        check(&["", "", ""], 1, "", Some(2), &[2, 1, 3]);
        check(&["", "", "Työ", "Työ"], 4, "Työ", None, &[1, 2, 4, 3]);
        check(&["", "", "Työ", "Työ"], 1, "Työ", Some(3), &[2, 3, 1, 4]);
        check(&["", "Työ", "Työ"], 3, "", None, &[3, 1, 2]);
        check(&["", "", ""], 2, "Uusi", None, &[1, 3, 2]);
    }

    #[test]
    fn where_there_is_no_room_all_are_numbered_anew() {
        let mut channels = row(&["", "", ""]);
        let mut most = 0;
        for round in 0..40_u128 {
            let moved = id(2 + round % 2);
            let changes = arranged(&channels, moved, "", Some(id(1)));
            most = most.max(changes.len());
            apply(&mut channels, changes);
            assert_eq!(listed(&channels)[1], moved, "round {round}");
        }
        assert!(most > 1, "forty moves into one gap need new numbers once");
    }
}

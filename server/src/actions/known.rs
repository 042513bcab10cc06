//! Who is told of a change of a person. The network hears of those whom everybody finds; of the
//! others only the places hear in which they are, so that nobody learns of them by listening.

use talkoo_protocol::{MemberId, Verb};

use super::Asked;
use crate::{
    domain::draft::{EventDraft, Write, who::Who},
    error::Failure,
    store::{Connection, leaving},
};

/// Whether everybody found the person before a change, and does after it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) before: bool,
    pub(super) after: bool,
}

impl Found {
    pub(super) fn as_ever(is_discoverable: bool) -> Self {
        Self { before: is_discoverable, after: is_discoverable }
    }
}

/// The events of one change, which the first of them stores.
pub(super) async fn told(
    conn: &mut Connection,
    asked: &Asked<'_>,
    member: MemberId,
    found: Found,
    who: Who,
) -> Result<Vec<EventDraft>, Failure> {
    let of = |stream, write| {
        EventDraft::new(stream, Verb::PROFILE_CHANGED, asked.member, write)
            .fact("member", member.to_string())
    };
    let network = asked.app.network.stream;
    if found.after {
        return Ok(vec![of(network, Write::Who(who))]);
    }
    let mut events = vec![of(member.into(), Write::Who(who))];
    let (workspaces, channels) = leaving::places_to_tell(conn, member).await?;
    events.extend(workspaces.into_iter().map(|place| of(place.into(), Write::Nothing)));
    events.extend(channels.into_iter().map(|place| of(place.into(), Write::Nothing)));
    if found.before {
        // Void for whoever reads it: it says no more than that one has to ask again.
        events.push(of(network, Write::Nothing));
    }
    Ok(events)
}

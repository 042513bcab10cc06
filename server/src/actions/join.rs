//! Becoming a member of a channel that one may read: a row, told to one's own devices. The channel
//! itself hears nothing; how many have joined is a count.

use talkoo_protocol::ChannelId;

use super::{Asked, membership, scene};
use crate::{
    domain::{access::Role, draft::Draft},
    error::Failure,
};

pub(super) async fn decide(asked: &Asked<'_>, channel: ChannelId) -> Result<Draft, Failure> {
    let standing = scene::standing_now(asked, channel).await?;
    let mut draft = asked.draft(channel);
    if standing.in_channel.is_some() {
        return Ok(draft);
    }
    scene::takes_part(&standing)?;
    if standing.is_read_only() {
        scene::may_write(&standing)?;
    }
    // The guard: a channel that is made private meanwhile lets nobody in.
    draft.guards = vec![scene::access_guard(&standing)];
    draft.events.push(membership::joined(asked.member, asked.member, channel, Role::Member));
    if membership::is_guest(&standing) {
        draft.events.extend(membership::guests_told(asked.member, &standing));
    }
    Ok(draft)
}

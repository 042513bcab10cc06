//! A channel shows, in its place, what another channel of its kind publishes. Only what every active
//! member may read anyway is shown elsewhere, so that no place opens another; each reader's right is
//! asked anew when it is read.

use talkoo_protocol::{Refusal, Verb, publishing::TakeSource};

use super::{Asked, scene};
use crate::{
    domain::{
        access::{ChannelVisibility, Standing, WorkspaceVisibility},
        draft::{Draft, EventDraft, Write, publishing::PublishingWrite},
    },
    error::Failure,
};

pub(super) async fn decide(asked: &Asked<'_>, wanted: TakeSource) -> Result<Draft, Failure> {
    let TakeSource { channel, source, takes } = wanted;
    let here = scene::writable(asked, channel).await?;
    if !here.may_manage() {
        return Err(Refusal::not_allowed("only who manages the channel chooses").into());
    }
    let mut draft = asked.draft(source);
    draft.guards = vec![scene::access_guard(&here)];
    if takes {
        let there = scene::standing(asked, source).await?;
        if channel == source || there.kind != here.kind {
            return Err(Refusal::rule("another channel of the same kind").into());
        }
        if !is_everybodys(&there) {
            return Err(Refusal::rule("only what every member may read is shown elsewhere").into());
        }
        draft.guards.push(scene::access_guard(&there));
    }
    let write = PublishingWrite::Source { channel, source, by: asked.member, takes };
    let write = Write::Publishing(Box::new(write));
    draft.events.push(EventDraft::new(channel, Verb::SOURCES_CHANGED, asked.member, write));
    Ok(draft)
}

fn is_everybodys(standing: &Standing) -> bool {
    standing.visibility == ChannelVisibility::Public
        && standing
            .workspace
            .is_some_and(|place| place.visibility == WorkspaceVisibility::Open && !place.step_up)
}

//! Leaving a channel. A public one stays readable; with a private one the right to read goes.

use talkoo_protocol::{ChannelId, Refusal, Verb};

use super::{Asked, membership, scene};
use crate::{
    domain::{
        access::{Role, Standing},
        draft::{Draft, EventDraft, Write},
    },
    error::Failure,
    store::places,
};

pub(super) async fn decide(asked: &Asked<'_>, channel: ChannelId) -> Result<Draft, Failure> {
    let before = scene::standing_now(asked, channel).await?;
    let mut draft = asked.draft(channel);
    if before.workspace.is_none() {
        return Err(Refusal::rule("a direct conversation is not left; mute it").into());
    }
    if before.in_channel.is_none() {
        return Ok(draft);
    }
    let after = Standing { in_channel: None, ..before.clone() };
    let loses_sight = !after.may_read();
    if loses_sight {
        keeps_an_owner(asked, &before).await?;
    }
    let write = Write::ChannelMember { channel, member: asked.member, role: None };
    draft.guards = vec![scene::access_guard(&before)];
    draft.events.push(
        EventDraft::new(asked.member, Verb::CHANNEL_LEFT, asked.member, write)
            .fact("channel", channel.to_string()),
    );
    if membership::narrows(&before, &after) {
        draft.events.extend(membership::fence(asked.member, channel, before.desk));
    }
    if loses_sight {
        let removed = membership::removed(asked.member, asked.member, channel, Write::Nothing);
        draft.events.push(removed);
        draft.audit.push(membership::line("channel_left", channel.0, asked.member));
    }
    if membership::is_guest(&before) {
        draft.events.extend(membership::guests_told(asked.member, &before));
    }
    Ok(draft)
}

/// A private channel in which others stay keeps somebody who can let people in.
async fn keeps_an_owner(asked: &Asked<'_>, before: &Standing) -> Result<(), Failure> {
    if before.in_channel != Some(Role::Owner) {
        return Ok(());
    }
    let mut conn = asked.app.store.read().await?;
    let members = places::channel_members(&mut conn, before.channel, 1_000).await?;
    let others = members.iter().filter(|(member, _)| *member != asked.member);
    let mut roles = others.map(|(_, role)| Role::parse(role)).peekable();
    if roles.peek().is_some() && !roles.any(|role| role == Some(Role::Owner)) {
        return Err(Refusal::rule("the last owner hands the channel over first").into());
    }
    Ok(())
}

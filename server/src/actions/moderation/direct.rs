//! Direct talk before it is accepted. Who shares no workspace with the receiver, or has brought them
//! into it, may say three things and then waits; accepting is told to both, declining to nobody else.
//! Who answers in words accepts.

use talkoo_protocol::{ChannelId, Code, MemberId, Refusal, Verb};

use super::{super::Asked, change};
use crate::{
    domain::{
        access::Standing,
        draft::{Draft, EventDraft, Write, moderation::Moderation},
    },
    error::Failure,
    store::{
        access,
        directs::{self, Between},
    },
};

/// Messages that may wait for an answer.
const WAITING: i32 = 3;

/// Whether anything may be done in the channel's talk, where the channel is a direct one.
///
/// # Errors
/// `not_reachable`.
pub(in crate::actions) async fn reachable(
    asked: &Asked<'_>,
    standing: &Standing,
) -> Result<Option<Between>, Failure> {
    if standing.workspace.is_some() {
        return Ok(None);
    }
    let mut conn = asked.app.store.read().await?;
    let between = directs::between(&mut conn, standing.channel, asked.member).await?;
    if between.is_shut { Err(not_reachable().into()) } else { Ok(Some(between)) }
}

/// The words that everybody is refused with, whoever blocked whom.
pub(in crate::actions) fn not_reachable() -> Refusal {
    Refusal::new(Code::NotReachable, "this person cannot be written to")
}

/// Adds to a message in a direct channel what its transaction must hold, and that who answers a
/// request in words accepts it.
pub(in crate::actions) async fn speaks(
    asked: &Asked<'_>,
    standing: &Standing,
    draft: &mut Draft,
) -> Result<(), Failure> {
    let Some(between) = reachable(asked, standing).await? else { return Ok(()) };
    if between.awaits_answer && between.sent >= WAITING {
        let words = "three messages wait for an answer already";
        return Err(Refusal::new(Code::AwaitingAnswer, words).into());
    }
    let (channel, member) = (standing.channel, asked.member);
    draft.writes.push(change(Moderation::Speak { channel, member }));
    if between.is_asked {
        draft.events.extend(answered(asked, channel, true).await?);
    }
    Ok(())
}

/// First words to those with whom the sender shares no workspace will wait.
pub(in crate::actions) async fn ask(
    asked: &Asked<'_>,
    channel: ChannelId,
    people: &[MemberId],
    draft: &mut Draft,
) -> Result<(), Failure> {
    let others: Vec<MemberId> = people.iter().copied().filter(|one| *one != asked.member).collect();
    let mut conn = asked.app.store.read().await?;
    let sender = asked.member;
    let strangers = directs::strangers(&mut conn, sender, &others).await?;
    draft.writes.extend(
        strangers.into_iter().map(|receiver| change(Moderation::Ask { channel, sender, receiver })),
    );
    Ok(())
}

pub(in crate::actions) async fn answer(
    asked: &Asked<'_>,
    channel: ChannelId,
    accept: bool,
) -> Result<Draft, Failure> {
    let mut conn = asked.app.store.read().await?;
    let standing = access::standing(&mut conn, asked.member, channel).await?;
    let standing = standing.filter(|standing| standing.may_read() && standing.workspace.is_none());
    let standing = standing.ok_or_else(Refusal::not_found)?;
    let between = directs::between(&mut conn, standing.channel, asked.member).await?;
    drop(conn);
    let mut draft = asked.draft(channel);
    if between.is_asked {
        draft.events = answered(asked, channel, accept).await?;
    }
    Ok(draft)
}

/// The own devices are told either way, the others of an acceptance alone.
async fn answered(
    asked: &Asked<'_>,
    channel: ChannelId,
    accepted: bool,
) -> Result<Vec<EventDraft>, Failure> {
    let receiver = asked.member;
    let told = |member: MemberId, write| {
        EventDraft::new(member, Verb::DIRECT_ANSWERED, receiver, write)
            .fact("channel", channel.to_string())
            .fact("accepted", accepted)
    };
    let own = told(receiver, change(Moderation::Answer { channel, receiver, accepted }));
    let mut events = vec![own];
    if accepted {
        let mut conn = asked.app.store.read().await?;
        let sender = directs::sender(&mut conn, channel, receiver).await?;
        events.extend(sender.map(|sender| told(sender, Write::Nothing)));
    }
    Ok(events)
}

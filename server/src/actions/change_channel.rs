//! Changing a channel: its name, topic, visibility, state, who may write. Narrowing it puts a fence
//! before the change, so that who loses sight of it does not see what it became.

use talkoo_protocol::{ChannelId, Refusal, Verb, WorkspaceId};

use super::{
    Asked,
    create_channel::{self, NAME_CHARS, TOPIC_BYTES},
    membership, scene, text,
};
use crate::{
    domain::{
        access::{ChannelState, ChannelVisibility, Posting, Role, Standing, WorkspaceState},
        draft::{AuditLine, ChannelChange, Draft, EventDraft, Write},
    },
    error::Failure,
};

/// What is to change; absent stays.
pub(super) struct Wanted<'a> {
    pub(super) name: Option<&'a str>,
    pub(super) topic: Option<&'a str>,
    pub(super) visibility: Option<&'a str>,
    pub(super) state: Option<&'a str>,
    pub(super) posting: Option<&'a str>,
}

/// The same, understood.
#[derive(Clone, Copy)]
struct Next {
    visibility: ChannelVisibility,
    state: ChannelState,
    posting: Posting,
}

impl Next {
    /// For the audit log.
    fn words(self) -> String {
        let Self { visibility, state, posting } = self;
        let posting = if posting == Posting::All { "" } else { " owners" };
        format!("{} {}{posting}", visibility.as_str(), state.as_str())
    }
}

pub(super) async fn decide(
    asked: &Asked<'_>,
    channel: ChannelId,
    wanted: Wanted<'_>,
) -> Result<Draft, Failure> {
    let standing = scene::standing_now(asked, channel).await?;
    let workspace = allowed(&standing, &wanted)?;
    let next = next(&standing, &wanted)?;
    let change = change(&wanted, next)?;
    let is_narrower = narrows(&standing, next);

    let mut draft = asked.draft(channel);
    draft.guards = vec![scene::access_guard(&standing)];
    if is_narrower {
        draft.events = membership::fence(asked.member, channel, standing.desk);
        draft.audit.push(AuditLine {
            action: "channel_narrowed",
            object: Some(channel.0),
            reason: next.words(),
        });
    }
    if widens(&standing, next) {
        draft.audit.push(AuditLine {
            action: "channel_widened",
            object: Some(channel.0),
            reason: next.words(),
        });
    }
    let write = Write::ChangeChannel { channel, change };
    draft.events.push(EventDraft::new(channel, Verb::CHANNEL_CHANGED, asked.member, write));
    draft.events.extend(told_to_workspace(asked, workspace, &standing, next));
    // Who closes a channel stays in it, or nobody could open it again.
    if next.visibility == ChannelVisibility::Private && standing.in_channel.is_none() {
        draft.events.push(membership::joined(asked.member, asked.member, channel, Role::Owner));
    }
    Ok(draft)
}

fn allowed(standing: &Standing, wanted: &Wanted<'_>) -> Result<WorkspaceId, Refusal> {
    let Some(place) = standing.workspace else {
        return Err(Refusal::rule("a direct conversation has no settings"));
    };
    if !standing.may_manage() {
        return Err(Refusal::not_allowed("only its owners change a channel"));
    }
    // An archived channel can be opened again, and nothing else; in an archived workspace not even
    // that.
    if standing.is_read_only()
        && (place.state == WorkspaceState::Archived || wanted.state.is_none())
    {
        scene::may_write(standing)?;
    }
    Ok(place.workspace)
}

fn next(standing: &Standing, wanted: &Wanted<'_>) -> Result<Next, Refusal> {
    let visibility = match wanted.visibility {
        Some(word) => create_channel::visibility_of(word)?,
        None => standing.visibility,
    };
    let state = match wanted.state {
        Some(word) => ChannelState::parse(word)
            .ok_or_else(|| Refusal::bad_value("state: active or archived"))?,
        None => standing.state,
    };
    let posting = match wanted.posting {
        Some(word) => {
            Posting::parse(word).ok_or_else(|| Refusal::bad_value("posting: all or owners"))?
        }
        None => standing.posting,
    };
    Ok(Next { visibility, state, posting })
}

fn change(wanted: &Wanted<'_>, next: Next) -> Result<ChannelChange, Refusal> {
    let name = wanted.name.map(|name| text::line(name, "name", NAME_CHARS)).transpose()?;
    if let Some(topic) = wanted.topic {
        text::bounded(topic, TOPIC_BYTES, "topic")?;
    }
    Ok(ChannelChange {
        name,
        topic: wanted.topic.map(|topic| topic.trim().to_owned()),
        visibility: wanted.visibility.map(|_| next.visibility.as_str()),
        state: wanted.state.map(|_| next.state.as_str()),
        posting: wanted.posting.map(|_| next.posting.as_str()),
    })
}

fn narrows(standing: &Standing, next: Next) -> bool {
    (standing.visibility == ChannelVisibility::Public
        && next.visibility == ChannelVisibility::Private)
        || (standing.state == ChannelState::Active && next.state == ChannelState::Archived)
        || (standing.posting == Posting::All && next.posting == Posting::Owners)
}

/// The other way round: more people may read, or write.
fn widens(standing: &Standing, next: Next) -> bool {
    (standing.visibility == ChannelVisibility::Private
        && next.visibility == ChannelVisibility::Public)
        || (standing.state == ChannelState::Archived && next.state == ChannelState::Active)
        || (standing.posting == Posting::Owners && next.posting == Posting::All)
}

/// The list of a workspace's channels changes where the channel was or becomes public. One that has
/// become private is told of by its id alone: content is joined only where the channel is public.
fn told_to_workspace(
    asked: &Asked<'_>,
    workspace: WorkspaceId,
    standing: &Standing,
    next: Next,
) -> Option<EventDraft> {
    match (standing.visibility, next.visibility) {
        (ChannelVisibility::Private, ChannelVisibility::Private) => None,
        (ChannelVisibility::Private, ChannelVisibility::Public) => {
            Some(create_channel::listed(asked, workspace, standing.channel))
        }
        (ChannelVisibility::Public, _) => Some(
            EventDraft::new(workspace, Verb::CHANNEL_CHANGED, asked.member, Write::Nothing)
                .fact("channel", standing.channel.to_string()),
        ),
    }
}

//! Topics that a template asks at once in a new channel: ordinary items, made in the very act that
//! makes the channel.

use serde_json::json;
use talkoo_protocol::{ChannelId, ItemId, Refusal, Verb, WorkspaceId};

use super::Asked;
use crate::{
    domain::{
        access::{
            ChannelState, ChannelVisibility, History, MemberStatus, Posting, Role, Standing,
            WorkspaceStanding, WorkspaceState, WorkspaceVisibility,
        },
        draft::{Draft, EventDraft, NewItem, Write},
        markup,
        template::{Channel, Topic},
    },
    kind::{AnyKind, Content, Item, Scene},
};

pub(super) fn begin(
    asked: &Asked<'_>,
    draft: &mut Draft,
    (workspace, channel): (WorkspaceId, ChannelId),
    kind: &'static dyn AnyKind,
    (made, language): (&Channel, usize),
) -> Result<(), Refusal> {
    let standing = founder(asked, workspace, channel, kind.name());
    for topic in made.topics {
        draft.events.push(asked_first(asked, &standing, kind, topic, language)?);
    }
    Ok(())
}

fn asked_first(
    asked: &Asked<'_>,
    standing: &Standing,
    kind: &'static dyn AnyKind,
    topic: &Topic,
    language: usize,
) -> Result<EventDraft, Refusal> {
    let (title, text) = (topic.title[language].to_owned(), topic.text[language].to_owned());
    let scene = Scene { actor: asked.member, standing, now: None };
    let made = kind.create(Content { title, text, body: json!({}) }, &scene)?;
    let item = Item { author: Some(asked.member), main: false, ..made };
    let id = ItemId(asked.app.clock.new_id());
    let facets = kind.facets(&item)?;
    let new = NewItem {
        id,
        channel: standing.channel,
        kind: kind.name().to_owned(),
        main: false,
        desk: false,
        author: item.author,
        spoken_as: None,
        tags: markup::read(&item.text).tags,
        title: item.title,
        text: item.text,
        body: item.body,
        state: item.state,
        facets,
    };
    let write = Write::Item(Box::new(new));
    let event =
        EventDraft::new(standing.channel, Verb::ITEM_CREATED, asked.member, write).on_item(id);
    Ok(event.counting())
}

/// What the founder is to a channel that begins in this act.
fn founder(asked: &Asked<'_>, workspace: WorkspaceId, channel: ChannelId, kind: &str) -> Standing {
    let place = WorkspaceStanding {
        workspace,
        visibility: WorkspaceVisibility::Invited,
        state: WorkspaceState::Active,
        step_up: false,
        role: Some(Role::Owner),
        glass: false,
    };
    Standing {
        member: asked.member,
        status: MemberStatus::Active,
        channel,
        kind: kind.to_owned(),
        visibility: ChannelVisibility::Public,
        state: ChannelState::Active,
        posting: Posting::All,
        history: History::All,
        desk: None,
        desk_is_open: false,
        workspace: Some(place),
        in_channel: Some(Role::Owner),
        history_from: 0,
        speaks_as: None,
        access_seq: 0,
    }
}

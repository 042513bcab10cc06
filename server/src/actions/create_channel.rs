//! Making a channel, with its streams and its main item. A public one appears on its workspace's
//! stream; a private one on its own and on its members' alone.

use serde_json::json;
use talkoo_protocol::{ChannelId, Code, ItemId, Refusal, StreamId, Verb, WorkspaceId};

use super::{Asked, membership, text};
use crate::{
    domain::{
        access::{ChannelVisibility, Posting, Role, WorkspaceAccess, WorkspaceState},
        draft::{Draft, EventDraft, NewChannel, NewItem, NewStream, Write},
    },
    error::Failure,
    kind::{AnyKind, Item},
    kinds,
    store::{Connection, network},
};

pub(super) const NAME_CHARS: usize = 80;
pub(super) const TOPIC_BYTES: usize = 1_000;

/// A channel as it is wanted.
pub(super) struct Wanted<'a> {
    pub(super) workspace: WorkspaceId,
    pub(super) kind: &'a str,
    pub(super) name: &'a str,
    pub(super) topic: &'a str,
    pub(super) visibility: &'a str,
}

pub(super) async fn decide(asked: &Asked<'_>, wanted: Wanted<'_>) -> Result<Draft, Failure> {
    let Wanted { workspace, kind, name, topic, visibility } = wanted;
    let name = text::line(name, "name", NAME_CHARS)?;
    text::bounded(topic, TOPIC_BYTES, "topic")?;
    let visibility = visibility_of(visibility)?;
    let mut conn = asked.app.store.read().await?;
    let access = membership::known(&mut conn, asked.member, workspace).await?;
    let kind = kind_in_use(&mut conn, kind).await?;
    drop(conn);
    may_create(&access, kind)?;

    let new = New {
        workspace: Some(workspace),
        kind: kind.name(),
        main: kind,
        name,
        topic: topic.trim().to_owned(),
        visibility,
        posting: Posting::All,
        section: "",
        desk: kind.has_desk().then(|| StreamId(asked.app.clock.new_id())),
        desk_is_open: kind.desk_is_open(),
        direct_key: None,
    };
    let channel = ChannelId(asked.app.clock.new_id());
    let mut draft = asked.draft(channel);
    draft.guards = vec![membership::guard(&access)];
    begin(asked, &mut draft, channel, new);
    draft.events.push(membership::joined(asked.member, asked.member, channel, Role::Owner));
    if visibility == ChannelVisibility::Public {
        draft.events.push(listed(asked, workspace, channel));
    }
    draft.audit.push(membership::line("channel_created", channel.0, asked.member));
    Ok(draft)
}

/// Everything that begins with a channel: its counters, its row and its main item.
pub(super) fn begin(asked: &Asked<'_>, draft: &mut Draft, channel: ChannelId, new: New) {
    let item = ItemId(asked.app.clock.new_id());
    let main = main_item(asked, item, channel, new.main);
    draft.streams.push(NewStream { id: channel.into(), sort: "channel", owner: channel.0 });
    let desk = new.desk.map(|id| NewStream { id, sort: "desk", owner: channel.0 });
    draft.streams.extend(desk);
    draft.writes.push(Write::Channel(Box::new(NewChannel {
        id: channel,
        workspace: new.workspace,
        kind: new.kind.to_owned(),
        name: new.name,
        topic: new.topic,
        visibility: new.visibility.as_str(),
        posting: new.posting.as_str(),
        section: new.section,
        main_item: item,
        desk: new.desk,
        desk_is_open: new.desk_is_open,
        direct_key: new.direct_key,
    })));
    let write = Write::Item(Box::new(main));
    draft
        .events
        .push(EventDraft::new(channel, Verb::ITEM_CREATED, asked.member, write).on_item(item));
}

/// A channel about to begin.
pub(super) struct New {
    pub(super) workspace: Option<WorkspaceId>,
    /// The channel's own word; `direct` has no items but its main one and no kind of its own.
    pub(super) kind: &'static str,
    /// Whose the main item is.
    pub(super) main: &'static dyn AnyKind,
    pub(super) name: String,
    pub(super) topic: String,
    pub(super) visibility: ChannelVisibility,
    pub(super) posting: Posting,
    pub(super) section: &'static str,
    pub(super) desk: Option<StreamId>,
    pub(super) desk_is_open: bool,
    pub(super) direct_key: Option<String>,
}

/// Tells a workspace of a channel that its members may now see.
pub(super) fn listed(asked: &Asked<'_>, workspace: WorkspaceId, channel: ChannelId) -> EventDraft {
    EventDraft::new(workspace, Verb::CHANNEL_CREATED, asked.member, Write::Nothing)
        .fact("channel", channel.to_string())
}

/// The kind of this name, if this server knows it and this network uses it.
pub(super) async fn kind_in_use(
    conn: &mut Connection,
    name: &str,
) -> Result<&'static dyn AnyKind, Failure> {
    let kind = kinds::find(name)?;
    if network::settings(conn).await?.kinds.iter().any(|used| used == kind.name()) {
        Ok(kind)
    } else {
        Err(Refusal::new(Code::UnknownKind, "this network has no such kind of channel").into())
    }
}

pub(super) fn visibility_of(word: &str) -> Result<ChannelVisibility, Refusal> {
    ChannelVisibility::parse(word)
        .ok_or_else(|| Refusal::bad_value("visibility: public or private"))
}

/// Insiders make channels; those with a desk, which only its editors read, are made by who leads.
fn may_create(access: &WorkspaceAccess, kind: &dyn AnyKind) -> Result<(), Refusal> {
    if access.wants_second_factor() {
        return Err(Refusal::second_factor());
    }
    if !access.may_make_channels() {
        return Err(Refusal::not_allowed("only members of the workspace make channels"));
    }
    if kind.has_desk() && !kind.desk_is_open() && !access.may_manage() {
        return Err(Refusal::not_allowed("only its owners make channels of this kind"));
    }
    if access.place.state == WorkspaceState::Archived {
        return Err(Refusal::new(Code::ReadOnly, "the workspace is archived"));
    }
    Ok(())
}

/// The main item is the channel's own talk, whatever the kind asks of its other items: it has no
/// title of its own and an empty body.
fn main_item(
    asked: &Asked<'_>,
    id: ItemId,
    channel: ChannelId,
    kind: &'static dyn AnyKind,
) -> NewItem {
    let item = Item {
        author: Some(asked.member),
        title: String::new(),
        text: String::new(),
        body: json!({}),
        state: "open".to_owned(),
        desk: false,
        main: true,
    };
    NewItem {
        id,
        channel,
        kind: kind.name().to_owned(),
        main: true,
        desk: false,
        author: item.author,
        spoken_as: None,
        facets: kind.facets(&item).unwrap_or_default(),
        title: item.title,
        text: item.text,
        body: item.body,
        state: item.state,
        tags: Vec::new(),
    }
}

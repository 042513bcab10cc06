//! Changing an item by a command of its kind. Two people may race for the same change: the journal
//! takes the first, and the other is decided again on what the first has made. Publishing moves an
//! item from the desk into the open and is told on both streams.

use serde_json::Value;
use talkoo_protocol::{ItemId, ItemView, Refusal, StreamId, Verb};

use super::{Asked, scene, text};
use crate::{
    domain::{
        access::Standing,
        draft::{ChangedItem, Draft, EventDraft, Write},
    },
    error::Failure,
    kind::{AnyKind, Change, Item, Notice, Scene},
    kinds,
    store::access,
};

const TITLE_BYTES: usize = 800;

pub(super) async fn decide(
    asked: &Asked<'_>,
    item: ItemId,
    command: &Value,
) -> Result<Draft, Failure> {
    text::bounded_body(asked.app, command)?;
    let channel = scene::any_item(asked, item).await?.channel;
    let standing = scene::standing(asked, channel).await?;
    let view = scene::item(asked, &standing, item).await?;
    scene::may_write(&standing)?;
    if view.hidden {
        return Err(Refusal::not_allowed("a moderator has hidden the item").into());
    }
    let kind = kinds::find(&view.kind)?;
    let before = scene::for_kind(&view);
    let scene = Scene { actor: asked.member, standing: &standing };
    let change = kind.change(&before, command, &scene)?;
    let notice = kind.notice(&before, &change)?;
    let changed = changed(asked, kind, &view, &change)?;

    let mut draft = asked.draft(item);
    draft.guards = vec![scene::access_guard(&standing), scene::item_guard(&view)];
    draft.events = events(asked, &standing, &view, &change, changed)?;
    if let Some(notice) = notice {
        draft.events.extend(noticed(asked, &view, &change, &notice).await?);
    }
    Ok(draft)
}

/// The whole item as it will be stored.
fn changed(
    asked: &Asked<'_>,
    kind: &dyn AnyKind,
    view: &ItemView,
    change: &Change<Value>,
) -> Result<ChangedItem, Refusal> {
    let Item { title, text, body, state, desk, .. } = &change.item;
    text::bounded(title, TITLE_BYTES, "title")?;
    let marks = text::sound(asked.app, text)?;
    Ok(ChangedItem {
        item: view.id,
        channel: view.channel,
        by: (!change.anonymous).then_some(asked.member),
        desk: *desk,
        title: title.clone(),
        text: text.clone(),
        body: body.clone(),
        state: state.clone(),
        tags: marks.tags,
        facets: kind.facets(&change.item)?,
    })
}

fn events(
    asked: &Asked<'_>,
    standing: &Standing,
    view: &ItemView,
    change: &Change<Value>,
    changed: ChangedItem,
) -> Result<Vec<EventDraft>, Refusal> {
    let open: StreamId = view.channel.into();
    let desk = standing.desk.filter(|_| view.desk);
    let told = |stream, verb: Verb, write| {
        let mut event = EventDraft::new(stream, verb, asked.member, write).on_item(view.id);
        event.facts.clone_from(&change.facts);
        event.spoken_as = standing.speaks_as;
        if change.anonymous {
            event.actor = None;
            event.spoken_as = None;
        }
        event
    };
    let write = Write::ChangeItem(Box::new(changed));
    match (desk, change.item.desk) {
        (None, true) => Err(Refusal::rule("what stands in the open does not go back to the desk")),
        (Some(desk), true) => Ok(vec![told(desk, change.verb.clone(), write)]),
        (None, false) => {
            let mut event = told(open, change.verb.clone(), write);
            event.counts = change.counts;
            Ok(vec![event])
        }
        // The write belongs to the open stream: from here on the item is numbered there.
        (Some(desk), false) => {
            let mut published = told(open, change.verb.clone(), write);
            published.counts = change.counts;
            Ok(vec![published, told(desk, Verb::ITEM_PUBLISHED, Write::Nothing)])
        }
    }
}

/// Tells a person what the kind wants them to know, if they may read the channel. The guard on the
/// channel's rights holds for them, too: whoever loses the right meanwhile is not told.
async fn noticed(
    asked: &Asked<'_>,
    view: &ItemView,
    change: &Change<Value>,
    notice: &Notice,
) -> Result<Option<EventDraft>, Failure> {
    if notice.to == asked.member {
        return Ok(None);
    }
    let mut conn = asked.app.store.read().await?;
    let reader = access::standing(&mut conn, notice.to, view.channel).await?;
    if !reader.is_some_and(|reader| reader.may_read()) {
        return Ok(None);
    }
    let mut event = EventDraft::new(notice.to, Verb::NOTICED, asked.member, Write::Nothing)
        .fact("channel", view.channel.to_string())
        .fact("item", view.id.to_string())
        .fact("kind", view.kind.as_str())
        .fact("text", notice.text);
    if change.anonymous {
        event.actor = None;
    }
    Ok(Some(event))
}

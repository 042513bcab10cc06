//! Making an item: a topic, an article, a card. The kind says what it is and where it begins; the
//! house stores it and tells of it.

use serde_json::{Value, json};
use talkoo_protocol::{ChannelId, ItemId, OrganisationId, Refusal, StreamId, Verb};
use time::OffsetDateTime;

use super::{Asked, borne, partake, post, scene, text};
use crate::{
    domain::{
        access::Standing,
        draft::{Draft, EventDraft, NewItem, Write},
    },
    error::Failure,
    kind::{AnyKind, Content, Item, Scene},
    kinds, store,
};

pub(super) const TITLE_BYTES: usize = 800;

/// An item as it was written.
pub(super) struct Written<'a> {
    pub(super) channel: ChannelId,
    pub(super) title: &'a str,
    pub(super) text: &'a str,
    pub(super) body: Option<&'a Value>,
    pub(super) spoken_as: Option<OrganisationId>,
}

pub(super) async fn decide(asked: &Asked<'_>, written: Written<'_>) -> Result<Draft, Failure> {
    text::bounded(written.title, TITLE_BYTES, "title")?;
    let marks = text::sound(asked.app, written.text)?;
    if let Some(body) = written.body {
        text::bounded_item(asked.app, body)?;
    }
    let standing = scene::writable(asked, written.channel).await?;
    let kind = kinds::find(&standing.kind)?;
    let now = store::now(&mut *asked.app.store.read().await?).await?;
    let item = made(asked, kind, &standing, &written, Some(now))?;
    let stream = stream_of(&standing, &item)?;
    let spoken_as = post::speaks_as(asked, &standing, written.spoken_as).await?;

    let id = ItemId(asked.app.clock.new_id());
    let facets = kind.facets(&item)?;
    let is_open = !item.desk;
    let mut draft = asked.draft(id);
    borne::files(asked, id, &facets, &mut draft).await?;
    draft.jobs.extend(borne::wake(kind, id, None, &facets, now)?);
    let new = NewItem {
        id,
        channel: written.channel,
        kind: standing.kind.clone(),
        main: false,
        desk: item.desk,
        author: item.author,
        spoken_as,
        title: item.title,
        text: item.text,
        body: item.body,
        state: item.state,
        tags: borne::tags(marks.tags, &facets),
        facets,
    };
    let write = Write::Item(Box::new(new));
    let mut event = EventDraft::new(stream, Verb::ITEM_CREATED, asked.member, write).on_item(id);
    event.spoken_as = spoken_as;
    // What stands on the desk is not news to anybody yet.
    event.counts = is_open;

    draft.guards = vec![scene::access_guard(&standing)];
    draft.events.push(event);
    if is_open {
        draft.events.push(partake::begins(asked, id, "started")?);
    }
    Ok(draft)
}

pub(super) fn made(
    asked: &Asked<'_>,
    kind: &dyn AnyKind,
    standing: &Standing,
    written: &Written<'_>,
    now: Option<OffsetDateTime>,
) -> Result<Item<Value>, Refusal> {
    let content = Content {
        title: written.title.to_owned(),
        text: written.text.to_owned(),
        body: written.body.cloned().unwrap_or_else(|| json!({})),
    };
    let scene = Scene { actor: asked.member, standing, now };
    let item = kind.create(content, &scene)?;
    Ok(Item { author: Some(asked.member), main: false, ..item })
}

fn stream_of(standing: &Standing, item: &Item<Value>) -> Result<StreamId, Refusal> {
    if !item.desk {
        return Ok(standing.channel.into());
    }
    let desk = standing.desk.filter(|_| standing.may_edit_desk());
    desk.ok_or_else(|| Refusal::not_allowed("only editors write on the desk"))
}

//! Taking an item into use: a copy of it in a place of one's own, and a word where it stands, which
//! names nobody. Later the copy tells what came of it; that is recorded as an outcome where the copy
//! stands, and told to the original's author and readers.

use talkoo_protocol::{ItemId, ItemView, MemberId, Refusal, Verb, copies::CopyItem};

use super::{Asked, borne, outcome, partake, scene};
use crate::{
    domain::{
        access::Standing,
        draft::{Draft, EventDraft, NewItem, Write, copies::CopyWrite},
    },
    error::{Failure, Fault},
    kind::{CameOfIt, Item, Original, Scene},
    kinds,
    store::{self, Connection, access, copies, items, places},
};

pub(super) async fn decide(asked: &Asked<'_>, wanted: CopyItem) -> Result<Draft, Failure> {
    let channel = scene::any_item(asked, wanted.item).await?.channel;
    let there = scene::standing(asked, channel).await?;
    let original = scene::item(asked, &there, wanted.item).await?;
    let here = scene::writable(asked, wanted.channel).await?;
    if original.desk || original.main || original.hidden {
        return Err(Refusal::rule("only what stands in the open is taken into use").into());
    }
    if here.kind != original.kind {
        return Err(Refusal::rule("a copy stands in a channel of the same kind").into());
    }
    let kind = kinds::find(&original.kind)?;
    let now = store::now(&mut *asked.app.store.read().await?).await?;
    let acting = Scene { actor: asked.member, standing: &here, now: Some(now) };
    let whole = scene::for_kind(&original);
    let made = kind.copy(&Original { id: original.id, item: &whole }, &acting)?;
    let item = Item { author: Some(asked.member), main: false, desk: false, ..made };

    let id = ItemId(asked.app.clock.new_id());
    let facets = kind.facets(&item)?;
    let woken = borne::wake(kind, id, None, &facets, now)?;
    let new = NewItem {
        id,
        channel: wanted.channel,
        kind: original.kind.clone(),
        main: false,
        desk: false,
        author: item.author,
        spoken_as: here.speaks_as,
        title: item.title,
        text: item.text,
        body: item.body,
        state: item.state,
        tags: borne::tags(Vec::new(), &facets),
        facets,
    };
    let write = Write::Item(Box::new(new));
    let mut begun =
        EventDraft::new(wanted.channel, Verb::ITEM_CREATED, asked.member, write).on_item(id);
    begun.spoken_as = here.speaks_as;
    begun.counts = true;
    let region = region(asked, &here).await?;
    let write = CopyWrite::Begin { item: id, original: original.id, region };

    let mut draft = asked.draft(id);
    draft.jobs.extend(woken);
    draft.guards =
        vec![scene::access_guard(&here), scene::access_guard(&there), scene::item_guard(&original)];
    draft.events =
        vec![begun, copied(asked, &original, write), partake::begins(asked, id, "started")?];
    Ok(draft)
}

/// Tells the original's readers, without a name: who may read there need not know who is elsewhere.
fn copied(asked: &Asked<'_>, original: &ItemView, write: CopyWrite) -> EventDraft {
    let write = Write::Copy(Box::new(write));
    let mut event = EventDraft::new(original.channel, Verb::ITEM_COPIED, asked.member, write)
        .on_item(original.id);
    event.actor = None;
    event
}

/// Of the place where the copy stands. Where its maker lives is nobody's matter.
async fn region(asked: &Asked<'_>, here: &Standing) -> Result<Option<String>, Failure> {
    let Some(place) = here.workspace else { return Ok(None) };
    let mut conn = asked.app.store.read().await?;
    let found = places::workspaces_by_ids(&mut conn, &[place.workspace]).await?;
    Ok(found.get(&place.workspace).and_then(|view| view.region.clone()))
}

/// What a copy has come to: an outcome where it stands; where the teller may read the original, and
/// it stands in the open, also for its readers and, once, for its author.
pub(super) async fn came_of(
    asked: &Asked<'_>,
    (standing, copy): (&Standing, &ItemView),
    came: &CameOfIt,
    draft: &mut Draft,
) -> Result<(), Failure> {
    draft.events.push(outcome::of_item(asked, standing, copy, (came.kind, &came.words)).await?);
    let mut conn = asked.app.store.read().await?;
    let Some((there, original)) = reached(&mut conn, asked.member, copy.id).await? else {
        // The teller is told so before they answer (`CopiesBody::reaches`) and in the event.
        for event in &mut draft.events {
            if event.item == Some(copy.id) && event.verb == Verb::ITEM_CHANGED {
                event.facts.insert("reached".to_owned(), false.into());
            }
        }
        return Ok(());
    };
    // Whoever loses the right to read there meanwhile tells nothing, nor does an original that goes.
    draft.guards.push(scene::access_guard(&there));
    // A draft rests on one item, and that is the copy: the statement asks for the original.
    let (told, original_seq) = (came.told.clone(), original.changed_seq);
    let write = CopyWrite::Tell { item: copy.id, told, original_seq };
    draft.events.push(copied(asked, &original, write));
    let Some(author) = original.author.filter(|author| *author != asked.member) else {
        return Ok(());
    };
    let reader = access::standing(&mut conn, author, original.channel).await?;
    if !reader.is_some_and(|reader| reader.may_read()) {
        return Ok(());
    }
    let mut event = EventDraft::new(author, Verb::NOTICED, asked.member, Write::Nothing)
        .fact("channel", original.channel.to_string())
        .fact("item", original.id.to_string())
        .fact("kind", original.kind.as_str())
        .fact("text", "copy_told");
    event.actor = None;
    draft.events.push(event);
    Ok(())
}

/// The original of a copy, where this member may read it and it takes what is told: it stands in
/// the open, in a channel that is written in. With the standing there, which was read first.
pub(super) async fn reached(
    conn: &mut Connection,
    member: MemberId,
    copy: ItemId,
) -> Result<Option<(Standing, ItemView)>, Fault> {
    let Some(original) = copies::original(conn, copy).await? else { return Ok(None) };
    let Some(found) = items::by_id(conn, original).await? else { return Ok(None) };
    let there = access::standing(conn, member, found.channel).await?;
    let Some(there) = there.filter(|there| there.may_read() && !there.is_read_only()) else {
        return Ok(None);
    };
    // Read after the standing, so that the guards cover what lies between.
    let Some(view) = items::by_id(conn, original).await? else { return Ok(None) };
    let is_open = view.channel == there.channel
        && view.last_seq >= there.visible_from()
        && !(view.deleted || view.hidden || view.desk || view.main);
    Ok(is_open.then_some((there, view)))
}

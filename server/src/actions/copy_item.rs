//! Taking an item into use: a copy of it in a place of one's own, and a word where it stands, which
//! names nobody. Later the copy tells what came of it; that is recorded as an outcome where the copy
//! stands, and told to the original's author and readers.

use talkoo_protocol::{ItemId, ItemView, Refusal, Verb, copies::CopyItem};

use super::{Asked, borne, outcome, partake, scene};
use crate::{
    domain::{
        access::Standing,
        draft::{Draft, EventDraft, Guard, NewItem, Write, copies::CopyWrite},
    },
    error::Failure,
    kind::{CameOfIt, Item, Original, Scene},
    kinds,
    store::{self, access, copies, items, people, places},
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

/// Where the copy stands, or where its maker is from.
async fn region(asked: &Asked<'_>, here: &Standing) -> Result<Option<String>, Failure> {
    let mut conn = asked.app.store.read().await?;
    if let Some(place) = here.workspace {
        let found = places::workspaces_by_ids(&mut conn, &[place.workspace]).await?;
        let region = found.get(&place.workspace).and_then(|view| view.region.clone());
        if region.is_some() {
            return Ok(region);
        }
    }
    let member = people::by_ids(&mut conn, &[asked.member]).await?.remove(&asked.member);
    Ok(member.and_then(|view| view.region))
}

/// What a copy has come to, for the log, for the original's readers and, once, for its author.
pub(super) async fn came_of(
    asked: &Asked<'_>,
    (standing, copy): (&Standing, &ItemView),
    came: &CameOfIt,
    draft: &mut Draft,
) -> Result<(), Failure> {
    draft.events.push(outcome::of_item(asked, standing, copy, (came.kind, &came.words)).await?);
    let mut conn = asked.app.store.read().await?;
    let Some(original) = copies::original(&mut conn, copy.id).await? else { return Ok(()) };
    let Some(original) = items::by_id(&mut conn, original).await? else { return Ok(()) };
    let write = CopyWrite::Tell { item: copy.id, told: came.told.clone() };
    draft.events.push(copied(asked, &original, write));
    let Some(author) = original.author.filter(|author| *author != asked.member) else {
        return Ok(());
    };
    let reader = access::standing(&mut conn, author, original.channel).await?;
    let Some(reader) = reader.filter(Standing::may_read) else { return Ok(()) };
    // Whoever loses the right to read it meanwhile is not told.
    draft
        .guards
        .push(Guard::Access { stream: original.channel.into(), access_seq: reader.access_seq });
    let mut event = EventDraft::new(author, Verb::NOTICED, asked.member, Write::Nothing)
        .fact("channel", original.channel.to_string())
        .fact("item", original.id.to_string())
        .fact("kind", original.kind.as_str())
        .fact("text", "copy_told");
    event.actor = None;
    draft.events.push(event);
    Ok(())
}

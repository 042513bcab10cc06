//! Changing an item by a command of its kind. Two people may race for the same change: the journal
//! takes the first, and the other is decided again on what the first has made. Publishing moves an
//! item from the desk into the open and is told on both streams.

use serde_json::Value;
use talkoo_protocol::{ItemId, ItemView, MemberId, OrganisationId, Refusal, StreamId, Verb};

use super::{Asked, borne, copy_item, scene, shared, text};
use crate::{
    app::App,
    domain::{
        access::Standing,
        draft::{ChangedItem, Draft, EventDraft, Write},
        facets::Facet,
    },
    error::Failure,
    kind::{Change, Item, Notice, Scene},
    kinds,
    store::{self, access},
};

const TITLE_BYTES: usize = 800;

pub(super) async fn decide(
    asked: &Asked<'_>,
    item: ItemId,
    command: &Value,
) -> Result<Draft, Failure> {
    text::bounded_item(asked.app, command)?;
    let channel = scene::any_item(asked, item).await?.channel;
    let standing = scene::standing(asked, channel).await?;
    let view = scene::item(asked, &standing, item).await?;
    scene::may_write(&standing)?;
    if view.hidden {
        return Err(Refusal::not_allowed("a moderator has hidden the item").into());
    }
    let kind = kinds::find(&view.kind)?;
    if kind.rests_on_words(command) {
        has_seen(asked, &view)?;
    }
    let before = scene::for_kind(&view);
    let now = store::now(&mut *asked.app.store.read().await?).await?;
    let scene = Scene { actor: asked.member, standing: &standing, now: Some(now) };
    let change = kind.change(&before, command, &scene)?;
    let notice = kind.notice(&before, &change)?;
    let facets = kind.facets(&change.item)?;

    let mut draft = asked.draft(item);
    draft.guards = vec![scene::access_guard(&standing), scene::item_guard(&view)];
    borne::files(asked, item, &facets, &mut draft).await?;
    draft.jobs.extend(borne::wake(kind, item, Some(&before), &facets, now)?);
    let by = By {
        actor: (!change.anonymous).then_some(asked.member),
        spoken_as: standing.speaks_as,
        desk: standing.desk,
    };
    let changed = changed(asked.app, facets, &view, &change, by.actor)?;
    draft.events = events(&by, &view, &change, changed)?;
    if let Some(notice) = notice {
        let by = (by.actor, Some(asked.member));
        draft.events.extend(noticed(asked.app, &view, by, &change.item, &notice).await?);
    }
    if change.is_correction {
        draft.jobs.push(shared::job(item, asked.member, now));
    }
    if let Some(came) = &change.came_of_it {
        copy_item::came_of(asked, (&standing, &view), came, &mut draft).await?;
    }
    Ok(draft)
}

/// Exactly this form: a desk and the open stream number apart, so a later form may have a lower number.
fn has_seen(asked: &Asked<'_>, view: &ItemView) -> Result<(), Refusal> {
    match asked.if_changed_seq {
        Some(seq) if seq == view.changed_seq => Ok(()),
        Some(_) => Err(Refusal::conflict()),
        None => Err(Refusal::bad_value("if_changed_seq: say which form of the item was read")),
    }
}

/// Who changes an item: a member, or nobody when its time has come.
pub(super) struct By {
    pub(super) actor: Option<MemberId>,
    pub(super) spoken_as: Option<OrganisationId>,
    pub(super) desk: Option<StreamId>,
}

/// The whole item as it will be stored.
pub(super) fn changed(
    app: &App,
    facets: Vec<Facet>,
    view: &ItemView,
    change: &Change<Value>,
    by: Option<MemberId>,
) -> Result<ChangedItem, Refusal> {
    let Item { title, text, body, state, desk, .. } = &change.item;
    text::bounded(title, TITLE_BYTES, "title")?;
    let marks = text::sound(app, text)?;
    Ok(ChangedItem {
        item: view.id,
        channel: view.channel,
        by,
        desk: *desk,
        title: title.clone(),
        text: text.clone(),
        body: body.clone(),
        state: state.clone(),
        tags: borne::tags(marks.tags, &facets),
        facets,
    })
}

pub(super) fn events(
    by: &By,
    view: &ItemView,
    change: &Change<Value>,
    changed: ChangedItem,
) -> Result<Vec<EventDraft>, Refusal> {
    let open: StreamId = view.channel.into();
    let desk = by.desk.filter(|_| view.desk);
    let told = |stream, verb: Verb, write| EventDraft {
        stream,
        verb,
        actor: by.actor,
        spoken_as: by.spoken_as.filter(|_| !change.anonymous),
        item: Some(view.id),
        message: None,
        counts: false,
        facts: change.facts.clone(),
        write,
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
pub(super) async fn noticed(
    app: &App,
    view: &ItemView,
    (shown, by): (Option<MemberId>, Option<MemberId>),
    item: &Item<Value>,
    notice: &Notice,
) -> Result<Option<EventDraft>, Failure> {
    if by == Some(notice.to) {
        return Ok(None);
    }
    let mut conn = app.store.read().await?;
    let reader = access::standing(&mut conn, notice.to, view.channel).await?;
    let may_see = |reader: &Standing| {
        if item.desk { reader.may_edit_desk() } else { reader.may_read() }
    };
    if !reader.as_ref().is_some_and(may_see) {
        return Ok(None);
    }
    let mut event = EventDraft::new(notice.to, Verb::NOTICED, notice.to, Write::Nothing)
        .fact("channel", view.channel.to_string())
        .fact("item", view.id.to_string())
        .fact("kind", view.kind.as_str())
        .fact("text", notice.text);
    event.actor = shown;
    Ok(Some(event))
}

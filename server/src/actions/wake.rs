//! Waking an item at the time that its kind has named (facet `wake_at`): the kind says what becomes
//! of it, and the change goes the way of every other. The job was written with the change that named
//! the time. Its receipt stands under the item and the instant, and the draft rests on the item as it
//! was read, so two nodes that wake it, and one that is killed and does it again, make one event.

use std::sync::Arc;

use futures_util::FutureExt as _;
use serde::Deserialize;
use talkoo_protocol::{ClientId, Code, ItemId, MemberId};
use uuid::Uuid;

use super::{borne, change_item, scene};
use crate::{
    app::App,
    domain::{
        draft::{Draft, Guard},
        facets,
    },
    error::{Failure, Fault},
    jobs::Job,
    kinds,
    store::{
        self, items,
        journal::{Again, Committed, Decided},
        wakes,
    },
};

pub(super) use super::borne::WAKE as WORK;

#[derive(Deserialize)]
struct Wanted {
    item: ItemId,
}

/// # Errors
/// A refusal when the kind finds the item unsound; a fault when nothing is known, and then it is
/// tried again.
pub(super) async fn wake(app: &Arc<App>, job: Job) -> Result<(), Failure> {
    let wanted: Wanted = serde_json::from_value(job.body)
        .map_err(|error| Fault::caused("reading which item to wake", error))?;
    let Some(draft) = decide(app, wanted.item).await? else { return Ok(()) };
    let deadline = super::deadline(app);
    let woken = app.journal.append(draft, Some(again(app, wanted.item)), deadline).await;
    app.scenes.forget_item(wanted.item);
    match woken {
        Ok(_) => Ok(()),
        // Somebody changed it all the time, or the journal was full; there is another minute.
        Err(Failure::Refused(refusal))
            if matches!(refusal.code, Code::Conflict | Code::Overloaded) =>
        {
            Err(Fault::new("waking an item while others write").into())
        }
        Err(failure) => Err(failure),
    }
}

/// The same decision on the item as it has become.
fn again(app: &Arc<App>, item: ItemId) -> Again {
    let app = app.clone();
    Box::new(move || {
        let app = app.clone();
        async move {
            Ok(match decide(&app, item).await? {
                Some(draft) => Decided::Draft(draft),
                None => Decided::Before(nothing(item)),
            })
        }
        .boxed()
    })
}

/// `None`: its time has not come, or not any more, or nothing becomes of it.
async fn decide(app: &App, item: ItemId) -> Result<Option<Box<Draft>>, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    let Some(view) = items::by_id(&mut snapshot, item).await? else { return Ok(None) };
    let Some(place) = wakes::place(&mut snapshot, view.channel).await? else { return Ok(None) };
    let now = store::now(&mut snapshot).await?;
    drop(snapshot);
    // When the place or the item is open again, the database leaves this to be done again.
    if view.deleted || view.hidden || place.is_read_only {
        return Ok(None);
    }
    let kind = kinds::find(&view.kind)?;
    let before = scene::for_kind(&view);
    let due = facets::instant(&kind.facets(&before)?, facets::WAKE_AT);
    let Some(due) = due.filter(|due| *due <= now) else { return Ok(None) };
    let Some(change) = kind.wake(&before, now)? else { return Ok(None) };
    let facets = kind.facets(&change.item)?;
    let actor = view.author.filter(|_| !change.anonymous);
    let by = change_item::By { actor, spoken_as: view.spoken_as, desk: place.desk };

    let due = due.unix_timestamp_nanos().to_be_bytes();
    let mut draft = Draft {
        author: view.author.unwrap_or(MemberId(Uuid::nil())),
        client_id: ClientId(Uuid::new_v5(&item.0, &due)),
        hash: Vec::new(),
        id: item.0,
        guards: vec![
            scene::item_guard(&view),
            Guard::Access { stream: view.channel.into(), access_seq: place.access_seq },
        ],
        streams: Vec::new(),
        writes: Vec::new(),
        events: Vec::new(),
        audit: Vec::new(),
        jobs: Vec::new(),
    };
    draft.jobs.extend(borne::wake(kind, item, Some(&before), &facets, now)?);
    let changed = change_item::changed(app, facets, &view, &change, actor)?;
    draft.events = change_item::events(&by, &view, &change, changed)?;
    if let Some(notice) = kind.notice(&before, &change)? {
        let told = change_item::noticed(app, &view, (actor, None), &change.item, &notice);
        draft.events.extend(told.await?);
    }
    Ok(Some(Box::new(draft)))
}

fn nothing(item: ItemId) -> Committed {
    Committed { id: item.0, stream: None, seq: None, duplicate: true, mark: None }
}

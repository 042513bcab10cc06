//! Looks for what is new for searches that members follow. Each is asked with the rights its member
//! has at that moment, over what the index has learned since the last look; what they said
//! themselves is no news to them. Finds go to the inbox, with one event for all of a look.

use std::{sync::Arc, time::Duration};

use talkoo_protocol::{ClientId, Code, MemberId, Refusal, Verb};
use tokio::time::{MissedTickBehavior, interval};
use uuid::Uuid;

use super::read;
use crate::{
    app::App,
    domain::draft::{
        Draft, EventDraft, Write,
        tags::{NoticesWrite, SearchFind},
    },
    error::{Failure, Fault},
    search,
    store::search::saved::{self, DueSearch},
};

const EVERY: Duration = Duration::from_secs(15);
/// Between two looks for one search, and after one that has found something.
const PATIENT: Duration = Duration::from_secs(60);
const CALM: Duration = Duration::from_secs(600);
/// Searches that are looked for one after the other.
const AT_ONCE: i64 = 20;
/// Of one look; what is more is found by searching.
const FINDS: usize = 50;

/// Runs until the node leaves.
pub async fn keep(app: Arc<App>) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = app.leaving.cancelled() => return,
            _ = ticks.tick() => {}
        }
        if let Err(failure) = look(&app).await {
            tracing::warn!(fault = failure.chain(), "saved searches are not looked for");
        }
    }
}

/// One look for all that are due.
///
/// # Errors
/// A fault of the database.
pub async fn look(app: &Arc<App>) -> Result<(), Fault> {
    saved::forget_old(&mut *app.store.read().await?).await?;
    loop {
        let mut write = app.store.write().await?;
        let due = saved::take_due(&mut write, PATIENT, AT_ONCE).await?;
        write.commit().await?;
        if due.is_empty() || app.leaving.is_cancelled() {
            return Ok(());
        }
        for due in due {
            let search = due.id;
            match find(app, &due).await {
                Ok(()) => {}
                Err(Failure::Faulted(fault)) => return Err(fault),
                // Who is suspended hears nothing, and everything when they come back.
                Err(Failure::Refused(refusal)) => {
                    tracing::debug!(search = %search, code = ?refusal.code, "not looked for");
                }
            }
        }
    }
}

async fn find(app: &Arc<App>, due: &DueSearch) -> Result<(), Failure> {
    let known_to = saved::known_to(&mut *app.store.read().await?).await?;
    if known_to <= due.looked_to {
        return Ok(());
    }
    let (mut snapshot, searched) = read::understood(app, due.member, &due.query).await?;
    let mut searched = searched;
    let narrowing = &mut searched.narrowing;
    narrowing.after = Some(narrowing.after.map_or(due.looked_to, |at| at.max(due.looked_to)));
    let to = narrowing.before.map_or(known_to, |at| at.min(known_to));
    narrowing.before = Some(to);
    narrowing.not_authors.push(due.member.0);
    let mut hits = match searched.query.is_empty() || due.looked_to >= to {
        true => Vec::new(),
        false => search::fresh(&mut snapshot, &app.analyser, due.member, &searched).await?,
    };
    hits.truncate(FINDS);
    let objects: Vec<Uuid> = hits.iter().map(|hit| hit.object).collect();
    let already = saved::already(&mut snapshot, due.id, &objects).await?;
    drop(snapshot);
    hits.retain(|hit| !already.contains(&hit.object));
    let is_found = !hits.is_empty();
    if is_found {
        let find = |hit: &search::Found| SearchFind {
            channel: hit.channel,
            item: hit.item,
            message: (!hit.is_item).then_some(hit.object),
        };
        told(app, due, hits.iter().map(find).collect(), known_to.unix_timestamp_nanos()).await?;
    }
    let wait = if is_found { CALM } else { PATIENT };
    saved::looked(&mut *app.store.read().await?, due, known_to, wait).await?;
    Ok(())
}

/// One event on the member's own stream; the finds are stored with it. Its receipt stands under the
/// search and the instant, so a look that is begun again after a crash tells it once.
async fn told(
    app: &Arc<App>,
    due: &DueSearch,
    found: Vec<SearchFind>,
    instant: i128,
) -> Result<(), Failure> {
    let count = found.len();
    let write = Write::Notices(NoticesWrite::SearchFound { search: due.id, found });
    let member: MemberId = due.member;
    let mut event = EventDraft::new(member, Verb::SEARCH_FOUND, member, write)
        .fact("search", due.id.to_string())
        .fact("count", count);
    event.actor = None;
    let draft = Draft {
        author: member,
        client_id: ClientId(Uuid::new_v5(&due.id.0, &instant.to_be_bytes())),
        hash: Vec::new(),
        id: due.id.0,
        guards: Vec::new(),
        streams: Vec::new(),
        writes: Vec::new(),
        events: vec![event],
        audit: Vec::new(),
        jobs: Vec::new(),
    };
    match app.journal.append(Box::new(draft), None, super::deadline(app)).await {
        Ok(_) => Ok(()),
        Err(Failure::Refused(Refusal { code: Code::Conflict | Code::Overloaded, .. })) => {
            Err(Fault::new("telling of a search while others write").into())
        }
        Err(failure) => Err(failure),
    }
}

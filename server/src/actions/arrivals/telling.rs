//! Who keeps the gate hears when the queue of applications changes, and is written to while it waits.

use std::{sync::Arc, time::Duration};

use talkoo_protocol::{OrganisationId, Verb};
use tokio::time::{MissedTickBehavior, interval_at};
use uuid::Uuid;

use crate::{
    app::App,
    domain::{
        draft::{Draft, EventDraft, NewJob, Write},
        letter::{Letter, Template},
    },
    error::Failure,
    store::{Connection, gatekeepers, jobs},
};

/// How often a node looks whether a letter is due.
const EVERY: Duration = Duration::from_secs(5 * 60);
/// Who is told of one change, or written to at once.
const TOLD: i64 = 100;

/// Tells all who see one of these applications. Who acted is in the audit log.
pub(in crate::actions) async fn tell(
    conn: &mut Connection,
    draft: &mut Draft,
    organisations: &[OrganisationId],
) -> Result<(), Failure> {
    for member in gatekeepers::of(conn, organisations, TOLD).await? {
        let verb = Verb::APPLICATIONS_CHANGED;
        let mut event = EventDraft::new(member, verb, draft.author, Write::Nothing);
        event.actor = None;
        draft.events.push(event);
    }
    Ok(())
}

/// Runs until the node leaves.
pub async fn keep(app: Arc<App>) {
    let mut ticks = interval_at(app.clock.instant() + EVERY, EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = app.leaving.cancelled() => return,
            _ = ticks.tick() => {}
        }
        if let Err(failure) = write(&app).await {
            tracing::warn!(%failure, "nobody was written to about applications");
        }
    }
}

/// Writes to administrators while applications wait, to each once a day at most.
///
/// # Errors
/// A fault of the database.
pub async fn write(app: &App) -> Result<usize, Failure> {
    let mut write = app.store.write().await?;
    let (waiting, members) = gatekeepers::to_write_to(&mut write, TOLD).await?;
    let letters: Vec<NewJob> = members
        .iter()
        .map(|member| {
            let letter = Letter::to(*member, Template::ApplicationsWait);
            letter.value("count", waiting.to_string()).page("/admin/arrivals").job()
        })
        .collect();
    let ids: Vec<Uuid> = letters.iter().map(|_| app.clock.new_id()).collect();
    jobs::add(&mut write, &ids, &letters).await?;
    write.commit().await?;
    app.journal.due().ring();
    Ok(members.len())
}

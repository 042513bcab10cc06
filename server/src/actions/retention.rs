//! Letting talk go that is older than its workspace keeps. Told by one `expired` event on each
//! channel's stream; what it names is gone from history, events and lists in the same transaction.

use std::{sync::Arc, time::Duration};

use talkoo_protocol::{ClientId, MemberId, Verb};
use tokio::time::{MissedTickBehavior, interval};
use uuid::Uuid;

use crate::{
    app::App,
    domain::draft::{AuditLine, Draft, EventDraft, WorkspaceWrite, Write},
    error::Failure,
    kinds,
    store::{
        jobs, newsletters, notices,
        retention::{self, Due},
    },
};

/// Events of one channel that go in one transaction.
const AT_MOST: i64 = 500;
/// Channels that are asked for at once.
const CHANNELS: i64 = 100;
const EVERYTHING: i64 = 1_000_000_000;
const EVERY: Duration = Duration::from_secs(60 * 60);

/// What went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gone {
    pub channels: u64,
    pub messages: u64,
}

/// Runs until the node leaves.
pub async fn keep(app: Arc<App>) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = app.leaving.cancelled() => return,
            _ = ticks.tick() => {}
        }
        match run(&app).await {
            Ok(gone) if gone.messages > 0 => {
                tracing::info!(channels = gone.channels, messages = gone.messages, "talk expired");
            }
            Ok(_) => {}
            Err(failure) => tracing::warn!(%failure, "old talk was not let go"),
        }
    }
}

/// Lets go what is too old now, and forgets what was left to be done and failed for good. Two nodes that do it at the same time let the same go.
///
/// # Errors
/// A fault of the database; what went until then is gone.
pub async fn run(app: &App) -> Result<Gone, Failure> {
    jobs::forget_failed(&mut *app.store.read().await?).await?;
    retention::forget_readings(&mut *app.store.read().await?).await?;
    newsletters::forget(&mut *app.store.read().await?).await?;
    notices::forget_old(&mut *app.store.read().await?).await?;
    let mut gone = Gone::default();
    let mut touched = std::collections::HashSet::new();
    loop {
        let mut conn = app.store.read().await?;
        let due = retention::due(&mut conn, AT_MOST, CHANNELS).await?;
        drop(conn);
        if due.is_empty() {
            gone.channels = u64::try_from(touched.len()).unwrap_or(u64::MAX);
            return Ok(gone);
        }
        for due in due {
            expire(app, due).await?;
            gone.messages += due.messages;
            touched.insert(due.channel);
        }
    }
}

/// What would go now.
///
/// # Errors
/// A fault of the database.
pub async fn waiting(app: &App) -> Result<Gone, Failure> {
    let mut conn = app.store.read().await?;
    let due = retention::due(&mut conn, EVERYTHING, EVERYTHING).await?;
    let channels = u64::try_from(due.len()).unwrap_or(u64::MAX);
    Ok(Gone { channels, messages: due.iter().map(|due| due.messages).sum() })
}

async fn expire(app: &App, due: Due) -> Result<(), Failure> {
    let Due { channel, before, messages } = due;
    let fading = fading();
    let write = WorkspaceWrite::Expire { channel, before, fading: fading.clone() };
    let mut event = EventDraft::new(
        channel,
        Verb::EXPIRED,
        MemberId(Uuid::nil()),
        Write::InWorkspace(Box::new(write)),
    )
    .fact("before_seq", before)
    .fact("kinds", fading);
    event.actor = None;
    let mut draft = by_the_house(app, channel.0);
    draft.events.push(event);
    draft.audit.push(AuditLine {
        action: "talk_expired",
        object: Some(channel.0),
        reason: format!("{messages} messages before {before}"),
    });
    app.journal.append(Box::new(draft), None, super::deadline(app)).await?;
    Ok(())
}

/// Kinds whose items are gone with their talk.
pub fn fading() -> Vec<String> {
    let fading = kinds::KINDS.iter().filter(|kind| kind.fades());
    fading.map(|kind| kind.name().to_owned()).collect()
}

/// What the server does by itself has nobody's name on it.
pub(super) fn by_the_house(app: &App, id: Uuid) -> Draft {
    Draft {
        author: MemberId(Uuid::nil()),
        client_id: ClientId(app.clock.new_id()),
        hash: Vec::new(),
        id,
        guards: Vec::new(),
        streams: Vec::new(),
        writes: Vec::new(),
        events: Vec::new(),
        audit: Vec::new(),
        jobs: Vec::new(),
    }
}

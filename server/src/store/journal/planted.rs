//! The journal done wrong, for the bugs that let out what is not committed yet. Only with the feature
//! `planted`, see `config/planted.rs`.

use std::time::Duration;

use super::{
    batch::{Done, Round},
    ground::{self, Known},
    rows::Rows,
    writer::{HeldBack, Kept, Writer},
};
use crate::{
    clock::Clock,
    config::planted::{Bug, has},
    domain::draft::Draft,
    store::Connection,
};

/// How long the wrong order lasts: as long as a disk that is busy.
const LASTS: Duration = Duration::from_millis(20);

pub(super) fn is_early() -> bool {
    has(Bug::AckBeforeCommit) || has(Bug::PublishBeforeCommit)
}

/// As `batch::attempt`, but the transaction stays open: the writer commits it, too late.
pub(super) async fn attempt(
    conn: &mut Connection,
    clock: Clock,
    drafts: &[&Draft],
    waits_for_lock: bool,
    held_back: &HeldBack,
) -> Result<Done, sqlx::Error> {
    sqlx::raw_sql("begin").execute(&mut *conn).await?;
    let done = uncommitted(conn, clock, drafts, waits_for_lock, held_back).await;
    if done.is_err() {
        sqlx::raw_sql("rollback").execute(conn).await?;
    }
    done
}

async fn uncommitted(
    conn: &mut Connection,
    clock: Clock,
    drafts: &[&Draft],
    waits_for_lock: bool,
    held_back: &HeldBack,
) -> Result<Done, sqlx::Error> {
    ground::begin_streams(conn, drafts).await?;
    let counters = ground::lock(conn, drafts, waits_for_lock).await?;
    ground::lock_members(conn, drafts).await?;
    let now = ground::look_up(conn, drafts).await?;
    let round = Round::new(clock, counters, held_back, Rows::default());
    let done = round.all(conn, drafts, now, &mut Known::default()).await?;
    done.ok_or_else(|| sqlx::Error::Protocol("a counter moved while it was locked".to_owned()))
}

impl Writer {
    /// Tells everybody, and commits then.
    pub(super) async fn publish_early(
        &self,
        kept: &mut Kept,
        done: &mut Done,
    ) -> Result<(), sqlx::Error> {
        if !has(Bug::PublishBeforeCommit) {
            return Ok(());
        }
        (self.on_commit)(std::mem::take(&mut done.written));
        commit(kept).await
    }

    /// The ack is out; what happens to the commit is anybody's guess.
    pub(super) async fn commit_late(&self, kept: &mut Kept) {
        if has(Bug::AckBeforeCommit)
            && let Err(error) = commit(kept).await
        {
            tracing::warn!(fault = %error, "acked and not committed");
        }
    }
}

async fn commit(kept: &mut Kept) -> Result<(), sqlx::Error> {
    tokio::time::sleep(LASTS).await;
    let Some(mut held) = kept.held.take() else { return Ok(()) };
    sqlx::raw_sql("commit").execute(&mut *held.conn).await?;
    kept.held = Some(held);
    Ok(())
}

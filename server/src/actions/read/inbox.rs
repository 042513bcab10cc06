//! What is new for a member, why, and when they want to be told of it.

use talkoo_protocol::{
    MemberId, Refusal,
    notices::{InboxBody, NoticesBody},
};

use super::active;
use crate::{
    actions::notes,
    app::App,
    error::Failure,
    store::{
        inbox::{self as store, Waiting},
        notices,
    },
};

/// Rows of one look. Whoever has more waiting reads the newest first and looks again.
const ROWS: i64 = 200;

/// What is new, in all channels.
///
/// # Errors
/// `suspended` when the account is not active any more.
pub async fn inbox(app: &App, member: MemberId) -> Result<InboxBody, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    active(&mut snapshot, member).await?;
    let mut rows = store::rows(&mut snapshot, member, ROWS + 1).await?;
    let most = usize::try_from(ROWS).unwrap_or(usize::MAX);
    let has_more = rows.len() > most;
    rows.truncate(most);
    let worded = rows.into_iter().map(|Waiting { mut row, note, language }| {
        if let Some(note) = note {
            notes::words(&note, &language).clone_into(&mut row.text);
        }
        row
    });
    Ok(InboxBody { rows: worded.collect(), has_more })
}

/// When and of what one is told.
///
/// # Errors
/// `suspended` when the account is not active any more.
pub async fn notice_settings(app: &App, member: MemberId) -> Result<NoticesBody, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    active(&mut snapshot, member).await?;
    let settings = notices::settings(&mut snapshot, member).await?;
    Ok(settings.ok_or_else(Refusal::not_found)?)
}

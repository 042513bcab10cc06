//! What the scanner says of a file: at once when it answers, later when it was away. A message that
//! carries the file already tells its readers by an event.

use std::sync::Arc;

use bytes::Bytes;
use talkoo_protocol::{ClientId, FileState, Verb};

use crate::{
    app::App,
    domain::draft::{AuditLine, Draft, EventDraft, Write, files::FilesWrite},
    error::{Failure, Fault},
    files::{Part, Verdict},
    store::files::{self, Holder, Stored},
};

/// Without a scanner it is said that nobody looked; with one that is away, the file waits.
pub(super) async fn judge(app: &App, bytes: &Bytes) -> FileState {
    let Some(scanner) = &app.files.scanner else { return FileState::Unscanned };
    match scanner.scan(bytes).await {
        Ok(Verdict::Clean) => FileState::Clean,
        Ok(Verdict::Blocked) => FileState::Blocked,
        Err(_) => FileState::Pending,
    }
}

/// Asks the scanner again about a file that waits.
///
/// # Errors
/// A fault when a part of ours is away; the file goes on waiting.
pub(super) async fn again(app: &Arc<App>, file: &Stored) -> Result<(), Failure> {
    let hand = app.files.hand().await?;
    let bytes = app.files.depot.part(file.id, Part::Whole).await?;
    let state = judge(app, &bytes).await;
    drop((bytes, hand));
    if state == FileState::Pending {
        return Ok(());
    }
    let holder = holder(app, file).await?;
    let mut draft = draft(app, file, state);
    draft.writes.push(Write::Files(FilesWrite::Checked { file: file.id, state }));
    draft.events.extend(holder.map(told));
    append(app, draft).await?;
    // A message may have taken the file between the look and the commit.
    if holder.is_none()
        && let Some(holder) = self::holder(app, file).await?
    {
        let mut draft = self::draft(app, file, FileState::Clean);
        draft.events.push(told(holder));
        append(app, draft).await?;
    }
    if state == FileState::Blocked {
        app.files.depot.remove(file.id).await?;
    }
    Ok(())
}

/// The audit line of a file that never got into a message.
///
/// # Errors
/// A fault when the journal is away.
pub(super) async fn tell_blocked(app: &Arc<App>, file: &Stored) -> Result<(), Failure> {
    append(app, draft(app, file, FileState::Blocked)).await
}

async fn holder(app: &App, file: &Stored) -> Result<Option<Holder>, Fault> {
    let mut conn = app.store.read().await?;
    files::holder(&mut conn, file.id).await
}

fn draft(app: &App, file: &Stored, state: FileState) -> Draft {
    let is_blocked = state == FileState::Blocked;
    let line = AuditLine {
        action: "file_blocked",
        object: Some(file.id.0),
        reason: "by the scanner".to_owned(),
    };
    Draft {
        author: file.owner,
        client_id: ClientId(app.clock.new_id()),
        hash: Vec::new(),
        id: file.id.0,
        guards: Vec::new(),
        streams: Vec::new(),
        writes: Vec::new(),
        events: Vec::new(),
        audit: is_blocked.then_some(line).into_iter().collect(),
        jobs: Vec::new(),
    }
}

/// Nobody did it: the event has no actor.
fn told(holder: Holder) -> EventDraft {
    EventDraft {
        stream: holder.stream,
        verb: Verb::FILE_CHANGED,
        actor: None,
        spoken_as: None,
        item: Some(holder.item),
        message: Some(holder.message),
        counts: false,
        facts: std::collections::BTreeMap::new(),
        write: Write::Files(FilesWrite::Touch { message: holder.message }),
    }
}

async fn append(app: &App, draft: Draft) -> Result<(), Failure> {
    let deadline = super::super::deadline(app);
    app.journal.append(Box::new(draft), None, deadline).await?;
    Ok(())
}

//! A file on its way in, piece by piece: begin, add at an offset, ask how far it has come, cancel.
//! Uploads are no commands: their bytes would not fit into a frame, and nobody else hears of them
//! until a message carries them. Each step may be repeated; nothing happens twice.

mod append;
mod finish;
mod check;
mod tidy;

use talkoo_protocol::{
    Code, FileId, MemberId, Refusal,
    files::{MOST_ALT, NewUpload, UploadView},
};

pub use append::append;
pub use tidy::{keep, once};

use super::text;
use crate::{
    app::App,
    error::{Failure, Fault},
    files::clean_name,
    store::{
        files::{self, Beginning, Stage, Stored},
        people, uploads,
    },
};

/// A piece of half a mebibyte takes four seconds at a megabit a second.
const PIECE_BYTES: u32 = 512 << 10;

/// Begins an upload, or says how far the one of this client id has come.
///
/// # Errors
/// `too_large`, `bad_value`, `bad_text`, `personal_code`, `client_id_reused`; `rule` when a quota is full.
pub async fn begin(app: &App, member: MemberId, new: &NewUpload) -> Result<UploadView, Failure> {
    app.pace.take(member).await?;
    active(app, member).await?;
    super::consent::given(app, member).await?;
    text::without_codes(new)?;
    let name = clean_name(&new.name)?;
    let alt = described(&new.alt)?;
    let most = app.settings.limits.upload_bytes as u64;
    if new.size > most {
        let most = most >> 20;
        return Err(Refusal::new(Code::TooLarge, format!("size: {most} MiB at most")).into());
    }
    if new.size == 0 {
        return Err(Refusal::bad_value("size: the file is empty").into());
    }
    let beginning = Beginning {
        id: FileId(app.clock.new_id()),
        owner: member,
        client_id: new.client_id,
        hash: super::keyed_hash_of(&app.network.receipt_key, &(&name, new.size, new.portrait))?,
        name,
        size: new.size,
        alt,
        is_portrait: new.portrait,
    };
    let mut write = app.store.write().await?;
    let found = files::by_client_id(&mut write, member, new.client_id).await?;
    let upload = match found {
        Some(found) if found.hash == beginning.hash => found,
        Some(_) => {
            let words = "this client id was used for another file";
            return Err(Refusal::new(Code::ClientIdReused, words).into());
        }
        None => {
            let (own, all) = uploads::taken(&mut write, member).await?;
            quota(app, own, all, new.size)?;
            files::begin(&mut write, &beginning).await?
        }
    };
    write.commit().await?;
    Ok(shown(upload))
}

fn quota(app: &App, own: u64, all: u64, more: u64) -> Result<(), Refusal> {
    let settings = &app.settings.files;
    if own.saturating_add(more) > settings.member_bytes as u64 {
        return Err(Refusal::rule("quota: your files take all the room that a member has"));
    }
    if all.saturating_add(more) > settings.network_bytes as u64 {
        return Err(Refusal::rule("quota: the network has no room for more files"));
    }
    Ok(())
}

/// How far an upload of one's own has come.
///
/// # Errors
/// `not_found`.
pub async fn upload(app: &App, member: MemberId, file: FileId) -> Result<UploadView, Failure> {
    Ok(shown(own(app, member, file).await?))
}

/// Takes an upload back that no message carries.
///
/// # Errors
/// `not_found`; `read_only` when a message carries it.
pub async fn cancel(app: &App, member: MemberId, file: FileId) -> Result<(), Failure> {
    let upload = own(app, member, file).await?;
    if upload.is_held {
        return Err(Refusal::new(Code::ReadOnly, "a message carries it: remove that").into());
    }
    forget(app, file).await?;
    Ok(())
}

/// The words for a picture, as they may be stored.
pub(super) fn described(alt: &str) -> Result<String, Refusal> {
    let alt = alt.trim();
    text::bounded(alt, MOST_ALT * 4, "alt")?;
    if alt.chars().count() > MOST_ALT {
        return Err(Refusal::bad_value(format!("alt: {MOST_ALT} characters at most")));
    }
    Ok(alt.to_owned())
}

async fn own(app: &App, member: MemberId, file: FileId) -> Result<Stored, Failure> {
    let mut conn = app.store.read().await?;
    let found = files::of_owner(&mut conn, member, &[file]).await?;
    Ok(found.into_iter().next().ok_or_else(Refusal::not_found)?)
}

async fn active(app: &App, member: MemberId) -> Result<(), Failure> {
    let mut conn = app.store.read().await?;
    if people::active(&mut conn, &[member]).await?.is_empty() {
        return Err(Refusal::new(Code::Suspended, "the account is not active").into());
    }
    Ok(())
}

async fn forget(app: &App, file: FileId) -> Result<(), Fault> {
    app.files.depot.remove(file).await?;
    let mut conn = app.store.read().await?;
    files::forget(&mut conn, file).await
}

fn shown(upload: Stored) -> UploadView {
    UploadView {
        id: upload.id,
        offset: upload.received,
        size: upload.view.size,
        piece_bytes: PIECE_BYTES,
        file: (upload.stage == Stage::Ready).then_some(upload.view),
    }
}

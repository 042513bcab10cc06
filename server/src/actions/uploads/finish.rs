//! Looking at a file that is here as a whole: what it is, whether something hides in it, and, for a
//! picture, making it anew. Only then it lies where messages find it.

use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use talkoo_protocol::{FileId, FileState, MemberId, Refusal, files::UploadView};

use super::{check, forget, own, shown};
use crate::{
    app::App,
    error::{Failure, Fault},
    files::{Part, Picture, Piece, Sort, read_picture, read_portrait, sort_of},
    store::{
        files::Stored,
        uploads::{self, Finished},
    },
};

/// # Errors
/// `rule` for what may not be sent here, `too_large` for too large a picture: the upload is
/// forgotten. `unavailable` when a part of ours is away: it waits for another try.
pub(super) async fn finish(
    app: &Arc<App>,
    member: MemberId,
    file: FileId,
) -> Result<UploadView, Failure> {
    let mut conn = app.store.read().await?;
    let is_ours = uploads::take_in_hand(&mut conn, file).await?;
    drop(conn);
    let upload = own(app, member, file).await?;
    if !is_ours {
        // Done, or in another's hands: the caller asks again.
        return Ok(shown(upload));
    }
    match look(app, &upload).await {
        Ok(done) => {
            let mut conn = app.store.read().await?;
            uploads::finish(&mut conn, file, &done).await?;
            drop(conn);
            if done.state == FileState::Blocked {
                check::tell_blocked(app, &upload).await?;
            }
            app.files.depot.remove_pieces(file).await?;
            Ok(shown(own(app, member, file).await?))
        }
        Err(Failure::Refused(refusal)) => {
            forget(app, file).await?;
            Err(refusal.into())
        }
        Err(fault) => {
            let mut conn = app.store.read().await?;
            uploads::hand_back(&mut conn, file).await?;
            Err(fault)
        }
    }
}

async fn look(app: &Arc<App>, upload: &Stored) -> Result<Finished, Failure> {
    let _hand = app.files.hand().await?;
    let bytes = whole(app, upload).await?;
    let sort = sort_of(&upload.view.name, &bytes)?;
    let state = check::judge(app, &bytes).await;
    if state == FileState::Blocked {
        // Nothing of it is kept but the line that it came.
        return Ok(Finished {
            name: upload.view.name.clone(),
            media_type: "application/octet-stream".to_owned(),
            size: bytes.len() as u64,
            stored: 0,
            width: None,
            height: None,
            has_thumbnail: false,
            state,
        });
    }
    match sort {
        Sort::Document { .. } if upload.is_portrait => {
            Err(Refusal::rule("file_type: a picture shows oneself").into())
        }
        Sort::Document { media_type } => {
            let size = bytes.len() as u64;
            app.files.depot.put_part(upload.id, Part::Whole, bytes).await?;
            Ok(Finished {
                name: upload.view.name.clone(),
                media_type: media_type.to_owned(),
                size,
                stored: size,
                width: None,
                height: None,
                has_thumbnail: false,
                state,
            })
        }
        Sort::Picture => {
            let picture = made_anew(app, upload, bytes).await?;
            lay_down(app, upload.id, picture, state).await
        }
    }
}

async fn whole(app: &App, upload: &Stored) -> Result<Bytes, Failure> {
    let mut conn = app.store.read().await?;
    let objects = uploads::pieces(&mut conn, upload.id).await?;
    drop(conn);
    let size = usize::try_from(upload.view.size).unwrap_or(usize::MAX);
    let mut bytes = BytesMut::with_capacity(size.min(app.settings.limits.upload_bytes));
    for object in objects {
        bytes.extend_from_slice(&app.files.depot.piece(Piece { file: upload.id, object }).await?);
    }
    if bytes.len() as u64 != upload.view.size {
        return Err(Fault::new("joining the pieces of an upload").into());
    }
    Ok(bytes.freeze())
}

/// On a thread that serves nobody meanwhile.
async fn made_anew(app: &App, upload: &Stored, bytes: Bytes) -> Result<Picture, Failure> {
    let pixels = app.settings.limits.upload_pixels;
    let read = if upload.is_portrait { read_portrait } else { read_picture };
    let name = upload.view.name.clone();
    let made = app.tasks.spawn_blocking(move || read(&name, &bytes, pixels));
    // A decoder that panics has met a picture that nobody should have.
    let made = made.await.map_err(|error| Fault::caused("reading a picture", error))?;
    Ok(made?)
}

async fn lay_down(
    app: &App,
    file: FileId,
    picture: Picture,
    state: FileState,
) -> Result<Finished, Failure> {
    let depot = &app.files.depot;
    let size = picture.whole.len() as u64;
    let small = picture.thumbnail.as_ref().map_or(0, Vec::len) as u64;
    let has_thumbnail = picture.thumbnail.is_some();
    depot.put_part(file, Part::Whole, picture.whole.into()).await?;
    if let Some(thumbnail) = picture.thumbnail {
        depot.put_part(file, Part::Thumbnail, thumbnail.into()).await?;
    }
    Ok(Finished {
        name: picture.name,
        media_type: picture.media_type.to_owned(),
        size,
        stored: size + small,
        width: Some(picture.width),
        height: Some(picture.height),
        has_thumbnail,
        state,
    })
}

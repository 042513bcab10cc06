//! Adding to an upload. What has arrived is kept piece by piece, so a connection that is cut in the
//! middle costs what had not arrived, and the next try, on any node, goes on from there.

use std::{sync::Arc, time::Duration};

use bytes::{Bytes, BytesMut};
use futures_util::{Stream, StreamExt as _};
use talkoo_protocol::{Code, FileId, MemberId, Refusal, files::UploadView};
use tokio::time::timeout;

use super::{finish, own, shown};
use crate::{
    app::App,
    error::{Failure, Fault},
    files::Piece,
    store::{files::Stage, uploads},
};

/// What lies in memory of one upload.
const KEPT_BYTES: usize = 1 << 20;
/// A body that says nothing for this long is taken for cut.
const SILENCE: Duration = Duration::from_secs(20);

/// Adds what flows in, from `offset` on. Looked at when all of it is here.
///
/// # Errors
/// `not_found`; `conflict` when the upload stands elsewhere; `too_large` for more than was said;
/// `unavailable` when the body was cut: ask for the offset and go on.
pub async fn append<S, E>(
    app: Arc<App>,
    member: MemberId,
    file: FileId,
    offset: u64,
    body: S,
) -> Result<UploadView, Failure>
where
    S: Stream<Item = Result<Bytes, E>> + Send + Unpin + 'static,
    E: Send + 'static,
{
    let upload = own(&app, member, file).await?;
    if offset != upload.received {
        return Err(Refusal::conflict().into());
    }
    if upload.stage == Stage::Ready {
        return Ok(shown(upload));
    }
    // In a task of its own: a caller that goes away must not take with it what has arrived.
    let tasks = app.tasks.clone();
    let added = tasks.spawn(async move {
        let size = upload.view.size;
        let mut taking = Taking { app: &app, file, at: offset, size };
        taking.all(body).await?;
        if taking.at < size {
            return Ok(shown(own(&app, member, file).await?));
        }
        finish::finish(&app, member, file).await
    });
    added.await.map_err(|error| Fault::caused("adding to an upload", error))?
}

struct Taking<'a> {
    app: &'a App,
    file: FileId,
    at: u64,
    size: u64,
}

impl Taking<'_> {
    async fn all<S, E>(&mut self, mut body: S) -> Result<(), Failure>
    where
        S: Stream<Item = Result<Bytes, E>> + Unpin,
    {
        let mut waiting = BytesMut::new();
        loop {
            match timeout(SILENCE, body.next()).await {
                Ok(Some(Ok(part))) => waiting.extend_from_slice(&part),
                Ok(None) => break,
                Ok(Some(Err(_))) | Err(_) => {
                    self.keep(waiting.split().freeze()).await?;
                    return Err(Fault::outage("receiving a file").into());
                }
            }
            let here = self.at + waiting.len() as u64;
            if here > self.size {
                let words = "the file is larger than was said";
                return Err(Refusal::new(Code::TooLarge, words).into());
            }
            while waiting.len() >= KEPT_BYTES {
                self.keep(waiting.split_to(KEPT_BYTES).freeze()).await?;
            }
        }
        self.keep(waiting.freeze()).await
    }

    /// The object comes first: what the database tells of is there.
    async fn keep(&mut self, bytes: Bytes) -> Result<(), Failure> {
        if bytes.is_empty() {
            return Ok(());
        }
        let length = bytes.len() as u64;
        let object = self.app.clock.new_id();
        let piece = Piece { file: self.file, object };
        self.app.files.depot.put_piece(piece, bytes).await?;
        let mut conn = self.app.store.read().await?;
        let is_first = uploads::received(&mut conn, self.file, self.at, length, object).await?;
        drop(conn);
        if !is_first {
            // Another was quicker, or the upload is gone. Nothing tells of this object, and no quota
            // counts it.
            self.app.files.depot.remove_piece(piece).await?;
            return Err(Refusal::conflict().into());
        }
        self.at += length;
        Ok(())
    }
}

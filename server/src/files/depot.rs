//! Objects by name, in a folder or in a store that speaks S3: the same words for both. An upload's
//! pieces lie under `uploads/{file}`, a finished file's parts under `files/{file}`.

use std::{
    ops::Range,
    sync::{Arc, OnceLock},
    time::Duration,
};

use bytes::Bytes;
use futures_util::{StreamExt as _, TryStreamExt as _, stream::BoxStream};
use object_store::{
    GetOptions, GetRange, ObjectStore, ObjectStoreExt as _, PutPayload, RetryConfig,
    aws::AmazonS3Builder, local::LocalFileSystem, path::Path,
};
use talkoo_protocol::FileId;
use uuid::Uuid;

use crate::{config, error::Fault};

/// How long a store that stumbles is asked again.
const RETRY_WITHIN: Duration = Duration::from_secs(10);

/// A piece of an upload, under a name that no other piece has.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    pub file: FileId,
    pub object: Uuid,
}

/// What lies there of a finished file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Whole,
    Thumbnail,
}

#[derive(Debug)]
pub struct Depot {
    settings: config::Files,
    opened: OnceLock<Arc<dyn ObjectStore>>,
}

/// Bytes on their way out.
pub type Flow = BoxStream<'static, Result<Bytes, Fault>>;

impl Depot {
    pub fn new(settings: &config::Files) -> Self {
        Self { settings: settings.clone(), opened: OnceLock::new() }
    }

    /// # Errors
    /// An outage when the store does not answer.
    pub async fn put_piece(&self, piece: Piece, bytes: Bytes) -> Result<(), Fault> {
        self.put(&piece_path(piece), bytes).await
    }

    /// # Errors
    /// An outage when the store does not answer.
    pub async fn piece(&self, piece: Piece) -> Result<Bytes, Fault> {
        let got = self.store()?.get(&piece_path(piece)).await.map_err(away)?;
        got.bytes().await.map_err(away)
    }

    /// Removes one that no upload needs. Doing it again does nothing.
    ///
    /// # Errors
    /// An outage when the store does not answer.
    pub async fn remove_piece(&self, piece: Piece) -> Result<(), Fault> {
        self.delete(&piece_path(piece)).await
    }

    /// # Errors
    /// An outage when the store does not answer.
    pub async fn put_part(&self, file: FileId, part: Part, bytes: Bytes) -> Result<(), Fault> {
        self.put(&part_path(file, part), bytes).await
    }

    /// The whole of a part, in memory.
    ///
    /// # Errors
    /// An outage when the store does not answer.
    pub async fn part(&self, file: FileId, part: Part) -> Result<Bytes, Fault> {
        let got = self.store()?.get(&part_path(file, part)).await.map_err(away)?;
        got.bytes().await.map_err(away)
    }

    /// A part as it flows, or a stretch of it, and its whole length. `None`: it is not there.
    ///
    /// # Errors
    /// An outage when the store does not answer.
    pub async fn open(
        &self,
        file: FileId,
        part: Part,
        range: Option<Range<u64>>,
    ) -> Result<Option<(u64, Flow)>, Fault> {
        let options = GetOptions { range: range.map(GetRange::Bounded), ..GetOptions::default() };
        match self.store()?.get_opts(&part_path(file, part), options).await {
            Ok(got) => {
                let size = got.meta.size;
                Ok(Some((size, got.into_stream().map_err(away).boxed())))
            }
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(away(error)),
        }
    }

    /// Removes the pieces of an upload.
    ///
    /// # Errors
    /// An outage when the store does not answer.
    pub async fn remove_pieces(&self, file: FileId) -> Result<(), Fault> {
        self.remove_under(&Path::from(format!("uploads/{file}"))).await
    }

    /// Removes everything of a file. Doing it again does nothing.
    ///
    /// # Errors
    /// An outage when the store does not answer.
    pub async fn remove(&self, file: FileId) -> Result<(), Fault> {
        self.remove_pieces(file).await?;
        self.remove_under(&Path::from(format!("files/{file}"))).await
    }

    async fn put(&self, path: &Path, bytes: Bytes) -> Result<(), Fault> {
        self.store()?.put(path, PutPayload::from_bytes(bytes)).await.map_err(away)?;
        Ok(())
    }

    async fn remove_under(&self, folder: &Path) -> Result<(), Fault> {
        let store = self.store()?;
        let paths: Vec<Path> = store
            .list(Some(folder))
            .map_ok(|object| object.location)
            .try_collect()
            .await
            .map_err(away)?;
        for path in paths {
            self.delete(&path).await?;
        }
        Ok(())
    }

    async fn delete(&self, path: &Path) -> Result<(), Fault> {
        match self.store()?.delete(path).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(away(error)),
        }
    }

    /// Opened when it is needed first: most commands of the command line never do.
    fn store(&self) -> Result<&dyn ObjectStore, Fault> {
        if self.opened.get().is_none() {
            let _ = self.opened.set(open(&self.settings)?);
        }
        let store = self.opened.get().ok_or_else(|| Fault::new("opening the file store"))?;
        Ok(store.as_ref())
    }
}

fn open(settings: &config::Files) -> Result<Arc<dyn ObjectStore>, Fault> {
    if !settings.bucket.is_empty() {
        // Somebody waits for the answer; tried for three minutes, as is usual, it comes too late.
        let retry =
            RetryConfig { max_retries: 3, retry_timeout: RETRY_WITHIN, ..RetryConfig::default() };
        let mut builder = AmazonS3Builder::new()
            .with_retry(retry)
            .with_bucket_name(&settings.bucket)
            .with_region(&settings.region)
            .with_access_key_id(&settings.key)
            .with_secret_access_key(
                settings.secret.as_ref().map(config::Secret::expose).unwrap_or_default(),
            );
        if !settings.endpoint.is_empty() {
            builder = builder
                .with_endpoint(&settings.endpoint)
                .with_allow_http(settings.endpoint.starts_with("http://"));
        }
        return Ok(Arc::new(builder.build().map_err(away)?));
    }
    let folder = &settings.folder;
    make_private(folder).map_err(|error| Fault::caused("making the folder of files", error))?;
    let local = LocalFileSystem::new_with_prefix(folder).map_err(away)?;
    // A file is on disk before the message that carries it is acked (promise P1).
    Ok(Arc::new(local.with_fsync(true).with_automatic_cleanup(true)))
}

/// Nobody else on the machine has a reason to look into it.
fn make_private(folder: &std::path::Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

fn piece_path(piece: Piece) -> Path {
    Path::from(format!("uploads/{}/{}", piece.file, piece.object))
}

fn part_path(file: FileId, part: Part) -> Path {
    let name = match part {
        Part::Whole => "whole",
        Part::Thumbnail => "thumbnail",
    };
    Path::from(format!("files/{file}/{name}"))
}

fn away(error: object_store::Error) -> Fault {
    let fault = Fault::caused("asking the file store", error);
    tracing::warn!(fault = fault.chain(), "the file store did not do what it was asked");
    Fault::outage("asking the file store")
}

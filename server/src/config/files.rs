//! Where uploaded files lie, how much of them there may be, and who looks for viruses.

use std::{path::PathBuf, time::Duration};

use super::{
    source::Source,
    state::State,
    value::{Bytes, Secret},
};

#[derive(Debug, Clone)]
pub struct Files {
    /// `TALKOO_FILES_FOLDER`: several nodes need one that they share, or a bucket.
    pub folder: PathBuf,
    /// `TALKOO_S3_BUCKET`: set, files lie in this bucket and not in the folder.
    pub bucket: String,
    /// `TALKOO_S3_ENDPOINT`: address of a store that is not Amazon's.
    pub endpoint: String,
    /// `TALKOO_S3_REGION`.
    pub region: String,
    /// `TALKOO_S3_KEY`.
    pub key: String,
    /// `TALKOO_S3_SECRET`.
    pub secret: Option<Secret>,
    /// `TALKOO_FILES_MEMBER_BYTES`: what one member may have lying there.
    pub member_bytes: usize,
    /// `TALKOO_FILES_NETWORK_BYTES`: what all together may.
    pub network_bytes: usize,
    /// `TALKOO_FILES_ORPHANS_AFTER`: what was uploaded and never sent goes after this long.
    pub orphans_after: Duration,
    /// `TALKOO_CLAMD`: `unix:/run/clamav/clamd.ctl` or `tcp:127.0.0.1:3310`.
    pub clamd: String,
    /// `TALKOO_READER`: which program reads documents, as `talkoo read-document` does.
    pub reader: Option<PathBuf>,
    /// `TALKOO_CLAMD_TIMEOUT`.
    pub clamd_timeout: Duration,
}

impl Files {
    pub(super) fn read(source: &mut Source, state: &State) -> Self {
        let folder: Option<PathBuf> = source.get(
            "TALKOO_FILES_FOLDER",
            "files.folder",
            "",
            "folder of uploaded files; not set: `files` in the state folder",
        );
        let folder = folder.unwrap_or_else(|| state.directory.join("files"));
        source.show_last(folder.display().to_string());
        let mut text = |variable, key, default, meaning| -> String {
            source.get(variable, key, default, meaning)
        };
        let bucket = text(
            "TALKOO_S3_BUCKET",
            "files.s3_bucket",
            "",
            "bucket of an S3-compatible store for uploaded files, tested against moto by `server/tests/s3`; not set: the folder",
        );
        let endpoint = text(
            "TALKOO_S3_ENDPOINT",
            "files.s3_endpoint",
            "",
            "address of that store, like https://s3.example; not set: Amazon's",
        );
        let region =
            text("TALKOO_S3_REGION", "files.s3_region", "eu-north-1", "region of that store");
        let key = text("TALKOO_S3_KEY", "files.s3_key", "", "name of the key to that store");
        let secret: Option<Secret> =
            source.get("TALKOO_S3_SECRET", "files.s3_secret", "", "the key to that store itself");
        source.show_last(if secret.is_some() { "***".to_owned() } else { String::new() });
        let clamd: String = source.get(
            "TALKOO_CLAMD",
            "files.clamd",
            "",
            "virus scanner, unix:/run/clamav/clamd.ctl or tcp:127.0.0.1:3310; not set: none",
        );
        let reader = source.get(
            "TALKOO_READER",
            "files.reader",
            "",
            "program that reads documents as `talkoo read-document` does; not set: talkoo itself",
        );
        if !(clamd.is_empty() || clamd.starts_with("unix:") || clamd.starts_with("tcp:")) {
            source.problem("TALKOO_CLAMD is neither unix:PATH nor tcp:HOST:PORT".to_owned());
        }
        Self {
            folder,
            bucket,
            endpoint,
            region,
            key,
            secret,
            reader,
            clamd,
            member_bytes: source
                .get::<Bytes>(
                    "TALKOO_FILES_MEMBER_BYTES",
                    "files.member_bytes",
                    "2 GiB",
                    "uploaded files of one member",
                )
                .0,
            network_bytes: source
                .get::<Bytes>(
                    "TALKOO_FILES_NETWORK_BYTES",
                    "files.network_bytes",
                    "200 GiB",
                    "uploaded files of all members together",
                )
                .0,
            orphans_after: source.get(
                "TALKOO_FILES_ORPHANS_AFTER",
                "files.orphans_after",
                "24 h",
                "what was uploaded and never sent is removed after this long",
            ),
            clamd_timeout: source.get(
                "TALKOO_CLAMD_TIMEOUT",
                "files.clamd_timeout",
                "20 s",
                "longest time of one scan",
            ),
        }
    }
}

//! Files that messages carry: how one is uploaded, piece by piece, and what is shown of it. The bytes
//! themselves are served under the channel of the message that holds them, to who may read it now.

use crate::ids::{ClientId, FileId};

shapes! {
    /// A picture or a document as a message carries it.
    pub struct FileView {
        pub id: FileId,
        /// Its name, with the extension of what it really is.
        pub name: String,
        /// What it is, by its content: `image/jpeg`, `application/pdf`.
        pub media_type: String,
        /// Bytes.
        pub size: u64,
        /// Of a picture, in pixels, as it is shown.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub width: Option<u32>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub height: Option<u32>,
        /// What a picture shows, in words, for who cannot see it.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub alt: String,
        pub state: FileState,
        /// A smaller picture lies at `…/files/{file}/thumbnail`.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub thumbnail: bool,
    }

    /// What the virus scanner says. Only `clean` and `unscanned` files are served.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "snake_case")]
    pub enum FileState {
        /// The scanner has not answered yet.
        Pending,
        Clean,
        /// Something was found; nobody gets it.
        Blocked,
        /// This network has no scanner.
        Unscanned,
    }

    /// `POST /uploads`: a file is about to come. Repeated with the same `client_id` it is the same
    /// upload, wherever it has got to.
    pub struct NewUpload {
        pub client_id: ClientId,
        pub name: String,
        /// Bytes that will come.
        pub size: u64,
        #[serde(default)]
        pub alt: String,
        /// For one's profile (`change_picture`): the middle of it is kept, square and small, and no
        /// message carries it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub portrait: bool,
    }

    /// How far an upload has come: the answer of `POST /uploads`, `GET` and `PATCH
    /// /uploads/{file}`. The next piece begins at `offset`.
    pub struct UploadView {
        pub id: FileId,
        pub offset: u64,
        pub size: u64,
        /// A good size for one piece.
        pub piece_bytes: u32,
        /// Once everything is here and has been looked at. Absent with `offset` = `size`: it is
        /// being looked at, ask again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub file: Option<FileView>,
    }

    /// Say what a picture of one's own shows; also when a message carries it already.
    pub struct DescribeFile {
        pub file: FileId,
        pub alt: String,
    }
}

/// Files in one message.
pub const MOST_FILES: usize = 10;

/// Characters of the words that describe a picture.
pub const MOST_ALT: usize = 1_000;

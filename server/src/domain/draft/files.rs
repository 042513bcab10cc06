//! What becomes of files within a command's own transaction.

use talkoo_protocol::{FileId, FileState, MessageId};

#[derive(Clone, Debug)]
pub enum FilesWrite {
    /// From now on the message carries them, in this order.
    Attach { message: MessageId, files: Vec<FileId> },
    /// What a picture shows.
    Describe { file: FileId, alt: String },
    /// The scanner has answered for one that was pending.
    Checked { file: FileId, state: FileState },
    /// Something about a message's files changed: with the event's seq.
    Touch { message: MessageId },
}

//! What becomes of files within a command's own transaction.

use talkoo_protocol::{FileId, FileState, ItemId, MessageId};

#[derive(Clone, Debug)]
pub enum FilesWrite {
    /// From now on the message carries them, in this order.
    Attach { message: MessageId, files: Vec<FileId> },
    /// From now on the item holds them, as long as it stands.
    Hold { item: ItemId, files: Vec<FileId> },
    /// What a picture shows.
    Describe { file: FileId, alt: String },
    /// The scanner has answered for one that was pending.
    Checked { file: FileId, state: FileState },
    /// Something about a message's files changed: with the event's seq.
    Touch { message: MessageId },
}

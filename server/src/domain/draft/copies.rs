//! What is written of items that were taken into use elsewhere, and of those that came from elsewhere.

use serde_json::Value;
use talkoo_protocol::{ChannelId, ImportId, ItemId, Seq};

#[derive(Clone, Debug)]
pub enum CopyWrite {
    Begin {
        item: ItemId,
        original: ItemId,
        region: Option<String>,
    },
    /// What came of it, once.
    Tell {
        item: ItemId,
        told: Value,
        /// Of the original, as it was read: what changed since is decided again.
        original_seq: Seq,
    },
    /// These were made of kept files, by their names there.
    Bring {
        import: ImportId,
        channel: ChannelId,
        made: Vec<(String, ItemId)>,
    },
}

//! What is written of items that were taken into use elsewhere.

use serde_json::Value;
use talkoo_protocol::ItemId;

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
    },
}

//! Taking an item into use elsewhere: a copy of one's own, and what is known of all copies.

use serde_json::Value;

use crate::ids::{ChannelId, ItemId, WorkspaceId};

shapes! {
    /// What a `copy_item` does: makes a copy of an item in a channel of the same kind. What it is a
    /// copy of is kept, and told where the original stands, without a name.
    #[derive(Copy, Eq)]
    pub struct CopyItem {
        pub item: ItemId,
        pub channel: ChannelId,
    }

    /// `GET /items/{item}/copies`: where an item was taken into use.
    pub struct CopiesBody {
        /// All of them, also those that the reader may not see.
        pub count: u32,
        /// How many of them are in which region; one without a name stands for none.
        pub regions: Vec<CopiesIn>,
        /// Those that the reader may see, and what was told of any; the newest first, 100 at most.
        pub copies: Vec<CopyView>,
        /// What the item itself was made from, where the reader may see that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub original: Option<ItemId>,
        /// Whether what the reader tells of it as a copy reaches the original's readers.
        #[serde(default)]
        pub reaches: bool,
    }

    pub struct CopiesIn {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub region: Option<String>,
        pub count: u32,
    }

    /// One copy. Whose place the reader may not see is not named.
    pub struct CopyView {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub item: Option<ItemId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub channel: Option<ChannelId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub workspace: Option<WorkspaceId>,
        /// The workspace's name.
        #[serde(default)]
        pub place: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub region: Option<String>,
        /// The day on which it was made, as an instant.
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub at: time::OffsetDateTime,
        /// What came of it, as the kind's own words say and its people let be told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub told: Option<Value>,
    }
}

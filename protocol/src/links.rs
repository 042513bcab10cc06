//! Links between items.

use crate::ids::{ChannelId, ItemId};

shapes! {
    /// `GET /items/{item}/backlinks`: what names this item, as far as the reader may see it.
    pub struct LinksBody {
        /// The newest first, 50 at most.
        pub links: Vec<Backlink>,
    }

    pub struct Backlink {
        pub item: ItemId,
        pub channel: ChannelId,
        pub kind: String,
        pub title: String,
        /// It is being written, and seen by those who work there.
        pub desk: bool,
        pub state: String,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub at: time::OffsetDateTime,
    }
}

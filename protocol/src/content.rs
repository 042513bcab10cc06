//! Content on the wire. Everything that can change carries `changed_seq`, the seq of the last event
//! of its channel's stream that touched it.

use serde_json::Value;

use crate::files::FileView;
use crate::ids::{ChannelId, ItemId, MemberId, MessageId, OrganisationId, Seq};

shapes! {
    /// A message as it stands now. A removed one keeps its place and loses everything else.
    pub struct MessageView {
        pub id: MessageId,
        pub channel: ChannelId,
        pub item: ItemId,
        /// Its place in the channel's order.
        pub seq: Seq,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub author: Option<MemberId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub spoken_as: Option<OrganisationId>,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub at: time::OffsetDateTime,
        /// Markdown source. Mentions stand as `@[member id]`, `@[channel]`.
        pub text: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub body: Option<Value>,
        /// BCP 47, when it has been recognised or told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub lang: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub quote: Option<MessageId>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub files: Vec<FileView>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub mentions: Vec<MemberId>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub mentions_channel: bool,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub tags: Vec<String>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub reactions: Vec<ReactionView>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub pinned: bool,
        #[serde(with = "time::serde::rfc3339::option", default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(test, ts(type = "string", optional))]
        pub edited_at: Option<time::OffsetDateTime>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub deleted: bool,
        /// A moderator has hidden its words; author and place stay.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub hidden: bool,
        pub changed_seq: Seq,
    }

    /// One emoji under a message and who chose it, in the order of choosing.
    pub struct ReactionView {
        pub emoji: String,
        pub members: Vec<MemberId>,
    }

    /// An item as it stands now. A client that does not know its kind shows title, text, link.
    pub struct ItemView {
        pub id: ItemId,
        pub channel: ChannelId,
        pub kind: String,
        /// Its place in the order of the stream it was made on.
        pub seq: Seq,
        /// The main item of its channel ("yleinen"); shown by its translated name.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub main: bool,
        /// Stands on the desk, not in the open.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub desk: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub author: Option<MemberId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub spoken_as: Option<OrganisationId>,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub at: time::OffsetDateTime,
        pub title: String,
        pub text: String,
        pub body: Value,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub lang: Option<String>,
        /// The kind's word for where it stands: `open`, `resolved`, `draft` …
        pub state: String,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub tags: Vec<String>,
        #[serde(with = "time::serde::rfc3339::option", default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(test, ts(type = "string", optional))]
        pub edited_at: Option<time::OffsetDateTime>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub deleted: bool,
        /// A moderator has hidden its words; author and place stay.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub hidden: bool,
        /// Seq of the newest message under it, or its own.
        pub last_seq: Seq,
        /// Messages ever written under it.
        pub message_count: u32,
        pub changed_seq: Seq,
    }

    /// How far one has read in a channel (`item` absent) or in one item of it.
    #[derive(Copy, Eq)]
    pub struct MarkView {
        pub channel: ChannelId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub item: Option<ItemId>,
        pub seq: Seq,
        /// Grows with every change of any of one's marks; of two, the higher wins.
        pub version: Seq,
    }

    /// What waits in a channel, as of a seq of its stream.
    #[derive(Eq)]
    pub struct UnreadView {
        pub channel: ChannelId,
        /// Exact to 99; 100 means more.
        pub count: u32,
        /// Of these, how many mention me.
        pub mentions: u32,
        /// The same per item, only those above zero.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub items: Vec<UnreadItemView>,
        /// Seq of the first unread event, when there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub first: Option<Seq>,
        pub as_of: Seq,
    }

    #[derive(Eq)]
    pub struct UnreadItemView {
        pub item: ItemId,
        pub count: u32,
        pub mentions: u32,
    }
}

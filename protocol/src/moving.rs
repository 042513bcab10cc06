//! Moving talk to where it belongs: one message, it and what follows it, or a whole item. What moves
//! keeps its id, its time and everything on it; in another channel it gets a new place in the order.

use crate::ids::{ChannelId, ItemId, MessageId};

/// Messages that one command moves at most; the ack says what is left.
pub const MOVED_AT_ONCE: u32 = 500;

shapes! {
    /// What a `move_talk` does.
    pub struct MoveTalk {
        pub what: Talk,
        pub to: Goal,
        /// Leave a line behind and ahead that tells of it.
        #[serde(default)]
        pub notice: bool,
    }

    /// What is moved.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "snake_case")]
    pub enum Talk {
        /// One message.
        Message(MessageId),
        /// A message and all that were written under its item after it.
        From(MessageId),
        /// Everything under an item. The item goes along or, where its talk joins another's, away.
        Item(ItemId),
    }

    /// Where it goes.
    #[derive(Eq)]
    #[serde(rename_all = "snake_case")]
    pub enum Goal {
        /// Under an item that is there.
        Item(ItemId),
        /// Under a new one.
        Topic { channel: ChannelId, title: String },
        /// A whole item: to another channel as it is. Messages: under the channel's main item.
        Channel(ChannelId),
    }

    /// What a `move_talk` had no room for.
    #[derive(Copy, Eq)]
    pub struct Left {
        /// The first message that stayed; say `{"from": next}` to go on.
        pub next: MessageId,
        pub count: u32,
    }
}

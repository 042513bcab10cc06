//! What is written of who edits, of what is handed on, and of newsletters.

use talkoo_protocol::{ChannelId, ItemId, MemberId, MessageId};
use uuid::Uuid;

#[derive(Clone, Debug)]
pub enum PublishingWrite {
    /// `by` edits from now on; whoever did may be put aside only when that was asked for.
    Hold {
        item: ItemId,
        by: MemberId,
        takes_over: bool,
    },
    /// Who edited does no more.
    LetGo {
        item: ItemId,
        by: MemberId,
    },
    /// A message names these items.
    Share {
        message: MessageId,
        member: MemberId,
        items: Vec<ItemId>,
    },
    Source {
        channel: ChannelId,
        source: ChannelId,
        by: MemberId,
        takes: bool,
    },
    Newsletter {
        id: Uuid,
        channel: ChannelId,
        by: MemberId,
        subject: String,
        words: String,
        items: Vec<ItemId>,
    },
}

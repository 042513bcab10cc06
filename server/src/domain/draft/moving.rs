//! Talk on its way to another item, as it was decided.

use std::sync::Arc;

use talkoo_protocol::{ChannelId, ClientId, ItemId, Left, MemberId, MessageId, Seq};

/// One part of a move; each is stored with the event that tells of it.
#[derive(Clone, Debug)]
pub enum Moving {
    /// Under another item of the same channel: the order stays.
    Within(Arc<MovedTalk>),
    /// The item itself stands in the new channel from now on.
    Item(Arc<MovedTalk>),
    /// The messages stand in the new channel; the event is the last of theirs, so that they have
    /// its seq and those before it.
    Arrive(Arc<MovedTalk>),
    /// The item that they left, if it stays, is without them.
    Leave(Arc<MovedTalk>),
}

/// Messages that leave one item for another.
#[derive(Clone, Debug)]
pub struct MovedTalk {
    pub author: MemberId,
    pub client_id: ClientId,
    pub from: Seat,
    /// What the item that they leave was like.
    pub changed_seq: Seq,
    pub to: Seat,
    /// In their order.
    pub messages: Vec<MovedMessage>,
    /// Of the first and the last of them, where they stood.
    pub seqs: (Seq, Seq),
    /// Everything after the first is meant, also what is written while this is decided.
    pub is_rest: bool,
    pub left: Option<Left>,
}

/// Where talk stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seat {
    pub channel: ChannelId,
    pub item: ItemId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MovedMessage {
    pub id: MessageId,
    pub is_deleted: bool,
}

impl Moving {
    pub fn talk(&self) -> &MovedTalk {
        match self {
            Self::Within(talk) | Self::Item(talk) | Self::Arrive(talk) | Self::Leave(talk) => talk,
        }
    }
}

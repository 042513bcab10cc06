//! What is written of outcomes and of feeds.

use talkoo_protocol::{
    ChannelId, FeedId, ItemId, MemberId, MessageId, OrganisationId, OutcomeId, StreamId,
    WorkspaceId, activity::OutcomeDetails,
};

use crate::domain::outcome::{OutcomeKind, OutcomeState};

#[derive(Clone, Debug)]
pub enum ActivityWrite {
    Record(NewOutcome),
    /// Its details become these, while nobody has answered.
    Change {
        outcome: OutcomeId,
        details: OutcomeDetails,
    },
    /// While nobody has answered; what was answered is taken back by who recorded it alone.
    Settle {
        outcome: OutcomeId,
        state: OutcomeState,
        by: MemberId,
    },
    MakeFeed {
        feed: FeedId,
        member: MemberId,
        token_hash: Vec<u8>,
        sort: &'static str,
        subject: String,
    },
    EndFeed {
        feed: FeedId,
        member: MemberId,
    },
}

#[derive(Clone, Debug)]
pub struct NewOutcome {
    pub id: OutcomeId,
    pub stream: StreamId,
    pub channel: Option<ChannelId>,
    pub workspace: Option<WorkspaceId>,
    pub item: Option<ItemId>,
    pub message: Option<MessageId>,
    pub kind: OutcomeKind,
    pub by: MemberId,
    pub spoken_as: Option<OrganisationId>,
    pub details: OutcomeDetails,
}

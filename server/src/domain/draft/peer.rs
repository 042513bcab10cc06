//! What is written of peers who help each other.

use talkoo_protocol::{ItemId, MemberId, MessageId};
use time::Date;
use uuid::Uuid;

#[derive(Clone, Debug)]
pub enum PeerWrite {
    Question {
        item: ItemId,
        asker: MemberId,
        competence: Uuid,
    },
    /// A question is one step further; once from each stage.
    Stage {
        item: ItemId,
        stage: &'static str,
    },
    /// These are asked for a word on an item.
    Ask {
        item: ItemId,
        members: Vec<MemberId>,
        sort: &'static str,
    },
    PutAway {
        item: ItemId,
        member: MemberId,
    },
    Help {
        member: MemberId,
        willing: bool,
    },
    Solve {
        item: ItemId,
        message: Option<MessageId>,
        by: MemberId,
    },
    /// In the order of their turns; what was handed over from this week on is forgotten.
    Plan {
        hosts: Vec<MemberId>,
        week: Date,
    },
    /// `open`: what the former host is asked goes along.
    HandOver {
        week: Date,
        from: MemberId,
        to: MemberId,
        open: bool,
    },
}

//! What care among members stores: blocks, requests of direct talk, steps on a report.

use talkoo_protocol::{ChannelId, ItemId, MemberId, MessageId, ReportId, WorkspaceId};
use uuid::Uuid;

/// One change. Those of a report hold on the version that was decided on.
#[derive(Clone, Debug)]
pub enum Moderation {
    Block {
        member: MemberId,
        blocked: MemberId,
    },
    Unblock {
        member: MemberId,
        blocked: MemberId,
    },
    /// First words of somebody whom the receiver does not share a workspace with wait.
    Ask {
        channel: ChannelId,
        sender: MemberId,
        receiver: MemberId,
    },
    /// Words in a direct channel: no block in between, and no more than may wait.
    Speak {
        channel: ChannelId,
        member: MemberId,
    },
    Answer {
        channel: ChannelId,
        receiver: MemberId,
        accepted: bool,
    },
    Report(Box<NewReport>),
    Voice(Box<NewVoice>),
    Claim {
        step: Step,
        by: MemberId,
    },
    /// A step that changes nothing of the report itself.
    Touch(Step),
    Hide {
        report: ReportId,
        subject: Hideable,
    },
    Restore {
        subject: Hideable,
    },
    Decide {
        step: Step,
        by: MemberId,
        outcome: &'static str,
        verdict: String,
        state: &'static str,
    },
    Appeal {
        step: Step,
        by: MemberId,
        words: String,
        office: &'static str,
    },
}

/// The report and the version of it on which this was decided.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    pub report: ReportId,
    pub version: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hideable {
    Message(MessageId),
    Item(ItemId),
}

#[derive(Clone, Debug)]
pub struct NewReport {
    pub id: ReportId,
    pub sort: &'static str,
    pub subject: Uuid,
    pub author: Option<MemberId>,
    pub workspace: Option<WorkspaceId>,
    pub channel: Option<ChannelId>,
    pub office: &'static str,
    /// What whoever decides may read by the reporter's act.
    pub sights: Vec<MessageId>,
}

#[derive(Clone, Debug)]
pub struct NewVoice {
    pub report: ReportId,
    pub reporter: MemberId,
    pub sort: &'static str,
    pub subject: Uuid,
    pub reason: &'static str,
    pub words: String,
}

//! What running the network changes: its settings, its offices, feedback, and many accounts at once.

use talkoo_protocol::{FeedbackId, ImportId, MemberId};

use super::NewMember;

#[derive(Clone, Debug)]
pub enum Administration {
    Network(NetworkChange),
    Office {
        member: MemberId,
        office: &'static str,
    },
    Feedback(NewFeedback),
    FeedbackHandled {
        feedback: FeedbackId,
        by: MemberId,
        answer: String,
    },
    /// All accounts of an import; the uploaded text goes.
    Import {
        import: ImportId,
        members: Vec<NewMember>,
    },
}

/// Absent stays.
#[derive(Clone, Debug, Default)]
pub struct NetworkChange {
    pub name: Option<String>,
    pub kinds: Option<Vec<String>>,
    pub invites: Option<&'static str>,
    pub language: Option<String>,
    /// `Some(None)`: talk stays.
    pub retention_days: Option<Option<u32>>,
}

#[derive(Clone, Debug)]
pub struct NewFeedback {
    pub id: FeedbackId,
    pub member: MemberId,
    pub kind: &'static str,
    pub words: String,
    pub page: String,
}

//! Peers who help each other: questions that find those who know, and hosts who take turns.

use crate::ids::{ChannelId, ItemId, MemberId, MessageId};

shapes! {
    /// Ask the network by a topic of one's own: when nobody has answered after 48 hours, it is offered
    /// to three members at most, and a day later to the host on duty.
    #[derive(Eq)]
    pub struct AskNetwork {
        pub item: ItemId,
        /// Slug of the competence that is looked for.
        pub competence: String,
    }

    /// Be offered questions, two a week at most, or not any more.
    #[derive(Copy, Eq)]
    pub struct HelpNetwork {
        pub willing: bool,
    }

    /// Put away what one is asked. Nobody is told.
    #[derive(Copy, Eq)]
    pub struct PutAwayAsk {
        pub item: ItemId,
    }

    /// Say which message under a topic is its solution, or that none is.
    #[derive(Copy, Eq)]
    pub struct MarkSolution {
        pub item: ItemId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub message: Option<MessageId>,
    }

    /// Hosts in the order in which they take a week each, from this week on.
    #[derive(Eq)]
    pub struct PlanDuty {
        pub hosts: Vec<MemberId>,
    }

    /// Hand a week of duty to another host, with what is open if it is this one.
    #[derive(Eq)]
    pub struct HandOverDuty {
        /// Its Monday, `2026-11-23`.
        pub week: String,
        pub to: MemberId,
    }

    /// `GET /asks`: what one is asked, and what one has asked the network.
    pub struct AsksBody {
        /// One may be offered questions.
        pub willing: bool,
        /// Not answered and not put away, the newest first.
        pub asks: Vec<AskView>,
        pub asked: Vec<QuestionView>,
        /// This is the reader's week of duty.
        pub on_duty: bool,
    }

    pub struct AskView {
        pub item: ItemId,
        pub channel: ChannelId,
        pub title: String,
        /// `question` (because one can `competence`), `host` (because one is on duty) or `round`.
        pub sort: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub competence: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub by: Option<MemberId>,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub at: time::OffsetDateTime,
    }

    pub struct QuestionView {
        pub item: ItemId,
        pub channel: ChannelId,
        pub title: String,
        pub competence: String,
        /// `waiting` (for its 48 hours), `offered` (to those who know), `hosts`, `nobody` (was found),
        /// `answered` or `solved`.
        pub state: String,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub asked_at: time::OffsetDateTime,
        /// To how many who know it was offered; not to whom, and not who put it away.
        pub offered: u32,
    }

    /// `GET /items/{item}/around`: what stands around a topic besides its talk. Ask again when the
    /// item's `changed_seq` has moved.
    pub struct AroundBody {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub question: Option<QuestionView>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub solution: Option<SolutionView>,
    }

    pub struct SolutionView {
        pub message: MessageId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub author: Option<MemberId>,
        pub text: String,
    }

    /// `GET /duty`: the calendar of hosts, for them and for administrators; empty for others.
    pub struct DutyBody {
        /// In the order of their turns.
        pub hosts: Vec<MemberId>,
        /// This one and those to come.
        pub weeks: Vec<DutyWeek>,
    }

    pub struct DutyWeek {
        /// Its Monday.
        pub week: String,
        pub host: MemberId,
    }
}

//! Care among members: blocks, requests of direct talk, and reports from the first word to the last
//! decision. Who decides is told what was reported, never by whom.

use uuid::Uuid;

use crate::files::FileView;
use crate::ids::{ChannelId, ItemId, MemberId, MessageId, ReportId, WorkspaceId};

shapes! {
    /// Have nothing to do with a member in direct talk, and be hidden from each other. Not told.
    #[derive(Copy, Eq)]
    pub struct Block {
        pub member: MemberId,
    }

    #[derive(Copy, Eq)]
    pub struct Unblock {
        pub member: MemberId,
    }

    /// Accept or decline a request of direct talk. Declining tells nobody.
    #[derive(Copy, Eq)]
    pub struct AnswerDirect {
        pub channel: ChannelId,
        pub accept: bool,
    }

    /// Tell who decides of something improper. Repeated by the same member it is the same report.
    pub struct Report {
        pub subject: ReportSubject,
        /// `harassment`, `hate`, `personal`, `classified`, `misleading`, `spam` or `other`.
        pub reason: String,
        /// In one's own words; needed for `other`.
        #[serde(default)]
        pub words: String,
    }

    /// What can be reported.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "snake_case")]
    pub enum ReportSubject {
        Message(MessageId),
        Item(ItemId),
        Member(MemberId),
    }

    /// "I am handling this": nobody else acts on it for a day.
    #[derive(Copy, Eq)]
    pub struct ClaimReport {
        pub report: ReportId,
    }

    /// Hide what was reported behind a marker, until it is decided.
    #[derive(Copy, Eq)]
    pub struct HideReported {
        pub report: ReportId,
    }

    /// Show it again.
    #[derive(Copy, Eq)]
    pub struct RestoreReported {
        pub report: ReportId,
    }

    /// Decide it: `upheld` hides what was reported, `dismissed` shows it. Both sides are told.
    pub struct DecideReport {
        pub report: ReportId,
        pub outcome: String,
        /// Why, for the reporter and the author.
        pub reason: String,
    }

    /// Ask the other office to decide anew, once.
    pub struct AppealReport {
        pub report: ReportId,
        pub words: String,
    }

    /// `GET /blocks`: whom one blocks, the latest first.
    pub struct BlockView {
        pub member: MemberId,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub at: time::OffsetDateTime,
    }

    /// `GET /requests`: direct talk that waits for one's answer.
    pub struct DirectRequestView {
        pub channel: ChannelId,
        pub sender: MemberId,
        /// Everybody in it.
        pub members: Vec<MemberId>,
        /// Messages that wait.
        pub messages: u32,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub at: time::OffsetDateTime,
    }

    /// `GET /messages/{message}/hidden`: one's own words that a moderator has hidden.
    pub struct HiddenText {
        pub text: String,
        /// What it carries; its author may still fetch it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub files: Vec<FileView>,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub at: time::OffsetDateTime,
    }

    /// `GET /reports` and `GET /workspaces/{workspace}/reports`: a report for who decides it.
    pub struct ReportView {
        pub id: ReportId,
        /// `message`, `item` or `member`.
        pub sort: String,
        pub subject: Uuid,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub workspace: Option<WorkspaceId>,
        /// Said in direct talk: shown to whoever handles it, and to nobody else.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub direct: bool,
        /// `workspace` or `network`.
        pub office: String,
        /// `open`, `decided`, `appealed` or `closed`.
        pub state: String,
        /// Unanswered for a day, so the network's moderators may answer, too.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub overdue: bool,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub opened_at: time::OffsetDateTime,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub author: Option<MemberId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub handler: Option<MemberId>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub hidden: bool,
        pub voices: Vec<VoiceView>,
        /// What was reported with its nearest context, as far as the reader may see it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub content: Vec<SightView>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub verdict: Option<VerdictView>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub appeal: Option<String>,
        /// What the reader may do now: `claim`, `hide`, `restore`, `decide`.
        pub acts: Vec<String>,
    }

    /// Why somebody found it wrong. Who it was is told to nobody.
    pub struct VoiceView {
        pub reason: String,
        pub words: String,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub at: time::OffsetDateTime,
    }

    /// One message or item as whoever decides sees it.
    pub struct SightView {
        pub id: Uuid,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub author: Option<MemberId>,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub at: time::OffsetDateTime,
        /// Of an item.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub title: String,
        pub text: String,
        /// Where it stands today: what it carries is fetched under it.
        pub channel: ChannelId,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub files: Vec<FileView>,
        /// This is what was reported; the others stand around it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub reported: bool,
        /// Its author has removed it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub deleted: bool,
    }

    /// What was decided, and why.
    pub struct VerdictView {
        /// `upheld` or `dismissed`.
        pub outcome: String,
        pub reason: String,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub at: time::OffsetDateTime,
    }

    /// `GET /reports/mine`: what became of one's report, or of what one wrote.
    pub struct OwnReportView {
        pub id: ReportId,
        /// One wrote what was reported; else one reported it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub author: bool,
        pub sort: String,
        pub subject: Uuid,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub channel: Option<ChannelId>,
        pub state: String,
        /// Somebody handles it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub handled: bool,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub hidden: bool,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub opened_at: time::OffsetDateTime,
        /// One's own reason, when one reported it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub reason: Option<String>,
        /// One's own words that are hidden, when one wrote it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub text: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub verdict: Option<VerdictView>,
        /// One may ask the other office, once.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub may_appeal: bool,
    }
}

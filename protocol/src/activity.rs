//! The activity log, what came of it all, and the report over both. The log is a view over the
//! streams: each row is an event that the reader may read now.

use crate::ids::{
    ChannelId, FeedId, ItemId, MemberId, MessageId, OrganisationId, OutcomeId, Seq, StreamId,
    WorkspaceId,
};

shapes! {
    /// `GET /activity`. Absent or empty fields ask for everything; all that are given must hold.
    #[derive(Default)]
    pub struct ActivityQuery {
        /// Groups of verbs, parted by commas: `talk`, `changes`, `reactions`, `items`, `places`,
        /// `people`, `outcomes`. None: all but reactions and changes.
        #[serde(default)]
        pub groups: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub workspace: Option<WorkspaceId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub channel: Option<ChannelId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub item: Option<ItemId>,
        /// A tag's slug: what carries it, and outcomes of that theme.
        #[serde(default)]
        pub tag: String,
        /// Of the workspace, or of the outcome.
        #[serde(default)]
        pub region: String,
        /// What this member did; of another one only what they did in public.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub member: Option<MemberId>,
        /// In whose name it was done.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub organisation: Option<OrganisationId>,
        /// A kind of channels.
        #[serde(default)]
        pub kind: String,
        /// A kind of outcomes.
        #[serde(default)]
        pub outcome: String,
        /// From this day or instant on (RFC 3339); a day is one of Helsinki's.
        #[serde(default)]
        pub from: String,
        /// Before this instant; with a day, through its end.
        #[serde(default)]
        pub until: String,
        /// Only what every member may read.
        #[serde(default)]
        pub open: bool,
        /// `next` of the page before.
        #[serde(default)]
        pub after: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub limit: Option<u32>,
    }

    /// A page of the log, the newest first. It may hold fewer rows than asked for, also none, and
    /// yet have a `next`.
    pub struct ActivityPage {
        pub rows: Vec<ActivityRow>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub next: Option<String>,
        /// Names of the places in the rows.
        pub places: Vec<PlaceName>,
    }

    /// One event, and of what it tells as much as a line shows.
    pub struct ActivityRow {
        pub stream: StreamId,
        pub seq: Seq,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub at: time::OffsetDateTime,
        pub verb: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub actor: Option<MemberId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub spoken_as: Option<OrganisationId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub workspace: Option<WorkspaceId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub channel: Option<ChannelId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub item: Option<ItemId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub message: Option<MessageId>,
        /// Whom it was done to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub member: Option<MemberId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub organisation: Option<OrganisationId>,
        /// The item's title, today's.
        #[serde(default)]
        pub title: String,
        /// Beginning of what was said, as it stands today, without markup.
        #[serde(default)]
        pub text: String,
        /// A word of the verb's: an emoji, a role, a state.
        #[serde(default)]
        pub word: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub outcome: Option<OutcomeView>,
    }

    /// What a place in a row is called.
    pub struct PlaceName {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub workspace: Option<WorkspaceId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub channel: Option<ChannelId>,
        pub name: String,
    }

    /// Record what came of a message, an item or a workspace's work.
    pub struct RecordOutcome {
        /// `met`, `agreed`, `adopted`, `piloted`, `produced`, `saved` or `stopped`.
        pub kind: String,
        pub place: OutcomePlace,
        #[serde(default)]
        pub details: OutcomeDetails,
    }

    /// Where it came from.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "snake_case")]
    pub enum OutcomePlace {
        Message(MessageId),
        Item(ItemId),
        Workspace(WorkspaceId),
    }

    /// What can be said of an outcome, all of it optional.
    #[derive(Default)]
    pub struct OutcomeDetails {
        /// The other party: any of them confirms. They must be able to read where it stands.
        #[serde(default)]
        pub with: Vec<MemberId>,
        #[serde(default)]
        pub organisations: Vec<OrganisationId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub region: Option<String>,
        /// A tag's slug.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub theme: Option<String>,
        /// In a few words.
        #[serde(default)]
        pub words: String,
        /// Where the evidence is, an address of https.
        #[serde(default)]
        pub link: String,
        /// With `saved`: how much, in which unit (`eur`, `hours`, `days`, `km`).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub amount: Option<f64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub unit: Option<String>,
    }

    /// Say more of an outcome that nobody has answered yet; the details become these.
    pub struct ChangeOutcome {
        pub outcome: OutcomeId,
        pub details: OutcomeDetails,
    }

    /// Confirm an outcome as the other party, or say that it was not so.
    #[derive(Copy, Eq)]
    pub struct AnswerOutcome {
        pub outcome: OutcomeId,
        pub confirm: bool,
    }

    /// Take back what one recorded.
    #[derive(Copy, Eq)]
    pub struct WithdrawOutcome {
        pub outcome: OutcomeId,
    }

    /// An outcome, for those who may read where it stands.
    pub struct OutcomeView {
        pub id: OutcomeId,
        pub kind: String,
        /// `recorded`, `confirmed`, `declined` or `withdrawn`.
        pub state: String,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub at: time::OffsetDateTime,
        pub recorded_by: MemberId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub spoken_as: Option<OrganisationId>,
        pub stream: StreamId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub channel: Option<ChannelId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub workspace: Option<WorkspaceId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub item: Option<ItemId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub message: Option<MessageId>,
        pub details: OutcomeDetails,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub answered_by: Option<MemberId>,
        /// The reader may confirm it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub may_answer: bool,
    }

    /// Make an address by which a feed reader hears of a channel or a tag. The secret is drawn by
    /// who asks: 32 bytes in base64url.
    pub struct MakeFeed {
        pub token: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub channel: Option<ChannelId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub tag: Option<String>,
    }

    /// Make that address good for nothing.
    #[derive(Copy, Eq)]
    pub struct RevokeFeed {
        pub feed: FeedId,
    }

    /// `GET /feeds`: one's own. The secret is not told again.
    pub struct FeedView {
        pub id: FeedId,
        /// `channel` or `tag`.
        pub sort: String,
        pub subject: String,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub made_at: time::OffsetDateTime,
    }
}

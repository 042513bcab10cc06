//! A member's own feed: what is offered to all, in the order of what one follows and is, with every
//! reason and its points.

use time::OffsetDateTime;

use crate::command::Follow;
use crate::ids::{ChannelId, ItemId, MemberId, OrganisationId, OutcomeId, Seq, WorkspaceId};

shapes! {
    /// What counts towards the place of something in one's feed.
    #[derive(Copy, Eq, Hash, PartialOrd, Ord)]
    #[serde(rename_all = "snake_case")]
    pub enum FeedWhy {
        /// It has to reach who has this role: `all`, an office, `contact`, `owner`, or a kind of
        /// organisation.
        Role,
        /// One follows a tag that it bears.
        Tag,
        /// One follows who wrote it.
        Member,
        /// One follows the channel.
        Channel,
        /// It is about one's region.
        Region,
        /// One is in its workspace.
        Workspace,
        /// It speaks for one's own organisation.
        Organisation,
        /// It is new.
        Freshness,
    }

    /// How much a reason counts: nothing, half, as it is, double.
    #[derive(Copy, Eq, Default)]
    #[serde(rename_all = "snake_case")]
    pub enum FeedRung {
        Off,
        Less,
        #[default]
        Normal,
        More,
    }

    #[derive(Copy, Eq, Default)]
    #[serde(default)]
    pub struct FeedWeights {
        pub role: FeedRung,
        pub tag: FeedRung,
        pub member: FeedRung,
        pub channel: FeedRung,
        pub region: FeedRung,
        pub workspace: FeedRung,
        pub organisation: FeedRung,
        pub freshness: FeedRung,
    }

    /// How one wants one's own feed.
    #[derive(Eq, Default)]
    #[serde(default)]
    pub struct OwnFeedSettings {
        pub weights: FeedWeights,
        /// What is written in one of these, or in none that is known; none: all languages.
        pub languages: Vec<String>,
        /// Kinds that are not shown; `outcome` are the outcomes of the activity log.
        pub hidden_kinds: Vec<String>,
    }

    /// How one wants one's feed from now on; absent stays.
    #[derive(Eq, Default)]
    pub struct ChangeOwnFeed {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub weights: Option<FeedWeights>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub languages: Option<Vec<String>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub hidden_kinds: Option<Vec<String>>,
        /// As it came, before the rest of this is applied.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub reset: bool,
    }

    /// `GET /feed/settings`: all that one's feed is made from. What one follows is changed by `follow`.
    pub struct OwnFeedBody {
        pub settings: OwnFeedSettings,
        /// What each reason counts at `normal`, in tenths.
        pub points: Vec<FeedReason>,
        /// Freshness halves in so many hours.
        pub half_life_hours: u32,
        /// What one follows and is, each a reason when something bears it.
        pub own: Vec<FeedInterest>,
        /// What is never shown: muted tags, channels, people, and items by id.
        pub muted: Vec<FeedInterest>,
        pub version: Seq,
    }

    #[derive(Eq)]
    pub struct FeedInterest {
        /// As in a reason; `item` for a muted item.
        pub why: String,
        pub subject: String,
        pub level: Follow,
    }

    /// What of one's feed is asked for.
    #[derive(Default)]
    pub struct FeedQuery {
        /// `points`, or `newest`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub order: Option<String>,
        /// As the page before told; absent with the first.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub as_of: Option<String>,
        /// `next` of the page before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub after: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub limit: Option<u32>,
    }

    /// `GET /feed`.
    pub struct FeedBody {
        /// The moment from which freshness is counted.
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub as_of: OffsetDateTime,
        /// What has to reach the reader, the newest first; with the first page only, and in no page.
        pub must_read: Vec<FeedRow>,
        /// In order of `points`, then the later published first, then by id from the greatest; in the
        /// order `newest` by the last two.
        pub rows: Vec<FeedRow>,
        /// Where the next page begins; without it there is nothing else new.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub next: Option<String>,
    }

    /// One thing in a feed: an item, or an outcome.
    pub struct FeedRow {
        pub id: uuid::Uuid,
        /// The kind of the item; `outcome`.
        pub kind: String,
        pub title: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub lead: String,
        /// What it is offered as, a word of its kind; of an outcome its own kind.
        pub offered: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub lang: Option<String>,
        pub tags: Vec<String>,
        pub regions: Vec<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub channel: Option<ChannelId>,
        pub channel_name: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub workspace: Option<WorkspaceId>,
        pub workspace_name: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub item: Option<ItemId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub outcome: Option<OutcomeId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub author: Option<MemberId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub spoken_as: Option<OrganisationId>,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub at: OffsetDateTime,
        /// The sum of the points of its reasons, in tenths: the rank.
        pub points: u32,
        /// The strongest first.
        pub reasons: Vec<FeedReason>,
    }

    #[derive(Eq)]
    pub struct FeedReason {
        pub why: FeedWhy,
        /// A slug, an id, a region's code, a role; none for freshness.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub subject: Option<String>,
        /// How closely one follows it; of no meaning where nothing is followed.
        pub level: Follow,
        /// Tenths of a point.
        pub points: u32,
    }
}

impl FeedWhy {
    pub const ALL: [Self; 8] = [
        Self::Role,
        Self::Tag,
        Self::Member,
        Self::Channel,
        Self::Region,
        Self::Workspace,
        Self::Organisation,
        Self::Freshness,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::Tag => "tag",
            Self::Member => "member",
            Self::Channel => "channel",
            Self::Region => "region",
            Self::Workspace => "workspace",
            Self::Organisation => "organisation",
            Self::Freshness => "freshness",
        }
    }
}

impl FeedWeights {
    pub const fn rung(&self, why: FeedWhy) -> FeedRung {
        match why {
            FeedWhy::Role => self.role,
            FeedWhy::Tag => self.tag,
            FeedWhy::Member => self.member,
            FeedWhy::Channel => self.channel,
            FeedWhy::Region => self.region,
            FeedWhy::Workspace => self.workspace,
            FeedWhy::Organisation => self.organisation,
            FeedWhy::Freshness => self.freshness,
        }
    }
}

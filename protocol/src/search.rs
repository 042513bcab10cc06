//! Search: one question over everything one may see, and what was found.

use time::OffsetDateTime;

use crate::ids::{
    ChannelId, ItemId, MemberId, MessageId, OrganisationId, SavedSearchId, WorkspaceId,
};
use crate::places::MemberView;

shapes! {
    /// Selects what `GET /search` finds.
    #[derive(Default)]
    pub struct SearchQuery {
        /// As typed: words, words in quotes, filters like `kanava:` or `from:`, each with a minus in
        /// front to turn it round.
        #[serde(default)]
        pub query: String,
        /// Hits that are passed over.
        #[serde(default)]
        pub skip: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub limit: Option<u32>,
    }

    /// `GET /search?query=`: the surest hits first, among equals the newest.
    #[derive(Default)]
    pub struct SearchBody {
        pub hits: Vec<SearchHit>,
        /// How many there are, at most 1,000.
        pub total: u32,
        /// There are more than were ranked; these are the newest.
        pub is_over: bool,
        /// It took too long, and only the last 90 days were looked through.
        pub is_recent: bool,
        /// Stems are known instead of words: the Finnish dictionary is missing on this node.
        pub is_degraded: bool,
        /// What each typed word was looked for by.
        pub searched: Vec<SearchedWord>,
        /// Words that nobody wrote, and what was looked for instead.
        pub repairs: Vec<RepairedWord>,
        /// Filters whose value names nothing that one may see.
        pub unknown: Vec<String>,
        /// People, places, organisations and tags of that name; on the first page only.
        pub named: Vec<NamedThing>,
        /// The authors of the hits.
        pub members: Vec<MemberView>,
    }

    /// One message or item, as it stands now.
    pub struct SearchHit {
        /// Absent: the item itself was found.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub message: Option<MessageId>,
        pub item: ItemId,
        pub item_title: String,
        /// Kind of the item's channel.
        pub kind: String,
        pub channel: ChannelId,
        pub channel_name: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub workspace_name: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub author: Option<MemberId>,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub at: OffsetDateTime,
        /// The sentence that was found, in pieces; those that answer the query are marked.
        pub excerpt: Vec<ExcerptPiece>,
        /// The excerpt stands in this document, which the message or the item carries.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub file: Option<String>,
    }

    pub struct ExcerptPiece {
        pub text: String,
        pub is_hit: bool,
    }

    pub struct SearchedWord {
        pub typed: String,
        pub bases: Vec<String>,
    }

    pub struct RepairedWord {
        pub typed: String,
        pub meant: String,
    }

    /// Something that has a name. Exactly one of the ids is there; an item has its channel, too.
    #[derive(Default)]
    pub struct NamedThing {
        pub name: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub member: Option<MemberId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub organisation: Option<OrganisationId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub workspace: Option<WorkspaceId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub channel: Option<ChannelId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub item: Option<ItemId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub tag: Option<String>,
        /// Where it is: a channel's workspace, a person's organisation.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub place: Option<String>,
    }

    /// Selects what `GET /search/values` completes.
    #[derive(Default)]
    pub struct ValuesQuery {
        /// The name of a filter in any of the three languages, without its colon.
        #[serde(default)]
        pub filter: String,
        /// What is typed of its value.
        #[serde(default)]
        pub beginning: String,
    }

    /// `GET /search/values?filter=&beginning=`: what may stand there, of what the reader may see.
    #[derive(Default)]
    pub struct ValuesBody {
        pub values: Vec<FilterValue>,
    }

    #[derive(Eq)]
    pub struct FilterValue {
        /// As it is typed after the colon; one with spaces stands in quotes there.
        pub value: String,
        /// What tells it from others of the same name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub hint: Option<String>,
    }

    /// Selects what `GET /search/goals` finds.
    #[derive(Default)]
    pub struct GoalsQuery {
        #[serde(default)]
        pub query: String,
        /// `channels`, `people`, `items`, `workspaces` or `tags`; absent: all of them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub of: Option<String>,
    }

    /// `GET /search/goals?query=&of=`: where one may want to go, the nearest first.
    #[derive(Default)]
    pub struct GoalsBody {
        pub goals: Vec<NamedThing>,
        /// The people among them.
        pub members: Vec<MemberView>,
    }

    /// Keeps a query under a name; 100 at most.
    pub struct SaveSearch {
        pub name: String,
        pub query: String,
        /// What is new for it comes into the inbox.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub followed: bool,
    }

    /// Absent stays.
    pub struct ChangeSearch {
        pub search: SavedSearchId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub name: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub query: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub followed: Option<bool>,
    }

    #[derive(Copy, Eq)]
    pub struct RemoveSearch {
        pub search: SavedSearchId,
    }

    /// `GET /searches`: one's own, by name.
    #[derive(Default)]
    pub struct SearchesBody {
        pub searches: Vec<SavedSearch>,
    }

    #[derive(Eq)]
    pub struct SavedSearch {
        pub id: SavedSearchId,
        pub name: String,
        pub query: String,
        pub followed: bool,
    }
}

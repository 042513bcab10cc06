//! Tags: what one can find under them, and how those who hold an office of the network keep them.

use time::OffsetDateTime;

use crate::command::Follow;
use crate::ids::{ChannelId, ItemId, MemberId};
use crate::places::Words;

shapes! {
    /// Change a tag; absent stays. Moderators and administrators of the network, of a tag that they
    /// see; themes and regions keep their kind and their slug.
    pub struct ChangeTag {
        /// Its slug.
        pub tag: String,
        /// A new slug; the former one leads to it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub slug: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub label: Option<Words>,
        /// Other words by which it is found.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub aliases: Option<Vec<String>>,
        /// The slug of the tag it belongs under; empty: none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub parent: Option<String>,
        /// From now on it is one of the phenomena that everybody is offered.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub promoted: bool,
    }

    /// Everything under `tag` stands under `into` from now on, and so do those who follow it; its
    /// name becomes an alias.
    #[derive(Eq)]
    pub struct MergeTag {
        pub tag: String,
        pub into: String,
    }

    /// A tag: `GET /tags?query=` lists those whose use one may see, and those that everybody is
    /// offered.
    pub struct TagView {
        pub slug: String,
        /// Uses that the reader may see.
        pub uses: u32,
        /// `theme`, `phenomenon`, `region` or `free`.
        pub kind: String,
        /// Of a tag that has a name in several languages.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub label: Option<Words>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub aliases: Vec<String>,
        /// The slug of the tag it belongs under.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub parent: Option<String>,
    }

    /// `GET /tags/{slug}`: the page of a tag. Of one that nobody uses the answer is the same as of
    /// one whose uses the reader may not see.
    pub struct TagBody {
        pub tag: TagView,
        /// How closely the reader follows it.
        pub level: Follow,
        /// Whether the reader may rename, merge and promote it.
        pub may_keep: bool,
        /// Tags under it.
        pub children: Vec<TagView>,
        pub counts: Vec<TagCount>,
        /// Of the sort and in the order asked for.
        pub uses: Vec<TagUse>,
        /// There are more uses than are listed.
        pub has_more: bool,
    }

    /// How many uses of one sort the reader may see.
    #[derive(Eq)]
    pub struct TagCount {
        pub sort: String,
        pub uses: u32,
    }

    /// One thing that bears the tag.
    pub struct TagUse {
        /// `message`, `item`, `workspace`, `organisation` or `member`.
        pub sort: String,
        pub id: uuid::Uuid,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub at: OffsetDateTime,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub channel: Option<ChannelId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub item: Option<ItemId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub author: Option<MemberId>,
        /// The item's title, or the name of the thing itself.
        pub title: String,
        /// The beginning of what was written.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub text: String,
        /// Uses of the tag in this item; of an item in the order `used`.
        pub uses: u32,
    }

    /// What of a tag's page is asked for.
    #[derive(Default)]
    pub struct TagQuery {
        /// Uses of this sort only.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub sort: Option<String>,
        /// `newest`, or `used`: items by how much the tag is used in them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub order: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub limit: Option<u32>,
    }
}

//! What is new for a member, why they are told of it, and when they want to be left alone.

use time::OffsetDateTime;

use crate::command::Follow;
use crate::ids::{ChannelId, ItemId, MemberId, MessageId, Seq};

shapes! {
    /// When and of what one wants to be told; absent stays.
    #[derive(Default)]
    pub struct ChangeNotices {
        /// A zone of the IANA list, `Europe/Helsinki`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub time_zone: Option<String>,
        /// Seven, Monday first; `null` where a day has no quiet hours.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub quiet: Option<Vec<Option<QuietHours>>>,
        /// Leave me alone for so many minutes; 0 ends it. A week at most.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub do_not_disturb_minutes: Option<u32>,
        /// What is pushed: `nothing`, `mentions` (and direct talk) or `watched` (what I watch, too).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub push_for: Option<String>,
        /// The same for mail, of what stays unread.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub mail_for: Option<String>,
        /// `none`, `daily` or `weekly`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub digest: Option<String>,
        /// The first questions are answered, or put off for good.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub introduced: bool,
    }

    /// A span of the day, `20:00` to `07:00`; one that ends no later than it begins ends on the next
    /// day.
    #[derive(Eq)]
    pub struct QuietHours {
        pub from: String,
        pub to: String,
    }

    /// `GET /notices/settings`: one's own.
    pub struct NoticesBody {
        pub time_zone: String,
        pub quiet: Vec<Option<QuietHours>>,
        #[serde(default, skip_serializing_if = "Option::is_none", with = "time::serde::rfc3339::option")]
        #[cfg_attr(test, ts(as = "Option<String>", optional))]
        pub do_not_disturb_until: Option<OffsetDateTime>,
        pub push_for: String,
        pub mail_for: String,
        pub digest: String,
        pub introduced: bool,
        /// It is quiet now: by the hours, or because one asked not to be disturbed.
        pub quiet_now: bool,
        pub version: Seq,
    }

    /// Several marks at once: reading raises each, `unread` lowers it.
    pub struct MarkMany {
        /// 200 at most.
        pub places: Vec<MarkPlace>,
    }

    #[derive(Copy, Eq)]
    pub struct MarkPlace {
        pub channel: ChannelId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub item: Option<ItemId>,
        pub seq: Seq,
        /// From `seq` on it is unread again.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub unread: bool,
    }

    /// `GET /inbox`: what is new for the reader in all channels, the newest first.
    pub struct InboxBody {
        pub rows: Vec<InboxRow>,
        /// There is more than is listed.
        pub has_more: bool,
    }

    /// An item with something new.
    pub struct InboxRow {
        /// Names the row, and the group of its notices on every device.
        pub key: String,
        pub channel: ChannelId,
        /// Empty for direct talk.
        pub channel_name: String,
        /// The members of direct talk.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub members: Vec<MemberId>,
        pub item: ItemId,
        pub title: String,
        /// The channel's main topic.
        pub main: bool,
        /// What is new, to 99; more: 100.
        pub count: u32,
        /// Of them, those that mention the reader.
        pub mentions: u32,
        /// Where the new begins.
        pub first: Seq,
        /// Reading it means to mark the item up to here.
        pub last: Seq,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub at: OffsetDateTime,
        /// Who was the last to say something.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub by: Option<MemberId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub message: Option<MessageId>,
        /// The beginning of the last words.
        pub text: String,
        /// Whether the reader is in the channel.
        pub joined: bool,
        /// Why it is here, the strongest first.
        pub causes: Vec<Cause>,
    }

    /// Why somebody is told of something.
    #[derive(Eq)]
    pub struct Cause {
        /// `notice` (the row's text says what for), `direct`, `mention`, `group` (everybody in the
        /// channel was mentioned), `item`, `tag`, `member`, `search` or `channel`.
        pub why: String,
        /// How closely the reader follows the thing that is named.
        pub level: Follow,
        /// The slug of `tag`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub tag: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub member: Option<MemberId>,
        /// The name of the `search` that one saved.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub search: Option<String>,
        /// Of an `item` that nobody chose to follow: `started`, `posted` or `reacted`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub by: Option<String>,
    }
}

//! What kinds with long texts share: who is writing now, what has changed, what another channel
//! publishes, and newsletters.

use crate::{
    content::ItemView,
    ids::{ChannelId, ItemId, MemberId, Seq, WorkspaceId},
};

shapes! {
    /// What a `hold_item` does: says that one is writing in it now, or no more. Lasts two minutes
    /// and is said again meanwhile. A hint for others; `if_changed_seq` is what protects.
    #[derive(Copy, Eq)]
    pub struct HoldItem {
        pub item: ItemId,
        pub holds: bool,
        /// Though somebody else does.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub take_over: bool,
    }

    /// `GET /items/{item}/hold`.
    #[derive(Copy, Eq)]
    pub struct HoldBody {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub by: Option<MemberId>,
    }

    /// `GET /items/{item}/changes`: what was written when, the newest first, ten at most.
    pub struct ChangesBody {
        pub changes: Vec<ChangeView>,
    }

    pub struct ChangeView {
        /// `changed_seq` of the form that it took the place of.
        pub former_seq: Seq,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub at: time::OffsetDateTime,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub by: Option<MemberId>,
        /// The kind's word for where it stood afterwards.
        pub state: String,
        pub passages: Vec<PassageChange>,
    }

    /// One part of the item: `title`, `text`, `body`, or with a language before it, `sv.title`.
    pub struct PassageChange {
        pub name: String,
        pub runs: Vec<Run>,
    }

    /// Words that stayed, went or came.
    #[derive(Eq)]
    pub struct Run {
        /// `same`, `gone` or `new`.
        pub how: String,
        pub text: String,
    }

    /// `GET /items/{item}/preview?reader=outside&role=…&region=…`: what somebody of that sort will
    /// see once it stands in the open.
    #[derive(Eq)]
    pub struct PreviewBody {
        /// Whether they may read it at all.
        pub reads: bool,
        pub must_read: bool,
        /// The region named is one that it is about.
        pub is_about_region: bool,
    }

    #[derive(Eq, Default)]
    #[serde(default)]
    pub struct PreviewQuery {
        /// `outside` (nobody signed in), `network` (an active member) or `inside`.
        pub reader: String,
        pub role: String,
        pub region: String,
    }

    /// What a `take_source` does: a channel shows what another of its kind publishes, or does not.
    #[derive(Copy, Eq)]
    pub struct TakeSource {
        pub channel: ChannelId,
        pub source: ChannelId,
        pub takes: bool,
    }

    /// `GET /channels/{channel}/sources`: of the sources that the reader may read, what stands
    /// there in the open, the newest first.
    pub struct SourcesBody {
        pub sources: Vec<SourceView>,
    }

    pub struct SourceView {
        pub channel: ChannelId,
        pub name: String,
        pub workspace: WorkspaceId,
        pub workspace_name: String,
        pub items: Vec<ItemView>,
    }

    /// What a `send_newsletter` does: sends these public items of the channel to its subscribers.
    #[derive(Eq)]
    pub struct SendNewsletter {
        pub channel: ChannelId,
        pub subject: String,
        pub words: String,
        pub items: Vec<ItemId>,
    }

    /// `GET /channels/{channel}/newsletter`, for its editors. Nobody is named.
    pub struct NewsletterBody {
        pub subscribers: u32,
        pub sent: Vec<NewsletterView>,
    }

    pub struct NewsletterView {
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub at: time::OffsetDateTime,
        pub subject: String,
        pub letters: u32,
        pub is_done: bool,
    }
}

//! Where and who: workspaces, channels, members, organisations as a reader may see them. `version`
//! grows with every change; of two views of one thing the higher is the newer.

use crate::ids::{ChannelId, FileId, ItemId, MemberId, OrganisationId, Seq, StreamId, WorkspaceId};

shapes! {
    /// A workspace. Who may only see that it exists gets name, purpose, state and owners.
    pub struct WorkspaceView {
        pub id: WorkspaceId,
        /// `network`, `region`, `project`, `idea`, `event` or `review`.
        pub kind: String,
        pub name: String,
        pub purpose: String,
        /// `open`, `by_request`, `invited` or `secret`.
        pub visibility: String,
        /// `preparing`, `active` or `archived`.
        pub state: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub region: Option<String>,
        /// Slugs by which it is found; not told to those outside an invited one.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub tags: Vec<String>,
        /// Asks everybody for a second factor.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub step_up: bool,
        /// Talk older than this goes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub retention_days: Option<u32>,
        /// How much of its talk notices show outside, where an owner has said it: `full`, `sender` or
        /// `place`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub push_shows: Option<String>,
        pub owners: Vec<MemberId>,
        pub version: Seq,
    }

    /// A channel. For a direct one `workspace` is absent and `members` says whose it is.
    pub struct ChannelView {
        pub id: ChannelId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub workspace: Option<WorkspaceId>,
        pub kind: String,
        pub name: String,
        pub topic: String,
        /// `public` or `private`.
        pub visibility: String,
        /// `active` or `archived`.
        pub state: String,
        /// `all` or `owners`.
        pub posting: String,
        /// Channels are listed by it; a section stands where its first channel does.
        pub position: i32,
        /// The heading it stands under.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub section: String,
        /// Guests of the workspace who are in here.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub guests: Vec<MemberId>,
        pub main_item: ItemId,
        /// Stream of the unfinished, for those who may edit here.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub desk: Option<StreamId>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub members: Vec<MemberId>,
        pub version: Seq,
    }

    /// What one is to a channel.
    pub struct StandingView {
        pub channel: ChannelId,
        /// Joined: it is in my list.
        pub joined: bool,
        pub may_post: bool,
        /// May change the channel and remove what others wrote.
        pub may_manage: bool,
        /// Direct talk that was not accepted yet: `sent` by me, `waiting` for my answer, `declined`
        /// by me.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub request: Option<String>,
    }

    /// A person as other active members see them.
    pub struct MemberView {
        pub id: MemberId,
        pub given: String,
        pub family: String,
        pub title: String,
        /// Lies at `/members/{member}/picture/{picture}`, for who may see the profile. What lies
        /// under one name never changes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub picture: Option<FileId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub region: Option<String>,
        pub languages: Vec<String>,
        pub affiliations: Vec<AffiliationView>,
        /// `active`, `suspended` or `erased`; an erased one has no name left.
        pub status: String,
        pub version: Seq,
    }

    /// One organisation that a member speaks for.
    pub struct AffiliationView {
        pub organisation: OrganisationId,
        pub title: String,
        /// Chosen when nothing else is said.
        pub main: bool,
        /// Said by the member alone: neither the organisation nor an administrator has confirmed it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub unverified: bool,
    }

    pub struct OrganisationView {
        pub id: OrganisationId,
        pub name: Words,
        /// `authority`, `municipality`, `county`, `association`, `company`, `university`, …
        pub kind: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub region: Option<String>,
        /// The organisation that it is a part of.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub parent: Option<OrganisationId>,
        pub verified: bool,
        /// Runs the network (the ministry); counted apart where cooperation without it is shown.
        pub coordinator: bool,
        pub version: Seq,
    }

    /// A name in the network's three languages. Finnish is always there; an empty one falls back to
    /// it.
    #[derive(Eq, Default)]
    pub struct Words {
        pub fi: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub sv: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub en: String,
    }
}

//! Where people work together: founding a workspace, its settings, the order of its channels, and
//! what an administrator of the network may see of it.

use uuid::Uuid;

use crate::ids::{ChannelId, MemberId, WorkspaceId};

shapes! {
    /// A new workspace. What is absent has a good default: the kind that suits the template, no
    /// region, no tags, one channel.
    pub struct FoundWorkspace {
        pub name: String,
        pub purpose: String,
        /// `open`, `by_request`, `invited` or `secret`.
        pub visibility: String,
        /// `network`, `region`, `project`, `idea`, `event` or `review`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub kind: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub region: Option<String>,
        /// Slugs by which it is found.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub tags: Vec<String>,
        /// `plan`, `project`, `idea` or `event`: channels and first topics made with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub template: Option<String>,
        /// Of the channels and topics that a template makes: `fi`, `sv` or `en`. Absent: the founder's own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub language: Option<String>,
    }

    /// What a workspace is besides its name, purpose, visibility and state; absent stays.
    pub struct ConfigureWorkspace {
        pub workspace: WorkspaceId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub kind: Option<String>,
        /// Empty: none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub region: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub tags: Option<Vec<String>>,
        /// Asks everybody for a second factor.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub step_up: Option<bool>,
        /// What is older goes. 0: everything stays.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub retention_days: Option<u32>,
        /// How much of its talk notices show outside: `full`, `sender`, `place` (that there is
        /// something), or `usual`, which follows from its visibility. Only an owner decides it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub push_shows: Option<String>,
    }

    /// Makes another member the owner and steps down, in one act.
    pub struct HandOver {
        pub workspace: WorkspaceId,
        pub member: MemberId,
        /// What one is afterwards: `facilitator`, `member`, or `gone` from the workspace.
        pub afterwards: String,
    }

    /// Puts a channel into a section, behind another channel. The server numbers them, so whoever
    /// moves last is right and everybody sees one order.
    pub struct ArrangeChannel {
        pub channel: ChannelId,
        /// Empty: under no heading.
        #[serde(default)]
        pub section: String,
        /// Absent: first in its section.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub after: Option<ChannelId>,
    }

    /// An administrator asks to see a workspace that is not theirs. Another one has 24 hours to agree.
    pub struct AskGlass {
        pub workspace: WorkspaceId,
        pub reason: String,
    }

    /// Another administrator agrees: the asker may read for four hours, and the owners hear of it.
    pub struct BreakGlass {
        pub glass: Uuid,
    }

    /// It ends before its time.
    pub struct MendGlass {
        pub glass: Uuid,
    }

    /// What is asked before a workspace is changed.
    #[derive(Default)]
    pub struct EffectQuery {
        /// Count what is older than so many days.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub retention_days: Option<u32>,
    }

    /// `GET /workspaces/{workspace}/effect`: what a change would do, before it is made.
    pub struct WorkspaceEffect {
        /// Active members of the network who could read from outside and would not any more.
        pub cut: u32,
        /// Those of them who have read or followed something here.
        pub readers: u32,
        /// Messages that are older than the days asked for.
        pub messages: u32,
        /// Topics that would go with them.
        pub topics: u32,
    }

    /// A request to see a workspace, and what became of it. Owners of the workspace and
    /// administrators see it.
    pub struct GlassView {
        pub id: Uuid,
        pub workspace: WorkspaceId,
        pub asked_by: MemberId,
        pub reason: String,
        /// `asked`, `broken`, `ended` or `expired`.
        pub state: String,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub asked_at: time::OffsetDateTime,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub confirmed_by: Option<MemberId>,
        #[serde(with = "time::serde::rfc3339::option", default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(test, ts(type = "string", optional))]
        pub until: Option<time::OffsetDateTime>,
    }
}

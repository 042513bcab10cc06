//! Changes of tags, and of what a member wants to be told.

use serde_json::Value;
use talkoo_protocol::{ItemId, MemberId, SavedSearchId, places::Words};
use uuid::Uuid;

#[derive(Clone, Debug)]
pub enum TagsWrite {
    Change(Box<TagChange>),
    /// Everything under one stands under the other from now on.
    Merge {
        from: Uuid,
        into: Uuid,
    },
}

/// Absent stays.
#[derive(Clone, Debug)]
pub struct TagChange {
    pub tag: Uuid,
    /// A slug that is taken means to be one with whoever has it.
    pub slug: Option<String>,
    pub label: Option<Words>,
    pub aliases: Option<Vec<String>>,
    /// `Some(None)`: it belongs under nothing.
    pub parent: Option<Option<Uuid>>,
    pub is_promoted: bool,
}

#[derive(Clone, Debug)]
pub enum NoticesWrite {
    Settings {
        member: MemberId,
        change: Box<NoticesChange>,
    },
    /// Who takes part in an item follows it, unless they have said otherwise.
    Partake {
        member: MemberId,
        item: ItemId,
        why: &'static str,
    },
    /// How a member wants their own feed.
    OwnFeed {
        member: MemberId,
        change: Box<OwnFeedChange>,
    },
    /// A query that a member keeps, as it is from now on.
    SaveSearch {
        member: MemberId,
        search: Box<KeptSearch>,
    },
    RemoveSearch {
        member: MemberId,
        search: SavedSearchId,
    },
    /// What answers a search that its member follows, and until when it has been looked for.
    SearchFound {
        search: SavedSearchId,
        found: Vec<SearchFind>,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptSearch {
    pub id: SavedSearchId,
    pub name: String,
    pub query: String,
    pub is_followed: bool,
}

/// Something that answers a search. `message` is absent where the item itself does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SearchFind {
    pub channel: Uuid,
    pub item: Uuid,
    pub message: Option<Uuid>,
}

#[derive(Clone, Debug)]
pub struct OwnFeedChange {
    /// Fields that are absent stay.
    pub settings: Value,
    /// As it came, first.
    pub is_reset: bool,
}

/// Absent stays.
#[derive(Clone, Debug, Default)]
pub struct NoticesChange {
    pub time_zone: Option<String>,
    /// Seven spans or nulls, Monday first.
    pub quiet: Option<Value>,
    /// 0: no longer.
    pub do_not_disturb_minutes: Option<i32>,
    pub push_for: Option<&'static str>,
    pub mail_for: Option<&'static str>,
    pub digest: Option<&'static str>,
    pub is_introduced: bool,
}

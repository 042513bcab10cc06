//! Whatever happens is an event on a stream. The event is narrow: ids, a verb, small facts; the
//! content it tells of stands beside it as it is *now*, with the seq that last touched it, so a
//! client replaces what it holds when `changed_seq` is newer and ignores it otherwise.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::Value;

use crate::administration::NetworkView;
use crate::content::{ItemView, MessageView};
use crate::files::FileView;
use crate::ids::{ChannelId, ItemId, MemberId, MessageId, OrganisationId, Seq, StreamId};
use crate::places::{ChannelView, MemberView, OrganisationView, WorkspaceView};

shapes! {
    /// One event with its content (depth `full`).
    pub struct Event {
        pub stream: StreamId,
        pub seq: Seq,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub at: time::OffsetDateTime,
        /// Who did it; absent for an anonymous act and for what the server does by itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub actor: Option<MemberId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub spoken_as: Option<OrganisationId>,
        pub verb: Verb,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub item: Option<ItemId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub message: Option<MessageId>,
        /// Whether it counts as unread for those it is new to.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub counts: bool,
        /// Members mentioned, when it counts.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub mentions: Vec<MemberId>,
        /// Everybody in the channel is mentioned.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub mentions_channel: bool,
        /// Ids, enums and numbers that the verb names.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub facts: BTreeMap<String, Value>,
        #[serde(default, skip_serializing_if = "Content::is_empty")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub content: Content,
        /// What it told of has left this stream (moved, expired): only the place in the order stays.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub void: bool,
    }

    /// What an event tells of, as it stands now. At most one or two are present.
    #[derive(Default)]
    pub struct Content {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub message: Option<MessageView>,
        /// In place of `message` on the socket, when the event's other fields say the rest of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub said: Option<Said>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub item: Option<ItemView>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub channel: Option<ChannelView>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub workspace: Option<WorkspaceView>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub member: Option<MemberView>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub network: Option<NetworkView>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub organisation: Option<OrganisationView>,
    }

    /// A message that nobody has touched since it was posted, beside its own `posted` event: id,
    /// channel (the stream), item, seq and changed_seq (both the event's), author (the actor),
    /// spoken_as and at are the event's. It saves a third of the bytes of a line.
    pub struct Said {
        pub text: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub body: Option<Value>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub lang: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub quote: Option<MessageId>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub files: Vec<FileView>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub tags: Vec<String>,
    }

    /// The same event without content (depth `light`).
    pub struct LightEvent {
        pub stream: StreamId,
        pub seq: Seq,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub actor: Option<MemberId>,
        pub verb: Verb,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub item: Option<ItemId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub message: Option<MessageId>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub counts: bool,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub mentions: Vec<MemberId>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub mentions_channel: bool,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub void: bool,
    }

    /// What happened, in a word. Open: kinds bring their own, and a client that does not know one
    /// moves its cursor and applies the content if there is any.
    #[derive(Eq, Hash, PartialOrd, Ord)]
    #[serde(transparent)]
    pub struct Verb(pub Cow<'static, str>);
}

impl Content {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Event {
    /// The same event with `said` in place of its message, where that says the same.
    #[must_use]
    pub fn brief(mut self) -> Self {
        let Some(message) = self.content.message.take() else { return self };
        let said = Said {
            text: message.text.clone(),
            body: message.body.clone(),
            lang: message.lang.clone(),
            quote: message.quote,
            files: message.files.clone(),
            tags: message.tags.clone(),
        };
        if self.message_of(&said).as_ref() == Some(&message) {
            self.content.said = Some(said);
        } else {
            self.content.message = Some(message);
        }
        self
    }

    /// The same event with its message in full again.
    #[must_use]
    pub fn whole(mut self) -> Self {
        if let Some(said) = self.content.said.take() {
            self.content.message = self.message_of(&said);
        }
        self
    }

    fn message_of(&self, said: &Said) -> Option<MessageView> {
        Some(MessageView {
            id: self.message?,
            channel: ChannelId(self.stream.0),
            item: self.item?,
            seq: self.seq,
            author: self.actor,
            spoken_as: self.spoken_as,
            at: self.at,
            text: said.text.clone(),
            body: said.body.clone(),
            lang: said.lang.clone(),
            quote: said.quote,
            files: said.files.clone(),
            mentions: self.mentions.clone(),
            mentions_channel: self.mentions_channel,
            tags: said.tags.clone(),
            reactions: Vec::new(),
            pinned: false,
            edited_at: None,
            deleted: false,
            hidden: false,
            changed_seq: self.seq,
        })
    }

    /// The same event at depth `light`.
    pub fn light(&self) -> LightEvent {
        LightEvent {
            stream: self.stream,
            seq: self.seq,
            actor: self.actor,
            verb: self.verb.clone(),
            item: self.item,
            message: self.message,
            counts: self.counts,
            mentions: self.mentions.clone(),
            mentions_channel: self.mentions_channel,
            void: self.void,
        }
    }
}

macro_rules! verbs {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        impl Verb {
            $($(#[$doc])* pub const $name: Self = Self(Cow::Borrowed($text));)*
            /// The verbs of the house; kinds add theirs.
            pub const HOUSE: &'static [&'static str] = &[$($text),*];
        }
    };
}

verbs! {
    // On a channel's stream.
    POSTED = "posted";
    EDITED = "edited";
    /// Facts: `was`, the seq at which the message had been posted; it no longer counts.
    DELETED = "deleted";
    /// Facts: `emoji`.
    REACTED = "reacted";
    UNREACTED = "unreacted";
    /// What is known of a message's file changed: its words, or what the scanner says.
    FILE_CHANGED = "file_changed";
    /// A moderator hid the words behind a marker. Facts: `was`, as for `deleted`.
    HIDDEN = "hidden";
    /// They are shown again.
    RESTORED = "restored";
    PINNED = "pinned";
    UNPINNED = "unpinned";
    ITEM_CREATED = "item_created";
    ITEM_CHANGED = "item_changed";
    /// An unfinished item left the desk and stands in the open; written on both streams.
    ITEM_PUBLISHED = "item_published";
    ITEM_DELETED = "item_deleted";
    /// The item was taken into use elsewhere, or something was told of such a copy; nobody is named.
    /// Ask for its copies again.
    ITEM_COPIED = "item_copied";
    /// Things of elsewhere were brought in as drafts; `count` says how many.
    ITEMS_BROUGHT = "items_brought";
    /// The actor is writing in it; on a desk alone, for its editors.
    ITEM_HELD = "item_held";
    ITEM_LET_GO = "item_let_go";
    /// The channel shows what another one publishes, or no more. Ask for its sources again.
    SOURCES_CHANGED = "sources_changed";
    /// Some right on this stream was taken away; who lost it hears nothing after this.
    ACCESS_CHANGED = "access_changed";
    /// On the channel's stream; and, with the fact `channel`, on its workspace's stream, so that
    /// lists of channels follow. There it is void when the channel is public no more.
    CHANNEL_CHANGED = "channel_changed";
    /// Came in, or got another role. Facts: `member`, `role`.
    MEMBER_ADDED = "member_added";
    /// Facts: `member`.
    MEMBER_REMOVED = "member_removed";
    /// Talk went from the event's item elsewhere: every message under it with `from_seq` ≤ seq ≤
    /// `to_seq`. Facts: these two and `count`; `whole` when the item itself went; `to` and `to_item`
    /// where every reader of this stream may know them.
    MOVED = "moved";
    /// A message, or an item, came from another channel and stands here from now on.
    MOVED_IN = "moved_in";
    /// Everything before `before_seq` is gone.
    EXPIRED = "expired";
    /// Something came of it; also on a workspace's stream. Facts: `outcome`, `kind`, `region`,
    /// `theme`.
    OUTCOME_RECORDED = "outcome_recorded";
    OUTCOME_CHANGED = "outcome_changed";
    /// The other party says that it was so, or was not. Facts: as above.
    OUTCOME_CONFIRMED = "outcome_confirmed";
    OUTCOME_DECLINED = "outcome_declined";
    OUTCOME_WITHDRAWN = "outcome_withdrawn";
    /// A topic asks the network.
    QUESTION_ASKED = "question_asked";
    /// It is a step further. Facts: `stage`.
    QUESTION_MOVED = "question_moved";
    /// What solved a topic. Facts: `solution`, the message; absent: none any more.
    SOLUTION_MARKED = "solution_marked";
    // On a workspace's stream.
    CHANNEL_CREATED = "channel_created";
    WORKSPACE_CHANGED = "workspace_changed";
    /// An administrator of the network may read here for a while. Facts: `glass`, `member`; on the
    /// streams of the owners, with `workspace`.
    GLASS_BROKEN = "glass_broken";
    // On the network's stream.
    WORKSPACE_CREATED = "workspace_created";
    /// Facts: `member`. Of one who is not discoverable it stands on the streams of their places
    /// instead; void on the network's stream: forget what you know of them and ask again.
    PROFILE_CHANGED = "profile_changed";
    /// Facts: `organisation`.
    ORGANISATION_CHANGED = "organisation_changed";
    /// The network's settings.
    NETWORK_CHANGED = "network_changed";
    /// Facts: `member`, `office`. Also on that member's stream.
    OFFICE_CHANGED = "office_changed";
    /// Facts: `count`.
    MEMBERS_IMPORTED = "members_imported";
    /// New terms are in force; `terms_due` of the start says for whom.
    TERMS_CHANGED = "terms_changed";
    /// A tag has other names, another place, or is one with another: ask again for those you show.
    TAGS_CHANGED = "tags_changed";
    // On a member's stream. Facts: `channel`, `workspace`, `session`, `subject`, `level`.
    CHANNEL_JOINED = "channel_joined";
    CHANNEL_LEFT = "channel_left";
    WORKSPACE_JOINED = "workspace_joined";
    WORKSPACE_LEFT = "workspace_left";
    FOLLOWED = "followed";
    /// When and of what one wants to be told.
    NOTICES_CHANGED = "notices_changed";
    /// How one wants one's own feed.
    OWN_FEED_CHANGED = "own_feed_changed";
    /// What one has saved of searches is another.
    SEARCHES_CHANGED = "searches_changed";
    /// Something new answers a search that one follows. Facts: `search`, `count`. The inbox has it.
    SEARCH_FOUND = "search_found";
    SESSION_STARTED = "session_started";
    SESSION_ENDED = "session_ended";
    NOTICED = "noticed";
    /// Facts: `feedback`.
    FEEDBACK_SENT = "feedback_sent";
    FEEDBACK_HANDLED = "feedback_handled";
    /// Facts: `member`.
    BLOCKED = "blocked";
    UNBLOCKED = "unblocked";
    /// A request of direct talk was answered. Facts: `channel`, `accepted`.
    DIRECT_ANSWERED = "direct_answered";
    /// Something happened to a report that one made, decides, or is the author of. Facts: `report`.
    REPORT_CHANGED = "report_changed";
    /// The queue of applications is another, told to administrators and to the contact persons of
    /// the organisations concerned.
    APPLICATIONS_CHANGED = "applications_changed";
    /// Somebody asks to be let into a workspace: on their own stream and on those of its leaders.
    /// Facts: `workspace`, `member`.
    JOIN_REQUESTED = "join_requested";
    /// The request is settled. Facts: `workspace`, `member`, `outcome` (`approved`, `refused`,
    /// `cancelled`).
    JOIN_DECIDED = "join_decided";
    /// One is named as the other party of an outcome. Facts: `outcome`.
    OUTCOME_ASKED = "outcome_asked";
    /// What one is asked, or whether one may be, is another. Facts: `item` or `willing`.
    ASKS_CHANGED = "asks_changed";
    /// The calendar of hosts is another. Facts: `week`, when it was handed to oneself.
    DUTY_CHANGED = "duty_changed";
    /// Facts: `feed`.
    FEED_MADE = "feed_made";
    FEED_REVOKED = "feed_revoked";
    /// Somebody came in by a link, told to who made it. Facts: `invitation`, `member`.
    INVITATION_USED = "invitation_used";
}

impl Verb {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&'static str> for Verb {
    fn from(text: &'static str) -> Self {
        Self(Cow::Borrowed(text))
    }
}

impl From<String> for Verb {
    fn from(text: String) -> Self {
        Self(Cow::Owned(text))
    }
}

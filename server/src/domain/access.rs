//! Who may do what. Pure functions of what is true now: nothing is remembered, nothing fetched. The
//! SQL function `readable_channels` says the same as [`Standing::may_read`] for whole lists; a test
//! holds them equal over every combination.

use talkoo_protocol::{ChannelId, MemberId, OrganisationId, Refusal, Seq, StreamId, WorkspaceId};

/// A word of ours that is stored as text: parsed once at the edge, compared as an enum inside.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($variant),* }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }

            /// `None` for a word that is not one of these.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)* _ => None }
            }
        }
    )*};
}

pub(super) use words;

words! {
    /// `Ended`: the name is shown to nobody, the account can be opened again; `Erased` cannot.
    MemberStatus {
        Pending = "pending", Active = "active", Suspended = "suspended", Ended = "ended",
        Erased = "erased",
    }
    /// What a member is to the whole network.
    NetworkRole { Member = "member", Moderator = "moderator", Administrator = "network_admin" }
    /// Who may invite people into the network; an administrator always may.
    Inviters { Administrators = "administrators", Contacts = "contacts", Members = "members" }
    WorkspaceVisibility { Open = "open", ByRequest = "by_request", Invited = "invited", Secret = "secret" }
    WorkspaceState { Preparing = "preparing", Active = "active", Archived = "archived" }
    /// What a member is in a workspace or a private channel.
    Role { Owner = "owner", Facilitator = "facilitator", Member = "member", Guest = "guest" }
    ChannelVisibility { Public = "public", Private = "private" }
    ChannelState { Active = "active", Archived = "archived" }
    /// Who may write in a channel.
    Posting { All = "all", Owners = "owners" }
    /// What a workspace is for.
    WorkspaceKind {
        Network = "network", Region = "region", Project = "project", Idea = "idea", Event = "event",
        Review = "review",
    }
    /// What a reader sees of the time before joining.
    History { All = "all", Joined = "joined" }
}

impl NetworkRole {
    /// Whether accounts, organisations and the network's settings are this member's to change. It
    /// gives no sight of anybody's content.
    pub const fn may_administer(self) -> bool {
        matches!(self, Self::Administrator)
    }

    /// Whether reports that their owners left lying are this member's to decide.
    pub const fn may_moderate(self) -> bool {
        matches!(self, Self::Moderator | Self::Administrator)
    }
}

impl Inviters {
    /// Whether this member may invite somebody into the network.
    pub const fn may_invite(self, role: NetworkRole, is_contact: bool) -> bool {
        role.may_administer()
            || match self {
                Self::Administrators => false,
                Self::Contacts => is_contact,
                Self::Members => true,
            }
    }
}

/// What is true of a member and a channel at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub member: MemberId,
    pub status: MemberStatus,
    pub channel: ChannelId,
    pub kind: String,
    pub visibility: ChannelVisibility,
    pub state: ChannelState,
    pub posting: Posting,
    pub history: History,
    pub desk: Option<StreamId>,
    /// All who are inside work at the desk, not only who leads.
    pub desk_is_open: bool,
    /// `None` for a direct channel.
    pub workspace: Option<WorkspaceStanding>,
    /// The member's own row in the channel.
    pub in_channel: Option<Role>,
    pub history_from: Seq,
    /// The organisation the member speaks for when nothing else is said.
    pub speaks_as: Option<OrganisationId>,
    /// `streams.access_seq` of the open stream when this was read: a decision made on this standing
    /// holds only while it is unchanged.
    pub access_seq: Seq,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkspaceStanding {
    pub workspace: WorkspaceId,
    pub visibility: WorkspaceVisibility,
    pub state: WorkspaceState,
    pub step_up: bool,
    pub role: Option<Role>,
    /// Two administrators have broken the glass, and this one looks.
    pub glass: bool,
}

impl Standing {
    /// Whether the open stream and everything on it may be read, now.
    pub fn may_read(&self) -> bool {
        if self.status != MemberStatus::Active {
            return false;
        }
        let Some(place) = &self.workspace else {
            return self.in_channel.is_some();
        };
        // A second factor is not there yet, and a place that asks for it stays shut until it is,
        // for those behind broken glass too.
        if place.step_up {
            return false;
        }
        if place.glass {
            return true;
        }
        let named = self.in_channel.is_some() && place.role.is_some();
        match self.visibility {
            ChannelVisibility::Private => named,
            ChannelVisibility::Public => {
                let open = place.visibility == WorkspaceVisibility::Open
                    && place.state != WorkspaceState::Preparing;
                let inside = self.history == History::All && is_insider(place.role);
                open || inside || named
            }
        }
    }

    /// Whether nothing but a second factor is between this member and reading.
    pub fn wants_second_factor(&self) -> bool {
        let Some(place) = self.workspace.filter(|place| place.step_up) else { return false };
        let without = WorkspaceStanding { step_up: false, ..place };
        Self { workspace: Some(without), ..self.clone() }.may_read()
    }

    /// The standing of one who may read here, now.
    ///
    /// # Errors
    /// `second_factor` for those who only lack one; else `not_found`, as for what is not there.
    pub fn readable(self) -> Result<Self, Refusal> {
        if self.may_read() {
            Ok(self)
        } else if self.wants_second_factor() {
            Err(Refusal::second_factor())
        } else {
            Err(Refusal::not_found())
        }
    }

    /// The first seq that this reader may see: 0, or the seq of joining where the channel says so.
    pub fn visible_from(&self) -> Seq {
        match self.history {
            History::All => 0,
            History::Joined => self.history_from,
        }
    }

    pub fn is_read_only(&self) -> bool {
        self.state == ChannelState::Archived
            || self.workspace.is_some_and(|place| place.state == WorkspaceState::Archived)
    }

    /// Whether a message may be written here. Who reads an open workspace from outside joins first.
    pub fn may_post(&self) -> bool {
        let inside = match &self.workspace {
            None => true,
            Some(place) => place.role.is_some(),
        };
        self.may_read()
            && !self.is_read_only()
            && inside
            && (self.posting == Posting::All || self.leads())
    }

    /// Whether the channel may be changed, and what others wrote removed.
    pub fn may_manage(&self) -> bool {
        self.may_read() && self.leads()
    }

    /// Whether everybody in the channel may be mentioned at once: by who leads it, and in direct talk.
    pub fn may_mention_all(&self) -> bool {
        self.workspace.is_none() || self.leads()
    }

    /// Whether the desk, where unfinished items are, may be read and used.
    pub fn may_edit_desk(&self) -> bool {
        let is_inside = self.desk_is_open && self.posting == Posting::All && self.is_inside();
        self.desk.is_some() && self.may_read() && (self.leads() || is_inside)
    }

    /// A member of the workspace, or brought into the channel as more than a guest.
    fn is_inside(&self) -> bool {
        let named = matches!(self.in_channel, Some(Role::Owner | Role::Facilitator | Role::Member));
        self.workspace.is_some_and(|place| match place.role {
            None => false,
            Some(Role::Guest) => named,
            Some(Role::Owner | Role::Facilitator | Role::Member) => true,
        })
    }

    /// In a workspace a row of the channel counts only beside a role: who merely looks through
    /// broken glass leads nothing, whatever they may have been here before.
    fn leads(&self) -> bool {
        let owns = self.in_channel == Some(Role::Owner);
        match self.workspace.map(|place| place.role) {
            None => owns,
            Some(None) => false,
            Some(Some(role)) => owns || matches!(role, Role::Owner | Role::Facilitator),
        }
    }
}

/// What is true of a member and a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkspaceAccess {
    pub status: MemberStatus,
    pub place: WorkspaceStanding,
    pub access_seq: Seq,
}

impl WorkspaceAccess {
    /// Whether its card (name, purpose, state, owners) may be seen.
    pub fn sees_card(&self) -> bool {
        self.status == MemberStatus::Active
            && (self.place.visibility != WorkspaceVisibility::Secret
                || self.place.role.is_some()
                || self.place.glass)
    }

    /// Whether the card tells more to this member than to those outside.
    pub fn sees_whole(&self) -> bool {
        self.status == MemberStatus::Active && (is_insider(self.place.role) || self.place.glass)
    }

    /// Whether its stream, its member list and its channel list may be read.
    pub fn may_read(&self) -> bool {
        self.sees_whole() && !self.place.step_up
    }

    /// Whether channels may be made here: by insiders. Broken glass is for reading.
    pub fn may_make_channels(&self) -> bool {
        self.status == MemberStatus::Active && !self.place.step_up && is_insider(self.place.role)
    }

    /// Whether nothing but a second factor is between this member and what members may do.
    pub fn wants_second_factor(&self) -> bool {
        self.place.step_up && self.place.role.is_some() && self.status == MemberStatus::Active
    }

    /// Whether its public channels may be listed: insiders, and everybody where it is open.
    pub fn may_list_channels(&self) -> bool {
        self.may_read()
            || (self.status == MemberStatus::Active
                && !self.place.step_up
                && self.place.visibility == WorkspaceVisibility::Open
                && self.place.state != WorkspaceState::Preparing)
    }

    pub fn may_join(&self) -> bool {
        self.may_list_channels()
            && self.place.visibility == WorkspaceVisibility::Open
            && self.place.state == WorkspaceState::Active
    }

    pub fn may_manage(&self) -> bool {
        self.status == MemberStatus::Active
            && !self.place.step_up
            && matches!(self.place.role, Some(Role::Owner | Role::Facilitator))
    }

    pub fn is_owner(&self) -> bool {
        self.status == MemberStatus::Active && self.place.role == Some(Role::Owner)
    }
}

fn is_insider(role: Option<Role>) -> bool {
    matches!(role, Some(Role::Owner | Role::Facilitator | Role::Member))
}

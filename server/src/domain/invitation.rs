//! What a link is worth, and what its maker may give by it. Pure, and asked twice: when a link is
//! made and each time it is used, so that it dies with its maker's right.

use talkoo_protocol::invitations::InvitationState;

use super::access::{
    ChannelState, NetworkRole, Role, Standing, WorkspaceAccess, WorkspaceState, WorkspaceVisibility,
};

/// Who may bring people into the network itself: its administrators always, organisations' contact
/// persons and everybody as the network's setting says.
pub fn may_invite_to_network(maker: NetworkRole, is_contact: bool, invites: &str) -> bool {
    maker.may_administer() || invites == "members" || (is_contact && invites == "contacts")
}

/// Who leads a workspace that is not archived brings people into it, as members or guests.
pub fn may_invite_to_workspace(maker: &WorkspaceAccess) -> bool {
    maker.may_manage() && maker.place.state != WorkspaceState::Archived
}

/// Who manages a channel brings guests to it. A member of its workspace is made by who leads that.
pub fn may_invite_to_channel(maker: &Standing, role: Role) -> bool {
    let Some(place) = &maker.workspace else { return false };
    let leads_workspace = matches!(place.role, Some(Role::Owner | Role::Facilitator));
    maker.may_manage()
        && maker.state == ChannelState::Active
        && !maker.is_read_only()
        && match role {
            Role::Guest => true,
            Role::Member => leads_workspace,
            Role::Owner | Role::Facilitator => false,
        }
}

/// The roles that a link may give: it makes nobody an owner or a facilitator.
pub fn gives(role: Role) -> bool {
    matches!(role, Role::Member | Role::Guest)
}

/// What is known of a link when somebody holds it up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    pub is_revoked: bool,
    pub is_expired: bool,
    pub is_used_up: bool,
    /// Its maker may invite there now.
    pub is_backed: bool,
}

impl Link {
    /// What the holder is told. What its maker did comes before what time did.
    pub fn state(self) -> InvitationState {
        if self.is_revoked {
            InvitationState::Revoked
        } else if self.is_expired {
            InvitationState::Expired
        } else if self.is_used_up {
            InvitationState::UsedUp
        } else if !self.is_backed {
            InvitationState::Void
        } else {
            InvitationState::Good
        }
    }
}

/// Whether one who is not in a workspace may ask to be let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    Allowed,
    /// In already.
    Inside,
    /// It is open: joining needs nobody's word.
    Open,
    /// Its members are invited.
    Invited,
    /// Being prepared, archived, or shut for another reason.
    Shut,
}

/// Asked only of who sees the workspace's card: a secret one is not there for anybody else.
pub fn asking(access: &WorkspaceAccess) -> Asking {
    let place = &access.place;
    if place.role.is_some() {
        return Asking::Inside;
    }
    if place.state != WorkspaceState::Active || place.step_up {
        return Asking::Shut;
    }
    match place.visibility {
        WorkspaceVisibility::ByRequest => Asking::Allowed,
        WorkspaceVisibility::Open => Asking::Open,
        WorkspaceVisibility::Invited | WorkspaceVisibility::Secret => Asking::Invited,
    }
}

#[cfg(test)]
mod tests {
    use talkoo_protocol::{ChannelId, MemberId, WorkspaceId, invitations::InvitationState};
    use uuid::Uuid;

    use super::*;
    use crate::domain::access::{
        ChannelVisibility, History, MemberStatus, Posting, WorkspaceStanding,
    };

    fn workspace(role: Option<Role>) -> WorkspaceAccess {
        WorkspaceAccess {
            status: MemberStatus::Active,
            place: WorkspaceStanding {
                workspace: WorkspaceId(Uuid::nil()),
                visibility: WorkspaceVisibility::ByRequest,
                state: WorkspaceState::Active,
                step_up: false,
                glass: false,
                role,
            },
            access_seq: 0,
        }
    }

    fn channel(in_workspace: Option<Role>, in_channel: Option<Role>) -> Standing {
        Standing {
            member: MemberId(Uuid::nil()),
            status: MemberStatus::Active,
            channel: ChannelId(Uuid::nil()),
            kind: "chat".to_owned(),
            visibility: ChannelVisibility::Private,
            state: ChannelState::Active,
            posting: Posting::All,
            history: History::All,
            desk: None,
            desk_is_open: false,
            workspace: Some(workspace(in_workspace).place),
            in_channel,
            history_from: 0,
            speaks_as: None,
            access_seq: 0,
        }
    }

    #[test]
    fn a_link_is_never_worth_more_than_its_makers_right() {
        let owner = Some(Role::Owner);
        let check = |in_workspace, in_channel, role, expected: bool| {
            let maker = channel(in_workspace, in_channel);
            assert_eq!(may_invite_to_channel(&maker, role), expected, "{maker:?} {role:?}");
        };
        check(owner, owner, Role::Member, true);
        check(owner, Some(Role::Member), Role::Guest, true);
        // An owner in the channel alone brings guests and nobody else.
        check(Some(Role::Member), owner, Role::Guest, true);
        check(Some(Role::Member), owner, Role::Member, false);
        check(Some(Role::Member), Some(Role::Member), Role::Guest, false);
        check(None, owner, Role::Guest, false);
        for role in [Role::Owner, Role::Facilitator] {
            check(owner, owner, role, false);
            assert!(!gives(role));
        }
        let closed = Standing { state: ChannelState::Archived, ..channel(owner, owner) };
        assert!(!may_invite_to_channel(&closed, Role::Guest));
        let direct = Standing { workspace: None, ..channel(owner, owner) };
        assert!(!may_invite_to_channel(&direct, Role::Guest));
    }

    #[test]
    fn who_leads_a_workspace_invites_to_it_while_it_lives() {
        for role in Role::ALL {
            let leads = matches!(role, Role::Owner | Role::Facilitator);
            let mut access = workspace(Some(*role));
            assert_eq!(may_invite_to_workspace(&access), leads);
            access.place.state = WorkspaceState::Archived;
            assert!(!may_invite_to_workspace(&access));
        }
        assert!(!may_invite_to_workspace(&workspace(None)));
        let suspended =
            WorkspaceAccess { status: MemberStatus::Suspended, ..workspace(Some(Role::Owner)) };
        assert!(!may_invite_to_workspace(&suspended));
    }

    #[test]
    fn the_setting_lets_members_invite_to_the_network() {
        for (role, is_contact, invites, expected) in [
            (NetworkRole::Administrator, false, "administrators", true),
            (NetworkRole::Moderator, true, "administrators", false),
            (NetworkRole::Member, false, "contacts", false),
            (NetworkRole::Member, true, "contacts", true),
            (NetworkRole::Member, true, "a word of tomorrow", false),
            (NetworkRole::Member, false, "members", true),
        ] {
            assert_eq!(
                may_invite_to_network(role, is_contact, invites),
                expected,
                "{role:?} {invites}"
            );
        }
    }

    #[test]
    fn the_holder_of_a_dead_link_learns_of_what_it_died() {
        let good =
            Link { is_revoked: false, is_expired: false, is_used_up: false, is_backed: true };
        let check = |link: Link, expected| assert_eq!(link.state(), expected, "{link:?}");
        check(good, InvitationState::Good);
        check(Link { is_backed: false, ..good }, InvitationState::Void);
        check(Link { is_used_up: true, ..good }, InvitationState::UsedUp);
        check(Link { is_expired: true, is_used_up: true, ..good }, InvitationState::Expired);
        check(Link { is_revoked: true, is_expired: true, ..good }, InvitationState::Revoked);
    }

    #[test]
    fn only_a_workspace_by_request_can_be_asked() {
        let check = |visibility, state, role, expected| {
            let mut access = workspace(role);
            access.place.visibility = visibility;
            access.place.state = state;
            assert_eq!(asking(&access), expected, "{access:?}");
        };
        use WorkspaceState::{Active, Archived, Preparing};
        use WorkspaceVisibility::{ByRequest, Invited, Open, Secret};
        check(ByRequest, Active, None, Asking::Allowed);
        check(ByRequest, Active, Some(Role::Guest), Asking::Inside);
        check(ByRequest, Preparing, None, Asking::Shut);
        check(ByRequest, Archived, None, Asking::Shut);
        check(Open, Active, None, Asking::Open);
        check(Invited, Active, None, Asking::Invited);
        check(Secret, Active, None, Asking::Invited);
    }
}

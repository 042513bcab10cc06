//! Every command by name and the right it needs, in words: for `talkoo routes` and for the test that
//! holds each of them in the access table. The rights themselves are asked by each act.

use talkoo_protocol::Action;

/// A command and who may give it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommandRight {
    pub command: &'static str,
    pub right: &'static str,
}

const WRITE: &str = "may write in the channel";
const READ: &str = "may read the channel";
const LEAD_WORKSPACE: &str = "owner or facilitator of the workspace";
const LEAD_PLACE: &str = "owner or facilitator of the place; owners are an owner's matter";
const ACTIVE: &str = "active member";
const ADMINISTRATOR: &str = "administrator of the network";
const CONTACT: &str = "contact person of the organisation, or administrator";
const GATE: &str = "administers the network, or is a contact of the organisation asked for";
const ADMINISTER: &str = "administers the network";

const fn of(command: &'static str, right: &'static str) -> CommandRight {
    CommandRight { command, right }
}

/// Every command there is.
pub const COMMANDS: &[CommandRight] = &[
    of("send", WRITE),
    of("edit", "author of the message, may write in the channel"),
    of("delete", "author of the message, or may manage the channel"),
    of("react", WRITE),
    of("unreact", WRITE),
    of("pin", WRITE),
    of("unpin", WRITE),
    of("create_item", "may write in the channel; on a desk, its editors"),
    of("change_item", "may write in the channel, and what the kind asks"),
    of("delete_item", "author of the item, or may manage the channel"),
    of("mark_read", READ),
    of("mark_unread", READ),
    of("follow", "may see the thing"),
    of("join", READ),
    of("leave", READ),
    of("join_workspace", "active member, where the workspace is open"),
    of("leave_workspace", "sees the workspace; the last owner stays"),
    of("add_member", LEAD_PLACE),
    of("remove_member", LEAD_PLACE),
    of("create_workspace", ACTIVE),
    of("change_workspace", LEAD_WORKSPACE),
    of("create_channel", "member of the workspace; kinds with a desk, who leads it"),
    of("change_channel", "may manage the channel"),
    of("open_direct", ACTIVE),
    of("end_session", "one's own session"),
    of(
        "move_talk",
        "may manage where it stands and write where it goes; within a channel, its author",
    ),
    of("change_network", ADMINISTRATOR),
    of("change_office", ADMINISTRATOR),
    of("send_feedback", ACTIVE),
    of("handle_feedback", ADMINISTRATOR),
    of("import_members", ADMINISTRATOR),
    of("describe_file", "who uploaded it, and may write where it was sent"),
    of("change_profile", ACTIVE),
    of("add_affiliation", ACTIVE),
    of("change_affiliation", "one's own affiliation; the chosen one is a confirmed one"),
    of("end_affiliation", "one's own, or the organisation's contact person, or administrator"),
    of("confirm_affiliation", CONTACT),
    of("set_competence", ACTIVE),
    of("save_competence", ADMINISTRATOR),
    of("endorse", "active member; of another whom one may know of"),
    of("unendorse", "active member; of another whom one may know of"),
    of("create_organisation", ADMINISTRATOR),
    of("change_organisation", "administrator; its texts, the organisation's contact person, too"),
    of("name_contact", ADMINISTRATOR),
    of("remove_contact", ADMINISTRATOR),
    of("suspend_member", ADMINISTRATOR),
    of("end_membership", ADMINISTRATOR),
    of("reactivate_member", ADMINISTRATOR),
    of("leave_network", "oneself"),
    of("invite", "who leads the place; network: administrators, or any member where allowed"),
    of("revoke_invitation", "its maker, or who manages links where it leads"),
    of("use_invitation", "active member with a link that is good"),
    of("request_to_join", "active member, where the workspace is by request"),
    of("cancel_request", "one's own request"),
    of("decide_requests", LEAD_WORKSPACE),
    of("begin_move", ACTIVE),
    of("end_other_sessions", "one's own sessions"),
    of("handle_application", GATE),
    of("decide_applications", GATE),
    of("remind_members", ADMINISTER),
    of("accept_terms", ACTIVE),
    of("publish_terms", ADMINISTER),
];

/// The name of a command, as `t` carries it.
pub fn name(action: &Action) -> &'static str {
    match action {
        Action::Send { .. } => "send",
        Action::Edit { .. } => "edit",
        Action::Delete { .. } => "delete",
        Action::React { .. } => "react",
        Action::Unreact { .. } => "unreact",
        Action::Pin { .. } => "pin",
        Action::Unpin { .. } => "unpin",
        Action::CreateItem { .. } => "create_item",
        Action::ChangeItem { .. } => "change_item",
        Action::DeleteItem { .. } => "delete_item",
        Action::MarkRead { .. } => "mark_read",
        Action::MarkUnread { .. } => "mark_unread",
        Action::Follow { .. } => "follow",
        Action::Join { .. } => "join",
        Action::Leave { .. } => "leave",
        Action::JoinWorkspace { .. } => "join_workspace",
        Action::LeaveWorkspace { .. } => "leave_workspace",
        Action::AddMember { .. } => "add_member",
        Action::RemoveMember { .. } => "remove_member",
        Action::CreateWorkspace { .. } => "create_workspace",
        Action::ChangeWorkspace { .. } => "change_workspace",
        Action::CreateChannel { .. } => "create_channel",
        Action::ChangeChannel { .. } => "change_channel",
        Action::OpenDirect { .. } => "open_direct",
        Action::EndSession { .. } => "end_session",
        Action::MoveTalk(_) => "move_talk",
        Action::ChangeNetwork(_) => "change_network",
        Action::ChangeOffice(_) => "change_office",
        Action::SendFeedback(_) => "send_feedback",
        Action::HandleFeedback(_) => "handle_feedback",
        Action::ImportMembers(_) => "import_members",
        Action::DescribeFile(_) => "describe_file",
        Action::ChangeProfile(_) => "change_profile",
        Action::AddAffiliation(_) => "add_affiliation",
        Action::ChangeAffiliation(_) => "change_affiliation",
        Action::EndAffiliation(_) => "end_affiliation",
        Action::ConfirmAffiliation(_) => "confirm_affiliation",
        Action::SetCompetence(_) => "set_competence",
        Action::SaveCompetence(_) => "save_competence",
        Action::Endorse(_) => "endorse",
        Action::Unendorse(_) => "unendorse",
        Action::CreateOrganisation(_) => "create_organisation",
        Action::ChangeOrganisation(_) => "change_organisation",
        Action::NameContact(_) => "name_contact",
        Action::RemoveContact(_) => "remove_contact",
        Action::SuspendMember(_) => "suspend_member",
        Action::EndMembership(_) => "end_membership",
        Action::ReactivateMember { .. } => "reactivate_member",
        Action::LeaveNetwork(_) => "leave_network",
        Action::Invite(_) => "invite",
        Action::RevokeInvitation(_) => "revoke_invitation",
        Action::UseInvitation(_) => "use_invitation",
        Action::RequestToJoin(_) => "request_to_join",
        Action::CancelRequest(_) => "cancel_request",
        Action::DecideRequests(_) => "decide_requests",
        Action::BeginMove(_) => "begin_move",
        Action::EndOtherSessions(_) => "end_other_sessions",
        Action::HandleApplication(_) => "handle_application",
        Action::DecideApplications(_) => "decide_applications",
        Action::RemindMembers(_) => "remind_members",
        Action::AcceptTerms(_) => "accept_terms",
        Action::PublishTerms(_) => "publish_terms",
    }
}

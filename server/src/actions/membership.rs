//! What coming in, going out and being given a role have in common: who may do it, and the events
//! that tell of it. Where a right falls, `access_changed` comes first on each stream concerned, so
//! whoever lost it hears nothing of what follows (promise P11).

use talkoo_protocol::{ChannelId, Code, MemberId, Refusal, StreamId, Verb, WorkspaceId};

use super::Asked;
use crate::{
    domain::{
        access::{ChannelVisibility, Role, Standing, WorkspaceAccess, WorkspaceState},
        draft::{AuditLine, EventDraft, Guard, WorkspaceWrite, Write},
    },
    error::Failure,
    store::{Connection, access, places, profiles},
};

/// A workspace whose card the member may see.
pub(super) async fn known(
    conn: &mut Connection,
    member: MemberId,
    workspace: WorkspaceId,
) -> Result<WorkspaceAccess, Failure> {
    let access = access::workspace(conn, member, workspace).await?;
    Ok(access.filter(WorkspaceAccess::sees_card).ok_or_else(Refusal::not_found)?)
}

/// A workspace that the member leads and that is not archived.
pub(super) async fn led(
    conn: &mut Connection,
    member: MemberId,
    workspace: WorkspaceId,
) -> Result<WorkspaceAccess, Failure> {
    let access = known(conn, member, workspace).await?;
    if access.wants_second_factor() {
        return Err(Refusal::second_factor().into());
    }
    if !access.may_manage() {
        return Err(Refusal::not_allowed("only its owners and facilitators do this").into());
    }
    if access.place.state == WorkspaceState::Archived {
        return Err(Refusal::new(Code::ReadOnly, "the workspace is archived").into());
    }
    Ok(access)
}

/// What a member that is active, and of whom the asker may know, is to a workspace.
pub(super) async fn target(
    conn: &mut Connection,
    asker: MemberId,
    member: MemberId,
    workspace: WorkspaceId,
) -> Result<Option<Role>, Failure> {
    if profiles::known(conn, asker, &[member]).await?.is_empty() {
        return Err(Refusal::not_found().into());
    }
    Ok(access::workspace(conn, member, workspace).await?.and_then(|access| access.place.role))
}

pub(super) fn role(word: &str) -> Result<Role, Refusal> {
    Role::parse(word).ok_or_else(|| Refusal::bad_value("role: owner, facilitator, member or guest"))
}

/// Only an owner makes or removes owners.
pub(super) fn may_give(
    is_owner: bool,
    former: Option<Role>,
    next: Option<Role>,
) -> Result<(), Refusal> {
    if !is_owner && (former == Some(Role::Owner) || next == Some(Role::Owner)) {
        return Err(Refusal::not_allowed("only an owner makes or removes owners"));
    }
    Ok(())
}

/// No workspace is ever without an owner. Two owners who leave at once both move its `access_seq`,
/// so the second is decided again and finds itself the last.
pub(super) async fn keeps_an_owner(
    conn: &mut Connection,
    workspace: WorkspaceId,
    member: MemberId,
    former: Role,
    next: Option<Role>,
) -> Result<(), Failure> {
    let stops = former == Role::Owner && next != Some(Role::Owner);
    if stops && places::other_owners(conn, workspace, member).await? == 0 {
        return Err(Refusal::rule("the last owner hands the workspace over first").into());
    }
    Ok(())
}

pub(super) fn guard(access: &WorkspaceAccess) -> Guard {
    Guard::Access { stream: access.place.workspace.into(), access_seq: access.access_seq }
}

/// Whether some right falls from one standing to another.
pub(super) fn narrows(before: &Standing, after: &Standing) -> bool {
    let falls = |right: fn(&Standing) -> bool| right(before) && !right(after);
    falls(Standing::may_read)
        || falls(Standing::may_post)
        || falls(Standing::may_manage)
        || falls(Standing::may_edit_desk)
}

/// The fence on a channel's streams.
pub(super) fn fence(
    actor: MemberId,
    channel: ChannelId,
    desk: Option<StreamId>,
) -> Vec<EventDraft> {
    let streams = [Some(channel.into()), desk].into_iter().flatten();
    streams
        .map(|stream: StreamId| {
            EventDraft::new(stream, Verb::ACCESS_CHANGED, actor, Write::Nothing)
        })
        .collect()
}

/// Comes into a workspace, or gets another role there: told to its members and to the person.
pub(super) fn entered(
    asked: &Asked<'_>,
    workspace: WorkspaceId,
    member: MemberId,
    role: Role,
) -> Vec<EventDraft> {
    enters(asked, workspace, member, role, None)
}

/// The same of somebody who did not ask to come. It is kept: to be brought somewhere is no consent
/// to be written to by who brought one there.
pub(super) fn brought(
    asked: &Asked<'_>,
    workspace: WorkspaceId,
    member: MemberId,
    role: Role,
) -> Vec<EventDraft> {
    enters(asked, workspace, member, role, Some(asked.member))
}

fn enters(
    asked: &Asked<'_>,
    workspace: WorkspaceId,
    member: MemberId,
    role: Role,
    brought_by: Option<MemberId>,
) -> Vec<EventDraft> {
    let role_word = Some(role.as_str());
    let write = Write::WorkspaceMember { workspace, member, role: role_word, brought_by };
    vec![
        EventDraft::new(workspace, Verb::MEMBER_ADDED, asked.member, write)
            .fact("member", member.to_string())
            .fact("role", role.as_str()),
        EventDraft::new(member, Verb::WORKSPACE_JOINED, asked.member, Write::Nothing)
            .fact("workspace", workspace.to_string())
            .fact("role", role.as_str()),
    ]
}

/// Who comes in as more than a guest joins the public channels. Another role later joins nothing:
/// what one has left stays left.
pub(super) async fn joined_all(
    conn: &mut Connection,
    asked: &Asked<'_>,
    workspace: WorkspaceId,
    member: MemberId,
) -> Result<Vec<EventDraft>, Failure> {
    let public = places::public_channels(conn, workspace).await?;
    let asked_for: Vec<_> = public.into_iter().map(|channel| (member, channel)).collect();
    let standings = access::standings(conn, &asked_for).await?;
    let missing = standings.into_iter().flatten().filter(|s| s.in_channel.is_none());
    Ok(missing.map(|s| joined(asked.member, member, s.channel, Role::Member)).collect())
}

/// The channels that a guest who comes in had joined from outside: the row of the guest takes their
/// place, and the person's own devices hear of it.
pub(super) async fn left_behind(
    conn: &mut Connection,
    asked: &Asked<'_>,
    workspace: WorkspaceId,
    member: MemberId,
) -> Result<Vec<EventDraft>, Failure> {
    let all = standings(conn, workspace, member).await?.into_iter();
    let joined = all.filter(|before| before.in_channel.is_some());
    Ok(joined
        .map(|before| {
            EventDraft::new(member, Verb::CHANNEL_LEFT, asked.member, Write::Nothing)
                .fact("channel", before.channel.to_string())
        })
        .collect())
}

/// Joins a channel: a row, and a word to the person's own devices.
pub(super) fn joined(
    actor: MemberId,
    member: MemberId,
    channel: ChannelId,
    role: Role,
) -> EventDraft {
    let write = Write::ChannelMember { channel, member, role: Some(role.as_str()) };
    EventDraft::new(member, Verb::CHANNEL_JOINED, actor, write)
        .fact("channel", channel.to_string())
        .fact("role", role.as_str())
}

/// Goes out of a workspace, with every channel of it.
pub(super) async fn left(
    conn: &mut Connection,
    asked: &Asked<'_>,
    workspace: WorkspaceId,
    member: MemberId,
) -> Result<Vec<EventDraft>, Failure> {
    let actor = asked.member;
    let write = Write::WorkspaceMember { workspace, member, role: None, brought_by: None };
    let mut events = vec![
        EventDraft::new(workspace, Verb::ACCESS_CHANGED, actor, Write::Nothing),
        EventDraft::new(workspace, Verb::MEMBER_REMOVED, actor, write)
            .fact("member", member.to_string()),
    ];
    for before in standings(conn, workspace, member).await? {
        events.extend(cut(actor, &before, None));
        let is_private = before.visibility == ChannelVisibility::Private;
        if is_private && before.in_channel.is_some() {
            events.push(removed(actor, member, before.channel, Write::Nothing));
        }
        if before.in_channel.is_some() && is_guest(&before) {
            events.extend(guests_told(actor, &before));
        }
    }
    events.push(
        EventDraft::new(member, Verb::WORKSPACE_LEFT, actor, Write::Nothing)
            .fact("workspace", workspace.to_string()),
    );
    Ok(events)
}

/// The fences of a role that is lowered but not taken.
pub(super) async fn lowered(
    conn: &mut Connection,
    asked: &Asked<'_>,
    workspace: WorkspaceId,
    member: MemberId,
    role: Role,
) -> Result<Vec<EventDraft>, Failure> {
    let mut events = Vec::new();
    if role == Role::Guest {
        events.push(EventDraft::new(workspace, Verb::ACCESS_CHANGED, asked.member, Write::Nothing));
    }
    for before in standings(conn, workspace, member).await? {
        events.extend(cut(asked.member, &before, Some(role)));
        if before.in_channel.is_some() && is_guest(&before) != (role == Role::Guest) {
            events.extend(guests_told(asked.member, &before));
        }
    }
    Ok(events)
}

pub(super) fn is_guest(standing: &Standing) -> bool {
    standing.workspace.is_some_and(|place| place.role == Some(Role::Guest))
}

/// The head of a channel says who is a guest there, so it is a newer one when that changes.
pub(super) fn guests_told(actor: MemberId, standing: &Standing) -> Vec<EventDraft> {
    let channel = standing.channel;
    let renew = Write::InWorkspace(Box::new(WorkspaceWrite::Renew { channel }));
    let mut events = vec![EventDraft::new(channel, Verb::CHANNEL_CHANGED, actor, renew)];
    if let (Some(place), ChannelVisibility::Public) = (&standing.workspace, standing.visibility) {
        events.push(
            EventDraft::new(place.workspace, Verb::CHANNEL_CHANGED, actor, Write::Nothing)
                .fact("channel", channel.to_string()),
        );
    }
    events
}

pub(super) fn removed(
    actor: MemberId,
    member: MemberId,
    channel: ChannelId,
    write: Write,
) -> EventDraft {
    EventDraft::new(channel, Verb::MEMBER_REMOVED, actor, write).fact("member", member.to_string())
}

/// Who gave whom which role where: ids and words of ours.
pub(super) fn line(action: &'static str, place: uuid::Uuid, member: MemberId) -> AuditLine {
    AuditLine { action, object: Some(place), reason: format!("member {member}") }
}

/// Fences where the right falls, and on every private channel: one may be brought into a private
/// channel in the very moment in which one is taken out of its workspace.
fn cut(actor: MemberId, before: &Standing, role: Option<Role>) -> Vec<EventDraft> {
    let after = with_role(before, role);
    let is_private = before.visibility == ChannelVisibility::Private;
    if narrows(before, &after) || (role.is_none() && is_private) {
        fence(actor, before.channel, before.desk)
    } else {
        Vec::new()
    }
}

/// The same member with another role in the workspace; without one the channel's row goes, too.
fn with_role(before: &Standing, role: Option<Role>) -> Standing {
    let mut after = before.clone();
    if let Some(place) = &mut after.workspace {
        place.role = role;
    }
    if role.is_none() {
        after.in_channel = None;
    }
    after
}

async fn standings(
    conn: &mut Connection,
    workspace: WorkspaceId,
    member: MemberId,
) -> Result<Vec<Standing>, Failure> {
    let channels = access::channel_streams(conn, workspace).await?;
    let pairs: Vec<_> = channels.into_iter().map(|(channel, _)| (member, channel)).collect();
    Ok(access::standings(conn, &pairs).await?.into_iter().flatten().collect())
}

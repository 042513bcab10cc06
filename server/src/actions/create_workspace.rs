//! Making a workspace: any member may, and owns it. It begins with one public channel, so that
//! there is a place to speak at once.

use talkoo_protocol::{ChannelId, Refusal, Verb, WorkspaceId};

use super::{
    Asked,
    create_channel::{self, New},
    depart, membership, text,
};
use crate::{
    domain::{
        access::{ChannelVisibility, Role, WorkspaceVisibility},
        draft::{Draft, EventDraft, NewStream, NewWorkspace, Write},
    },
    error::Failure,
    kinds,
    store::people,
};

const NAME_CHARS: usize = 80;
const PURPOSE_BYTES: usize = 2_000;
const REGION_CHARS: usize = 40;
/// The first channel of every workspace; its name can be changed like any other.
const FIRST_CHANNEL: &str = "yleinen";

/// A workspace as it is wanted.
pub(super) struct Wanted<'a> {
    pub(super) name: &'a str,
    pub(super) purpose: &'a str,
    pub(super) visibility: &'a str,
    pub(super) region: Option<&'a str>,
}

pub(super) async fn decide(asked: &Asked<'_>, wanted: Wanted<'_>) -> Result<Draft, Failure> {
    let name = name(wanted.name)?;
    let purpose = purpose(wanted.purpose)?;
    let visibility = visibility(wanted.visibility)?;
    let region =
        wanted.region.map(|region| text::line(region, "region", REGION_CHARS)).transpose()?;
    let mut conn = asked.app.store.read().await?;
    if people::active(&mut conn, &[asked.member]).await?.is_empty() {
        return Err(Refusal::not_allowed("the account is not active").into());
    }
    let still_here = depart::still_here(&mut conn, asked.member).await?;
    drop(conn);

    let workspace = WorkspaceId(asked.app.clock.new_id());
    let mut draft = asked.draft(workspace);
    draft.guards.push(still_here);
    draft.streams.push(NewStream { id: workspace.into(), sort: "workspace", owner: workspace.0 });
    draft.writes.push(Write::Workspace(NewWorkspace {
        id: workspace,
        kind: "network".to_owned(),
        name,
        purpose,
        visibility: visibility.as_str(),
        region,
    }));
    draft.events = vec![owned(asked, workspace)];
    draft.events.push(
        EventDraft::new(asked.member, Verb::WORKSPACE_JOINED, asked.member, Write::Nothing)
            .fact("workspace", workspace.to_string())
            .fact("role", Role::Owner.as_str()),
    );
    first_channel(asked, &mut draft, workspace)?;
    if visibility != WorkspaceVisibility::Secret {
        draft.events.push(announced(asked, workspace));
    }
    draft.audit.push(membership::line("workspace_created", workspace.0, asked.member));
    Ok(draft)
}

/// Tells the network of a workspace whose card everybody may see.
pub(super) fn announced(asked: &Asked<'_>, workspace: WorkspaceId) -> EventDraft {
    let network = asked.app.network.stream;
    EventDraft::new(network, Verb::WORKSPACE_CREATED, asked.member, Write::Nothing)
        .fact("workspace", workspace.to_string())
}

pub(super) fn name(name: &str) -> Result<String, Refusal> {
    let name = text::line(name, "name", NAME_CHARS)?;
    if name.chars().count() < 2 {
        return Err(Refusal::bad_value("name: 2 characters at least"));
    }
    Ok(name)
}

pub(super) fn purpose(purpose: &str) -> Result<String, Refusal> {
    text::bounded(purpose, PURPOSE_BYTES, "purpose")?;
    Ok(purpose.trim().to_owned())
}

pub(super) fn visibility(word: &str) -> Result<WorkspaceVisibility, Refusal> {
    WorkspaceVisibility::parse(word)
        .ok_or_else(|| Refusal::bad_value("visibility: open, by_request, invited or secret"))
}

fn owned(asked: &Asked<'_>, workspace: WorkspaceId) -> EventDraft {
    let role = Role::Owner.as_str();
    let write = Write::WorkspaceMember { workspace, member: asked.member, role: Some(role) };
    EventDraft::new(workspace, Verb::MEMBER_ADDED, asked.member, write)
        .fact("member", asked.member.to_string())
        .fact("role", role)
}

fn first_channel(
    asked: &Asked<'_>,
    draft: &mut Draft,
    workspace: WorkspaceId,
) -> Result<(), Refusal> {
    let channel = ChannelId(asked.app.clock.new_id());
    let chat = kinds::find("chat")?;
    let new = New {
        workspace: Some(workspace),
        kind: chat.name(),
        main: chat,
        name: FIRST_CHANNEL.to_owned(),
        topic: String::new(),
        visibility: ChannelVisibility::Public,
        desk: None,
        direct_key: None,
    };
    create_channel::begin(asked, draft, channel, new);
    draft.events.push(membership::joined(asked.member, asked.member, channel, Role::Owner));
    draft.events.push(create_channel::listed(asked, workspace, channel));
    Ok(())
}

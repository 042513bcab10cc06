//! Putting a channel in its place. Each move is decided on the order as it stands: who moves at the
//! same time is decided again, so the last one is right and all see one order.

use talkoo_protocol::{Refusal, Verb, WorkspaceId, workspaces::ArrangeChannel};

use super::{Asked, membership, scene, text};
use crate::{
    domain::{
        access::ChannelVisibility,
        draft::{Draft, EventDraft, WorkspaceWrite, Write},
        order::{self, Placed},
    },
    error::Failure,
    store::workspaces::{self, Row},
};

const SECTION_CHARS: usize = 40;

pub(super) async fn decide(asked: &Asked<'_>, wanted: &ArrangeChannel) -> Result<Draft, Failure> {
    let channel = wanted.channel;
    let section = section(&wanted.section)?;
    let standing = scene::standing_now(asked, channel).await?;
    let Some(place) = standing.workspace else {
        return Err(Refusal::rule("a private conversation stands in no list").into());
    };
    let workspace = place.workspace;
    let mut snapshot = asked.app.store.snapshot().await?;
    let access = membership::led(&mut snapshot, asked.member, workspace).await?;
    let rows = workspaces::placed(&mut snapshot, workspace).await?;
    let placed: Vec<Placed> = rows.iter().map(|row| row.placed.clone()).collect();
    if wanted.after.is_some_and(|after| !placed.iter().any(|one| one.channel == after)) {
        return Err(Refusal::not_found().into());
    }

    let mut draft = asked.draft(channel);
    draft.guards = vec![membership::guard(&access), scene::access_guard(&standing)];
    for change in order::arranged(&placed, channel, &section, wanted.after) {
        let row = rows.iter().find(|row| row.placed.channel == change.channel);
        draft.events.extend(told(asked, workspace, row, change));
    }
    Ok(draft)
}

fn section(section: &str) -> Result<String, Refusal> {
    if section.trim().is_empty() {
        return Ok(String::new());
    }
    text::line(section, "section", SECTION_CHARS)
}

/// On the channel's own stream, and where it is listed for the whole workspace.
fn told(
    asked: &Asked<'_>,
    workspace: WorkspaceId,
    row: Option<&Row>,
    placed: Placed,
) -> Vec<EventDraft> {
    let Placed { channel, section, position } = placed;
    let write = WorkspaceWrite::Arrange { channel, section, position };
    let write = Write::InWorkspace(Box::new(write));
    let mut events = vec![EventDraft::new(channel, Verb::CHANNEL_CHANGED, asked.member, write)];
    if row.is_some_and(|row| row.visibility == ChannelVisibility::Public) {
        events.push(
            EventDraft::new(workspace, Verb::CHANNEL_CHANGED, asked.member, Write::Nothing)
                .fact("channel", channel.to_string()),
        );
    } else {
        // A private channel is not named to the workspace; that somebody moved is told all the
        // same, so that who moves at this moment is decided again.
        events.push(EventDraft::new(
            workspace,
            Verb::WORKSPACE_CHANGED,
            asked.member,
            Write::Nothing,
        ));
    }
    events
}

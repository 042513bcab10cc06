//! Workspaces as one reader sees them: the cards one may know of, who is in one, its channels.

use talkoo_protocol::{
    ChannelView, MemberId, Refusal, WorkspaceId,
    http::{PlaceMember, WorkspaceCard, WorkspacesQuery},
};

use super::{LISTED, active, channels};
use crate::{
    app::App,
    domain::access::WorkspaceAccess,
    error::Failure,
    store::{Connection, access, cards, places},
};

/// Cards of the workspaces that one may know of.
///
/// # Errors
/// `suspended` when the account is not active any more.
pub async fn workspaces(
    app: &App,
    member: MemberId,
    query: &WorkspacesQuery,
) -> Result<Vec<WorkspaceCard>, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    active(&mut snapshot, member).await?;
    Ok(cards::listed(&mut snapshot, member, query, LISTED).await?)
}

/// One card.
///
/// # Errors
/// `not_found` for a secret workspace of others, as for one that does not exist.
pub async fn workspace(
    app: &App,
    member: MemberId,
    workspace: WorkspaceId,
) -> Result<WorkspaceCard, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    let access = known(&mut snapshot, member, workspace).await?;
    let place = access.place;
    let card = cards::one(&mut snapshot, workspace, place.role, place.glass).await?;
    Ok(card.ok_or_else(Refusal::not_found)?)
}

/// Who is in a workspace, by name.
///
/// # Errors
/// `not_found`; `not_allowed` for those who see the card only.
pub async fn workspace_members(
    app: &App,
    member: MemberId,
    workspace: WorkspaceId,
) -> Result<Vec<PlaceMember>, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    let access = known(&mut snapshot, member, workspace).await?;
    if access.wants_second_factor() {
        return Err(Refusal::second_factor().into());
    }
    if !access.may_read() {
        return Err(Refusal::not_allowed("its members see who is in the workspace").into());
    }
    let roles = places::workspace_members(&mut snapshot, workspace, LISTED).await?;
    channels::people_with_roles(&mut snapshot, roles).await
}

/// Its channels that one may read, in their order.
///
/// # Errors
/// `not_found`.
pub async fn workspace_channels(
    app: &App,
    member: MemberId,
    workspace: WorkspaceId,
) -> Result<Vec<ChannelView>, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    if known(&mut snapshot, member, workspace).await?.wants_second_factor() {
        return Err(Refusal::second_factor().into());
    }
    let ids = places::channels_of(&mut snapshot, workspace).await?;
    let standings = channels::standings(&mut snapshot, member, ids).await?;
    channels::views(&mut snapshot, &standings).await
}

pub(super) async fn known(
    conn: &mut Connection,
    member: MemberId,
    workspace: WorkspaceId,
) -> Result<WorkspaceAccess, Failure> {
    let access = access::workspace(conn, member, workspace).await?;
    Ok(access.filter(WorkspaceAccess::sees_card).ok_or_else(Refusal::not_found)?)
}

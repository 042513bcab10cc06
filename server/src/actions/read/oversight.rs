//! What somebody is told before a workspace is changed, and who among the network's administrators
//! has looked into which.

use talkoo_protocol::{
    MemberId, Refusal, WorkspaceId,
    workspaces::{EffectQuery, GlassView, WorkspaceEffect},
};

use super::{LISTED, workspaces::known};
use crate::{
    actions::{office, retention},
    app::App,
    error::Failure,
    store::{glasses, workspaces},
};

/// What closing a workspace to those outside, or keeping less, would do.
///
/// # Errors
/// `not_found`; `not_allowed` for who does not lead it; `second_factor`.
pub async fn effect(
    app: &App,
    member: MemberId,
    workspace: WorkspaceId,
    query: &EffectQuery,
) -> Result<WorkspaceEffect, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    let access = known(&mut snapshot, member, workspace).await?;
    if access.wants_second_factor() {
        return Err(Refusal::second_factor().into());
    }
    if !access.may_manage() {
        return Err(Refusal::not_allowed("only its owners and facilitators ask this").into());
    }
    let days = query.retention_days.filter(|days| *days > 0);
    let fading = retention::fading();
    Ok(workspaces::effect(&mut snapshot, workspace, days, &fading).await?)
}

/// Who among the administrators asked to see which workspace.
///
/// # Errors
/// `not_allowed` for who is no administrator.
pub async fn all_glasses(app: &App, member: MemberId) -> Result<Vec<GlassView>, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    office::administrator(&mut snapshot, member).await?;
    Ok(glasses::of(&mut snapshot, None, LISTED).await?)
}

/// Who asked to see this workspace and who agreed, for its owners.
///
/// # Errors
/// `not_found`; `not_allowed` for who does not own it.
pub async fn glasses_of(
    app: &App,
    member: MemberId,
    workspace: WorkspaceId,
) -> Result<Vec<GlassView>, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    if !known(&mut snapshot, member, workspace).await?.is_owner() {
        return Err(Refusal::not_allowed("its owners see this").into());
    }
    let all = glasses::of(&mut snapshot, Some(workspace), LISTED).await?;
    // A request that nobody agreed to has let nobody see anything.
    Ok(all.into_iter().filter(|glass| glass.confirmed_by.is_some()).collect())
}

//! What came of talk, for those who may read where it stands; and one's own feeds.

use std::collections::HashMap;

use talkoo_protocol::{
    MemberId, OutcomeId, Refusal,
    activity::{FeedView, OutcomeView},
};
use uuid::Uuid;

use crate::{
    app::App,
    domain::{
        access::{Standing, WorkspaceAccess},
        outcome,
    },
    error::Failure,
    store::{Connection, access, feeds, outcomes},
};

/// Answers that one member owes at most, as far as they are listed.
const WAITING: i64 = 100;

/// One outcome.
///
/// # Errors
/// `not_found`.
pub async fn outcome(app: &App, member: MemberId, id: OutcomeId) -> Result<OutcomeView, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    let mut found = views(&mut snapshot, member, &[id.0]).await?;
    Ok(found.remove(&id.0).ok_or_else(Refusal::not_found)?)
}

/// Outcomes that wait for this member's answer.
///
/// # Errors
/// `suspended`.
pub async fn waiting_outcomes(app: &App, member: MemberId) -> Result<Vec<OutcomeView>, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    super::active(&mut snapshot, member).await?;
    let waiting = outcomes::waiting_for(&mut snapshot, member, WAITING).await?;
    seen(&mut snapshot, member, waiting).await
}

/// One's own addresses for feed readers.
///
/// # Errors
/// `suspended`.
pub async fn feeds(app: &App, member: MemberId) -> Result<Vec<FeedView>, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    super::active(&mut snapshot, member).await?;
    Ok(feeds::of(&mut snapshot, member).await?)
}

/// Those of these outcomes that the member may read, by id.
pub(super) async fn views(
    conn: &mut Connection,
    member: MemberId,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, OutcomeView>, Failure> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let found = outcomes::by_ids(conn, ids).await?;
    Ok(seen(conn, member, found).await?.into_iter().map(|view| (view.id.0, view)).collect())
}

async fn seen(
    conn: &mut Connection,
    member: MemberId,
    found: Vec<OutcomeView>,
) -> Result<Vec<OutcomeView>, Failure> {
    let speaks_for = outcomes::speaks_for(conn, member).await?;
    let channels: Vec<_> = found.iter().filter_map(|view| Some((member, view.channel?))).collect();
    let standings: HashMap<_, Standing> = access::standings(conn, &channels)
        .await?
        .into_iter()
        .flatten()
        .map(|standing| (standing.channel, standing))
        .collect();
    let workspaces: Vec<_> = found
        .iter()
        .filter(|view| view.channel.is_none())
        .filter_map(|view| view.workspace)
        .collect();
    let accesses: HashMap<_, WorkspaceAccess> = access::workspaces(conn, member, &workspaces)
        .await?
        .into_iter()
        .map(|access| (access.place.workspace, access))
        .collect();
    let mut views = Vec::new();
    for mut view in found {
        let (may_read, may_write) = match (view.channel, view.workspace) {
            (Some(channel), _) => {
                let standing = standings.get(&channel);
                let visible = standing.filter(|it| it.may_read());
                (visible.is_some(), visible.is_some_and(Standing::may_post))
            }
            (None, Some(workspace)) => {
                let access = accesses.get(&workspace);
                let visible = access.filter(|it| it.may_read());
                (visible.is_some(), visible.is_some_and(|it| it.may_make_channels()))
            }
            (None, None) => (false, false),
        };
        if may_read {
            view.may_answer = outcome::may_answer(&view, member, &speaks_for, may_write);
            views.push(view);
        }
    }
    Ok(views)
}

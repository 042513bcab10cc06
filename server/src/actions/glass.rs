//! Breaking the glass: the one way in which the network's administrators see a workspace that is not
//! theirs. One asks and says why, another agrees within a day, the owners hear of it at once, and it
//! ends by itself after four hours.

use std::time::Duration;

use talkoo_protocol::{
    ClientId, MemberId, Refusal, Verb, WorkspaceId,
    workspaces::{AskGlass, GlassView},
};
use tokio::time::{MissedTickBehavior, interval, timeout};
use uuid::Uuid;

use super::{Asked, membership, office, text};
use crate::{
    app::App,
    domain::{
        access::Role,
        draft::{AuditLine, Draft, EventDraft, WorkspaceWrite, Write},
    },
    error::Failure,
    store::{Connection, access, glasses, places},
};

/// How long one may look.
const LASTS: Duration = Duration::from_secs(4 * 60 * 60);
/// How often glass whose time is over is looked for. Reading by it ends on the second; this ends the
/// sockets that still hear.
const EVERY: Duration = Duration::from_secs(1);
/// Postgres has so long to answer; the next look asks on another connection.
const PATIENCE: Duration = Duration::from_secs(10);
const REASON_BYTES: usize = 1_000;
const AT_ONCE: i64 = 100;

pub(super) async fn ask(asked: &Asked<'_>, wanted: &AskGlass) -> Result<Draft, Failure> {
    let workspace = wanted.workspace;
    let mut snapshot = asked.app.store.snapshot().await?;
    office::administrator(&mut snapshot, asked.member).await?;
    text::bounded(&wanted.reason, REASON_BYTES, "reason")?;
    let reason = wanted.reason.trim();
    if reason.chars().count() < 10 {
        return Err(Refusal::bad_value("reason: say in a sentence why").into());
    }
    // An administrator knows of every workspace; that there is one is no secret here.
    access::workspace(&mut snapshot, asked.member, workspace)
        .await?
        .ok_or_else(Refusal::not_found)?;
    let glass = asked.app.clock.new_id();
    let mut draft = asked.draft(glass);
    let write =
        WorkspaceWrite::AskGlass { glass, workspace, by: asked.member, reason: reason.to_owned() };
    draft.writes.push(Write::InWorkspace(Box::new(write)));
    draft.audit.push(line("glass_asked", workspace, glass));
    Ok(draft)
}

pub(super) async fn break_it(asked: &Asked<'_>, glass: Uuid) -> Result<Draft, Failure> {
    let mut snapshot = asked.app.store.snapshot().await?;
    office::administrator(&mut snapshot, asked.member).await?;
    let view = glasses::by_id(&mut snapshot, glass).await?.ok_or_else(Refusal::not_found)?;
    if view.asked_by == asked.member {
        return Err(Refusal::not_allowed("another administrator has to agree").into());
    }
    if view.state != "asked" {
        return Err(Refusal::rule("this request is answered or too old").into());
    }
    // Whoever asked must still hold the office.
    office::administrator(&mut snapshot, view.asked_by).await?;
    let others = glasses::of(&mut snapshot, Some(view.workspace), AT_ONCE).await?;
    if others.iter().any(|one| one.asked_by == view.asked_by && one.state == "broken") {
        return Err(Refusal::rule("this administrator looks already").into());
    }
    let by_owners = known_to_owners(&mut snapshot, asked, &view).await?;
    let mut draft = asked.draft(glass);
    let write = WorkspaceWrite::BreakGlass { glass, by: asked.member, lasts: LASTS };
    draft.writes.push(Write::InWorkspace(Box::new(write)));
    draft.events = by_owners;
    draft.audit.push(line("glass_broken", view.workspace, glass));
    Ok(draft)
}

pub(super) async fn mend(asked: &Asked<'_>, glass: Uuid) -> Result<Draft, Failure> {
    let mut snapshot = asked.app.store.snapshot().await?;
    let view = glasses::by_id(&mut snapshot, glass).await?.ok_or_else(Refusal::not_found)?;
    let own = access::workspace(&mut snapshot, asked.member, view.workspace).await?;
    if !own.is_some_and(|access| access.is_owner())
        && office::administrator(&mut snapshot, asked.member).await.is_err()
    {
        return Err(Refusal::not_found().into());
    }
    let mut draft = asked.draft(glass);
    if view.state == "ended" || view.state == "expired" {
        return Ok(draft);
    }
    draft.events = closed(&mut snapshot, Some(asked.member), &view).await?;
    draft.writes.push(Write::InWorkspace(Box::new(WorkspaceWrite::EndGlass { glass })));
    draft.audit.push(line("glass_mended", view.workspace, glass));
    Ok(draft)
}

/// Whoever gives up the office, or the account, looks no longer: each glass of theirs ends in the
/// same act.
pub(super) async fn end_with_office(
    conn: &mut Connection,
    asked: &Asked<'_>,
    draft: &mut Draft,
    member: MemberId,
) -> Result<(), Failure> {
    for glass in glasses::open_of(conn, member).await? {
        let Some(view) = glasses::by_id(conn, glass).await? else { continue };
        draft.events.extend(closed(conn, Some(asked.member), &view).await?);
        draft.writes.push(Write::InWorkspace(Box::new(WorkspaceWrite::EndGlass { glass })));
        draft.audit.push(line("glass_mended", view.workspace, glass));
    }
    Ok(())
}

/// Told on the owners' own streams: an owner may be anywhere in the product when it happens.
async fn known_to_owners(
    conn: &mut Connection,
    asked: &Asked<'_>,
    view: &GlassView,
) -> Result<Vec<EventDraft>, Failure> {
    let people = places::workspace_members(conn, view.workspace, 10_000).await?;
    let owners = people.into_iter().filter(|(_, role)| role == Role::Owner.as_str());
    let told = owners.map(|(owner, _)| {
        EventDraft::new(owner, Verb::GLASS_BROKEN, asked.member, Write::Nothing)
            .fact("workspace", view.workspace.to_string())
            .fact("glass", view.id.to_string())
            .fact("member", view.asked_by.to_string())
    });
    let event = EventDraft::new(view.workspace, Verb::GLASS_BROKEN, asked.member, Write::Nothing)
        .fact("glass", view.id.to_string())
        .fact("member", view.asked_by.to_string());
    Ok(std::iter::once(event).chain(told).collect())
}

/// Fences on every stream of the workspace: whoever looked hears nothing more.
async fn closed(
    conn: &mut Connection,
    actor: Option<MemberId>,
    view: &GlassView,
) -> Result<Vec<EventDraft>, Failure> {
    if view.until.is_none() {
        return Ok(Vec::new());
    }
    let by = actor.unwrap_or(view.asked_by);
    let mut events =
        vec![EventDraft::new(view.workspace, Verb::ACCESS_CHANGED, by, Write::Nothing)];
    for (channel, desk) in access::channel_streams(conn, view.workspace).await? {
        events.extend(membership::fence(by, channel, desk));
    }
    for event in &mut events {
        event.actor = actor;
    }
    Ok(events)
}

fn line(action: &'static str, workspace: WorkspaceId, glass: Uuid) -> AuditLine {
    AuditLine { action, object: Some(workspace.0), reason: format!("glass {glass}") }
}

/// Ends what is over, on whichever node comes first, until the node leaves.
pub async fn keep(app: std::sync::Arc<App>) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = app.leaving.cancelled() => return,
            _ = ticks.tick() => {}
        }
        match timeout(PATIENCE, end_over(&app)).await {
            Ok(Ok(_)) => {}
            Ok(Err(failure)) => tracing::warn!(%failure, "broken glass was not closed"),
            Err(_) => tracing::warn!("Postgres did not answer about broken glass"),
        }
    }
}

/// Ends the glass whose time is over, or whose looker has lost the office. A second node that does the same at the same time writes a
/// second fence, which takes nothing from anybody.
///
/// # Errors
/// A fault of the database.
pub async fn end_over(app: &App) -> Result<usize, Failure> {
    let mut conn = app.store.read().await?;
    let over = glasses::over(&mut conn, AT_ONCE).await?;
    for (glass, _) in &over {
        let Some(view) = glasses::by_id(&mut conn, *glass).await? else { continue };
        let mut draft = super::retention::by_the_house(app, *glass);
        // Two nodes that find it at once end it once: the second finds the receipt of the first.
        draft.client_id = ClientId(Uuid::new_v5(glass, b"over"));
        draft.events = closed(&mut conn, None, &view).await?;
        draft.writes.push(Write::InWorkspace(Box::new(WorkspaceWrite::EndGlass { glass: *glass })));
        draft.audit.push(line("glass_expired", view.workspace, *glass));
        app.journal.append(Box::new(draft), None, super::deadline(app)).await?;
    }
    Ok(over.len())
}

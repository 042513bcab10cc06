//! What editors are told of an item (who writes in it, what has changed, what a reader of some sort
//! will see), and what a channel shows of others.

use std::{collections::BTreeSet, time::Duration};

use similar::{ChangeTag, TextDiff};
use talkoo_protocol::{
    ChannelId, ItemId, ItemView, MemberId, Refusal,
    publishing::{
        ChangeView, ChangesBody, HoldBody, NewsletterBody, PassageChange, PreviewBody,
        PreviewQuery, Run, SourceView, SourcesBody,
    },
};

use super::{readable, sees_item};
use crate::{
    actions::scene,
    app::App,
    domain::{
        access::{
            ChannelVisibility, MemberStatus, Role, Standing, WorkspaceStanding, WorkspaceVisibility,
        },
        facets,
    },
    error::Failure,
    kind::{Item, Passage},
    kinds,
    store::{
        Connection, access,
        items::{self, Selection},
        newsletters, places, publishing,
    },
};

/// Changes that are shown at once.
const CHANGES: i64 = 10;
/// Comparing takes so long at most, all passages together; beyond it is told more coarsely.
const COMPARING: Duration = Duration::from_millis(150);
/// So many signs of what stayed are shown beside what did not.
const AROUND: usize = 60;
/// Items of one source.
const SHOWN: i64 = 20;

/// Who writes in an item now, for those who could.
///
/// # Errors
/// `not_found`.
pub async fn hold(app: &App, member: MemberId, item: ItemId) -> Result<HoldBody, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    edited(&mut snapshot, member, item).await?;
    Ok(HoldBody { by: publishing::holder(&mut snapshot, item).await? })
}

/// What was written when, word by word.
///
/// # Errors
/// `not_found`.
pub async fn changes(app: &App, member: MemberId, item: ItemId) -> Result<ChangesBody, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    let (view, _) = edited(&mut snapshot, member, item).await?;
    let former = publishing::former(&mut snapshot, item, CHANGES).await?;
    drop(snapshot);
    let kind = kinds::find(&view.kind)?;
    let present = scene::for_kind(&view);
    let mut after = kind.passages(&present)?;
    let mut state = present.state.clone();
    let until = (app.clock.instant() + COMPARING).into_std();
    let mut changes = Vec::new();
    for one in former {
        let item = Item {
            title: one.title,
            text: one.text,
            body: one.body,
            state: one.state,
            desk: one.desk,
            ..present.clone()
        };
        let before = kind.passages(&item)?;
        let passages = compared(&before, &after, until);
        if !passages.is_empty() {
            let view =
                ChangeView { former_seq: one.changed_seq, at: one.at, by: one.by, state, passages };
            changes.push(view);
        }
        (after, state) = (before, item.state);
    }
    Ok(ChangesBody { changes })
}

/// What somebody of this sort will see.
///
/// # Errors
/// `not_found`; `bad_value` for a sort of reader that there is not.
pub async fn preview(
    app: &App,
    member: MemberId,
    item: ItemId,
    query: &PreviewQuery,
) -> Result<PreviewBody, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    let (view, standing) = edited(&mut snapshot, member, item).await?;
    drop(snapshot);
    let kind = kinds::find(&view.kind)?;
    let facets = kind.facets(&kind.as_published(&scene::for_kind(&view))?)?;
    let has =
        |name, word: &str| !word.is_empty() && facets::words(&facets, name).any(|one| one == word);
    let reads = match query.reader.as_str() {
        "outside" => has(facets::PUBLIC, "yes") && is_everybodys(&standing),
        "network" => somebody(&standing, None).may_read(),
        "inside" => somebody(&standing, Some(Role::Member)).may_read(),
        _ => return Err(Refusal::bad_value("reader: outside, network or inside").into()),
    };
    let is_member = reads && query.reader != "outside";
    Ok(PreviewBody {
        reads,
        must_read: is_member && has(facets::MUST_READ, &query.role),
        is_about_region: reads && has(facets::REGION, &query.region),
    })
}

/// What this channel shows of others, as far as the reader may read it.
///
/// # Errors
/// `not_found`.
pub async fn sources(
    app: &App,
    member: MemberId,
    channel: ChannelId,
) -> Result<SourcesBody, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    readable(&mut snapshot, member, channel).await?;
    let named = publishing::sources(&mut snapshot, channel).await?;
    let mut sources = Vec::new();
    for source in named {
        let standing = access::standing(&mut snapshot, member, source).await?;
        let Some(standing) = standing.filter(Standing::may_read) else { continue };
        if let Some(view) = source_view(&mut snapshot, &standing).await? {
            sources.push(view);
        }
    }
    Ok(SourcesBody { sources })
}

async fn source_view(
    conn: &mut Connection,
    standing: &Standing,
) -> Result<Option<SourceView>, Failure> {
    let Some(place) = standing.workspace else { return Ok(None) };
    let channel = standing.channel;
    let named = places::channels_by_ids(conn, &[channel]).await?.remove(&channel);
    let workspaces = places::workspaces_by_ids(conn, &[place.workspace]).await?;
    let (Some(named), Some(workspace)) = (named, workspaces.get(&place.workspace)) else {
        return Ok(None);
    };
    let mut items = items::page(conn, channel, &Selection::default(), SHOWN).await?;
    items.retain(|item| {
        !item.main && !item.hidden && item.state != "archived" && sees_item(standing, item)
    });
    Ok(Some(SourceView {
        channel,
        name: named.name,
        workspace: place.workspace,
        workspace_name: workspace.name.clone(),
        items,
    }))
}

/// How many subscribe to a channel's newsletter and what was sent, for its editors.
///
/// # Errors
/// `not_found`.
pub async fn newsletter(
    app: &App,
    member: MemberId,
    channel: ChannelId,
) -> Result<NewsletterBody, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    let standing = readable(&mut snapshot, member, channel).await?;
    if !standing.may_edit_desk() {
        return Err(Refusal::not_found().into());
    }
    let (subscribers, sent) = newsletters::overview(&mut snapshot, channel).await?;
    Ok(NewsletterBody { subscribers, sent })
}

/// An item at whose desk the reader works.
async fn edited(
    conn: &mut Connection,
    member: MemberId,
    item: ItemId,
) -> Result<(ItemView, Standing), Failure> {
    let view = items::by_id(conn, item).await?.ok_or_else(Refusal::not_found)?;
    let standing = readable(conn, member, view.channel).await?;
    let is_there = sees_item(&standing, &view) && !view.deleted && standing.may_edit_desk();
    if is_there { Ok((view, standing)) } else { Err(Refusal::not_found().into()) }
}

/// An active member of this role here, and of nothing else.
fn somebody(standing: &Standing, role: Option<Role>) -> Standing {
    let workspace =
        standing.workspace.map(|place| WorkspaceStanding { role, glass: false, ..place });
    Standing { status: MemberStatus::Active, workspace, in_channel: role, ..standing.clone() }
}

fn is_everybodys(standing: &Standing) -> bool {
    standing.visibility == ChannelVisibility::Public
        && standing.workspace.is_some_and(|place| place.visibility == WorkspaceVisibility::Open)
        && somebody(standing, None).may_read()
}

/// What differs, passage by passage.
fn compared(
    before: &[Passage],
    after: &[Passage],
    until: std::time::Instant,
) -> Vec<PassageChange> {
    let text = |of: &[Passage], name: &str| {
        of.iter().find(|one| one.name == name).map(|one| one.text.clone()).unwrap_or_default()
    };
    let mut seen = BTreeSet::new();
    let names = after.iter().chain(before).map(|one| one.name.as_str());
    let names: Vec<&str> = names.filter(|name| seen.insert(*name)).collect();
    let differs = names.into_iter().filter_map(|name| {
        let (was, is) = (text(before, name), text(after, name));
        (was != is).then(|| PassageChange { name: name.to_owned(), runs: runs(&was, &is, until) })
    });
    differs.collect()
}

fn runs(was: &str, is: &str, until: std::time::Instant) -> Vec<Run> {
    let diff = TextDiff::configure().deadline(until).diff_words(was, is);
    let mut runs: Vec<Run> = Vec::new();
    for change in diff.iter_all_changes() {
        let how = match change.tag() {
            ChangeTag::Equal => "same",
            ChangeTag::Delete => "gone",
            ChangeTag::Insert => "new",
        };
        match runs.last_mut().filter(|last| last.how == how) {
            Some(last) => last.text.push_str(change.value()),
            None => runs.push(Run { how: how.to_owned(), text: change.value().to_owned() }),
        }
    }
    for run in runs.iter_mut().filter(|run| run.how == "same") {
        run.text = shortened(&run.text);
    }
    runs
}

/// Of a long stretch the beginning and the end.
fn shortened(text: &str) -> String {
    let signs: Vec<char> = text.chars().collect();
    if signs.len() <= AROUND * 3 {
        return text.to_owned();
    }
    let begin: String = signs[..AROUND].iter().collect();
    let end: String = signs[signs.len() - AROUND..].iter().collect();
    format!("{begin} … {end}")
}

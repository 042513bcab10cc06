//! The activity log as one reader may see it now: which streams, which rows, and what they tell of,
//! all in one snapshot. What is void on its stream (moved away, expired, about a place or person that
//! this reader may not know of) is left out, so a page may be shorter than asked for.

use std::collections::{HashMap, HashSet};

use serde_json::Value;
use talkoo_protocol::{
    ChannelId, MemberId, OrganisationId, Refusal, WorkspaceId,
    activity::{ActivityPage, ActivityQuery, ActivityRow, OutcomeView, PlaceName},
};
use uuid::Uuid;

use crate::{
    app::App,
    domain::{
        access::WorkspaceAccess,
        activity::{Bound, LogPlace, Verbs},
        markup,
    },
    error::Failure,
    store::{
        Connection, access,
        activity::{self, Asked, Readable, Row, Sort, Told, Way},
        items, page_size, people, places, profiles, sql_seq,
    },
};

/// Characters of a message that a row tells.
const EXCERPT: usize = 200;
/// People of one organisation whose acts are gathered.
const PEOPLE: i64 = 10_000;

/// # Errors
/// `bad_value`; `not_found` for a place that the reader may not see, as for one that is not there.
pub async fn activity(
    app: &App,
    member: MemberId,
    query: &ActivityQuery,
) -> Result<ActivityPage, Failure> {
    let limit = page_size(query.limit, app.settings.limits.page_rows);
    let mut snapshot = app.store.snapshot().await?;
    super::active(&mut snapshot, member).await?;
    page(&mut snapshot, member, query, limit).await
}

/// The same in a snapshot that is open already.
pub(super) async fn page(
    conn: &mut Connection,
    member: MemberId,
    query: &ActivityQuery,
    limit: i64,
) -> Result<ActivityPage, Failure> {
    let verbs = Verbs::parse(&query.groups)?;
    let before =
        if query.after.is_empty() { LogPlace::NEWEST } else { LogPlace::parse(&query.after)? };
    let from = Bound::parse(&query.from, "from")?;
    let until = Bound::parse(&query.until, "until")?;
    let ground = activity::ground(conn, member).await?;
    let scoped = scope(conn, member, query, &ground).await?;
    let (from, until) = activity::period(conn, from, until).await?;
    let way = way(conn, query, &scoped).await?;
    let region = Some(query.region.clone()).filter(|region| !region.is_empty());
    let in_region = |one: &&&Readable| region.is_some() && one.region == region;
    let late: Vec<_> = scoped.iter().filter(|one| one.oldest > 1).collect();
    let asked = Asked {
        streams: scoped.iter().map(|one| one.stream.0).collect(),
        late: late.iter().map(|one| one.stream.0).collect(),
        late_from: late.iter().map(|one| sql_seq(one.oldest)).collect(),
        verbs,
        from,
        until,
        organisation: query.organisation,
        region_streams: scoped.iter().filter(in_region).map(|one| one.stream.0).collect(),
        region,
        item: query.item,
        member: query.member,
        outcome: Some(query.outcome.clone()).filter(|kind| !kind.is_empty()),
        before,
        limit,
    };
    let rows = activity::page(conn, &way, &asked).await?;
    let is_full = i64::try_from(rows.len()).is_ok_and(|count| count >= limit);
    let next = rows.last().filter(|_| is_full).map(|row| row.place.text());
    let (rows, places) = view(conn, member, rows, &ground).await?;
    Ok(ActivityPage { rows, next, places })
}

/// Streams of the question.
async fn scope<'a>(
    conn: &mut Connection,
    member: MemberId,
    query: &ActivityQuery,
    ground: &'a [Readable],
) -> Result<Vec<&'a Readable>, Failure> {
    let mut channel = query.channel;
    if let Some(item) = query.item {
        let view = items::by_id(conn, item).await?.ok_or_else(Refusal::not_found)?;
        let standing = super::readable(conn, member, view.channel).await?;
        if view.desk || !super::sees_item(&standing, &view) {
            return Err(Refusal::not_found().into());
        }
        if channel.is_some_and(|channel| channel != view.channel) {
            return Ok(Vec::new());
        }
        channel = Some(view.channel);
    }
    if channel.is_some() && !ground.iter().any(|one| one.channel == channel) {
        return Err(Refusal::not_found().into());
    }
    if let Some(workspace) = query.workspace {
        let seen = access::workspace(conn, member, workspace).await?;
        seen.filter(WorkspaceAccess::sees_card).ok_or_else(Refusal::not_found)?;
    }
    // Of another person only what is done before all who share the place.
    let only_public = query.member.is_some_and(|other| other != member);
    Ok(ground
        .iter()
        .filter(|one| match channel {
            Some(channel) => one.channel == Some(channel),
            // Direct talk is no news, not even to those who talk.
            None => one.channel.is_none() || one.workspace.is_some(),
        })
        .filter(|one| query.workspace.is_none_or(|workspace| one.workspace == Some(workspace)))
        .filter(|one| query.kind.is_empty() || one.kind.as_deref() == Some(query.kind.as_str()))
        .filter(|one| !query.open || one.is_open)
        .filter(|one| !only_public || one.is_public)
        .collect())
}

/// The way that leads past the fewest other rows.
async fn way(
    conn: &mut Connection,
    query: &ActivityQuery,
    scoped: &[&Readable],
) -> Result<Way, Failure> {
    if !query.tag.is_empty() {
        return Ok(Way::Tag(query.tag.clone()));
    }
    if let Some(member) = query.member {
        return Ok(Way::People(vec![member]));
    }
    if let [one] = scoped
        && one.sort == Sort::Channel
    {
        return Ok(Way::Stream(one.stream));
    }
    if let Some(organisation) = query.organisation {
        return Ok(Way::People(activity::ever_of(conn, organisation, PEOPLE).await?));
    }
    Ok(Way::Time)
}

/// What the rows tell of, as far as this reader may know.
async fn view(
    conn: &mut Connection,
    member: MemberId,
    rows: Vec<Row>,
    ground: &[Readable],
) -> Result<(Vec<ActivityRow>, Vec<PlaceName>), Failure> {
    let at: HashMap<_, _> = ground.iter().map(|one| (one.stream, one)).collect();
    let messages: Vec<Uuid> = rows.iter().filter_map(|row| Some(row.message?.0)).collect();
    let items: Vec<Uuid> = rows.iter().filter_map(|row| Some(row.item?.0)).collect();
    let told = activity::told(conn, &messages, &items).await?;
    let ids: Vec<Uuid> = rows.iter().filter_map(|row| fact(row, "outcome")).collect();
    let recorded = super::outcomes::views(conn, member, &ids).await?;
    let cards = cards(conn, member, &rows).await?;
    let texts = texts(conn, member, &told).await?;

    let mut views = Vec::new();
    for row in rows {
        let Some(place) = at.get(&row.place.stream) else { continue };
        views.extend(line(&row, place, &told, &recorded, &cards, &texts, ground));
    }
    let names = names(&views, ground, &cards);
    Ok((views, names))
}

/// Workspaces that rows of the network's stream tell of, those whose cards this reader sees.
async fn cards(
    conn: &mut Connection,
    member: MemberId,
    rows: &[Row],
) -> Result<HashMap<WorkspaceId, String>, Failure> {
    let ids: HashSet<_> =
        rows.iter().filter_map(|row| Some(WorkspaceId(fact(row, "workspace")?))).collect();
    let ids: Vec<_> = ids.into_iter().collect();
    let seen = access::workspaces(conn, member, &ids).await?;
    let seen: Vec<_> =
        seen.iter().filter(|one| one.sees_card()).map(|one| one.place.workspace).collect();
    let views = places::workspaces_by_ids(conn, &seen).await?;
    Ok(views.into_iter().map(|(id, view)| (id, view.name)).collect())
}

/// Beginnings of the messages, with the names of those they mention.
async fn texts(
    conn: &mut Connection,
    member: MemberId,
    told: &Told,
) -> Result<HashMap<Uuid, String>, Failure> {
    let read: Vec<_> =
        told.messages.iter().map(|(id, message)| (id.0, markup::read(&message.text))).collect();
    let mentioned: HashSet<_> = read.iter().flat_map(|(_, it)| it.mentions.clone()).collect();
    let mentioned: Vec<_> = mentioned.into_iter().collect();
    let nameable = profiles::nameable(conn, member, &mentioned).await?;
    let members = people::by_ids(conn, &nameable).await?;
    let name = |who: markup::Mentioned| match who {
        markup::Mentioned::Channel => "@kanava".to_owned(),
        markup::Mentioned::Member(id) => {
            let given = members.get(&id).map(|view| format!("{} {}", view.given, view.family));
            format!("@{}", given.unwrap_or_default().trim())
        }
    };
    Ok(read.into_iter().map(|(id, it)| (id, it.plain.excerpt(EXCERPT, name))).collect())
}

/// One row, or nothing where it is void for this reader.
fn line(
    row: &Row,
    place: &Readable,
    told: &Told,
    recorded: &HashMap<Uuid, OutcomeView>,
    cards: &HashMap<WorkspaceId, String>,
    texts: &HashMap<Uuid, String>,
    ground: &[Readable],
) -> Option<ActivityRow> {
    let mut line = ActivityRow {
        stream: row.place.stream,
        seq: row.place.seq,
        at: row.place.at,
        verb: row.verb.clone(),
        actor: row.actor,
        spoken_as: row.spoken_as,
        workspace: place.workspace,
        channel: place.channel,
        item: row.item,
        message: row.message,
        member: fact(row, "member").map(MemberId),
        organisation: fact(row, "organisation").map(OrganisationId),
        title: String::new(),
        text: String::new(),
        word: ["emoji", "role", "state"]
            .iter()
            .find_map(|name| word(row, name))
            .unwrap_or_default(),
        outcome: None,
    };
    if let Some(id) = fact(row, "outcome") {
        let outcome = recorded.get(&id)?;
        if outcome.state == "withdrawn" {
            return None;
        }
        line.outcome = Some(outcome.clone());
    } else if let Some(message) = row.message {
        let found = told.messages.get(&message)?;
        let is_gone = found.is_deleted && row.verb != "deleted";
        if found.stream != row.place.stream || is_gone {
            return None;
        }
    } else if let Some(item) = row.item {
        let found = told.items.get(&item)?;
        let is_here = Some(found.channel) == place.channel || row.verb == "moved";
        if !is_here || found.is_desk || (found.is_deleted && row.verb != "item_deleted") {
            return None;
        }
    }
    if row.verb == "workspace_created" {
        let workspace = WorkspaceId(fact(row, "workspace")?);
        cards.contains_key(&workspace).then_some(())?;
        line.workspace = Some(workspace);
    }
    if row.verb.starts_with("channel_")
        && let Some(id) = fact(row, "channel")
    {
        let channel = ChannelId(id);
        ground.iter().find(|one| one.channel == Some(channel) && one.is_public)?;
        line.channel = Some(channel);
    }
    let here = |channel: ChannelId| Some(channel) == place.channel;
    let item = row.item.and_then(|item| told.items.get(&item)).filter(|item| here(item.channel));
    line.title = item.map(|item| item.title.clone()).unwrap_or_default();
    let says = row.message.filter(|_| row.verb != "deleted");
    let says = says.filter(|id| {
        told.messages.get(id).is_some_and(|message| message.stream == row.place.stream)
    });
    line.text = says.and_then(|id| texts.get(&id.0).cloned()).unwrap_or_default();
    Some(line)
}

fn names(
    rows: &[ActivityRow],
    ground: &[Readable],
    cards: &HashMap<WorkspaceId, String>,
) -> Vec<PlaceName> {
    let channels: HashSet<_> = rows.iter().filter_map(|row| row.channel).collect();
    let mut workspaces: HashSet<_> = rows.iter().filter_map(|row| row.workspace).collect();
    let mut names: Vec<PlaceName> = ground
        .iter()
        .filter(|one| one.channel.is_some_and(|channel| channels.contains(&channel)))
        .map(|one| PlaceName {
            workspace: one.workspace,
            channel: one.channel,
            name: one.name.clone(),
        })
        .collect();
    for one in ground {
        if one.workspace.is_some_and(|workspace| workspaces.remove(&workspace)) {
            let name = one.workspace_name.clone();
            names.push(PlaceName { workspace: one.workspace, channel: None, name });
        }
    }
    names.extend(
        cards.iter().filter(|(id, _)| workspaces.contains(id)).map(|(id, name)| PlaceName {
            workspace: Some(*id),
            channel: None,
            name: name.clone(),
        }),
    );
    names
}

fn word(row: &Row, name: &str) -> Option<String> {
    row.facts.as_ref()?.get(name).and_then(Value::as_str).map(str::to_owned)
}

fn fact(row: &Row, name: &str) -> Option<Uuid> {
    word(row, name)?.parse().ok()
}

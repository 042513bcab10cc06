//! Search: what somebody typed, looked for in what they may read now. The index finds; what is shown
//! is read from the objects in the same snapshot.

use std::collections::{HashMap, HashSet};

use talkoo_protocol::{
    ChannelId, ChannelView, ItemId, ItemView, MemberId, MessageId, Refusal, WorkspaceId,
    WorkspaceView,
    search::{
        ExcerptPiece, NamedThing, RepairedWord, SearchBody, SearchHit, SearchQuery, SearchedWord,
    },
};
use time::Duration;

use super::{active, narrowing};
use crate::{
    app::App,
    domain::markup,
    error::Failure,
    search::{self, Answer, Found, Searched, excerpt, query::Query},
    store::{
        Connection, Snapshot, items,
        messages::{self, Placed},
        organisations, page_size, people, places, profiles,
        search::{documents, found, names},
        tags,
    },
};

const LONGEST_QUERY: usize = 1_000;
const PAGE: u32 = 20;
/// Names of each sort that are shown above the hits.
const NAMES: i64 = 4;
/// Where the whole past takes too long.
const RECENT: Duration = Duration::days(90);

/// Hits of one page.
///
/// # Errors
/// `bad_value`; `suspended`.
pub async fn search(
    app: &App,
    member: MemberId,
    query: &SearchQuery,
) -> Result<SearchBody, Failure> {
    let limit = page_size(Some(query.limit.unwrap_or(PAGE)), app.settings.limits.page_rows);
    let (mut snapshot, looked) = look(app, member, &query.query).await?;
    let Looked { searched, answer, unknown, is_recent } = looked;
    let mut body = SearchBody {
        unknown,
        is_recent,
        is_degraded: !app.analyser.has_dictionary(),
        ..SearchBody::default()
    };
    if searched.query.is_empty() {
        return Ok(body);
    }
    told(&mut body, &answer);
    let skip = query.skip as usize;
    let page: Vec<Found> =
        answer.hits.iter().skip(skip).take(usize::try_from(limit).unwrap_or(1)).cloned().collect();
    show(app, (&mut snapshot, member), &mut body, page, &answer, &searched).await?;
    if skip == 0 && searched.query.filters.is_empty() {
        body.named = named(&mut snapshot, member, &searched, &answer).await?;
    }
    let authors: HashSet<MemberId> = body
        .hits
        .iter()
        .filter_map(|hit| hit.author)
        .chain(body.named.iter().filter_map(|named| named.member))
        .collect();
    let authors: Vec<MemberId> = authors.into_iter().collect();
    let mut members: Vec<_> =
        people::by_ids(&mut snapshot, &authors).await?.into_values().collect();
    members.sort_by_key(|member| member.id);
    body.members = members;
    Ok(body)
}

/// What was asked, as it was understood, and what was found.
#[derive(Debug, Default)]
pub struct Looked {
    pub searched: Searched,
    pub answer: Answer,
    /// Values of filters that name nothing.
    pub unknown: Vec<String>,
    /// The whole past took too long; these are the last months.
    pub is_recent: bool,
}

/// Looks for what somebody typed, and leaves the snapshot in which it was found.
///
/// # Errors
/// `bad_value`; `suspended`.
pub async fn look(app: &App, member: MemberId, text: &str) -> Result<(Snapshot, Looked), Failure> {
    if text.contains('\0') || text.chars().count() > LONGEST_QUERY {
        return Err(Refusal::bad_value("query: too long, or holds U+0000").into());
    }
    let mut snapshot = app.store.snapshot().await?;
    active(&mut snapshot, member).await?;
    let (searched, unknown) =
        narrowing::understand(&mut snapshot, member, Query::read(text)).await?;
    let mut looked = Looked { searched, unknown, ..Looked::default() };
    if looked.searched.query.is_empty() {
        return Ok((snapshot, looked));
    }
    let found = search::find(&mut snapshot, &app.analyser, member, &looked.searched).await;
    looked.answer = match found {
        Err(fault) if fault.is_outage() => {
            // The statement was given up, and the snapshot with it.
            snapshot = app.store.snapshot().await?;
            active(&mut snapshot, member).await?;
            looked.is_recent = true;
            let recent = recent(&mut snapshot, looked.searched.clone()).await?;
            search::find(&mut snapshot, &app.analyser, member, &recent).await?
        }
        answer => answer?,
    };
    Ok((snapshot, looked))
}

/// What somebody's query asks, with their rights and names of now, and the snapshot in which it was
/// read.
///
/// # Errors
/// `suspended`.
pub async fn understood(
    app: &App,
    member: MemberId,
    text: &str,
) -> Result<(Snapshot, Searched), Failure> {
    let mut snapshot = app.store.snapshot().await?;
    active(&mut snapshot, member).await?;
    let (searched, _) = narrowing::understand(&mut snapshot, member, Query::read(text)).await?;
    Ok((snapshot, searched))
}

async fn recent(conn: &mut Connection, mut searched: Searched) -> Result<Searched, Failure> {
    let since = found::now(conn).await? - RECENT;
    let after = &mut searched.narrowing.after;
    *after = Some(after.map_or(since, |other| other.max(since)));
    Ok(searched)
}

fn told(body: &mut SearchBody, answer: &Answer) {
    body.total = u32::try_from(answer.hits.len()).unwrap_or(u32::MAX);
    body.is_over = answer.is_over;
    let searched = answer.typed.iter().cloned().zip(answer.searched.iter().cloned());
    body.searched = searched.map(|(typed, bases)| SearchedWord { typed, bases }).collect();
    let repairs = answer.repairs.iter().cloned();
    body.repairs =
        repairs.map(|repair| RepairedWord { typed: repair.typed, meant: repair.meant }).collect();
}

/// The objects of a page as they stand in this snapshot.
struct Shown {
    messages: HashMap<MessageId, Placed>,
    items: HashMap<ItemId, ItemView>,
    channels: HashMap<ChannelId, ChannelView>,
    workspaces: HashMap<WorkspaceId, WorkspaceView>,
}

/// Mentions read as the names of those whom the reader may be told.
async fn name_people(
    conn: &mut Connection,
    reader: MemberId,
    texts: &mut [String],
) -> Result<(), Failure> {
    let mut mentioned: Vec<MemberId> =
        texts.iter().flat_map(|text| markup::read(text).mentions).collect();
    mentioned.sort_unstable();
    mentioned.dedup();
    if mentioned.is_empty() {
        return Ok(());
    }
    let nameable = profiles::nameable(conn, reader, &mentioned).await?;
    for (id, view) in people::by_ids(conn, &nameable).await? {
        let name = format!("@{} {}", view.given, view.family);
        for text in texts.iter_mut() {
            *text = text.replace(&format!("@[{id}]"), name.trim_end());
        }
    }
    Ok(())
}

async fn show(
    app: &App,
    (conn, reader): (&mut Connection, MemberId),
    body: &mut SearchBody,
    page: Vec<Found>,
    answer: &Answer,
    searched: &Searched,
) -> Result<(), Failure> {
    let ids = |is_item: bool| page.iter().filter(move |hit| hit.is_item == is_item);
    let messages: Vec<MessageId> = ids(false).map(|hit| MessageId(hit.object)).collect();
    let items_of: Vec<ItemId> = page.iter().map(|hit| ItemId(hit.item)).collect();
    let channels: Vec<ChannelId> = page.iter().map(|hit| ChannelId(hit.channel)).collect();
    let channels = places::channels_by_ids(conn, &channels).await?;
    let workspaces: Vec<WorkspaceId> =
        channels.values().filter_map(|channel| channel.workspace).collect();
    let shown = Shown {
        messages: messages::by_ids(conn, &messages).await?,
        items: items::by_ids(conn, &items_of).await?,
        workspaces: places::workspaces_by_ids(conn, &workspaces).await?,
        channels,
    };
    let mut texts: Vec<String> = page.iter().map(|hit| shown.text(hit)).collect();
    name_people(conn, reader, &mut texts).await?;
    let objects: Vec<uuid::Uuid> = page.iter().map(|hit| hit.object).collect();
    let mut told = documents::carried(conn, &objects).await?;
    let told: Vec<_> = objects.iter().map(|id| told.remove(id).unwrap_or_default()).collect();
    let marked = answer.marked.clone();
    let prefixes: Vec<String> = searched
        .query
        .words
        .iter()
        .filter(|word| word.is_prefix)
        .map(|word| word.text.to_lowercase())
        .collect();
    let words = answer.typed.iter().chain(answer.searched.iter().flatten());
    let roots = excerpt::roots(words.map(String::as_str));
    let excerpts = app
        .analyser
        .ask(move |tongue| {
            let one = |(text, documents): (String, Vec<(String, String)>)| {
                let own = excerpt::excerpt(tongue, &text, &marked, &prefixes);
                if own.iter().any(|(_, is_hit)| *is_hit) {
                    return (own, None);
                }
                let found = documents.into_iter().find_map(|(name, text)| {
                    let there = excerpt::within(tongue, &text, &roots, &marked, &prefixes)?;
                    Some((there, Some(name)))
                });
                found.unwrap_or((own, None))
            };
            texts.into_iter().zip(told).map(one).collect::<Vec<_>>()
        })
        .await?;
    let hit = |(hit, (pieces, file)): (&Found, (Vec<excerpt::Piece>, Option<String>))| {
        let shown = shown.hit(hit, pieces)?;
        Some(SearchHit { file, ..shown })
    };
    body.hits = page.iter().zip(excerpts).filter_map(hit).collect();
    Ok(())
}

impl Shown {
    fn text(&self, hit: &Found) -> String {
        if hit.is_item {
            let item = self.items.get(&ItemId(hit.object));
            return item.map(|item| item.text.clone()).unwrap_or_default();
        }
        let message = self.messages.get(&MessageId(hit.object));
        message.map_or_else(String::new, |placed| {
            let files = placed.view.files.iter().map(|file| file.name.as_str());
            [placed.view.text.as_str()].into_iter().chain(files).collect::<Vec<_>>().join("\n")
        })
    }

    fn hit(&self, hit: &Found, pieces: Vec<excerpt::Piece>) -> Option<SearchHit> {
        let item = self.items.get(&ItemId(hit.item))?;
        let channel = self.channels.get(&ChannelId(hit.channel))?;
        let workspace = channel.workspace.and_then(|id| self.workspaces.get(&id));
        let author = if hit.is_item {
            item.author
        } else {
            self.messages.get(&MessageId(hit.object))?.view.author
        };
        Some(SearchHit {
            message: (!hit.is_item).then_some(MessageId(hit.object)),
            item: item.id,
            item_title: if item.main { String::new() } else { item.title.clone() },
            kind: channel.kind.clone(),
            channel: channel.id,
            channel_name: channel.name.clone(),
            workspace_name: workspace.map(|workspace| workspace.name.clone()),
            author,
            at: hit.at,
            excerpt: pieces
                .into_iter()
                .map(|(text, is_hit)| ExcerptPiece { text, is_hit })
                .collect(),
            file: None,
        })
    }
}

/// People, places, organisations and tags whose name begins like what was typed, or like its base
/// form: `virtasen` finds Virtanen.
async fn named(
    conn: &mut Connection,
    reader: MemberId,
    searched: &Searched,
    answer: &Answer,
) -> Result<Vec<NamedThing>, Failure> {
    let words = searched.query.words.iter().filter(|word| !word.is_negated);
    let typed: Vec<&str> = words.map(|word| word.text.as_str()).collect();
    let mut beginnings = vec![typed.join(" ")];
    if let [bases] = &answer.searched[..] {
        beginnings.extend(bases.iter().take(2).cloned());
    }
    beginnings.retain(|beginning| beginning.chars().count() > 1);
    beginnings.dedup();
    let mut found: Vec<NamedThing> = Vec::new();
    for beginning in beginnings {
        for thing in beginning_so(conn, reader, &beginning).await? {
            if !found.contains(&thing) {
                found.push(thing);
            }
        }
    }
    Ok(found)
}

async fn beginning_so(
    conn: &mut Connection,
    reader: MemberId,
    beginning: &str,
) -> Result<Vec<NamedThing>, Failure> {
    let mut found = Vec::new();
    let members = people::named(conn, reader, beginning, None, None, NAMES).await?;
    let mut views = people::by_ids(conn, &members).await?;
    for view in members.iter().filter_map(|id| views.remove(id)) {
        let name = format!("{} {}", view.given, view.family);
        found.push(NamedThing { name, member: Some(view.id), ..NamedThing::default() });
    }
    for channel in names::channels(conn, reader, beginning, NAMES).await? {
        found.push(NamedThing {
            name: channel.name,
            channel: Some(channel.id),
            place: channel.workspace,
            ..NamedThing::default()
        });
    }
    for (id, name) in names::workspaces(conn, reader, beginning, NAMES).await? {
        found.push(NamedThing { name, workspace: Some(id), ..NamedThing::default() });
    }
    let asked = talkoo_protocol::people::OrganisationsQuery {
        query: beginning.to_owned(),
        ..Default::default()
    };
    let rows = organisations::list(conn, &asked).await?;
    let ids: Vec<_> = rows.into_iter().take(4).map(|(id, _, _)| id).collect();
    let mut views = organisations::by_ids(conn, &ids).await?;
    for view in ids.iter().filter_map(|id| views.remove(id)) {
        let name = view.name.fi;
        found.push(NamedThing { name, organisation: Some(view.id), ..NamedThing::default() });
    }
    for tag in tags::beginning(conn, reader, beginning, NAMES).await? {
        found.push(NamedThing {
            name: tag.slug.clone(),
            tag: Some(tag.slug),
            ..NamedThing::default()
        });
    }
    Ok(found)
}

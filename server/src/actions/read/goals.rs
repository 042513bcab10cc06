//! Where one may want to go, by a few words typed in any form: channels, people, workspaces and tags
//! by their names, items by their words. Whatever is looked at here the reader may see now.

use std::collections::HashSet;

use talkoo_protocol::{
    ItemId, MemberId, Refusal,
    search::{GoalsBody, GoalsQuery, NamedThing},
};

use super::active;
use crate::{
    app::App,
    error::{Failure, Fault},
    search::{
        self, Searched,
        nearness::{Distance, distance},
        query::Query,
    },
    store::{Connection, items, people, places, search::names, tags},
};

const LONGEST: usize = 200;
/// Of each sort.
const SHOWN: usize = 6;
/// Names that are looked at of each sort.
const CHANNELS: i64 = 3_000;
const LOOKED_AT: i64 = 300;
/// Letters that are surely right where names are too many to look at all.
const BEGINNING: usize = 2;

/// # Errors
/// `bad_value`; `suspended`.
pub async fn goals(app: &App, member: MemberId, query: &GoalsQuery) -> Result<GoalsBody, Failure> {
    let text = query.query.trim();
    if text.contains('\0') || text.chars().count() > LONGEST {
        return Err(Refusal::bad_value("query: too long, or holds U+0000").into());
    }
    let of = query.of.as_deref();
    if of.is_some_and(|of| !["channels", "people", "items", "workspaces", "tags"].contains(&of)) {
        return Err(Refusal::bad_value("of: channels, people, items, workspaces, tags").into());
    }
    let mut snapshot = app.store.snapshot().await?;
    active(&mut snapshot, member).await?;
    if text.is_empty() {
        return Ok(GoalsBody::default());
    }
    let is_asked = |sort: &str| of.is_none_or(|of| of == sort);
    let bases = bases(app, text).await?;
    let mut named = Vec::new();
    if is_asked("channels") {
        named.extend(channels(&mut snapshot, member).await?);
    }
    if is_asked("workspaces") {
        let found = names::workspaces(&mut snapshot, member, "", CHANNELS).await?;
        let thing = |(id, name)| NamedThing { name, workspace: Some(id), ..NamedThing::default() };
        named.extend(found.into_iter().map(thing));
    }
    if is_asked("people") {
        named.extend(persons(&mut snapshot, member, text, &bases).await?);
    }
    if is_asked("tags") {
        named.extend(tagged(&mut snapshot, member, text, &bases).await?);
    }
    let mut goals = nearest(app, named, text).await?;
    if is_asked("items") {
        goals.extend(found_items(app, &mut snapshot, member, text).await?);
    }
    let ids: Vec<MemberId> = goals.iter().filter_map(|goal| goal.member).collect();
    let mut members: Vec<_> = people::by_ids(&mut snapshot, &ids).await?.into_values().collect();
    members.sort_by_key(|member| member.id);
    Ok(GoalsBody { goals, members })
}

/// The base forms of a single word: `virtasen` means Virtanen.
async fn bases(app: &App, text: &str) -> Result<Vec<String>, Fault> {
    let word = text.to_owned();
    app.analyser.ask(move |tongue| tongue.word(&word).bases().take(2).cloned().collect()).await
}

async fn channels(conn: &mut Connection, reader: MemberId) -> Result<Vec<NamedThing>, Fault> {
    let found = names::channels(conn, reader, "", CHANNELS).await?;
    let thing = |one: names::NamedChannel| NamedThing {
        name: one.name,
        channel: Some(one.id),
        place: one.workspace,
        ..NamedThing::default()
    };
    Ok(found.into_iter().map(thing).collect())
}

/// What was typed, its base forms, and the first letters alone: after them may come a slip.
fn beginnings(text: &str, bases: &[String]) -> Vec<String> {
    let word = text.split_whitespace().next().unwrap_or(text);
    let mut beginnings = vec![text.to_owned(), word.to_owned()];
    beginnings.extend(bases.iter().cloned());
    beginnings.push(word.chars().take(BEGINNING).collect());
    let mut seen = HashSet::new();
    beginnings.retain(|one| seen.insert(one.clone()));
    beginnings
}

async fn persons(
    conn: &mut Connection,
    reader: MemberId,
    text: &str,
    bases: &[String],
) -> Result<Vec<NamedThing>, Fault> {
    let text = text.trim_start_matches('@');
    let mut seen = HashSet::new();
    let mut ids = Vec::new();
    for beginning in beginnings(text, bases) {
        let found = people::named(conn, reader, &beginning, None, None, LOOKED_AT).await?;
        ids.extend(found.into_iter().filter(|id| seen.insert(*id)));
        if ids.len() >= SHOWN {
            break;
        }
    }
    let mut views = people::by_ids(conn, &ids).await?;
    let thing = |view: talkoo_protocol::MemberView| NamedThing {
        name: format!("{} {}", view.given, view.family),
        member: Some(view.id),
        place: (!view.title.is_empty()).then_some(view.title),
        ..NamedThing::default()
    };
    Ok(ids.iter().filter_map(|id| views.remove(id)).map(thing).collect())
}

async fn tagged(
    conn: &mut Connection,
    reader: MemberId,
    text: &str,
    bases: &[String],
) -> Result<Vec<NamedThing>, Fault> {
    let mut seen = HashSet::new();
    let mut things = Vec::new();
    for beginning in beginnings(text.trim_start_matches('#'), bases) {
        for tag in tags::beginning(conn, reader, &beginning, LOOKED_AT).await? {
            if seen.insert(tag.slug.clone()) {
                let name = tag.slug.clone();
                things.push(NamedThing { name, tag: Some(tag.slug), ..NamedThing::default() });
            }
        }
        if things.len() >= SHOWN {
            break;
        }
    }
    Ok(things)
}

/// The nearest names, a few of each sort.
async fn nearest(app: &App, things: Vec<NamedThing>, text: &str) -> Result<Vec<NamedThing>, Fault> {
    let text = text.to_owned();
    let mut near: Vec<(Distance, NamedThing)> = app
        .analyser
        .ask(move |tongue| {
            let far = |thing: NamedThing| {
                let own = distance(tongue, &thing.name, &text);
                // A channel of a place: `koulut turku`.
                let whole = || {
                    let place = thing.place.as_ref().filter(|_| thing.channel.is_some())?;
                    distance(tongue, &format!("{} {place}", thing.name), &text).map(|far| far + 2)
                };
                own.or_else(whole).map(|far| (far, thing))
            };
            things.into_iter().filter_map(far).collect()
        })
        .await?;
    near.sort_by(|one, other| {
        (one.0, one.1.name.chars().count()).cmp(&(other.0, other.1.name.chars().count()))
    });
    let mut shown = [0_usize; 4];
    near.retain(|(_, thing)| {
        let sort = match thing {
            NamedThing { channel: Some(_), .. } => 0,
            NamedThing { member: Some(_), .. } => 1,
            NamedThing { workspace: Some(_), .. } => 2,
            _ => 3,
        };
        shown[sort] += 1;
        shown[sort] <= SHOWN
    });
    Ok(near.into_iter().map(|(_, thing)| thing).collect())
}

/// Items by their words: as the beginning of a word first, then in any form and put right. Those
/// whose title says it come first.
async fn found_items(
    app: &App,
    conn: &mut Connection,
    reader: MemberId,
    text: &str,
) -> Result<Vec<NamedThing>, Fault> {
    let mut ids: Vec<ItemId> = Vec::new();
    for typed in [format!("{text}*"), text.to_owned()] {
        let mut query = Query::read(&typed);
        query.filters.clear();
        if query.is_empty() {
            continue;
        }
        let no_marks = vec!["i:message".to_owned()];
        let searched = Searched { query, no_marks, ..Searched::default() };
        let answer = search::find(conn, &app.analyser, reader, &searched).await?;
        ids.extend(answer.hits.iter().filter(|hit| hit.is_item).map(|hit| ItemId(hit.object)));
        if ids.len() >= SHOWN {
            break;
        }
    }
    let mut seen = HashSet::new();
    ids.retain(|id| seen.insert(*id));
    ids.truncate(SHOWN * 4);
    let mut views = items::by_ids(conn, &ids).await?;
    let found: Vec<_> = ids.iter().filter_map(|id| views.remove(id)).collect();
    let channels: Vec<_> = found.iter().map(|item| item.channel).collect();
    let channels = places::channels_by_ids(conn, &channels).await?;
    let thing = |item: talkoo_protocol::ItemView| NamedThing {
        name: item.title,
        item: Some(item.id),
        channel: Some(item.channel),
        place: channels.get(&item.channel).map(|channel| channel.name.clone()),
        ..NamedThing::default()
    };
    let things: Vec<NamedThing> = found.into_iter().map(thing).collect();
    let typed = text.to_owned();
    let mut ranked: Vec<(Distance, NamedThing)> = app
        .analyser
        .ask(move |tongue| {
            let rank = |thing: NamedThing| {
                (distance(tongue, &thing.name, &typed).unwrap_or(Distance::MAX), thing)
            };
            things.into_iter().map(rank).collect()
        })
        .await?;
    ranked.sort_by_key(|(far, _)| *far);
    Ok(ranked.into_iter().take(SHOWN).map(|(_, thing)| thing).collect())
}

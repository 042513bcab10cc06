//! Events as they are delivered: the narrow row, and beside it the content it tells of as it stands
//! in the same snapshot. Whoever calls this has asked for the right in that snapshot, too.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;
use talkoo_protocol::{
    ChannelId, Content, Event, ItemId, MemberId, MessageId, OrganisationId, Seq, StreamId, Verb,
    WorkspaceId,
};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Connection, items, messages, people, places, seq, sql_seq};
use crate::error::Fault;

struct Row {
    seq: i64,
    at: OffsetDateTime,
    actor: Option<Uuid>,
    spoken_as: Option<Uuid>,
    verb: String,
    item: Option<Uuid>,
    message: Option<Uuid>,
    counts: bool,
    facts: Option<Value>,
}

/// Events above `after`, in order, at most `limit`.
///
/// # Errors
/// A fault of the database.
pub async fn after(
    conn: &mut Connection,
    stream: StreamId,
    after: Seq,
    limit: i64,
) -> Result<Vec<Event>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        "select seq, at, actor, spoken_as, verb, item, message, counts, facts
         from events
         where stream = $1
           and seq > $2
         order by seq
         limit $3",
        stream.0,
        sql_seq(after),
        limit,
    )
    .fetch_all(&mut *conn)
    .await?;
    with_content(conn, stream, rows).await
}

/// Events below `before` and from `oldest` on, the newest `limit` of them, in ascending order.
///
/// # Errors
/// A fault of the database.
pub async fn before(
    conn: &mut Connection,
    stream: StreamId,
    before: Seq,
    oldest: Seq,
    limit: i64,
) -> Result<Vec<Event>, Fault> {
    let mut rows = sqlx::query_as!(
        Row,
        "select seq, at, actor, spoken_as, verb, item, message, counts, facts
         from events
         where stream = $1
           and seq < $2
           and seq >= $3
         order by seq desc
         limit $4",
        stream.0,
        sql_seq(before),
        sql_seq(oldest),
        limit,
    )
    .fetch_all(&mut *conn)
    .await?;
    rows.reverse();
    with_content(conn, stream, rows).await
}

/// Which contents a page of events tells of.
#[derive(Default)]
struct Wanted {
    messages: HashSet<MessageId>,
    items: HashSet<ItemId>,
    channels: HashSet<ChannelId>,
    workspaces: HashSet<WorkspaceId>,
    members: HashSet<MemberId>,
}

async fn with_content(
    conn: &mut Connection,
    stream: StreamId,
    rows: Vec<Row>,
) -> Result<Vec<Event>, Fault> {
    let mut events: Vec<Event> = rows.into_iter().map(|row| narrow(stream, row)).collect();
    let mut wanted = Wanted::default();
    for event in &events {
        want(event, &mut wanted);
    }
    let messages = if wanted.messages.is_empty() {
        HashMap::new()
    } else {
        messages::by_ids(conn, &wanted.messages.into_iter().collect::<Vec<_>>()).await?
    };
    let items = if wanted.items.is_empty() {
        HashMap::new()
    } else {
        items::by_ids(conn, &wanted.items.into_iter().collect::<Vec<_>>()).await?
    };
    let channels = if wanted.channels.is_empty() {
        HashMap::new()
    } else {
        places::channels_by_ids(conn, &wanted.channels.into_iter().collect::<Vec<_>>()).await?
    };
    let workspaces = if wanted.workspaces.is_empty() {
        HashMap::new()
    } else {
        places::workspaces_by_ids(conn, &wanted.workspaces.into_iter().collect::<Vec<_>>()).await?
    };
    let members = if wanted.members.is_empty() {
        HashMap::new()
    } else {
        people::by_ids(conn, &wanted.members.into_iter().collect::<Vec<_>>()).await?
    };
    for event in &mut events {
        let subject = subject_of(event);
        if let Some(id) = event.message {
            match messages.get(&id) {
                Some(placed) if placed.stream == stream => fill_message(event, &placed.view),
                _ => event.void = true,
            }
        }
        if tells_of_item(event)
            && let Some(view) = event.item.and_then(|item| items.get(&item))
        {
            event.content.item = Some(view.clone());
        }
        match subject {
            Some(Told::Channel(id)) => event.content.channel = channels.get(&id).cloned(),
            Some(Told::Workspace(id)) => event.content.workspace = workspaces.get(&id).cloned(),
            Some(Told::Member(id)) => event.content.member = members.get(&id).cloned(),
            None => {}
        }
    }
    Ok(events)
}

fn narrow(stream: StreamId, row: Row) -> Event {
    let facts = match row.facts {
        Some(Value::Object(facts)) => facts.into_iter().collect(),
        _ => BTreeMap::new(),
    };
    Event {
        stream,
        seq: seq(row.seq),
        at: row.at,
        actor: row.actor.map(MemberId),
        spoken_as: row.spoken_as.map(OrganisationId),
        verb: Verb::from(row.verb),
        item: row.item.map(ItemId),
        message: row.message.map(MessageId),
        counts: row.counts,
        mentions: Vec::new(),
        mentions_channel: false,
        facts,
        content: Content::default(),
        void: false,
    }
}

/// Puts a message beside an event, and who is mentioned where the event counts.
pub fn fill_message(event: &mut Event, view: &talkoo_protocol::MessageView) {
    if event.counts {
        event.mentions.clone_from(&view.mentions);
        event.mentions_channel = view.mentions_channel;
    }
    event.content.message = Some(view.clone());
}

/// A place or person that an event tells of, besides item and message.
enum Told {
    Channel(ChannelId),
    Workspace(WorkspaceId),
    Member(MemberId),
}

fn want(event: &Event, wanted: &mut Wanted) {
    wanted.messages.extend(event.message);
    if tells_of_item(event) {
        wanted.items.extend(event.item);
    }
    match subject_of(event) {
        Some(Told::Channel(id)) => {
            wanted.channels.insert(id);
        }
        Some(Told::Workspace(id)) => {
            wanted.workspaces.insert(id);
        }
        Some(Told::Member(id)) => {
            wanted.members.insert(id);
        }
        None => {}
    }
}

/// Everything that happens to an item itself, in the house's verbs or a kind's own.
fn tells_of_item(event: &Event) -> bool {
    event.item.is_some() && event.message.is_none()
}

fn subject_of(event: &Event) -> Option<Told> {
    let fact = |name: &str| event.facts.get(name)?.as_str()?.parse::<Uuid>().ok();
    let verb = &event.verb;
    if *verb == Verb::CHANNEL_CHANGED {
        return Some(Told::Channel(ChannelId(event.stream.0)));
    }
    if *verb == Verb::CHANNEL_CREATED || *verb == Verb::CHANNEL_JOINED {
        return fact("channel").map(|id| Told::Channel(ChannelId(id)));
    }
    if *verb == Verb::WORKSPACE_CHANGED {
        return Some(Told::Workspace(WorkspaceId(event.stream.0)));
    }
    if *verb == Verb::WORKSPACE_JOINED || *verb == Verb::WORKSPACE_CREATED {
        return fact("workspace").map(|id| Told::Workspace(WorkspaceId(id)));
    }
    if *verb == Verb::PROFILE_CHANGED || *verb == Verb::MEMBER_ADDED {
        return fact("member").map(|id| Told::Member(MemberId(id)));
    }
    None
}

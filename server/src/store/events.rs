//! Events as they are delivered: the narrow row, and beside it the content it tells of as it stands
//! in the same snapshot. Whoever calls this has asked for the right in that snapshot, too.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;
use talkoo_protocol::{
    ChannelId, ChannelView, Content, Event, ItemId, MemberId, MemberView, MessageId,
    OrganisationId, Seq, StreamId, Verb, WorkspaceId, WorkspaceView,
};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    Connection, access, items, messages, moving, network, organisations, people, places, profiles,
    seq, sql_seq,
};
use crate::{
    domain::{
        access::{ChannelVisibility, Standing, WorkspaceAccess, WorkspaceVisibility},
        workspace::card,
    },
    error::Fault,
};

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
    network: bool,
    organisations: HashSet<OrganisationId>,
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
    let sees = Sees::of(conn, stream, &events, &channels, &workspaces).await?;
    let members = people_told_of(conn, stream, wanted.members).await?;
    let organisations = if wanted.organisations.is_empty() {
        HashMap::new()
    } else {
        organisations::by_ids(conn, &wanted.organisations.into_iter().collect::<Vec<_>>()).await?
    };
    let is_elsewhere = |item: &talkoo_protocol::ItemView| StreamId::from(item.channel) != stream;
    let has_lost_items =
        items.values().any(is_elsewhere) && moving::is_open_stream(conn, stream).await?;
    moving::without_hidden_goals(conn, stream, &mut events).await?;
    let network = if wanted.network { Some(network::settings(conn).await?) } else { None };
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
            if has_lost_items && is_elsewhere(view) {
                // What left with its item is told by the seqs.
                event.void = event.verb != Verb::MOVED;
            } else {
                event.content.item = Some(view.clone());
            }
        }
        match subject {
            Some(Told::Channel(id)) => {
                event.content.channel =
                    channels.get(&id).filter(|view| sees.channels.contains(&view.id)).cloned();
                event.void = event.content.channel.is_none();
            }
            Some(Told::Workspace(id)) => {
                event.content.workspace = sees.workspace(workspaces.get(&id));
                event.void = event.content.workspace.is_none();
            }
            Some(Told::Network) => event.content.network.clone_from(&network),
            Some(Told::Member(id)) => {
                event.content.member = members.get(&id).cloned();
                event.void |= event.verb == Verb::PROFILE_CHANGED && event.content.member.is_none();
            }
            Some(Told::Organisation(id)) => {
                event.content.organisation = organisations.get(&id).cloned();
            }
            None => {}
        }
    }
    Ok(events)
}

/// The network's stream does not tell of those who are not discoverable, not even of what they were
/// before they chose so.
async fn people_told_of(
    conn: &mut Connection,
    stream: StreamId,
    wanted: HashSet<MemberId>,
) -> Result<HashMap<MemberId, MemberView>, Fault> {
    if wanted.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<MemberId> = wanted.into_iter().collect();
    let mut members = people::by_ids(conn, &ids).await?;
    for hidden in profiles::hidden_on(conn, stream.0, &ids).await? {
        members.remove(&hidden);
    }
    Ok(members)
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

/// Which places the readers of a stream may be shown now. An old event stays, but what it tells of
/// may have closed since: a channel that became private, a workspace that became secret, a place
/// that the owner of a member's stream has left. Such an event is void.
struct Sees {
    channels: HashSet<ChannelId>,
    /// Whether all of it, or its card.
    workspaces: HashMap<WorkspaceId, bool>,
}

impl Sees {
    fn workspace(&self, view: Option<&WorkspaceView>) -> Option<WorkspaceView> {
        let view = view?.clone();
        let is_whole = *self.workspaces.get(&view.id)?;
        Some(if is_whole { view } else { card(view) })
    }

    async fn of(
        conn: &mut Connection,
        stream: StreamId,
        events: &[Event],
        channels: &HashMap<ChannelId, ChannelView>,
        workspaces: &HashMap<WorkspaceId, WorkspaceView>,
    ) -> Result<Self, Fault> {
        let own = |view: &&ChannelView| StreamId::from(view.id) == stream;
        let listed = |view: &&ChannelView| {
            view.visibility == ChannelVisibility::Public.as_str()
                && view.workspace.is_some_and(|workspace| StreamId::from(workspace) == stream)
        };
        let open = channels.values().filter(|view| own(view) || listed(view));
        let known = workspaces.values().filter_map(|view| {
            let is_own = StreamId::from(view.id) == stream;
            let is_secret = view.visibility == WorkspaceVisibility::Secret.as_str();
            (is_own || !is_secret).then_some((view.id, is_own))
        });
        let mut sees =
            Self { channels: open.map(|view| view.id).collect(), workspaces: known.collect() };
        let joins = [Verb::CHANNEL_JOINED, Verb::WORKSPACE_JOINED];
        if events.iter().any(|event| joins.contains(&event.verb)) {
            sees.as_member(conn, MemberId(stream.0), channels, workspaces).await?;
        }
        Ok(sees)
    }

    /// On a member's stream it is that member's right that counts.
    async fn as_member(
        &mut self,
        conn: &mut Connection,
        member: MemberId,
        channels: &HashMap<ChannelId, ChannelView>,
        workspaces: &HashMap<WorkspaceId, WorkspaceView>,
    ) -> Result<(), Fault> {
        let pairs: Vec<_> = channels.keys().map(|channel| (member, *channel)).collect();
        let standings = access::standings(conn, &pairs).await?;
        let readable = standings.into_iter().flatten().filter(Standing::may_read);
        self.channels = readable.map(|standing| standing.channel).collect();
        let ids: Vec<_> = workspaces.keys().copied().collect();
        let places = access::workspaces(conn, member, &ids).await?;
        let known = places.into_iter().filter(WorkspaceAccess::sees_card);
        self.workspaces =
            known.map(|access| (access.place.workspace, access.sees_whole())).collect();
        Ok(())
    }
}

/// A place or person that an event tells of, besides item and message.
enum Told {
    Channel(ChannelId),
    Workspace(WorkspaceId),
    Member(MemberId),
    Network,
    Organisation(OrganisationId),
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
        Some(Told::Network) => wanted.network = true,
        Some(Told::Organisation(id)) => {
            wanted.organisations.insert(id);
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
        return Some(Told::Channel(ChannelId(fact("channel").unwrap_or(event.stream.0))));
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
    if *verb == Verb::NETWORK_CHANGED {
        return Some(Told::Network);
    }
    if *verb == Verb::PROFILE_CHANGED || *verb == Verb::MEMBER_ADDED {
        return fact("member").map(|id| Told::Member(MemberId(id)));
    }
    if *verb == Verb::ORGANISATION_CHANGED {
        return fact("organisation").map(|id| Told::Organisation(OrganisationId(id)));
    }
    None
}

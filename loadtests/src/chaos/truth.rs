//! What every node says when all is quiet: streams, messages, marks and counts. Read over HTTP from
//! each node by itself, to be compared with what was delivered.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use anyhow::bail;
use serde::de::DeserializeOwned;
use talkoo_protocol::http::{EventsPage, MessagesPage, UnreadBody};
use talkoo_protocol::{ChannelId, MessageView, Seq, StreamId};
use uuid::Uuid;

use super::company::Company;
use super::history::Gist;
use crate::client::http;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TrueEvent {
    pub(crate) gist: Gist,
    pub(crate) counts: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TrueMessage {
    pub(crate) id: Uuid,
    pub(crate) author: Option<Uuid>,
    pub(crate) text: String,
    pub(crate) is_deleted: bool,
    pub(crate) changed_seq: Seq,
    pub(crate) reactions: Vec<(String, Vec<Uuid>)>,
}

/// What waits for a member in a channel, and how far they have read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Waits {
    pub(crate) count: u32,
    pub(crate) mark: Seq,
}

/// What one node says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Told {
    /// Events of each stream, from seq 1 on.
    pub(crate) streams: BTreeMap<StreamId, Vec<TrueEvent>>,
    /// Seqs of the events as they were told, to find a hole.
    pub(crate) seqs: BTreeMap<StreamId, Vec<Seq>>,
    pub(crate) messages: BTreeMap<ChannelId, Vec<TrueMessage>>,
    /// By member and channel; only channels that the member is in.
    pub(crate) waits: BTreeMap<(usize, ChannelId), Waits>,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Truth {
    pub(crate) nodes: Vec<Told>,
}

pub(super) async fn read(company: &Company) -> anyhow::Result<Truth> {
    let mut truth = Truth::default();
    for node in &company.nodes {
        truth.nodes.push(told(company, *node).await?);
    }
    Ok(truth)
}

async fn told(company: &Company, node: SocketAddr) -> anyhow::Result<Told> {
    let mut told = Told::default();
    let leader = &company.people[0].token;
    for place in &company.places {
        stream(&mut told, node, leader, place.channel.into()).await?;
        let messages = messages(node, leader, place.channel).await?;
        told.messages.insert(place.channel, messages);
    }
    for (member, person) in company.people.iter().enumerate() {
        stream(&mut told, node, &person.token, StreamId(person.id.0)).await?;
        let unread: UnreadBody = ask(node, "/api/v1/unread", &person.token).await?;
        let of_channel = |channel| {
            let marks = unread.marks.iter();
            let own = marks.filter(|mark| mark.channel == channel && mark.item.is_none());
            own.map(|mark| mark.seq).max().unwrap_or(0)
        };
        for waiting in &unread.unread {
            let waits = Waits { count: waiting.count, mark: of_channel(waiting.channel) };
            told.waits.insert((member, waiting.channel), waits);
        }
    }
    Ok(told)
}

async fn stream(
    told: &mut Told,
    node: SocketAddr,
    token: &str,
    stream: StreamId,
) -> anyhow::Result<()> {
    let (mut events, mut seqs) = (Vec::new(), Vec::new());
    loop {
        let after = seqs.last().copied().unwrap_or(0);
        let path = format!("/api/v1/streams/{stream}/events?after={after}&limit=200");
        let page: EventsPage = ask(node, &path, token).await?;
        let is_last = page.events.is_empty();
        for event in page.events {
            seqs.push(event.seq);
            let gist = Gist {
                verb: event.verb.as_str().into(),
                actor: event.actor.map(|actor| actor.0),
                item: event.item.map(|item| item.0),
                message: event.message.map(|message| message.0),
            };
            events.push(TrueEvent { gist, counts: event.counts });
        }
        if is_last {
            break;
        }
    }
    told.streams.insert(stream, events);
    told.seqs.insert(stream, seqs);
    Ok(())
}

async fn messages(
    node: SocketAddr,
    token: &str,
    channel: ChannelId,
) -> anyhow::Result<Vec<TrueMessage>> {
    let mut all = Vec::new();
    let mut after = 0;
    loop {
        let path = format!("/api/v1/channels/{channel}/messages?after={after}&limit=200");
        let page: MessagesPage = ask(node, &path, token).await?;
        after = page.messages.last().map_or(after, |message| message.seq);
        let is_last = page.messages.is_empty();
        all.extend(page.messages.into_iter().map(message));
        if is_last {
            return Ok(all);
        }
    }
}

fn message(view: MessageView) -> TrueMessage {
    let reactions = view.reactions.into_iter().map(|reaction| {
        let members = reaction.members.into_iter().map(|member| member.0);
        (reaction.emoji, members.collect())
    });
    TrueMessage {
        id: view.id.0,
        author: view.author.map(|author| author.0),
        text: view.text,
        is_deleted: view.deleted,
        changed_seq: view.changed_seq,
        reactions: reactions.collect(),
    }
}

/// The head of a stream, as a node tells it.
pub(super) async fn head(node: SocketAddr, token: &str, stream: StreamId) -> anyhow::Result<Seq> {
    let path = format!("/api/v1/streams/{stream}/events?limit=1");
    let page: EventsPage = ask(node, &path, token).await?;
    Ok(page.head)
}

async fn ask<T: DeserializeOwned>(node: SocketAddr, path: &str, token: &str) -> anyhow::Result<T> {
    let answer = http::get(node, path, token).await?;
    if answer.status != 200 {
        bail!("{path}: {} {}", answer.status, String::from_utf8_lossy(&answer.body));
    }
    answer.json()
}

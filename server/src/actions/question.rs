//! Asking the network, step by step. A topic that nobody has answered after 48 hours is offered to
//! three members at most, who can what is looked for and want to be asked; a day later the host on
//! duty has it. Who puts it away is told of to nobody, and nothing that anybody sees changes by it.

use std::time::Duration;

use serde::Deserialize;
use talkoo_protocol::{
    ClientId, Code, ItemId, MemberId, Refusal, StreamId, Verb,
    peer::{AskNetwork, HelpNetwork, MarkSolution, PutAwayAsk},
};
use uuid::Uuid;

use super::{Asked, deadline, letter, retention, scene};
use crate::{
    app::App,
    domain::{
        draft::{Draft, EventDraft, NewJob, PeerWrite, Write},
        letter::{Letter, Template},
    },
    error::{Failure, Fault},
    jobs::Job,
    mail::Mailer,
    store::{Connection, access, asks, duty, people, questions},
};

pub(super) const STEP: &str = "question_step";
pub(super) const TELL: &str = "tell_asked";
/// How long a question waits for those who come by.
const WAITS: Duration = Duration::from_secs(48 * 60 * 60);
/// How long those have to whom it is offered.
const A_DAY: Duration = Duration::from_secs(24 * 60 * 60);
const OFFERS: usize = 3;

pub(super) async fn ask(asked: &Asked<'_>, wanted: &AskNetwork) -> Result<Draft, Failure> {
    let channel = scene::any_item(asked, wanted.item).await?.channel;
    let standing = scene::writable(asked, channel).await?;
    let item = scene::item(asked, &standing, wanted.item).await?;
    if standing.workspace.is_none() || item.main || item.desk {
        return Err(Refusal::rule("a question is a topic of its own in a workspace").into());
    }
    if item.author != Some(asked.member) {
        return Err(Refusal::not_allowed("who began a topic asks the network").into());
    }
    let mut conn = asked.app.store.read().await?;
    let competence = questions::competence(&mut conn, &wanted.competence).await?;
    let competence = competence.ok_or_else(|| Refusal::bad_value("competence: an unknown one"))?;
    if questions::is_asked(&mut conn, item.id).await? {
        return Err(Refusal::new(Code::Taken, "item: it asks the network already").into());
    }
    let mut draft = asked.draft(item.id);
    draft.guards = vec![scene::access_guard(&standing), scene::item_guard(&item)];
    let write = PeerWrite::Question { item: item.id, asker: asked.member, competence };
    let write = Write::Peer(Box::new(write));
    let event = EventDraft::new(channel, Verb::QUESTION_ASKED, asked.member, write);
    draft.events.push(event.on_item(item.id));
    draft.jobs.push(step_after(item.id, WAITS));
    Ok(draft)
}

pub(super) async fn help(asked: &Asked<'_>, wanted: HelpNetwork) -> Result<Draft, Failure> {
    let mut conn = asked.app.store.read().await?;
    if people::active(&mut conn, &[asked.member]).await?.is_empty() {
        return Err(Refusal::not_allowed("only active members").into());
    }
    let mut draft = asked.draft(asked.member);
    let write = PeerWrite::Help { member: asked.member, willing: wanted.willing };
    draft.events.push(own(asked, write).fact("willing", wanted.willing));
    Ok(draft)
}

pub(super) async fn put_away(asked: &Asked<'_>, wanted: PutAwayAsk) -> Result<Draft, Failure> {
    let mut conn = asked.app.store.read().await?;
    if !asks::is_asked(&mut conn, wanted.item, asked.member).await? {
        return Err(Refusal::not_found().into());
    }
    let mut draft = asked.draft(wanted.item);
    let write = PeerWrite::PutAway { item: wanted.item, member: asked.member };
    draft.events.push(own(asked, write).fact("item", wanted.item.to_string()));
    Ok(draft)
}

/// On the own stream: it is between the member and the network.
fn own(asked: &Asked<'_>, write: PeerWrite) -> EventDraft {
    let write = Write::Peer(Box::new(write));
    EventDraft::new(asked.member, Verb::ASKS_CHANGED, asked.member, write)
}

pub(super) async fn solve(asked: &Asked<'_>, wanted: MarkSolution) -> Result<Draft, Failure> {
    let channel = scene::any_item(asked, wanted.item).await?.channel;
    let standing = scene::writable(asked, channel).await?;
    let item = scene::item(asked, &standing, wanted.item).await?;
    if item.author != Some(asked.member) && !standing.may_manage() {
        return Err(Refusal::not_allowed("who asked says what solved it").into());
    }
    if item.main {
        return Err(Refusal::rule("the main topic asks nothing").into());
    }
    let mut draft = asked.draft(item.id);
    draft.guards = vec![scene::access_guard(&standing), scene::item_guard(&item)];
    if let Some(message) = wanted.message {
        let (placed, _) = scene::message(asked, message).await?;
        if placed.view.item != item.id || placed.view.hidden {
            return Err(Refusal::bad_value("message: it stands under another topic").into());
        }
        draft.guards.push(scene::message_guard(&placed.view));
    }
    let write = PeerWrite::Solve { item: item.id, message: wanted.message, by: asked.member };
    let write = Write::Peer(Box::new(write));
    let mut event = EventDraft::new(channel, Verb::SOLUTION_MARKED, asked.member, write);
    if let Some(message) = wanted.message {
        event = event.fact("solution", message.to_string());
    }
    draft.events.push(event.on_item(item.id));
    Ok(draft)
}

fn step_after(item: ItemId, after: Duration) -> NewJob {
    NewJob { name: STEP, body: serde_json::json!({ "item": item }), after }
}

#[derive(Deserialize)]
struct About {
    item: ItemId,
}

/// What comes next of a question that is still open. Each step has a receipt of its own, so two nodes
/// that do it, and one that is killed and does it again, offer nothing twice.
pub(super) async fn step(app: &App, job: Job) -> Result<(), Failure> {
    let About { item } = serde_json::from_value(job.body)
        .map_err(|error| Fault::caused("reading which question", error))?;
    let mut snapshot = app.store.snapshot().await?;
    let Some(open) = questions::open(&mut snapshot, item).await? else { return Ok(()) };
    let stream = StreamId::from(open.channel);
    let mut chosen = Vec::new();
    if open.stage == "waiting" {
        let candidates = questions::candidates(&mut snapshot, item).await?;
        chosen = readers(&mut snapshot, candidates, stream, OFFERS).await?;
    }
    let (stage, sort) = if chosen.is_empty() && open.stage != "hosts" {
        let mut hosts = duty::now(&mut snapshot).await?;
        hosts.retain(|host| *host != open.asker);
        chosen = readers(&mut snapshot, hosts, stream, 1).await?;
        if chosen.is_empty() { ("nobody", "host") } else { ("hosts", "host") }
    } else if chosen.is_empty() {
        return Ok(());
    } else {
        ("offered", "question")
    };
    drop(snapshot);

    let mut draft = retention::by_the_house(app, item.0);
    let begun = open.stage_at.unix_timestamp_nanos().to_be_bytes();
    draft.client_id = ClientId(Uuid::new_v5(&item.0, &begun));
    let write = PeerWrite::Stage { item, stage };
    let mut event = EventDraft::new(
        stream,
        Verb::QUESTION_MOVED,
        MemberId(Uuid::nil()),
        Write::Peer(Box::new(write)),
    );
    event.actor = None;
    draft.events.push(event.on_item(item).fact("stage", stage));
    asked_for(app, &mut draft, (item, open.channel.into(), &open.kind), sort, &chosen);
    let ends = stage == "hosts" || (stage == "nobody" && open.is_stale);
    if !ends {
        draft.jobs.push(step_after(item, A_DAY));
    }
    app.journal.append(Box::new(draft), None, deadline(app)).await?;
    app.scenes.forget_item(item);
    Ok(())
}

/// These are asked for a word on an item: a row, a line on their own streams, and a letter later for
/// those who want letters.
pub(super) fn asked_for(
    app: &App,
    draft: &mut Draft,
    (item, channel, kind): (ItemId, Uuid, &str),
    sort: &'static str,
    members: &[MemberId],
) {
    if members.is_empty() {
        return;
    }
    let write = PeerWrite::Ask { item, members: members.to_vec(), sort };
    draft.writes.push(Write::Peer(Box::new(write)));
    for member in members {
        let mut event = EventDraft::new(*member, Verb::NOTICED, *member, Write::Nothing)
            .fact("channel", channel.to_string())
            .fact("item", item.to_string())
            .fact("kind", kind)
            .fact("text", format!("asked_{sort}"))
            .fact("has_letter", true);
        event.actor = None;
        draft.events.push(event);
        draft.jobs.push(NewJob {
            name: TELL,
            body: serde_json::json!({ "item": item, "member": member }),
            after: app.settings.mail.notices_after,
        });
    }
}

/// Those of them who may read there now, the first `most`.
pub(super) async fn readers(
    conn: &mut Connection,
    members: Vec<MemberId>,
    stream: StreamId,
    most: usize,
) -> Result<Vec<MemberId>, Fault> {
    let pairs: Vec<_> = members.iter().map(|member| (*member, stream)).collect();
    let rights = access::rights(conn, &pairs).await?;
    let may_read = members.into_iter().filter(|member| rights.contains_key(&(*member, stream)));
    Ok(may_read.take(most).collect())
}

#[derive(Deserialize)]
struct Told {
    item: ItemId,
    member: MemberId,
}

/// A letter to who is still asked when it is due: they may read it, want letters, and have neither
/// answered nor put it away. It says nothing of what is asked.
pub(super) async fn tell(app: &App, mailer: &Mailer, job: Job) -> Result<(), Failure> {
    let Told { item, member } = serde_json::from_value(job.body)
        .map_err(|error| Fault::caused("reading who is asked", error))?;
    let mut snapshot = app.store.snapshot().await?;
    let open = asks::of(&mut snapshot, member).await?;
    let Some(ask) = open.into_iter().find(|ask| ask.item == item) else { return Ok(()) };
    if !asks::wants_letters(&mut snapshot, member).await? {
        return Ok(());
    }
    drop(snapshot);
    let page = format!("/c/{}/t/{}", ask.channel, ask.item);
    let letter = Letter::to(member, Template::Asked).page(page).job();
    let job = Job { id: job.id, name: job.name, body: letter.body, attempts: job.attempts };
    letter::send(app, mailer, job).await
}

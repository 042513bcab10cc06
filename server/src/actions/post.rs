//! Writing a message under an item.

use serde_json::Value;
use talkoo_protocol::{
    ChannelId, Code, FileId, FileState, FileView, ItemId, MessageId, OrganisationId, Refusal,
    StreamId, Verb, files::MOST_FILES,
};

use super::{Asked, moderation::direct, partake, scene, shared, text};
use crate::{
    domain::{
        access::Standing,
        draft::{Draft, EventDraft, Marks, NewMessage, Write, files::FilesWrite},
    },
    error::Failure,
    kind::Scene,
    kinds,
    store::{
        files::{self, Stage},
        messages, people, places,
    },
};

/// A message as it was sent.
pub(super) struct Sent<'a> {
    pub(super) channel: ChannelId,
    pub(super) item: Option<ItemId>,
    pub(super) text: &'a str,
    pub(super) body: Option<&'a Value>,
    pub(super) quote: Option<MessageId>,
    pub(super) spoken_as: Option<OrganisationId>,
    pub(super) files: &'a [FileId],
}

pub(super) async fn decide(asked: &Asked<'_>, sent: Sent<'_>) -> Result<Draft, Failure> {
    let mut marks = text::sound(asked.app, sent.text)?;
    let standing = scene::writable(asked, sent.channel).await?;
    let item_id = match sent.item {
        Some(item) => item,
        None => main_item(asked, sent.channel).await?,
    };
    let item = scene::item(asked, &standing, item_id).await?;
    let body = sound_body(asked, &standing, &item, &sent)?;
    let stream = if item.desk { desk_of(&standing)? } else { sent.channel.into() };
    if let Some(quote) = sent.quote {
        quotable(asked, &standing, stream, quote).await?;
    }
    allowed_marks(asked, &standing, &mut marks).await?;
    let spoken_as = speaks_as(asked, &standing, sent.spoken_as).await?;
    let carried = carried(asked, sent.files).await?;

    let tells =
        standing.workspace.is_none() || !marks.mentions.is_empty() || marks.mentions_channel;
    let message = MessageId(asked.app.clock.new_id());
    let new = NewMessage {
        id: message,
        channel: sent.channel,
        item: item.id,
        author: Some(asked.member),
        spoken_as,
        text: sent.text.to_owned(),
        body,
        quote: sent.quote,
        files: carried,
        marks,
        tells,
    };
    let mut event =
        EventDraft::new(stream, Verb::POSTED, asked.member, Write::Message(Box::new(new)))
            .on_message(item.id, message)
            .counting();
    event.spoken_as = spoken_as;

    let mut draft = asked.draft(message);
    draft.guards = vec![scene::access_guard(&standing), scene::item_guard(&item)];
    if !sent.files.is_empty() {
        let files = sent.files.to_vec();
        draft.writes.push(Write::Files(FilesWrite::Attach { message, files }));
    }
    draft.events.push(event);
    draft.writes.extend(shared::write(asked.member, message, sent.text));
    if !item.main && !item.desk && standing.workspace.is_some() {
        partake::partakes(asked, item.id, "posted", &mut draft).await?;
    }
    direct::speaks(asked, &standing, &mut draft).await?;
    Ok(draft)
}

/// Files of the author's own that are whole and in no message, in the order they were named.
pub(super) async fn carried(asked: &Asked<'_>, named: &[FileId]) -> Result<Vec<FileView>, Failure> {
    if named.is_empty() {
        return Ok(Vec::new());
    }
    if named.len() > MOST_FILES {
        return Err(Refusal::bad_value(format!("files: {MOST_FILES} at most")).into());
    }
    let mut conn = asked.app.store.read().await?;
    let found = files::of_owner(&mut conn, asked.member, named).await?;
    let find = |id: &FileId| {
        let file = found.iter().find(|file| file.id == *id)?;
        let is_free = file.stage == Stage::Ready && !file.is_held && !file.is_portrait;
        (is_free && file.view.state != FileState::Blocked).then(|| file.view.clone())
    };
    let views: Option<Vec<FileView>> = named.iter().map(find).collect();
    let is_twice = named.iter().enumerate().any(|(at, id)| named[..at].contains(id));
    views.filter(|_| !is_twice).ok_or_else(|| {
        Refusal::bad_value("files: not uploaded by you, not whole, blocked, or sent already").into()
    })
}

pub(super) async fn main_item(asked: &Asked<'_>, channel: ChannelId) -> Result<ItemId, Failure> {
    let mut conn = asked.app.store.read().await?;
    let channel = places::channels_by_ids(&mut conn, &[channel]).await?.remove(&channel);
    Ok(channel.ok_or_else(Refusal::not_found)?.main_item)
}

/// The kind says which body a message may carry; one without a body needs words.
fn sound_body(
    asked: &Asked<'_>,
    standing: &Standing,
    item: &talkoo_protocol::ItemView,
    sent: &Sent<'_>,
) -> Result<Option<Value>, Refusal> {
    if let Some(body) = sent.body {
        text::bounded_body(asked.app, body)?;
    }
    let kind = kinds::find(&item.kind)?;
    let scene = Scene { actor: asked.member, standing, now: None };
    let body = kind.message(&scene::for_kind(item), sent.body.cloned(), &scene)?;
    if body.is_none() && sent.text.trim().is_empty() && sent.files.is_empty() {
        return Err(Refusal::bad_value("text: is empty"));
    }
    Ok(body)
}

fn desk_of(standing: &Standing) -> Result<StreamId, Refusal> {
    standing.desk.ok_or_else(Refusal::not_found)
}

/// A quote is a reference, so what is quoted must be there for the readers of this very stream.
async fn quotable(
    asked: &Asked<'_>,
    standing: &Standing,
    stream: StreamId,
    quote: MessageId,
) -> Result<(), Failure> {
    let mut conn = asked.app.store.read().await?;
    let quoted = messages::by_id(&mut conn, quote).await?;
    let is_here = quoted.is_some_and(|quoted| {
        quoted.stream == stream
            && !quoted.view.deleted
            && quoted.view.seq >= standing.visible_from()
    });
    if is_here { Ok(()) } else { Err(Refusal::bad_value("quote: no such message here").into()) }
}

/// Everybody at once is called by those who lead here; in the words of others it calls nobody.
pub(super) async fn allowed_marks(
    asked: &Asked<'_>,
    standing: &Standing,
    marks: &mut Marks,
) -> Result<(), Failure> {
    marks.mentions_channel &= standing.may_mention_all();
    known_members(asked, marks).await
}

/// Mentions of ids that are no active member stay words and mark nobody.
async fn known_members(asked: &Asked<'_>, marks: &mut Marks) -> Result<(), Failure> {
    if marks.mentions.is_empty() {
        return Ok(());
    }
    let mut conn = asked.app.store.read().await?;
    let active = people::active(&mut conn, &marks.mentions).await?;
    marks.mentions.retain(|member| active.contains(member));
    Ok(())
}

/// The organisation one speaks for: the one named, if it is one's own, else the main one.
pub(super) async fn speaks_as(
    asked: &Asked<'_>,
    standing: &Standing,
    named: Option<OrganisationId>,
) -> Result<Option<OrganisationId>, Failure> {
    let Some(organisation) = named.filter(|named| Some(*named) != standing.speaks_as) else {
        return Ok(standing.speaks_as);
    };
    let mut conn = asked.app.store.read().await?;
    if people::speaks_for(&mut conn, asked.member, organisation).await? {
        Ok(Some(organisation))
    } else {
        Err(Refusal::new(Code::NotAllowed, "spoken_as: not an organisation of yours").into())
    }
}

//! Replacing the text of one's own message. The former text is kept by the store for 30 days.

use serde_json::Value;
use talkoo_protocol::{ItemView, MessageId, MessageView, Refusal, StreamId, Verb};

use super::{Asked, post, scene, text};
use crate::{
    domain::{
        access::Standing,
        draft::{Draft, EventDraft, Marks, Write},
    },
    error::Failure,
    kind::Scene,
    kinds,
};

pub(super) async fn decide(
    asked: &Asked<'_>,
    message: MessageId,
    text: &str,
    body: Option<&Value>,
) -> Result<Draft, Failure> {
    let mut marks = text::sound(asked.app, text)?;
    let (placed, standing) = scene::answerable(asked, message).await?;
    let view = &placed.view;
    if view.author != Some(asked.member) {
        return Err(Refusal::not_allowed("only its author edits a message").into());
    }
    let item = scene::item(asked, &standing, view.item).await?;
    let body = match body {
        Some(body) => sound_body(asked, &standing, &item, body)?,
        None => view.body.clone(),
    };
    if body.is_none() && text.trim().is_empty() && view.files.is_empty() {
        return Err(Refusal::bad_value("text: is empty").into());
    }
    post::allowed_marks(asked, &standing, &mut marks).await?;

    let mut draft = asked.draft(message);
    // The text is replaced only while the message stands as it was read: an edit never brings a
    // removed text back.
    draft.guards = vec![scene::access_guard(&standing), scene::message_guard(view)];
    draft.events.push(event(asked, placed.stream, view, text, body, marks));
    Ok(draft)
}

fn event(
    asked: &Asked<'_>,
    stream: StreamId,
    view: &MessageView,
    text: &str,
    body: Option<Value>,
    marks: Marks,
) -> EventDraft {
    let text = text.to_owned();
    let write = Write::EditMessage { message: view.id, channel: view.channel, text, body, marks };
    let mut event =
        EventDraft::new(stream, Verb::EDITED, asked.member, write).on_message(view.item, view.id);
    event.spoken_as = view.spoken_as;
    event
}

/// A body that is said anew is judged anew; one that is not mentioned stays as it is.
fn sound_body(
    asked: &Asked<'_>,
    standing: &Standing,
    item: &ItemView,
    body: &Value,
) -> Result<Option<Value>, Refusal> {
    text::bounded_body(asked.app, body)?;
    let scene = Scene { actor: asked.member, standing, now: None };
    kinds::find(&item.kind)?.message(&scene::for_kind(item), Some(body.clone()), &scene)
}

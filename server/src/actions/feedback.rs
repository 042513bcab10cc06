//! What members tell those who run the network about the product: an idea, a fault, a hindrance. It
//! stands in their list until somebody has dealt with it, and the answer comes back to who wrote.

use talkoo_protocol::{
    FeedbackId, Refusal, Verb,
    administration::{HandleFeedback, SendFeedback},
};

use super::{Asked, office, text};
use crate::{
    domain::{
        draft::{Administration, Draft, EventDraft, NewFeedback, Write},
        letter::{Letter, Template},
    },
    error::Failure,
    store::{administration, people},
};

const KINDS: [&str; 3] = ["idea", "fault", "accessibility"];
const WORDS_BYTES: usize = 8_000;
const PAGE_BYTES: usize = 300;

pub(super) async fn send(asked: &Asked<'_>, said: &SendFeedback) -> Result<Draft, Failure> {
    let new = sound(FeedbackId(asked.app.clock.new_id()), asked, said)?;
    let mut conn = asked.app.store.read().await?;
    if people::active(&mut conn, &[asked.member]).await?.is_empty() {
        return Err(Refusal::not_allowed("only active members").into());
    }
    let mut draft = asked.draft(new.id);
    let id = new.id.to_string();
    let write = Write::Administration(Box::new(Administration::Feedback(new)));
    draft.events.push(
        EventDraft::new(asked.member, Verb::FEEDBACK_SENT, asked.member, write)
            .fact("feedback", id),
    );
    Ok(draft)
}

pub(super) async fn handle(asked: &Asked<'_>, handled: &HandleFeedback) -> Result<Draft, Failure> {
    text::bounded(&handled.answer, WORDS_BYTES, "answer")?;
    let mut conn = asked.app.store.read().await?;
    office::administrator(&mut conn, asked.member).await?;
    let sender = administration::sender_of(&mut conn, handled.feedback).await?;
    let sender = sender.ok_or_else(Refusal::not_found)?;
    let answer = handled.answer.trim().to_owned();
    let is_answered = !answer.is_empty();
    let letter = sender.filter(|_| is_answered).map(|sender| {
        Letter::to(sender, Template::FeedbackAnswered).value("answer", answer.clone()).page("/me")
    });
    let write = Write::Administration(Box::new(Administration::FeedbackHandled {
        feedback: handled.feedback,
        by: asked.member,
        answer,
    }));
    let mut draft = asked.draft(handled.feedback);
    draft.jobs.extend(letter.map(|letter| letter.job()));
    match sender {
        Some(sender) => draft.events.push(
            EventDraft::new(sender, Verb::FEEDBACK_HANDLED, asked.member, write)
                .fact("feedback", handled.feedback.to_string())
                .fact("answered", is_answered),
        ),
        // Nobody is left to be told.
        None => draft.writes.push(write),
    }
    Ok(draft)
}

fn sound(id: FeedbackId, asked: &Asked<'_>, said: &SendFeedback) -> Result<NewFeedback, Refusal> {
    let kind = KINDS.into_iter().find(|kind| *kind == said.kind);
    let kind = kind.ok_or_else(|| Refusal::bad_value("kind: idea, fault or accessibility"))?;
    text::bounded(&said.words, WORDS_BYTES, "words")?;
    text::bounded(&said.page, PAGE_BYTES, "page")?;
    let words = said.words.trim().to_owned();
    if words.is_empty() {
        return Err(Refusal::bad_value("words: is empty"));
    }
    // An address of another site would be a link that nobody should follow.
    let page = if said.page.starts_with('/') { said.page.clone() } else { String::new() };
    Ok(NewFeedback { id, member: asked.member, kind, words, page })
}

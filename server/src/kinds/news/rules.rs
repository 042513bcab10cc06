//! What may be done to an article, and by whom: those who work on the desk, and its reviewer.

use serde::Deserialize;
use serde_json::Value;
use talkoo_protocol::{MemberId, Refusal, Verb};
use time::OffsetDateTime;

use super::{
    Article,
    body::{Block, Correction},
};
use crate::{
    domain::facets::ROLES,
    kind::{Change, Content, Item, Notice, Scene},
};

const LANGUAGES: [&str; 3] = ["fi", "sv", "en"];
const MOST_BLOCKS: usize = 200;
const MOST_NAMED: usize = 30;
const LINE_CHARS: usize = 500;
/// A topic, a region, a role: each is a word that the house finds the article by.
const WORD_CHARS: usize = 100;

#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
enum Command {
    /// The whole article anew. In the open it says what was put right.
    Write {
        title: String,
        #[serde(default)]
        text: String,
        #[serde(default)]
        body: Box<Article>,
        #[serde(default)]
        correction: String,
    },
    AskReview {
        reviewer: MemberId,
    },
    Approve,
    SendBack {
        comment: String,
    },
    Schedule {
        #[serde(with = "time::serde::rfc3339")]
        at: OffsetDateTime,
    },
    Unschedule,
    Publish,
    Archive,
    Restore,
}

/// A new article is a draft on the desk.
pub(super) fn draft(content: Content<Article>) -> Result<Item<Article>, Refusal> {
    let mut item = Item::open(content);
    item.state = "draft".to_owned();
    item.desk = true;
    item.body = written(&Article::default(), std::mem::take(&mut item.body))?;
    sound(&item)?;
    Ok(item)
}

pub(super) fn change(
    article: &Item<Article>,
    command: &Value,
    scene: &Scene<'_>,
) -> Result<Change<Article>, Refusal> {
    let command = Command::deserialize(command)
        .map_err(|error| Refusal::bad_value(format!("change: {error}")))?;
    if article.main {
        return Err(Refusal::rule("the channel's own talk is no article"));
    }
    if !scene.standing.may_edit_desk() {
        return Err(Refusal::not_allowed("only editors change an article"));
    }
    let mut next = article.clone();
    let verb = match command {
        Command::Write { title, text, body, correction } => {
            next.title = title.trim().to_owned();
            next.text = text;
            next.body = written(&article.body, *body)?;
            sound(&next)?;
            if let Some(reviewer) = next.body.reviewer {
                by_another(&next, reviewer)?;
            }
            rewritten(&mut next, &correction, scene)?
        }
        Command::AskReview { reviewer } => {
            stands(article, &["draft", "review"])?;
            if reviewer == scene.actor {
                return Err(Refusal::rule("nobody names themselves as the reviewer"));
            }
            by_another(article, reviewer)?;
            next.body.reviewer = Some(reviewer);
            next.body.approved = false;
            next.body.sent_back.clear();
            enter(&mut next, "review")
        }
        Command::Approve => {
            reviews(article, scene)?;
            next.body.approved = true;
            next.body.sent_back.clear();
            enter(&mut next, "approved")
        }
        Command::SendBack { comment } => {
            reviews(article, scene)?;
            let comment = comment.trim();
            if comment.is_empty() || comment.chars().count() > 2_000 {
                return Err(Refusal::bad_value(
                    "comment: say in 1 to 2,000 characters what to mend",
                ));
            }
            comment.clone_into(&mut next.body.sent_back);
            enter(&mut next, "draft")
        }
        Command::Schedule { at } => {
            ready(article)?;
            if at <= scene.now()? {
                return Err(Refusal::rule("the time has passed"));
            }
            next.body.publish_at = Some(at);
            enter(&mut next, "scheduled")
        }
        Command::Unschedule => {
            stands(article, &["scheduled"])?;
            next.body.publish_at = None;
            let to = if next.body.approved { "approved" } else { "draft" };
            enter(&mut next, to)
        }
        Command::Publish => {
            ready(article)?;
            return Ok(published(next, scene.now()?));
        }
        Command::Archive => {
            stands(article, &["published", "corrected"])?;
            enter(&mut next, "archived")
        }
        Command::Restore => {
            stands(article, &["archived"])?;
            let to = if next.body.corrections.is_empty() { "published" } else { "corrected" };
            enter(&mut next, to)
        }
    };
    let state = next.state.clone();
    let is_correction = next.body.corrections.len() > article.body.corrections.len();
    let mut change = Change::to(next, verb).fact("state", state);
    change.is_correction = is_correction;
    Ok(change)
}

/// A scheduled article whose time has come is published under that time.
pub(super) fn its_time_has_come(
    article: &Item<Article>,
    now: OffsetDateTime,
) -> Option<Change<Article>> {
    let at = article.body.publish_at.filter(|at| article.state == "scheduled" && *at <= now)?;
    Some(published(article.clone(), at))
}

/// The reviewer hears what waits, the author what the reviewer says.
pub(super) fn notice(before: &Item<Article>, change: &Change<Article>) -> Option<Notice> {
    let after = &change.item;
    if before.state == after.state {
        return None;
    }
    let (text, to) = match after.state.as_str() {
        "review" => ("review_asked", after.body.reviewer?),
        "approved" if before.state == "review" => ("approved", after.author?),
        "draft" if before.state == "review" => ("sent_back", after.author?),
        _ => return None,
    };
    Some(Notice { text, to })
}

/// What only acts of their own change stays as it was.
fn written(before: &Article, said: Article) -> Result<Article, Refusal> {
    if let Some(role) = said.must_read.iter().find(|role| role.is_empty() || role.len() > 40) {
        return Err(Refusal::bad_value(format!("must_read: {role:?}, one of {ROLES:?} or a sort")));
    }
    Ok(Article {
        reviewer: before.reviewer,
        approved: before.approved,
        sent_back: before.sent_back.clone(),
        publish_at: before.publish_at,
        published_at: before.published_at,
        corrections: before.corrections.clone(),
        ..said
    })
}

fn rewritten(
    next: &mut Item<Article>,
    correction: &str,
    scene: &Scene<'_>,
) -> Result<Verb, Refusal> {
    if next.desk {
        // Other words than those approved are looked at again, unless the reviewer wrote them.
        let is_reviewer = next.body.reviewer == Some(scene.actor);
        if next.body.approved && !is_reviewer {
            next.body.approved = false;
            next.body.publish_at = None;
            return Ok(enter(next, "review"));
        }
        return Ok(Verb::ITEM_CHANGED);
    }
    stands(next, &["published", "corrected"])?;
    let text = correction.trim();
    if text.is_empty() || text.chars().count() > LINE_CHARS {
        return Err(Refusal::rule("correction: say in 1 to 500 characters what was put right"));
    }
    let correction = Correction { at: scene.now()?, text: text.to_owned() };
    next.body.corrections.insert(0, correction);
    enter(next, "corrected");
    Ok(Verb::from("article_corrected"))
}

fn published(mut article: Item<Article>, at: OffsetDateTime) -> Change<Article> {
    article.body.published_at = Some(at);
    article.body.publish_at = None;
    article.desk = false;
    enter(&mut article, "published");
    let mut change = Change::to(article, Verb::ITEM_PUBLISHED).fact("state", "published");
    change.counts = true;
    change
}

fn enter(article: &mut Item<Article>, state: &str) -> Verb {
    state.clone_into(&mut article.state);
    Verb::ITEM_CHANGED
}

fn stands(article: &Item<Article>, states: &[&str]) -> Result<(), Refusal> {
    if states.contains(&article.state.as_str()) { Ok(()) } else { Err(Refusal::conflict()) }
}

fn reviews(article: &Item<Article>, scene: &Scene<'_>) -> Result<(), Refusal> {
    stands(article, &["review"])?;
    if article.body.reviewer == Some(scene.actor) {
        Ok(())
    } else {
        Err(Refusal::not_allowed("only its reviewer decides"))
    }
}

/// Nobody reviews what they have written.
fn by_another(article: &Item<Article>, reviewer: MemberId) -> Result<(), Refusal> {
    if article.author == Some(reviewer) || article.body.co_authors.contains(&reviewer) {
        return Err(Refusal::rule("nobody reviews their own article"));
    }
    Ok(())
}

/// Whoever writes, approves or publishes has read what stands there.
pub(super) fn rests_on_words(command: &Value) -> bool {
    let named = command.get("do").and_then(Value::as_str);
    matches!(named, Some("write" | "approve" | "schedule" | "publish"))
}

/// What may be published: a draft that nobody was asked to review, or one that was approved.
fn ready(article: &Item<Article>) -> Result<(), Refusal> {
    stands(article, &["draft", "approved", "scheduled"])?;
    if article.body.reviewer.is_some() && !article.body.approved {
        return Err(Refusal::rule("its reviewer has not approved it"));
    }
    if article.text.trim().is_empty() && article.body.blocks.is_empty() {
        return Err(Refusal::rule("there is nothing to read yet"));
    }
    Ok(())
}

fn sound(article: &Item<Article>) -> Result<(), Refusal> {
    let body = &article.body;
    if article.title.trim().is_empty() {
        return Err(Refusal::bad_value("title: an article needs one"));
    }
    let langs = body.versions.keys().map(String::as_str).chain([body.lang()]);
    if let Some(lang) = langs.clone().find(|lang| !LANGUAGES.contains(lang)) {
        return Err(Refusal::bad_value(format!("lang: {lang:?}, one of {LANGUAGES:?}")));
    }
    if body.versions.contains_key(body.lang()) {
        return Err(Refusal::bad_value("versions: its own language once"));
    }
    if body.versions.values().any(|version| version.title.trim().is_empty()) {
        return Err(Refusal::bad_value("versions: each needs a title"));
    }
    if body.all_blocks().count() > MOST_BLOCKS {
        return Err(Refusal::bad_value(format!("blocks: {MOST_BLOCKS} at most")));
    }
    let named = [&body.topics, &body.regions, &body.must_read].map(Vec::len);
    if named.into_iter().chain([body.co_authors.len()]).any(|count| count > MOST_NAMED) {
        return Err(Refusal::bad_value(format!("lists: {MOST_NAMED} at most")));
    }
    let words = [&body.topics, &body.regions, &body.must_read].into_iter().flatten();
    if words.clone().any(|word| word.chars().count() > WORD_CHARS) {
        return Err(Refusal::bad_value(format!("lists: {WORD_CHARS} characters a word at most")));
    }
    let lines = [&body.audience, &body.contact];
    if lines.iter().any(|line| line.chars().count() > LINE_CHARS) {
        return Err(Refusal::bad_value(format!("lines: {LINE_CHARS} characters at most")));
    }
    let pictures = body
        .all_blocks()
        .filter_map(|block| if let Block::Image(picture) = block { Some(picture) } else { None });
    if pictures.chain(&body.cover).any(|picture| picture.alt.trim().is_empty()) {
        return Err(Refusal::rule("alt: say what the picture shows"));
    }
    Ok(())
}

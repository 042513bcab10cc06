//! Newsletters: chosen public items of a channel, by mail to who has asked for them and answered a
//! first letter. What a stranger asks is done by a job after the answer, which is always the same, so
//! nobody finds out who subscribes. Addresses of letters carry a signature and are stored nowhere.

use std::{collections::BTreeMap, net::IpAddr, sync::Arc, time::Duration};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::Sha256;
use talkoo_protocol::{ChannelId, ItemId, Refusal, publishing::SendNewsletter};
use uuid::Uuid;

use super::{
    Asked, read, scene,
    sign_in::{self, Door},
    text,
};
use crate::{
    app::App,
    domain::{
        draft::{AuditLine, Draft, NewJob, Write, publishing::PublishingWrite},
        letter::{Letter, Template},
    },
    error::{Failure, Fault},
    jobs::Job,
    mail::{self, Mailer, Thread, Written},
    store::{
        jobs, network,
        newsletters::{self, Newsletter, Reader},
        public,
    },
};

type Values = BTreeMap<String, String>;

/// The name of the work that sends one newsletter.
pub(super) const WORK: &str = "newsletter";
/// The name of the work that answers who subscribes.
pub(super) const ASKED: &str = "newsletter_asked";
const MOST_ITEMS: usize = 30;
const SUBJECT_BYTES: usize = 300;
const WORDS_BYTES: usize = 8_000;
const PROOF: usize = 16;
/// A work has less than a minute; the rest is a further job.
const PART: Duration = Duration::from_secs(25);
/// After which a letter that did not go, or that another worker has, is looked to again.
const PAUSE: Duration = Duration::from_mins(5);
/// Letters of one part that do not go: then it is the mail server.
const MOST_FAILED: usize = 5;

#[derive(Serialize, Deserialize)]
struct Wanted {
    channel: ChannelId,
    email: String,
    language: String,
}

#[derive(Serialize, Deserialize)]
struct Sending {
    newsletter: Uuid,
}

pub(super) async fn send(asked: &Asked<'_>, wanted: &SendNewsletter) -> Result<Draft, Failure> {
    let standing = scene::writable(asked, wanted.channel).await?;
    if !standing.may_edit_desk() {
        return Err(Refusal::not_allowed("only editors send newsletters").into());
    }
    let subject = wanted.subject.trim();
    text::bounded(subject, SUBJECT_BYTES, "subject")?;
    text::bounded(&wanted.words, WORDS_BYTES, "words")?;
    if subject.is_empty() || wanted.items.is_empty() || wanted.items.len() > MOST_ITEMS {
        return Err(Refusal::bad_value("a subject and 1 to 30 items").into());
    }
    let mut conn = asked.app.store.read().await?;
    if public::among(&mut conn, &wanted.items).await?.len() != wanted.items.len() {
        return Err(Refusal::rule("a newsletter names only what is public").into());
    }
    let id = asked.app.clock.new_id();
    let mut draft = asked.draft(id);
    draft.guards = vec![scene::access_guard(&standing)];
    draft.writes.push(Write::Publishing(Box::new(PublishingWrite::Newsletter {
        id,
        channel: wanted.channel,
        by: asked.member,
        subject: subject.to_owned(),
        words: wanted.words.clone(),
        items: wanted.items.clone(),
    })));
    draft.audit.push(AuditLine {
        action: "newsletter_sent",
        object: Some(id),
        reason: String::new(),
    });
    let body = json!(Sending { newsletter: id });
    draft.jobs.push(NewJob { name: WORK, body, after: Duration::ZERO });
    Ok(draft)
}

/// Somebody wants a channel's newsletter. The answer is the same whatever comes of it.
///
/// # Errors
/// `too_many`; `bad_value` for what is no address.
pub async fn ask(
    app: &App,
    door: &Door,
    from: IpAddr,
    (channel, email, language): (ChannelId, &str, &str),
) -> Result<(), Failure> {
    let email = sign_in::may_be_written_to(door, from, email).await?;
    let language = if ["sv", "en"].contains(&language) { language } else { "fi" }.to_owned();
    let body = json!(Wanted { channel, email, language });
    let job = NewJob { name: ASKED, body, after: Duration::ZERO };
    let mut conn = app.store.read().await?;
    jobs::add(&mut conn, &[app.clock.new_id()], &[job]).await.map_err(Fault::from)?;
    app.journal.due().ring();
    Ok(())
}

/// The second half: a letter with the address that confirms, unless it has been confirmed.
pub(super) async fn asked(app: &App, job: Job) -> Result<(), Failure> {
    let wanted: Wanted = serde_json::from_value(job.body)
        .map_err(|_| Refusal::rule("this version knows no such question"))?;
    let mut conn = app.store.read().await?;
    let Some(place) = public::place(&mut conn, wanted.channel).await? else { return Ok(()) };
    let id = app.clock.new_id();
    let (channel, email, language) = (wanted.channel, &wanted.email, &wanted.language);
    let kept = newsletters::ask(&mut conn, id, channel, email, language).await?;
    let Some(reader) = kept else { return Ok(()) };
    let path = format!("/julkinen/uutiskirje/{}?lang={language}", token(app, reader)?);
    let letter = Letter::to_address(email, language, Template::NewsletterAsked)
        .value("place", format!("{} · {}", place.workspace, place.name))
        .page(path);
    jobs::add(&mut conn, &[app.clock.new_id()], &[letter.job()]).await.map_err(Fault::from)?;
    app.journal.due().ring();
    Ok(())
}

/// The address has answered.
///
/// # Errors
/// `not_found` for an address that was in no letter of ours.
pub async fn confirm(app: &App, token: &str) -> Result<(), Failure> {
    let reader = reader_of(app, token)?;
    let mut conn = app.store.read().await?;
    if newsletters::confirm(&mut conn, reader).await? {
        Ok(())
    } else {
        Err(Refusal::not_found().into())
    }
}

/// No more letters; the address is forgotten. Said again it is the same.
///
/// # Errors
/// `not_found` for an address that was in no letter of ours.
pub async fn end(app: &App, token: &str) -> Result<(), Failure> {
    let reader = reader_of(app, token)?;
    Ok(newsletters::end(&mut *app.store.read().await?, reader).await?)
}

/// Sends what is not sent yet. Each letter is taken before it goes, so of a newsletter nobody has two;
/// one that does not go waits for its next try and holds up no other.
pub(super) async fn deliver(app: &Arc<App>, mailer: &Mailer, job: Job) -> Result<(), Failure> {
    let sending: Sending = serde_json::from_value(job.body.clone())
        .map_err(|_| Refusal::rule("this version knows no such newsletter"))?;
    let mut conn = app.store.read().await?;
    let found = newsletters::by_id(&mut conn, sending.newsletter).await?;
    drop(conn);
    let Some(newsletter) = found else { return Ok(()) };
    let Some(after) = part(app, mailer, (sending.newsletter, &newsletter)).await? else {
        return Ok(());
    };
    let mut conn = app.store.read().await?;
    let rest = NewJob { name: WORK, body: job.body, after };
    jobs::add(&mut conn, &[app.clock.new_id()], &[rest]).await.map_err(Fault::from)?;
    Ok(())
}

/// A part of the letters, and when the next part is due; `None`: everybody had theirs.
async fn part(
    app: &App,
    mailer: &Mailer,
    (id, newsletter): (Uuid, &Newsletter),
) -> Result<Option<Duration>, Failure> {
    let began = app.clock.instant();
    let mut said = BTreeMap::new();
    let mut failed = 0;
    while failed < MOST_FAILED {
        if app.leaving.is_cancelled() || app.clock.instant().duration_since(began) > PART {
            return Ok(Some(Duration::ZERO));
        }
        let mut conn = app.store.read().await?;
        let Some(reader) = newsletters::take(&mut conn, id).await? else {
            let is_done = newsletters::done(&mut conn, id).await?;
            return Ok((!is_done).then_some(PAUSE));
        };
        drop(conn);
        if !said.contains_key(&reader.language) {
            let values = values(app, newsletter, &reader.language).await?;
            said.insert(reader.language.clone(), values);
        }
        let letter = letter(app, (id, newsletter), &reader, &said)?;
        let number = Uuid::new_v5(&id, reader.id.as_bytes());
        if let Err(fault) = mailer.send(number, &reader.email, &letter).await {
            tracing::warn!(newsletter = %id, error = %fault, "a letter did not go");
            failed += 1;
            newsletters::failed(&mut *app.store.read().await?, id, reader.id).await?;
        }
    }
    Ok(Some(PAUSE))
}

/// What the letter says in one language: what is public at this moment, each in this language or its own.
async fn values(app: &App, newsletter: &Newsletter, language: &str) -> Result<Values, Failure> {
    let origin = app.settings.web.first_origin();
    let mut items = Vec::new();
    let mut place = String::new();
    for item in &newsletter.items {
        let Ok(shown) = read::public_page(app, *item, language).await else { continue };
        let page = &shown.page;
        place = format!("{} · {}", shown.place.workspace, shown.place.name);
        items.push(format!(
            "{}\n{}\n{}",
            page.title,
            page.lead,
            address(origin, *item, &page.lang)
        ));
    }
    let network = network::settings(&mut *app.store.read().await?).await?.name;
    Ok(BTreeMap::from([
        ("network".to_owned(), network),
        ("subject".to_owned(), newsletter.subject.clone()),
        ("words".to_owned(), newsletter.words.clone()),
        ("items".to_owned(), items.join("\n\n")),
        ("place".to_owned(), place),
    ]))
}

/// One reader's letter, which carries the address that ends it.
fn letter(
    app: &App,
    (id, newsletter): (Uuid, &Newsletter),
    reader: &Reader,
    said: &BTreeMap<String, Values>,
) -> Result<Written, Fault> {
    let origin = app.settings.web.first_origin();
    let mut values = said.get(&reader.language).cloned().unwrap_or_default();
    let unsubscribe = ending(app, reader.id)?;
    values.insert("ending".to_owned(), unsubscribe.clone());
    let link = format!("{origin}/julkinen?channel={}&lang={}", newsletter.channel, reader.language);
    let mut written = mail::write(Template::Newsletter, &reader.language, &values, Some(link))?;
    written.thread = Some(Thread { about: id, unsubscribe, answers: None });
    Ok(written)
}

fn address(origin: &str, item: ItemId, lang: &str) -> String {
    format!("{origin}/julkinen/{item}?lang={lang}")
}

fn ending(app: &App, reader: Uuid) -> Result<String, Fault> {
    let origin = app.settings.web.first_origin();
    Ok(format!("{origin}/julkinen/uutiskirje/pois/{}", token(app, reader)?))
}

/// Whose letters, and the proof that the address came in one of them.
fn token(app: &App, reader: Uuid) -> Result<String, Fault> {
    let proof = proof(app, reader)?;
    Ok(URL_SAFE_NO_PAD.encode([reader.as_bytes().as_slice(), &proof].concat()))
}

fn reader_of(app: &App, token: &str) -> Result<Uuid, Failure> {
    let bytes = URL_SAFE_NO_PAD.decode(token).unwrap_or_default();
    let (reader, given) = bytes.split_at_checked(16).unwrap_or_default();
    let reader = Uuid::from_slice(reader).unwrap_or_default();
    if !bool::from(subtle::ConstantTimeEq::ct_eq(given, proof(app, reader)?.as_slice())) {
        return Err(Refusal::not_found().into());
    }
    Ok(reader)
}

fn proof(app: &App, reader: Uuid) -> Result<Vec<u8>, Fault> {
    let mut mac = Hmac::<Sha256>::new_from_slice(&app.network.receipt_key)
        .map_err(|error| Fault::caused("signing an address", error))?;
    mac.update(b"a newsletter is read here");
    mac.update(reader.as_bytes());
    Ok(mac.finalize().into_bytes()[..PROOF].to_vec())
}

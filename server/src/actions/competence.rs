//! What one can do, said by oneself and confirmed by those who have seen it. Which competences can
//! be named is the administrators' matter, so that people who mean the same say the same.

use talkoo_protocol::{
    MemberId, Refusal,
    people::{CompetenceView, Endorsing, SetCompetence},
    places::Words,
};

use super::{Asked, known, office, organisation, text};
use crate::{
    domain::{
        draft::{
            AuditLine, Draft, EventDraft, Write,
            who::{SavedCompetence, Who},
        },
        organisation::{COMPETENCE_KINDS, is_slug},
    },
    error::Failure,
    store::{Connection, competences, people, profiles},
};

/// Competences of one member at most.
const MOST: i64 = 40;
const ALIASES: usize = 20;
const LABEL_CHARS: usize = 80;

pub(super) async fn set(asked: &Asked<'_>, wanted: &SetCompetence) -> Result<Draft, Failure> {
    if wanted.level > 3 {
        return Err(Refusal::bad_value("level: 0 to 3").into());
    }
    let mut conn = asked.app.store.read().await?;
    if people::active(&mut conn, &[asked.member]).await?.is_empty() {
        return Err(Refusal::not_allowed("the account is not active").into());
    }
    let competence = competences::id(&mut conn, &wanted.competence).await?;
    let competence = competence.ok_or_else(Refusal::not_found)?;
    let is_new = !competences::has(&mut conn, asked.member, competence).await?;
    if wanted.level > 0 && is_new && competences::count(&mut conn, asked.member).await? >= MOST {
        return Err(Refusal::rule("forty competences at most").into());
    }
    if wanted.level > 0 && is_new && !competences::is_offered(&mut conn, competence).await? {
        return Err(Refusal::rule("competence: it is not offered any more").into());
    }
    let level = (wanted.level > 0).then_some(i16::from(wanted.level));
    let who = Who::Competence { member: asked.member, competence, level };
    told(&mut conn, asked, asked.member, who).await
}

pub(super) async fn endorse(asked: &Asked<'_>, wanted: &Endorsing) -> Result<Draft, Failure> {
    let (member, by) = (wanted.member, asked.member);
    let mut conn = asked.app.store.read().await?;
    let competence = seen(&mut conn, asked, wanted).await?;
    if member == by {
        return Err(Refusal::rule("others confirm what one can do").into());
    }
    told(&mut conn, asked, member, Who::Endorse { member, competence, by }).await
}

pub(super) async fn unendorse(asked: &Asked<'_>, wanted: &Endorsing) -> Result<Draft, Failure> {
    let (member, by) = (wanted.member, asked.member);
    let mut conn = asked.app.store.read().await?;
    let competence = seen(&mut conn, asked, wanted).await?;
    told(&mut conn, asked, member, Who::Unendorse { member, competence, by }).await
}

/// A competence of somebody of whom one may know.
async fn seen(
    conn: &mut Connection,
    asked: &Asked<'_>,
    wanted: &Endorsing,
) -> Result<uuid::Uuid, Failure> {
    let is_known = !profiles::known(conn, asked.member, &[wanted.member]).await?.is_empty();
    let competence = competences::id(conn, &wanted.competence).await?;
    let competence = competence.filter(|_| is_known).ok_or_else(Refusal::not_found)?;
    if !competences::has(conn, wanted.member, competence).await? {
        return Err(Refusal::not_found().into());
    }
    Ok(competence)
}

async fn told(
    conn: &mut Connection,
    asked: &Asked<'_>,
    member: MemberId,
    who: Who,
) -> Result<Draft, Failure> {
    let account = profiles::account(conn, member).await?.ok_or_else(Refusal::not_found)?;
    let found = known::Found::as_ever(account.is_discoverable);
    let mut draft = asked.draft(member);
    draft.events = known::told(conn, asked, member, found, who).await?;
    Ok(draft)
}

/// Told to the network without content: whoever shows the list asks for it again.
pub(super) async fn save(asked: &Asked<'_>, wanted: &CompetenceView) -> Result<Draft, Failure> {
    let mut conn = asked.app.store.read().await?;
    office::administrator(&mut conn, asked.member).await?;
    let saved = SavedCompetence {
        id: asked.app.clock.new_id(),
        slug: slug(&wanted.slug)?,
        label: label(&wanted.label)?,
        kind: organisation::word(&wanted.kind, "kind", COMPETENCE_KINDS)?,
        aliases: aliases(&wanted.aliases)?,
        is_retired: wanted.retired,
    };
    let mut draft = asked.draft(saved.id);
    draft.audit.push(AuditLine {
        action: "competence_saved",
        object: None,
        reason: saved.slug.clone(),
    });
    let write = Write::Who(Who::SaveCompetence(Box::new(saved)));
    let network = asked.app.network.stream;
    draft.events.push(EventDraft::new(network, "competences_changed".into(), asked.member, write));
    Ok(draft)
}

fn slug(text: &str) -> Result<String, Refusal> {
    if !is_slug(text) {
        return Err(Refusal::bad_value("slug: small letters, figures and hyphens"));
    }
    Ok(text.to_owned())
}

fn label(words: &Words) -> Result<Words, Refusal> {
    organisation::words(words, "label", LABEL_CHARS)
}

fn aliases(words: &[String]) -> Result<Vec<String>, Refusal> {
    if words.len() > ALIASES {
        return Err(Refusal::bad_value("aliases: 20 at most"));
    }
    words.iter().map(|word| text::line(word, "aliases", LABEL_CHARS)).collect()
}

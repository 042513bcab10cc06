//! Organisations: made and changed by administrators; their texts also by their contact persons, who
//! are named and removed by administrators.

use talkoo_protocol::{
    OrganisationId, Refusal, Verb,
    people::{Affiliated, ChangeOrganisation, CreateOrganisation},
    places::Words,
};

use super::{Asked, affiliation, change_profile, create_workspace, office, text};
use crate::{
    domain::{
        draft::{
            AuditLine, Draft, EventDraft, Write,
            who::{NewOrganisation, OrganisationChange, Who},
        },
        organisation::{DOMAINS, KINDS, domain, is_business_id},
        profile,
    },
    error::Failure,
    store::{Connection, organisations, people, profiles},
};

const NAME_CHARS: usize = 120;
const ABOUT_CHARS: usize = 2_000;

pub(super) async fn create(
    asked: &Asked<'_>,
    wanted: &CreateOrganisation,
) -> Result<Draft, Failure> {
    let mut conn = asked.app.store.read().await?;
    office::administrator(&mut conn, asked.member).await?;
    let id = OrganisationId(asked.app.clock.new_id());
    if let Some(parent) = wanted.parent {
        exists(&mut conn, parent).await?;
    }
    let new = NewOrganisation {
        id,
        name: words(&wanted.name, "name", NAME_CHARS)?,
        kind: word(&wanted.kind, "kind", KINDS)?,
        region: region(wanted.region.as_deref())?.filter(|code| !code.is_empty()),
        business_id: business_id(wanted.business_id.as_deref())?.filter(|id| !id.is_empty()),
        domains: domains(&wanted.domains)?,
        parent: wanted.parent,
        verified: wanted.verified,
        coordinator: wanted.coordinator,
    };
    let mut draft = asked.draft(id.0);
    draft.events.push(told(asked, id, Write::Who(Who::Organisation(Box::new(new)))));
    draft.audit.push(line("organisation_created", id, String::new()));
    Ok(draft)
}

pub(super) async fn change(
    asked: &Asked<'_>,
    wanted: &ChangeOrganisation,
) -> Result<Draft, Failure> {
    let id = wanted.organisation;
    let mut conn = asked.app.store.read().await?;
    if is_text_only(wanted) {
        affiliation::leads(&mut conn, asked.member, id).await?;
    } else {
        office::administrator(&mut conn, asked.member).await?;
    }
    exists(&mut conn, id).await?;
    let change = OrganisationChange {
        name: wanted.name.as_ref().map(|name| words(name, "name", NAME_CHARS)).transpose()?,
        about: wanted.about.as_ref().map(about).transpose()?,
        kind: wanted.kind.as_deref().map(|kind| word(kind, "kind", KINDS)).transpose()?,
        region: region(wanted.region.as_deref())?,
        business_id: business_id(wanted.business_id.as_deref())?,
        domains: wanted.domains.as_deref().map(domains).transpose()?,
        parent: parent(&mut conn, id, wanted.parent).await?,
        verified: wanted.verified,
        coordinator: wanted.coordinator,
        tags: wanted.tags.as_deref().map(create_workspace::tags).transpose()?,
    };
    let mut draft = asked.draft(id.0);
    let write = Write::Who(Who::ChangeOrganisation { organisation: id, change: Box::new(change) });
    draft.events.push(told(asked, id, write));
    if !is_text_only(wanted) {
        draft.audit.push(line("organisation_changed", id, String::new()));
    }
    Ok(draft)
}

pub(super) async fn name_contact(asked: &Asked<'_>, of: Affiliated) -> Result<Draft, Failure> {
    let Affiliated { member, organisation } = of;
    let mut conn = asked.app.store.read().await?;
    office::administrator(&mut conn, asked.member).await?;
    exists(&mut conn, organisation).await?;
    if people::active(&mut conn, &[member]).await?.is_empty() {
        return Err(Refusal::not_found().into());
    }
    let speaks = profiles::speaks_for(&mut conn, member).await?;
    if !speaks.contains(&(organisation, true)) {
        return Err(Refusal::rule("the person speaks for the organisation first").into());
    }
    let write = Write::Who(Who::NameContact { organisation, member });
    let about = line("contact_named", organisation, format!("member {member}"));
    Ok(about_contact(asked, of, about, write))
}

pub(super) async fn remove_contact(asked: &Asked<'_>, of: Affiliated) -> Result<Draft, Failure> {
    let Affiliated { member, organisation } = of;
    let mut conn = asked.app.store.read().await?;
    office::administrator(&mut conn, asked.member).await?;
    exists(&mut conn, organisation).await?;
    let write = Write::Who(Who::RemoveContact { organisation, member });
    let about = line("contact_removed", organisation, format!("member {member}"));
    Ok(about_contact(asked, of, about, write))
}

fn about_contact(asked: &Asked<'_>, of: Affiliated, about: AuditLine, write: Write) -> Draft {
    let mut draft = asked.draft(of.organisation.0);
    draft.events.push(told(asked, of.organisation, write));
    draft.audit.push(about);
    draft
}

async fn exists(conn: &mut Connection, organisation: OrganisationId) -> Result<(), Failure> {
    if organisations::by_ids(conn, &[organisation]).await?.is_empty() {
        return Err(Refusal::not_found().into());
    }
    Ok(())
}

/// Its own id means none. Nothing is a part of itself, however many steps away.
async fn parent(
    conn: &mut Connection,
    organisation: OrganisationId,
    wanted: Option<OrganisationId>,
) -> Result<Option<Option<OrganisationId>>, Failure> {
    let Some(parent) = wanted else { return Ok(None) };
    if parent == organisation {
        return Ok(Some(None));
    }
    exists(conn, parent).await?;
    if organisations::is_within(conn, parent, organisation).await? {
        return Err(Refusal::bad_value("parent: it is a part of this one").into());
    }
    Ok(Some(Some(parent)))
}

fn is_text_only(wanted: &ChangeOrganisation) -> bool {
    wanted.kind.is_none()
        && wanted.region.is_none()
        && wanted.business_id.is_none()
        && wanted.domains.is_none()
        && wanted.parent.is_none()
        && wanted.verified.is_none()
        && wanted.coordinator.is_none()
}

/// Words in three languages, of which the Finnish ones are always there.
pub(super) fn words(words: &Words, field: &str, chars: usize) -> Result<Words, Refusal> {
    let or_none = |words: &str| {
        if words.trim().is_empty() { Ok(String::new()) } else { text::line(words, field, chars) }
    };
    Ok(Words {
        fi: text::line(&words.fi, field, chars)?,
        sv: or_none(&words.sv)?,
        en: or_none(&words.en)?,
    })
}

fn about(words: &Words) -> Result<Words, Refusal> {
    let bounded = |words: &str| {
        text::bounded(words, ABOUT_CHARS * 4, "about")?;
        if words.chars().count() > ABOUT_CHARS {
            return Err(Refusal::bad_value("about: 2000 characters at most"));
        }
        Ok(words.trim().to_owned())
    };
    Ok(Words { fi: bounded(&words.fi)?, sv: bounded(&words.sv)?, en: bounded(&words.en)? })
}

pub(super) fn word(word: &str, field: &str, known: &[&str]) -> Result<String, Refusal> {
    if !known.contains(&word) {
        return Err(Refusal::bad_value(format!("{field}: one of {}", known.join(", "))));
    }
    Ok(word.to_owned())
}

fn region(code: Option<&str>) -> Result<Option<String>, Refusal> {
    change_profile::code(code, "region", profile::is_region)
}

fn business_id(text: Option<&str>) -> Result<Option<String>, Refusal> {
    change_profile::code(text, "business_id", is_business_id)
}

fn domains(texts: &[String]) -> Result<Vec<String>, Refusal> {
    if texts.len() > DOMAINS {
        return Err(Refusal::bad_value("domains: 50 at most"));
    }
    let mut found: Vec<String> = Vec::new();
    for text in texts {
        let one = domain(text);
        let one = one.ok_or_else(|| Refusal::bad_value("domains: like example.org"))?;
        if !found.contains(&one) {
            found.push(one);
        }
    }
    Ok(found)
}

fn told(asked: &Asked<'_>, organisation: OrganisationId, write: Write) -> EventDraft {
    let network = asked.app.network.stream;
    EventDraft::new(network, Verb::ORGANISATION_CHANGED, asked.member, write)
        .fact("organisation", organisation.to_string())
}

fn line(action: &'static str, organisation: OrganisationId, reason: String) -> AuditLine {
    AuditLine { action, object: Some(organisation.0), reason }
}

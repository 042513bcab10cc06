//! Terms of use and privacy notice: reading them, agreeing, and putting new ones in force. Until a
//! network has written its own, the product's are in force as version 1.

use std::net::IpAddr;

use talkoo_protocol::{
    ClientId, MemberId, Refusal, Verb,
    arrivals::{AcceptTerms, PublishTerms, TermsBody},
    places::Words,
};

use super::{Asked, office, sign_in::Door, text};
use crate::{
    app::App,
    domain::draft::{
        AuditLine, Draft, EventDraft, Write,
        arrivals::{Arrival, NewTerms},
    },
    error::Failure,
    store::{network, terms},
};

/// One language of one text: all six fit into a frame.
const TEXT_BYTES: usize = 9_000;

/// What is in force; for anybody.
///
/// # Errors
/// `too_many`.
pub async fn in_force(app: &App, door: &Door, from: IpAddr) -> Result<TermsBody, Failure> {
    door.look(from).await?;
    let mut snapshot = app.store.snapshot().await?;
    let network = network::settings(&mut snapshot).await?.name;
    let found = terms::newest(&mut snapshot).await?;
    let (version, terms, privacy) = match found {
        Some(own) => (own.version, own.terms, own.privacy),
        None => (1, first_terms(), first_privacy()),
    };
    Ok(TermsBody { version, network, terms, privacy })
}

pub(super) async fn accept(asked: &Asked<'_>, wanted: AcceptTerms) -> Result<Draft, Failure> {
    let mut conn = asked.app.store.read().await?;
    if terms::version(&mut conn).await? != wanted.version {
        return Err(Refusal::conflict().into());
    }
    let mut draft = asked.draft(asked.member);
    let (member, version) = (asked.member, wanted.version);
    draft.writes.push(Write::Arrival(Arrival::Consent { member, version }));
    draft.audit.push(line("terms_accepted", version));
    Ok(draft)
}

/// Where an operator lets a program act as a member, the operator answers for the terms in force.
///
/// # Errors
/// A fault of the database.
pub async fn answer_for(app: &App, member: MemberId) -> Result<(), Failure> {
    let due = terms::due(&mut *app.store.read().await?, member).await?;
    let Some(version) = due else { return Ok(()) };
    let audit = AuditLine {
        action: "terms_accepted",
        object: None,
        reason: format!("version {version}, by the operator"),
    };
    let draft = Draft {
        author: member,
        client_id: ClientId(app.clock.new_id()),
        hash: Vec::new(),
        id: member.0,
        guards: Vec::new(),
        streams: Vec::new(),
        writes: vec![Write::Arrival(Arrival::Consent { member, version })],
        events: Vec::new(),
        audit: vec![audit],
        jobs: Vec::new(),
    };
    app.journal.append(Box::new(draft), None, super::deadline(app)).await?;
    Ok(())
}

pub(super) async fn publish(asked: &Asked<'_>, wanted: &PublishTerms) -> Result<Draft, Failure> {
    let mut snapshot = asked.app.store.snapshot().await?;
    office::administrator(&mut snapshot, asked.member).await?;
    for (field, words) in [("terms", &wanted.terms), ("privacy", &wanted.privacy)] {
        for text in [&words.fi, &words.sv, &words.en] {
            text::bounded(text, TEXT_BYTES, field)?;
        }
        if words.fi.trim().is_empty() {
            return Err(Refusal::bad_value(format!("{field}: is empty in Finnish")).into());
        }
    }
    if terms::version(&mut snapshot).await? != wanted.after {
        return Err(Refusal::conflict().into());
    }
    let version = wanted.after.saturating_add(1);
    let new = NewTerms {
        version,
        terms: wanted.terms.clone(),
        privacy: wanted.privacy.clone(),
        by: asked.member,
    };
    let mut draft = asked.draft(asked.member);
    let write = Write::Arrival(Arrival::Terms(Box::new(new)));
    let network = asked.app.network.stream;
    draft.events.push(
        EventDraft::new(network, Verb::TERMS_CHANGED, asked.member, write).fact("version", version),
    );
    draft.audit.push(line("terms_published", version));
    Ok(draft)
}

fn line(action: &'static str, version: u32) -> AuditLine {
    AuditLine { action, object: None, reason: format!("version {version}") }
}

fn first_terms() -> Words {
    Words {
        fi: include_str!("terms/terms.fi.md").to_owned(),
        sv: include_str!("terms/terms.sv.md").to_owned(),
        en: include_str!("terms/terms.en.md").to_owned(),
    }
}

fn first_privacy() -> Words {
    Words {
        fi: include_str!("terms/privacy.fi.md").to_owned(),
        sv: include_str!("terms/privacy.sv.md").to_owned(),
        en: include_str!("terms/privacy.en.md").to_owned(),
    }
}

//! Letting applicants in, or refusing them: any number up to fifty alike, in one act. Two who decide the
//! same application at once both move the applicant's own stream, so the second is decided again and
//! finds what the first has done.

use std::collections::HashSet;

use talkoo_protocol::{Refusal, Verb, arrivals::DecideApplications};

use super::{gatekeeper, telling::tell};
use crate::{
    actions::{Asked, text},
    domain::{
        draft::{
            AuditLine, Draft, EventDraft, Guard, Write,
            arrivals::{Arrival, Decision},
        },
        letter::{Letter, Link, Template},
    },
    error::Failure,
    store::arrivals::{self, Standing, State},
};

const AT_ONCE: usize = 50;
const REASON_BYTES: usize = 2_000;

pub(in crate::actions) async fn decide(
    asked: &Asked<'_>,
    wanted: &DecideApplications,
) -> Result<Draft, Failure> {
    let reason = sound(wanted)?;
    let mut snapshot = asked.app.store.snapshot().await?;
    let keeper = gatekeeper(&mut snapshot, asked.member).await?;
    let mut found = arrivals::standings(&mut snapshot, &wanted.applications).await?;
    found.retain(|one| keeper.sees(one.organisation));
    let different: HashSet<_> = wanted.applications.iter().collect();
    if found.len() != different.len() {
        return Err(Refusal::not_found().into());
    }
    if let Some(organisation) = wanted.organisation
        && (!keeper.sees(Some(organisation))
            || !arrivals::is_organisation(&mut snapshot, organisation).await?)
    {
        return Err(Refusal::bad_value("organisation: there is none of this id").into());
    }
    let mut draft = asked.draft(found.first().map_or(asked.member.0, |one| one.application.0));
    let concerned: Vec<_> = found.iter().filter_map(|one| one.organisation).collect();
    let same = if wanted.approve { State::Approved } else { State::Refused };
    for one in found {
        if one.state == State::Waiting {
            add(&mut draft, asked, wanted, &one, &reason);
        } else if one.state != same {
            return Err(Refusal::conflict().into());
        }
    }
    if !draft.events.is_empty() {
        tell(&mut snapshot, &mut draft, &concerned).await?;
    }
    Ok(draft)
}

fn sound(wanted: &DecideApplications) -> Result<String, Refusal> {
    if wanted.applications.is_empty() || wanted.applications.len() > AT_ONCE {
        return Err(Refusal::bad_value("applications: from 1 to 50"));
    }
    if wanted.organisation.is_some() && (wanted.applications.len() > 1 || !wanted.approve) {
        return Err(Refusal::bad_value("organisation: of one who is let in"));
    }
    text::bounded(&wanted.reason, REASON_BYTES, "reason")?;
    let reason = wanted.reason.trim();
    if reason.is_empty() && !wanted.approve {
        return Err(Refusal::bad_value("reason: the applicant is told why"));
    }
    Ok(reason.to_owned())
}

fn add(
    draft: &mut Draft,
    asked: &Asked<'_>,
    wanted: &DecideApplications,
    one: &Standing,
    reason: &str,
) {
    let member = one.member;
    let decision = Decision {
        application: one.application,
        member,
        by: asked.member,
        approve: wanted.approve,
        reason: reason.to_owned(),
        organisation: wanted.organisation.or(one.organisation),
    };
    let write = Write::Arrival(Arrival::Decide(Box::new(decision)));
    draft.guards.push(Guard::Access { stream: member.into(), access_seq: one.access_seq });
    draft.events.push(EventDraft::new(member, Verb::ACCESS_CHANGED, asked.member, write));
    let (audited, letter) = if wanted.approve {
        let network = asked.app.network.stream;
        let told = EventDraft::new(network, Verb::PROFILE_CHANGED, asked.member, Write::Nothing);
        draft.events.push(told.fact("member", member.to_string()));
        let letter = Letter::to(member, Template::ApplicationApproved).link(Link::Welcome);
        (line("application_approved", one), letter)
    } else {
        let letter = Letter::to(member, Template::ApplicationRefused).value("reason", reason);
        (line("application_refused", one), letter)
    };
    draft.audit.push(audited);
    draft.jobs.push(letter.job());
}

fn line(action: &'static str, one: &Standing) -> AuditLine {
    let reason = format!("application {}", one.application);
    AuditLine { action, object: Some(one.member.0), reason }
}

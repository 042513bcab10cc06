//! "I am handling this": so that two do not write to the same applicant. Whoever says it first has it.

use talkoo_protocol::{Code, Refusal, arrivals::HandleApplication};

use super::{gatekeeper, telling::tell};
use crate::{
    actions::{Asked, depart},
    domain::draft::{Draft, Write, arrivals::Arrival},
    error::Failure,
    store::arrivals::{self, State},
};

pub(in crate::actions) async fn decide(
    asked: &Asked<'_>,
    wanted: HandleApplication,
) -> Result<Draft, Failure> {
    let mut snapshot = asked.app.store.snapshot().await?;
    let keeper = gatekeeper(&mut snapshot, asked.member).await?;
    let found = arrivals::standings(&mut snapshot, &[wanted.application]).await?;
    let found = found.into_iter().find(|one| keeper.sees(one.organisation));
    let found = found.ok_or_else(Refusal::not_found)?;
    if found.state != State::Waiting {
        return Err(Refusal::conflict().into());
    }
    let mut draft = asked.draft(wanted.application);
    let (application, member) = (wanted.application, asked.member);
    match (wanted.handling, found.handler) {
        (true, None) => {
            draft.writes.push(Write::Arrival(Arrival::Handle { application, member }));
            draft.guards.push(depart::still_here(&mut snapshot, member).await?);
        }
        (true, Some(other)) if other != member => {
            return Err(Refusal::new(Code::Taken, "application: somebody else handles it").into());
        }
        (false, Some(own)) if own == member => {
            draft.writes.push(Write::Arrival(Arrival::LetGo { application, member }));
        }
        _ => return Ok(draft),
    }
    let concerned: Vec<_> = found.organisation.into_iter().collect();
    tell(&mut snapshot, &mut draft, &concerned).await?;
    Ok(draft)
}

//! Writing to members who do not come: a letter with a way in, to all of them in one act.

use talkoo_protocol::{Refusal, arrivals::RemindMembers};

use super::absent::LISTED;
use crate::{
    actions::{Asked, office},
    domain::{
        draft::{AuditLine, Draft, Write, arrivals::Arrival},
        letter::{Letter, Link, Template},
    },
    error::Failure,
    store::people,
};

pub(in crate::actions) async fn decide(
    asked: &Asked<'_>,
    wanted: &RemindMembers,
) -> Result<Draft, Failure> {
    let mut snapshot = asked.app.store.snapshot().await?;
    office::administrator(&mut snapshot, asked.member).await?;
    if wanted.members.is_empty() || wanted.members.len() > LISTED {
        return Err(Refusal::bad_value("members: from 1 to 1000").into());
    }
    // Who has been shut out or erased meanwhile is left out without a word.
    let members = people::active(&mut snapshot, &wanted.members).await?;
    let mut draft = asked.draft(asked.member);
    draft.audit.push(AuditLine {
        action: "members_reminded",
        object: None,
        reason: format!("{} members", members.len()),
    });
    let letter = |member| Letter::to(member, Template::ComeBack).link(Link::Welcome);
    draft.jobs = members.iter().map(|member| letter(*member).job()).collect();
    draft.writes.push(Write::Arrival(Arrival::Reminded { members }));
    Ok(draft)
}

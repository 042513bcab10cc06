//! Hosts who take turns: an administrator says who they are and in which order, a host hands a week to
//! another. Being on duty opens nothing that one could not read before.

use std::collections::BTreeSet;

use talkoo_protocol::{
    MemberId, Refusal, Verb,
    peer::{HandOverDuty, PlanDuty},
};
use time::{Date, Weekday, format_description::well_known::Iso8601};

use super::{Asked, office};
use crate::{
    domain::draft::{AuditLine, Draft, EventDraft, PeerWrite, Write},
    error::Failure,
    store::{duty, people},
};

const MOST_HOSTS: usize = 52;

pub(super) async fn plan(asked: &Asked<'_>, wanted: &PlanDuty) -> Result<Draft, Failure> {
    let mut conn = asked.app.store.read().await?;
    office::administrator(&mut conn, asked.member).await?;
    let guard = office::guard(asked, &mut conn).await?;
    let once: BTreeSet<_> = wanted.hosts.iter().collect();
    if once.len() != wanted.hosts.len() || once.len() > MOST_HOSTS {
        return Err(Refusal::bad_value("hosts: each once, and 52 at most").into());
    }
    if people::active(&mut conn, &wanted.hosts).await?.len() != once.len() {
        return Err(Refusal::bad_value("hosts: active members").into());
    }
    let before = duty::calendar(&mut conn).await?;
    let week = duty::week(&mut conn).await?;
    let mut draft = asked.draft(asked.member);
    draft.guards.push(guard);
    let write = PeerWrite::Plan { hosts: wanted.hosts.clone(), week };
    draft.writes.push(Write::Peer(Box::new(write)));
    let told: BTreeSet<MemberId> =
        before.hosts.into_iter().chain(wanted.hosts.iter().copied()).collect();
    draft.events.extend(told.into_iter().map(|host| changed(host, asked.member)));
    draft.audit.push(AuditLine {
        action: "duty_planned",
        object: None,
        reason: format!("{} hosts", wanted.hosts.len()),
    });
    Ok(draft)
}

pub(super) async fn hand_over(asked: &Asked<'_>, wanted: &HandOverDuty) -> Result<Draft, Failure> {
    let week = Date::parse(&wanted.week, &Iso8601::DATE)
        .ok()
        .filter(|day| day.weekday() == Weekday::Monday)
        .ok_or_else(|| Refusal::bad_value("week: a Monday, 2026-11-23"))?;
    let mut conn = asked.app.store.read().await?;
    let this = duty::week(&mut conn).await?;
    let calendar = duty::calendar(&mut conn).await?;
    if !calendar.hosts.contains(&asked.member) {
        return Err(Refusal::not_allowed("hosts hand over their weeks").into());
    }
    let planned = duty::in_week(&mut conn, week).await?;
    if planned.first() != Some(&asked.member) || week < this {
        return Err(Refusal::not_allowed("a host hands over a week of their own").into());
    }
    let is_host = calendar.hosts.contains(&wanted.to);
    if !is_host || wanted.to == asked.member || !planned.contains(&wanted.to) {
        return Err(Refusal::bad_value("to: another host").into());
    }
    let mut draft = asked.draft(asked.member);
    let write = PeerWrite::HandOver { week, from: asked.member, to: wanted.to, open: week == this };
    draft.writes.push(Write::Peer(Box::new(write)));
    draft.events.push(changed(asked.member, asked.member));
    draft.events.push(changed(wanted.to, asked.member).fact("week", week.to_string()));
    draft.audit.push(AuditLine {
        action: "duty_handed_over",
        object: Some(wanted.to.0),
        reason: week.to_string(),
    });
    Ok(draft)
}

fn changed(host: MemberId, by: MemberId) -> EventDraft {
    EventDraft::new(host, Verb::DUTY_CHANGED, by, Write::Nothing)
}

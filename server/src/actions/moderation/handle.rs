//! What an office does with a report: takes it in hand, hides and shows, decides. Two who reach for
//! it at once are told apart by its version in the transaction: one has it, the other hears so.

use talkoo_protocol::{
    ChannelId, Code, ItemId, MessageId, Refusal, ReportId, StreamId, Verb, moderation::DecideReport,
};

use super::{
    super::{Asked, depart, text},
    before, change, line, step, tell,
};
use crate::{
    domain::{
        draft::{
            Draft, EventDraft, Guard, Write,
            moderation::{Hideable, Moderation},
        },
        moderation::Outcome,
    },
    error::Failure,
    store::{Connection, items, messages, reports::Found, streams},
};

/// Why it was decided so, in characters.
const REASON: usize = 1_000;

pub(in crate::actions) async fn claim(
    asked: &Asked<'_>,
    report: ReportId,
) -> Result<Draft, Failure> {
    let (found, judge) = before(asked, report).await?;
    if found.case.may_act(&judge) && !found.case.claim_is_old {
        return Ok(asked.draft(report));
    }
    if !found.case.may_judge(&judge) {
        return Err(not_yours());
    }
    if !found.case.may_claim(&judge) {
        return Err(Refusal::new(Code::Conflict, "somebody else has it in hand").into());
    }
    let mut draft = asked.draft(report);
    draft.writes.push(change(Moderation::Claim { step: step(&found), by: asked.member }));
    let mut conn = asked.app.store.read().await?;
    draft.guards.push(depart::still_here(&mut conn, asked.member).await?);
    drop(conn);
    draft.audit.push(line("report_claimed", &found));
    tell(asked, &mut draft, &found, found.case.office, false).await?;
    Ok(draft)
}

pub(in crate::actions) async fn hide(
    asked: &Asked<'_>,
    report: ReportId,
) -> Result<Draft, Failure> {
    let found = in_hand(asked, report).await?;
    let mut draft = asked.draft(report);
    if found.is_hidden {
        return Ok(draft);
    }
    let thing = thing(asked, &found).await?;
    let thing = thing.ok_or_else(|| Refusal::rule("there is nothing to hide"))?;
    veil(&mut draft, &found, &thing);
    draft.writes.push(change(Moderation::Touch(step(&found))));
    tell(asked, &mut draft, &found, found.case.office, true).await?;
    Ok(draft)
}

pub(in crate::actions) async fn restore(
    asked: &Asked<'_>,
    report: ReportId,
) -> Result<Draft, Failure> {
    let found = in_hand(asked, report).await?;
    let mut draft = asked.draft(report);
    if !found.is_hidden {
        return Ok(draft);
    }
    let thing = thing(asked, &found).await?.ok_or_else(Refusal::not_found)?;
    unveil(&mut draft, &found, &thing);
    draft.writes.push(change(Moderation::Touch(step(&found))));
    tell(asked, &mut draft, &found, found.case.office, true).await?;
    Ok(draft)
}

/// What is upheld is hidden, what is dismissed is shown; the reason goes to both sides.
pub(in crate::actions) async fn decide(
    asked: &Asked<'_>,
    decision: &DecideReport,
) -> Result<Draft, Failure> {
    let outcome = Outcome::parse(&decision.outcome)
        .ok_or_else(|| Refusal::bad_value("outcome: upheld or dismissed"))?;
    let verdict = decision.reason.trim();
    text::bounded(verdict, REASON * 4, "reason")?;
    if verdict.is_empty() || verdict.chars().count() > REASON {
        let words = format!("reason: needed, {REASON} characters at most");
        return Err(Refusal::bad_value(words).into());
    }
    let found = in_hand(asked, decision.report).await?;
    let mut draft = asked.draft(decision.report);
    let thing = thing(asked, &found).await?;
    match (outcome, thing) {
        (Outcome::Upheld, Some(thing)) if !found.is_hidden => veil(&mut draft, &found, &thing),
        (Outcome::Dismissed, Some(thing)) if found.is_hidden => unveil(&mut draft, &found, &thing),
        _ => {}
    }
    draft.writes.push(change(Moderation::Decide {
        step: step(&found),
        by: asked.member,
        outcome: outcome.as_str(),
        verdict: verdict.to_owned(),
        state: found.case.stage_after_decision().as_str(),
    }));
    draft.audit.push(line("report_decided", &found));
    tell(asked, &mut draft, &found, found.case.office, true).await?;
    Ok(draft)
}

/// A report that the member has in hand.
async fn in_hand(asked: &Asked<'_>, report: ReportId) -> Result<Found, Failure> {
    let (found, judge) = before(asked, report).await?;
    if found.case.may_act(&judge) {
        return Ok(found);
    }
    if found.case.may_judge(&judge) {
        return Err(Refusal::new(Code::Conflict, "take the report in hand first").into());
    }
    Err(not_yours())
}

fn not_yours() -> Failure {
    Refusal::not_allowed("the report is decided, or it is the other office's to decide").into()
}

/// Something that can be hidden, as it stands now.
struct Thing {
    subject: Hideable,
    stream: StreamId,
    item: ItemId,
    message: Option<MessageId>,
    /// Where it had been written, for those who count what is unread.
    was: u64,
    guard: Guard,
}

/// `None` for a member, and for what its author has removed.
async fn thing(asked: &Asked<'_>, found: &Found) -> Result<Option<Thing>, Failure> {
    let mut conn = asked.app.store.read().await?;
    match found.sort.as_str() {
        "message" => {
            let id = MessageId(found.subject);
            let placed = messages::by_id(&mut conn, id).await?;
            Ok(placed.filter(|placed| !placed.view.deleted).map(|placed| Thing {
                subject: Hideable::Message(id),
                stream: placed.stream,
                item: placed.view.item,
                message: Some(id),
                was: placed.view.seq,
                guard: Guard::Message { message: id, changed_seq: placed.view.changed_seq },
            }))
        }
        "item" => {
            let id = ItemId(found.subject);
            let view = items::by_id(&mut conn, id).await?.filter(|view| !view.deleted);
            let Some(view) = view else { return Ok(None) };
            let stream = if view.desk { desk(&mut conn, view.channel).await? } else { None };
            Ok(Some(Thing {
                subject: Hideable::Item(id),
                stream: stream.unwrap_or_else(|| view.channel.into()),
                item: id,
                message: None,
                was: view.seq,
                guard: Guard::Item { item: id, changed_seq: view.changed_seq },
            }))
        }
        _ => Ok(None),
    }
}

async fn desk(conn: &mut Connection, channel: ChannelId) -> Result<Option<StreamId>, Failure> {
    Ok(streams::desk_of(conn, channel).await?)
}

fn veil(draft: &mut Draft, found: &Found, thing: &Thing) {
    let write = Moderation::Hide { report: found.id, subject: thing.subject };
    draft.events.push(event(draft, thing, Verb::HIDDEN, write).fact("was", thing.was));
    draft.guards.push(thing.guard);
    draft.audit.push(line("report_hidden", found));
}

fn unveil(draft: &mut Draft, found: &Found, thing: &Thing) {
    let write = Moderation::Restore { subject: thing.subject };
    draft.events.push(event(draft, thing, Verb::RESTORED, write));
    draft.guards.push(thing.guard);
    draft.audit.push(line("report_restored", found));
}

/// The channel is told that a moderator did it, not which.
fn event(draft: &Draft, thing: &Thing, verb: Verb, write: Moderation) -> EventDraft {
    let mut event = EventDraft::new(thing.stream, verb, draft.author, Write::Moderation(write));
    event.actor = None;
    match thing.message {
        Some(message) => event.on_message(thing.item, message),
        None => event.on_item(thing.item),
    }
}

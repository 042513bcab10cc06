//! Every command has one answer, what was acked is in the log, and nothing is in the log that nobody
//! was acked for (promises P1, P5, P6).

use std::collections::BTreeMap;

use talkoo_protocol::{Seq, StreamId};

use super::{Case, at_most, counted};
use crate::chaos::history::{Acked, Outcome, Purpose, Said, short};

const SHOWN: usize = 4;

pub(super) fn check(case: &Case<'_>) -> Vec<String> {
    let mut wrong = at_most(answers(case), SHOWN);
    wrong.extend(at_most(lost(case), SHOWN));
    wrong.extend(at_most(unclaimed(case), SHOWN));
    wrong.extend(moves(case));
    wrong
}

/// One answer, and always the same.
fn answers(case: &Case<'_>) -> Vec<String> {
    let mut wrong = Vec::new();
    for (number, said) in case.record.said.iter().enumerate() {
        let mut outcomes = said.answers.iter().map(|answer| &answer.outcome);
        let Some(first) = outcomes.next() else {
            wrong.push(format!("unanswered: #{number} {:?}", said.purpose));
            continue;
        };
        for other in outcomes {
            if !is_same(first, other) {
                wrong.push(format!("doubled: #{number} was answered {first:?} and {other:?}"));
            }
        }
    }
    wrong
}

/// A mark may have moved between two answers.
fn is_same(one: &Outcome, other: &Outcome) -> bool {
    let place = |acked: &Acked| (acked.id, acked.stream, acked.seq);
    match (one, other) {
        (Outcome::Acked(one), Outcome::Acked(other)) => place(one) == place(other),
        (Outcome::Refused(_), Outcome::Refused(_)) => true,
        (Outcome::Acked(_), Outcome::Refused(_)) | (Outcome::Refused(_), Outcome::Acked(_)) => {
            false
        }
    }
}

/// Each ack names an event that is there and tells of what was said.
fn lost(case: &Case<'_>) -> Vec<String> {
    let mut wrong = Vec::new();
    for (number, said) in case.record.said.iter().enumerate() {
        let Some((_, acked)) = said.ack() else { continue };
        let (Some(stream), Some(seq)) = (acked.stream, acked.seq) else {
            if let Purpose::Send { .. } = said.purpose {
                wrong.push(format!("an ack without a place: #{number}"));
            }
            continue;
        };
        let event = case.event(stream, seq);
        let fits = event.is_some_and(|event| {
            let verb = &*event.gist.verb;
            let by = case.record.members.get(said.member).copied();
            let of_message = event.gist.message == Some(acked.id);
            verbs(&said.purpose).contains(&verb)
                && event.gist.actor == by
                && (of_message || !is_of_message(&said.purpose))
        });
        if !fits {
            let there = event.map_or("nothing".to_owned(), |event| event.gist.to_string());
            let what = &said.purpose;
            wrong.push(format!(
                "lost: #{number} {what:?} acked as {stream} {seq}, where is {there}"
            ));
        }
    }
    wrong
}

/// What a command's first event may be.
fn verbs(purpose: &Purpose) -> &'static [&'static str] {
    match purpose {
        Purpose::Send { .. } => &["posted"],
        Purpose::Edit { .. } => &["edited"],
        Purpose::React { .. } => &["reacted", "unreacted"],
        Purpose::Delete { .. } => &["deleted"],
        Purpose::Read { .. } => &[],
        Purpose::Add { .. } => &["access_changed", "member_added"],
        Purpose::Remove { .. } => &["access_changed"],
        Purpose::Move { .. } => &["moved", "moved_in"],
        Purpose::Come => &["channel_joined", "member_added"],
        Purpose::Go => &["channel_left"],
    }
}

fn is_of_message(purpose: &Purpose) -> bool {
    matches!(
        purpose,
        Purpose::Send { .. }
            | Purpose::Edit { .. }
            | Purpose::React { .. }
            | Purpose::Delete { .. }
    )
}

/// Verbs of which each event is the doing of one command of this run.
const OF_ONE: [&str; 5] = ["posted", "edited", "reacted", "unreacted", "deleted"];

/// Each such event belongs to exactly one ack: none to two, and none to nobody.
fn unclaimed(case: &Case<'_>) -> Vec<String> {
    let claims = |said: &Said| -> Option<(StreamId, Seq)> {
        let (_, acked) = said.ack()?;
        Some((acked.stream?, acked.seq?))
    };
    let claimed: BTreeMap<_, _> = counted(case.record.said.iter().filter_map(claims));
    let mut wrong = Vec::new();
    for (stream, seq, event) in case.talk() {
        if !OF_ONE.contains(&&*event.gist.verb) {
            continue;
        }
        match claimed.get(&(stream, seq)).copied().unwrap_or(0) {
            1 => {}
            0 => {
                let name = short(stream.0);
                wrong.push(format!("phantom: {name} {seq} {} is nobody's", event.gist));
            }
            many => {
                let name = short(stream.0);
                wrong.push(format!("doubled: {name} {seq} was acked to {many} commands"));
            }
        }
    }
    wrong
}

/// A move is told once in the channel that the talk leaves; the ack names where it arrives.
fn moves(case: &Case<'_>) -> Option<String> {
    let is_move = |said: &&Said| matches!(said.purpose, Purpose::Move { .. });
    let acked = case.record.said.iter().filter(is_move).filter(|said| said.ack().is_some()).count();
    let told = case.talk().filter(|(_, _, event)| &*event.gist.verb == "moved").count();
    (acked != told).then(|| format!("doubled: {acked} moves were acked, {told} are told of"))
}

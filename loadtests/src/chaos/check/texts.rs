//! Each message says what its author said last, once, and nothing that nobody said (promises P1, P5,
//! P6).

use std::collections::{BTreeMap, BTreeSet};

use talkoo_protocol::Seq;
use uuid::Uuid;

use super::{Case, at_most};
use crate::chaos::history::Purpose;

const SHOWN: usize = 4;

/// What was acked about one message.
#[derive(Default)]
struct Words<'a> {
    author: Option<Uuid>,
    /// Texts with the seq of their events; seqs of two channels do not compare.
    texts: Vec<(Seq, &'a str)>,
    is_deleted: bool,
    was_moved_across: bool,
}

pub(super) fn check(case: &Case<'_>) -> Vec<String> {
    let mut wrong = Vec::new();
    let said = said(case);
    let mut seen = BTreeSet::new();
    for message in case.told.messages.values().flatten() {
        if !seen.insert(message.id) {
            wrong.push(format!("doubled: message {} stands twice", message.id));
        }
        let Some(words) = said.get(&message.id) else {
            wrong.push(format!("phantom: message {} {:?} is nobody's", message.id, message.text));
            continue;
        };
        if words.is_deleted != message.is_deleted {
            let (id, now) = (message.id, message.is_deleted);
            wrong.push(format!("message {id} is deleted: {now}, should be: {}", words.is_deleted));
            continue;
        }
        if message.is_deleted {
            if !message.text.is_empty() {
                wrong.push(format!("message {} was deleted and still speaks", message.id));
            }
            continue;
        }
        let is_said = if words.was_moved_across {
            words.texts.iter().any(|(_, text)| *text == message.text)
        } else {
            words.texts.iter().max().is_some_and(|(_, text)| *text == message.text)
        };
        if !is_said || words.author != message.author {
            wrong.push(format!("altered: message {} says {:?}", message.id, message.text));
        }
    }
    for (id, _) in said.iter().filter(|(id, words)| !words.texts.is_empty() && !seen.contains(id)) {
        wrong.push(format!("lost: message {id} is in no channel"));
    }
    at_most(wrong, SHOWN)
}

fn said<'a>(case: &'a Case<'_>) -> BTreeMap<Uuid, Words<'a>> {
    let mut all: BTreeMap<Uuid, Words<'a>> = BTreeMap::new();
    for said in &case.record.said {
        let Some((_, acked)) = said.ack() else { continue };
        let seq = acked.seq.unwrap_or(0);
        match &said.purpose {
            Purpose::Send { text } => {
                let words = all.entry(acked.id).or_default();
                words.author = case.record.members.get(said.member).copied();
                words.texts.push((seq, text));
            }
            Purpose::Edit { message, text } => {
                all.entry(message.0).or_default().texts.push((seq, text));
            }
            Purpose::Delete { message } => all.entry(message.0).or_default().is_deleted = true,
            Purpose::Move { message, across: true } => {
                all.entry(message.0).or_default().was_moved_across = true;
            }
            Purpose::Move { across: false, .. }
            | Purpose::React { .. }
            | Purpose::Read { .. }
            | Purpose::Add { .. }
            | Purpose::Remove { .. }
            | Purpose::Come
            | Purpose::Go => {}
        }
    }
    all
}

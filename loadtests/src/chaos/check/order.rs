//! The order of a stream is the order in which things were said: what was acked before something
//! else was begun has the lower seq, and what one connection says keeps its order (promise P2).

use std::collections::BTreeMap;

use talkoo_protocol::{Seq, StreamId};

use super::{Case, at_most};
use crate::chaos::history::{At, Purpose};

const SHOWN: usize = 4;

struct Sent {
    number: usize,
    begun: At,
    acked: At,
    seq: Seq,
    /// The connection, if it was said and acked on this one alone.
    line: Option<u64>,
}

pub(super) fn check(case: &Case<'_>) -> Vec<String> {
    let mut by_stream: BTreeMap<StreamId, Vec<Sent>> = BTreeMap::new();
    for (number, said) in case.record.said.iter().enumerate() {
        let Purpose::Send { .. } = said.purpose else { continue };
        let Some((at, acked)) = said.ack() else { continue };
        let (Some(stream), Some(seq)) = (acked.stream, acked.seq) else { continue };
        let is_plain = said.tries == 1 && said.answers.iter().all(|one| one.line == said.line);
        let line = is_plain.then_some(said.line);
        by_stream.entry(stream).or_default().push(Sent {
            number,
            begun: said.begun,
            acked: at,
            seq,
            line,
        });
    }
    let mut wrong = Vec::new();
    for (stream, sent) in by_stream {
        wrong.extend(at_most(real_time(stream, &sent), SHOWN));
        wrong.extend(at_most(of_lines(stream, &sent), SHOWN));
    }
    wrong
}

/// Walks along the beginnings; of all acked before, none may have a higher seq.
fn real_time(stream: StreamId, sent: &[Sent]) -> Vec<String> {
    let mut acks: Vec<&Sent> = sent.iter().collect();
    acks.sort_by_key(|one| one.acked);
    let mut begun: Vec<&Sent> = sent.iter().collect();
    begun.sort_by_key(|one| one.begun);
    let mut acks = acks.into_iter().peekable();
    let mut highest: Option<&Sent> = None;
    let mut wrong = Vec::new();
    for later in begun {
        while let Some(earlier) = acks.next_if(|earlier| earlier.acked < later.begun) {
            if highest.is_none_or(|highest| earlier.seq > highest.seq) {
                highest = Some(earlier);
            }
        }
        if let Some(earlier) = highest
            && earlier.seq >= later.seq
        {
            wrong.push(format!(
                "order: #{} was begun after the ack of #{} and has seq {} ≤ {} of {stream}",
                later.number, earlier.number, later.seq, earlier.seq
            ));
        }
    }
    wrong
}

/// Numbers grow in the order of saying on each device.
fn of_lines(stream: StreamId, sent: &[Sent]) -> Vec<String> {
    let mut last: BTreeMap<u64, &Sent> = BTreeMap::new();
    let mut wrong = Vec::new();
    for one in sent {
        let Some(line) = one.line else { continue };
        if let Some(before) = last.insert(line, one)
            && before.seq >= one.seq
        {
            wrong.push(format!(
                "order: one connection said #{} before #{}, and they have {} ≥ {} of {stream}",
                before.number, one.number, before.seq, one.seq
            ));
        }
    }
    wrong
}

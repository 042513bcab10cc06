//! Every node tells the same, and its streams have no hole (promise P9).

use talkoo_protocol::Seq;

use super::at_most;
use crate::chaos::truth::{Told, Truth};

const SHOWN: usize = 3;

pub(super) fn check(truth: &Truth) -> Vec<String> {
    let mut wrong = Vec::new();
    for (number, told) in truth.nodes.iter().enumerate() {
        wrong.extend(at_most(holes(number, told), SHOWN));
    }
    let mut nodes = truth.nodes.iter();
    let Some(first) = nodes.next() else { return wrong };
    for (number, other) in nodes.enumerate() {
        wrong.extend(at_most(differences(number + 1, first, other), SHOWN));
    }
    wrong
}

fn holes(number: usize, told: &Told) -> Vec<String> {
    let mut wrong = Vec::new();
    for (stream, seqs) in &told.seqs {
        let found = seqs.iter().zip(1..).find(|(seq, wanted): &(&Seq, Seq)| **seq != *wanted);
        if let Some((seq, wanted)) = found {
            wrong
                .push(format!("hole: node {number} has {seq} where {stream} should have {wanted}"));
        }
    }
    wrong
}

fn differences(number: usize, first: &Told, other: &Told) -> Vec<String> {
    let mut wrong = Vec::new();
    for (stream, events) in &first.streams {
        if other.streams.get(stream) != Some(events) {
            wrong.push(format!("node {number} tells {stream} otherwise than node 0"));
        }
    }
    for (channel, messages) in &first.messages {
        if other.messages.get(channel) != Some(messages) {
            wrong.push(format!("node {number} shows messages of {channel} otherwise than node 0"));
        }
    }
    for (key, waits) in &first.waits {
        if other.waits.get(key) != Some(waits) {
            let (member, channel) = key;
            wrong.push(format!(
                "node {number} counts {:?} for member {member} in {channel}, node 0 {waits:?}",
                other.waits.get(key)
            ));
        }
    }
    wrong
}

//! The judgement: from what was said, answered and heard, and from what every node tells when all is
//! quiet, says in words what cannot be. Pure: the same record has the same judgement.

mod commands;
mod order;
mod delivery;
mod nodes;
mod rights;
mod unread;
mod texts;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use talkoo_protocol::{ChannelId, Seq, StreamId};

use super::history::{At, Record};
use super::truth::{Told, TrueEvent, Truth};

/// What the judgement has to know of the run.
pub(crate) struct Setting {
    pub(crate) channels: Vec<ChannelId>,
    /// How much later than promised something may be seen, on a machine that is slow.
    pub(crate) slack: At,
}

/// Everything that is wrong, in words; nothing when every promise held.
pub(crate) fn check(record: &Record, truth: &Truth, setting: &Setting) -> Vec<String> {
    let Some(told) = truth.nodes.first() else { return vec!["no node said anything".to_owned()] };
    let case = Case { record, told, setting };
    let mut wrong = nodes::check(truth);
    wrong.extend(commands::check(&case));
    wrong.extend(order::check(&case));
    wrong.extend(delivery::check(&case));
    wrong.extend(rights::check(&case));
    wrong.extend(unread::check(&case));
    wrong.extend(texts::check(&case));
    wrong
}

/// What is judged.
struct Case<'a> {
    record: &'a Record,
    /// What the first node tells; that all tell the same is judged by itself.
    told: &'a Told,
    setting: &'a Setting,
}

impl Case<'_> {
    fn event(&self, stream: StreamId, seq: Seq) -> Option<&TrueEvent> {
        let index = usize::try_from(seq.checked_sub(1)?).ok()?;
        self.told.streams.get(&stream)?.get(index)
    }

    /// Events of the channels that people talk in, with their places.
    fn talk(&self) -> impl Iterator<Item = (StreamId, Seq, &TrueEvent)> {
        self.setting.channels.iter().flat_map(|channel| {
            let stream = StreamId::from(*channel);
            let events = self.told.streams.get(&stream).into_iter().flatten();
            events.zip(1..).map(move |(event, seq)| (stream, seq, event))
        })
    }
}

/// Groups what is wrong of one sort, so that one cause does not fill the page.
fn at_most(wrong: Vec<String>, most: usize) -> Vec<String> {
    let all = wrong.len();
    let mut shown: Vec<String> = wrong.into_iter().take(most).collect();
    if all > most {
        shown.push(format!("… and {} more of this sort", all - most));
    }
    shown
}

/// How often each of some things comes.
fn counted<K: Ord>(keys: impl Iterator<Item = K>) -> BTreeMap<K, usize> {
    let mut counts = BTreeMap::new();
    for key in keys {
        *counts.entry(key).or_default() += 1;
    }
    counts
}

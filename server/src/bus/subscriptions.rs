//! How many subscribers each topic has on this node, and what of it the other side does not know
//! yet. It talks to nobody.

use std::collections::{HashMap, HashSet};

use super::Topic;

/// Subscribers per topic.
#[derive(Default)]
pub(super) struct Counts(HashMap<Topic, usize>);

impl Counts {
    /// True for the first.
    pub(super) fn add(&mut self, topic: Topic) -> bool {
        let count = self.0.entry(topic).or_default();
        *count += 1;
        *count == 1
    }

    /// True for the last. One too many changes nothing.
    pub(super) fn remove(&mut self, topic: Topic) -> bool {
        let Some(count) = self.0.get_mut(&topic) else { return false };
        *count -= 1;
        let is_last = *count == 0;
        if is_last {
            self.0.remove(&topic);
        }
        is_last
    }

    pub(super) fn wants(&self, topic: Topic) -> bool {
        self.0.contains_key(&topic)
    }
}

/// What makes the other side agree with the counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Subscribe(Topic),
    Unsubscribe(Topic),
}

/// Counts whose changes are carried over to another side, whenever that side is there.
#[derive(Default)]
pub(super) struct Wishes {
    counts: Counts,
    /// Topics whose first subscriber came or whose last one left since they were last carried over.
    /// A topic stands here once however often it comes and goes, so a long outage costs no memory.
    touched: HashSet<Topic>,
}

impl Wishes {
    /// True when there is something to carry over.
    pub(super) fn add(&mut self, topic: Topic) -> bool {
        self.counts.add(topic) && self.touched.insert(topic)
    }

    /// True when there is something to carry over.
    pub(super) fn remove(&mut self, topic: Topic) -> bool {
        self.counts.remove(topic) && self.touched.insert(topic)
    }

    pub(super) fn wants(&self, topic: Topic) -> bool {
        self.counts.wants(topic)
    }

    /// The other side has forgotten everything.
    pub(super) fn start_over(&mut self) {
        self.touched = self.counts.0.keys().copied().collect();
    }

    /// Takes at most `limit` touched topics and tells what they need, given what the other side
    /// knows. In no order.
    pub(super) fn changes(&mut self, known: &HashSet<Topic>, limit: usize) -> Vec<Change> {
        let taken: Vec<Topic> = self.touched.iter().copied().take(limit).collect();
        let mut changes = Vec::with_capacity(taken.len());
        for topic in taken {
            self.touched.remove(&topic);
            match (self.wants(topic), known.contains(&topic)) {
                (true, false) => changes.push(Change::Subscribe(topic)),
                (false, true) => changes.push(Change::Unsubscribe(topic)),
                (true, true) | (false, false) => {}
            }
        }
        changes
    }

    pub(super) fn is_carried_over(&self) -> bool {
        self.touched.is_empty()
    }
}

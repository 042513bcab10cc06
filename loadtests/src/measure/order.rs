//! Checks one stream as one connection sees it: every seq once, in order. It counts exactly, also
//! when what was missing comes later, and knows nothing of what the events say.

use std::collections::BTreeSet;

/// Where one connection stands in one stream.
#[derive(Debug, Default)]
pub(crate) struct Cursor {
    last: u64,
    missing: Option<BTreeSet<u64>>,
}

/// How one event fitted the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    InOrder,
    /// Some before it have not come (yet); they are lost unless they come late.
    AfterGap,
    /// It had been missing and came late.
    Misordered,
    /// It had come before.
    Doubled,
}

impl Cursor {
    pub(crate) fn at(last: u64) -> Self {
        Self { last, missing: None }
    }

    pub(crate) fn last(&self) -> u64 {
        self.last
    }

    pub(crate) fn see(&mut self, seq: u64) -> Fit {
        if seq == self.last + 1 {
            self.last = seq;
            return Fit::InOrder;
        }
        if seq > self.last {
            self.missing.get_or_insert_default().extend(self.last + 1..seq);
            self.last = seq;
            return Fit::AfterGap;
        }
        let was_missing = self.missing.as_mut().is_some_and(|missing| missing.remove(&seq));
        if was_missing { Fit::Misordered } else { Fit::Doubled }
    }

    /// How many of the events up to `head` have not come.
    pub(crate) fn lost(&self, head: u64) -> u64 {
        let inside = self.missing.as_ref().map_or(0, |missing| missing.len() as u64);
        inside + head.saturating_sub(self.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(seqs: &[u64], fits: &[Fit], lost: u64) {
        let mut cursor = Cursor::at(10);
        let seen: Vec<Fit> = seqs.iter().map(|seq| cursor.see(*seq)).collect();
        assert_eq!(seen, fits, "{seqs:?}");
        assert_eq!(cursor.lost(15), lost, "{seqs:?}");
    }

    #[test]
    fn a_whole_stream_has_no_fault() {
        check(&[11, 12, 13, 14, 15], &[Fit::InOrder; 5], 0);
    }

    #[test]
    fn planted_faults_are_found_and_counted() {
        use Fit::{AfterGap, Doubled, InOrder, Misordered};
        check(&[11, 12, 13, 14], &[InOrder; 4], 1);
        check(&[11, 14, 15], &[InOrder, AfterGap, InOrder], 2);
        check(
            &[11, 12, 12, 13, 14, 15],
            &[InOrder, InOrder, Doubled, InOrder, InOrder, InOrder],
            0,
        );
        check(&[11, 13, 12, 14, 15], &[InOrder, AfterGap, Misordered, InOrder, InOrder], 0);
        check(&[11, 13, 12, 12, 14], &[InOrder, AfterGap, Misordered, Doubled, InOrder], 1);
        check(&[10], &[Doubled], 5);
    }
}

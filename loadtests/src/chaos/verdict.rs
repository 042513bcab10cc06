//! What a run comes to, in words.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

use super::history::{Heard, Record};
use super::plan::Fault;

/// Lines of what was wrong that are printed.
const SHOWN: usize = 12;

pub(super) struct Verdict {
    pub(super) seed: u64,
    pub(super) took: Duration,
    pub(super) record: Record,
    pub(super) faults: BTreeMap<Fault, usize>,
    pub(super) wrong: Vec<String>,
}

impl Verdict {
    pub(super) fn is_good(&self) -> bool {
        self.wrong.is_empty()
    }

    pub(super) fn text(&self) -> String {
        let Self { seed, took, record, faults, wrong } = self;
        let lines = |is: fn(&Heard) -> bool| -> usize {
            record.devices.iter().map(|device| device.heard.iter().filter(|h| is(h)).count()).sum()
        };
        let connections = lines(|heard| matches!(heard, Heard::Line { .. }));
        let delivered = lines(|heard| matches!(heard, Heard::Event { .. }));
        let repeated: u64 = record.said.iter().map(|said| u64::from(said.tries.max(1)) - 1).sum();
        let total: usize = faults.values().sum();
        let words: Vec<String> =
            faults.iter().map(|(fault, count)| format!("{} {count}", fault.word())).collect();
        let mut text = format!(
            "seed {seed}, {:.0} s: {} of {} commands acked ({repeated} repeats, {} put off), \
             {delivered} events delivered over {connections} connections ({} resets), \
             {} looks, {total} faults ({})\n",
            took.as_secs_f64(),
            record.acked(),
            record.said.len(),
            record.put_off,
            record.resets,
            record.looks.len(),
            words.join(", "),
        );
        for line in wrong.iter().take(SHOWN) {
            // A string takes every write.
            let _ = writeln!(text, "  WRONG: {line}");
        }
        if wrong.is_empty() {
            text.push_str("verdict: every promise held");
        } else {
            let _ = write!(text, "verdict: {} wrong (seed {seed})", wrong.len());
        }
        text
    }
}

//! A panic is a line like any other, so it is found where everything else is.

use std::backtrace::Backtrace;
use std::panic::PanicHookInfo;

use crate::figures::FIGURES;

pub(super) fn log_panics() {
    std::panic::set_hook(Box::new(log));
}

fn log(panic: &PanicHookInfo<'_>) {
    FIGURES.panics.inc();
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    let words = panic.payload_as_str().unwrap_or("a panic without words");
    // The place is enough to find it; the words can hold what a member wrote.
    let words = without_quotes(words);
    let backtrace = Backtrace::capture();
    let thread = std::thread::current();
    let thread = thread.name().unwrap_or_default();
    tracing::error!(panic.place = place, panic.words = words, thread, %backtrace, "panic");
}

/// The words up to the first thing they quote: a slice that is cut in a letter quotes the whole text,
/// an unwrapped error whatever it holds.
pub(super) fn without_quotes(words: &str) -> String {
    let first = words.lines().next().unwrap_or_default();
    let own = first.split(['"', '`', '\'', '\u{201c}']).next().unwrap_or_default();
    own.chars().take(200).collect()
}

//! A panic is a line like any other, so it is found where everything else is.

use std::backtrace::Backtrace;
use std::panic::PanicHookInfo;

pub(super) fn log_panics() {
    std::panic::set_hook(Box::new(log));
}

fn log(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    let words = panic.payload_as_str().unwrap_or("a panic without words");
    // A panic can quote a whole input: the first line is enough to find it.
    let words: String = words.lines().next().unwrap_or_default().chars().take(200).collect();
    let backtrace = Backtrace::capture();
    let thread = std::thread::current();
    let thread = thread.name().unwrap_or_default();
    tracing::error!(panic.place = place, panic.words = words, thread, %backtrace, "panic");
}

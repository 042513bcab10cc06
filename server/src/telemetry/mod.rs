//! What the process tells its operator: one line for each thing that happened, on stderr, with the
//! node's name in it. JSON for machines, coloured text on a terminal. Never message text, names,
//! addresses or tokens; that is the duty of each line's writer.

mod line;
mod panic;
#[cfg(test)]
mod tests;

use std::io::IsTerminal as _;

use tracing::{Level, Metadata};
use tracing_subscriber::{
    EnvFilter, filter::filter_fn, fmt, layer::SubscriberExt as _, util::SubscriberInitExt as _,
};

use crate::config::{LogFormat, Logs};

pub use line::{JsonLine, PlainLine};

/// Starts logging for the whole process. Called once, before anything that could fail.
pub fn start(logs: &Logs, node: &str) {
    // A filter with a typing error must not keep the service down; it is told in the first line.
    let (filter, problem) = match EnvFilter::try_new(&logs.filter) {
        Ok(filter) => (filter, None),
        Err(problem) => (EnvFilter::new("info"), Some(problem)),
    };
    let lines = fmt::layer().with_writer(std::io::stderr);
    let registry = tracing_subscriber::registry().with(filter).with(filter_fn(may_speak));
    let started = if is_pretty(logs.format) {
        registry.with(lines.event_format(PlainLine::new(node))).try_init()
    } else {
        let lines = lines.fmt_fields(fmt::format::JsonFields::new());
        registry.with(lines.event_format(JsonLine::new(node))).try_init()
    };
    if let Err(problem) = started {
        tracing::warn!(%problem, "logging was started before");
    }
    panic::log_panics();
    if let Some(problem) = problem {
        tracing::warn!(%problem, "TALKOO_LOG is no filter, logging from info upwards");
    }
}

/// Our own lines quote nothing; libraries do below `info`: frames, headers, statements. However
/// talkative the filter, that is not written.
fn may_speak(line: &Metadata<'_>) -> bool {
    let is_ours = line.target() == "talkoo" || line.target().starts_with("talkoo::");
    is_ours || *line.level() <= Level::INFO
}

fn is_pretty(format: LogFormat) -> bool {
    match format {
        LogFormat::Auto => std::io::stderr().is_terminal(),
        LogFormat::Json => false,
        LogFormat::Pretty => true,
    }
}

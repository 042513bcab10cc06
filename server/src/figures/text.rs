//! The figures as Prometheus reads them (OpenMetrics text), together with what is true right now.

use std::collections::BTreeSet;

use prometheus_client::{
    encoding::text::{encode_eof, encode_registry},
    metrics::{family::Family, gauge::Gauge, info::Info},
    registry::Registry,
};

use super::FIGURES;

/// What `GET /metrics` says of its body.
pub const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// What is true when somebody asks. What is not known is left out, and an alert rule sees that.
#[derive(Clone, Debug, Default)]
pub struct Moment {
    pub sockets: usize,
    /// Streams that somebody here hears.
    pub streams: usize,
    pub mailbox_frames: usize,
    pub mailbox_bytes: usize,
    /// The fullest of them.
    pub mailbox_bytes_most: usize,
    pub is_ready: bool,
    /// `None` when no Redis is named.
    pub is_redis_up: Option<bool>,
    pub is_postgres_up: bool,
    pub connections_in_use: u32,
    pub connections_idle: u32,
    pub connections_most: u32,
    pub jobs: Option<Jobs>,
    pub memory_bytes: Option<u64>,
    pub open_files: Option<u64>,
}

/// The rows of work for later; the same on every node.
#[derive(Clone, Copy, Debug, Default)]
pub struct Jobs {
    pub due: u64,
    pub oldest_due_secs: u64,
    pub failed: u64,
}

/// All figures as text.
///
/// # Errors
/// Writing to a text does not fail; a label that cannot be encoded would.
pub fn text(moment: &Moment) -> Result<String, std::fmt::Error> {
    let mut text = String::new();
    encode_registry(&mut text, &FIGURES.registry)?;
    encode_registry(&mut text, &of_moment(moment))?;
    encode_eof(&mut text)?;
    Ok(text)
}

/// Every name under which something is told, as a query writes it.
///
/// # Errors
/// As [`text`].
pub fn names() -> Result<BTreeSet<String>, std::fmt::Error> {
    let everything = Moment {
        is_redis_up: Some(true),
        jobs: Some(Jobs::default()),
        memory_bytes: Some(1),
        open_files: Some(1),
        ..Moment::default()
    };
    let text = text(&everything)?;
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    Ok(lines.filter_map(|line| line.split(['{', ' ']).next()).map(str::to_owned).collect())
}

fn of_moment(moment: &Moment) -> Registry {
    let mut registry = Registry::with_prefix("talkoo");
    let version = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
    registry.register("build", "which version this is", version);
    let mut tell = |name: &str, help: &str, value: u64| {
        let gauge: Gauge = Gauge::default();
        gauge.set(i64::try_from(value).unwrap_or(i64::MAX));
        registry.register(name, help, gauge);
    };
    tell("sockets", "open sockets", moment.sockets as u64);
    tell("streams_heard", "streams that somebody here hears", moment.streams as u64);
    tell("mailbox_frames", "frames that wait for sockets", moment.mailbox_frames as u64);
    tell("mailbox_bytes", "bytes that wait for sockets", moment.mailbox_bytes as u64);
    let most = moment.mailbox_bytes_most as u64;
    tell("mailbox_bytes_most", "bytes that wait for the slowest socket", most);
    tell("ready", "1 when a send would be accepted", u64::from(moment.is_ready));
    if let Some(is_up) = moment.is_redis_up {
        tell("redis_up", "1 when this node hears Redis", u64::from(is_up));
    }
    tell("postgres_up", "1 when Postgres answers", u64::from(moment.is_postgres_up));
    tell("postgres_connections_most", "connections there may be", moment.connections_most.into());
    if let Some(jobs) = moment.jobs {
        tell("jobs_due", "jobs whose time has come", jobs.due);
        tell("jobs_oldest_due_seconds", "since when the oldest waits", jobs.oldest_due_secs);
        tell("jobs_failed", "jobs that were given up and still lie there", jobs.failed);
    }
    if let Some(bytes) = moment.memory_bytes {
        tell("memory_bytes", "resident memory of the process", bytes);
    }
    if let Some(files) = moment.open_files {
        tell("open_files", "open files and sockets of the process", files);
    }
    let connections = Family::<[(&str, &str); 1], Gauge>::default();
    connections.get_or_create(&[("state", "in_use")]).set(moment.connections_in_use.into());
    connections.get_or_create(&[("state", "idle")]).set(moment.connections_idle.into());
    registry.register("postgres_connections", "connections to Postgres", connections);
    registry
}

//! The whole bench: sets up the ground, plays the loads that were asked for, prints the report.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, bail};

use super::{
    busy, faults, feed, full, idle, independence, join, large, light, log, one_room, push,
    raw_rung, search, teams, two_nodes,
};
use crate::client::pace::Texts;
use crate::machine::postgres::Postgres;
use crate::machine::redis::Redis;
use crate::machine::{limits, meter, process};
use crate::report::{Report, say};
use crate::target::servers::{Ground, Kind, RAISED};

/// What was asked for.
pub(crate) struct Wanted {
    /// Names of loads; empty: all.
    pub(crate) loads: Vec<String>,
    pub(crate) runs: usize,
    pub(crate) short: bool,
    pub(crate) baselines_only: bool,
    pub(crate) talkoo_only: bool,
    /// The binary to measure; none: build it first.
    pub(crate) server: Option<PathBuf>,
    pub(crate) text: Option<PathBuf>,
    pub(crate) json: Option<PathBuf>,
    pub(crate) scratch: PathBuf,
}

pub(crate) struct Bench {
    pub(crate) ground: Ground,
    pub(crate) runs: usize,
    short: bool,
    baselines_only: bool,
    talkoo_only: bool,
    text: Option<String>,
}

pub(crate) const LOADS: &[&str] = &[
    "raw",
    "light",
    "busy",
    "full",
    "teams",
    "one-room",
    "idle",
    "join",
    "independence",
    "large",
    "log",
    "two-nodes",
    "faults",
    "search",
    "feed",
    "push",
];

impl Bench {
    pub(crate) fn measures(&self, kind: Kind) -> bool {
        if kind.is_talkoo() { !self.baselines_only } else { !self.talkoo_only }
    }

    pub(crate) fn with_talkoo(&self) -> bool {
        !self.baselines_only
    }

    pub(crate) fn texts(&self) -> anyhow::Result<Texts> {
        self.text.as_deref().map_or_else(|| Ok(Texts::plain()), Texts::of_lines)
    }

    /// A number of members; a tenth in the short form.
    pub(crate) fn members(&self, number: usize) -> usize {
        if self.short { number.div_ceil(10).max(20) } else { number }
    }

    pub(crate) fn seconds(&self, seconds: u64) -> Duration {
        if self.short { Duration::from_millis(1_500) } else { Duration::from_secs(seconds) }
    }

    async fn play(&mut self, load: &str, report: &mut Report) -> anyhow::Result<()> {
        match load {
            "raw" => raw_rung::play(self, report).await,
            "light" => light::load(self).play(self, report).await.map(drop),
            "busy" => busy::load(self).play(self, report).await.map(drop),
            "full" => full::load(self).play(self, report).await.map(drop),
            "teams" => teams::load(self).play(self, report).await.map(drop),
            "one-room" => one_room::load(self).play(self, report).await.map(drop),
            "idle" => idle::play(self, report).await,
            "join" => join::play(self, report).await,
            "independence" => independence::play(self, report).await,
            "large" => large::play(self, report).await,
            "log" => log::play(self, report).await,
            "two-nodes" => two_nodes::play(self, report).await,
            "faults" => faults::play(self, report).await,
            "search" => search::play(self, report, 1_000_000).await,
            // Only when it is asked for: it fills 15 GB.
            "search-10m" => search::play(self, report, 10_000_000).await,
            "feed" => feed::play(self, report).await,
            "push" => push::play(self, report).await,
            other => bail!("there is no load {other}; there are {}", LOADS.join(", ")),
        }
    }
}

/// Answers whether every floor was reached and nothing went wrong.
pub(crate) async fn run(wanted: Wanted) -> anyhow::Result<bool> {
    let talkoo = match &wanted.server {
        Some(server) => server.clone(),
        None if wanted.baselines_only => PathBuf::new(),
        None => build()?,
    };
    let open_files = limits::raise();
    let mut report = Report::default();
    report.machine = machine(open_files)?;
    report.date = process::run("date", &["-u".to_owned(), "+%Y-%m-%d %H:%M".to_owned()])?;
    for line in &report.machine {
        say(line);
    }
    process::pin_driver()?;
    let scratch = wanted.scratch.join(format!("talkoo-loads-{}", std::process::id()));
    fs::create_dir_all(&scratch).context("making the scratch folder")?;
    let ground = Ground {
        talkoo,
        postgres: Postgres::start(&scratch).await?,
        redis: Redis::start(&scratch).await?,
        scratch: scratch.clone(),
    };
    let text = wanted.text.as_deref().map(fs::read_to_string).transpose().context("the text")?;
    let Wanted { runs, short, baselines_only, talkoo_only, .. } = wanted;
    let mut bench = Bench { ground, runs, short, baselines_only, talkoo_only, text };
    let asked: Vec<&str> = wanted.loads.iter().map(String::as_str).collect();
    for load in if asked.is_empty() { LOADS } else { &asked } {
        // One load that fails must not hide the others' figures.
        if let Err(error) = bench.play(load, &mut report).await {
            say(&format!("{load} FAILED: {error:#}"));
            report.failed.push(format!("{load}: {error:#}"));
        }
    }
    bench.ground.postgres.process.stop("INT").await?;
    bench.ground.redis.process.stop("TERM").await?;
    if report.failed.is_empty() {
        fs::remove_dir_all(&scratch)?;
    }
    say(&format!("\n{}", report.table()));
    if let Some(path) = &wanted.json {
        report.save(path)?;
    }
    Ok(report.is_good())
}

/// Builds the server as it is measured.
fn build() -> anyhow::Result<PathBuf> {
    say("building the server with --release …");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let status = Command::new("cargo")
        .args(["build", "--release", "--package", "talkoo", "--bin", "talkoo"])
        .current_dir(&root)
        .status()
        .context("running cargo")?;
    if !status.success() {
        bail!("the server does not build");
    }
    let program = std::env::current_exe()?.with_file_name("talkoo");
    let release = root.join("target/release/talkoo");
    Ok(if release.exists() { release } else { program })
}

fn machine(open_files: u64) -> anyhow::Result<Vec<String>> {
    let kernel = process::run("uname", &["-sr".to_owned()])?;
    let cores = std::thread::available_parallelism()?;
    let raised: Vec<String> = RAISED.iter().map(|(key, value)| format!("{key}={value}")).collect();
    let pinned = if process::has_two_cores() { "server core 0, load core 1" } else { "not pinned" };
    Ok(vec![
        format!("{}, {cores} cores, {pinned}, open files {open_files}", kernel.trim()),
        format!("load average before: {}", meter::load_average()),
        format!("limits raised for the loads: {}", raised.join(" ")),
    ])
}

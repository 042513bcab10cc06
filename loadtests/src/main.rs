//! Loads for Talkoo and the servers they are measured against. One thread drives all sockets; what
//! is measured runs in processes of its own. See README.md for what each figure means.

mod measure;
mod client;
mod machine;
mod target;
mod baseline;
mod raw;
mod scenarios;
mod chaos;
mod report;
mod fuzz;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};

use scenarios::bench::{self, Wanted};

#[derive(Parser)]
#[command(about = "Loads, baselines and figures for Talkoo")]
struct Cli {
    #[command(subcommand)]
    does: Does,
}

#[derive(Subcommand)]
enum Does {
    /// Plays the loads and prints each figure beside its floor and goal
    Bench(BenchArguments),
    /// Kills, freezes and cuts everything under members who talk, and judges what they saw
    Chaos(ChaosArguments),
    /// Bends frames and bodies at a real server: no panic, no 5xx, nobody else disturbed
    Fuzz(FuzzArguments),
    /// The thinnest room server; the bench starts it by itself
    ServeBaseline {
        address: SocketAddr,
        /// Commit every message here before it is handed on
        #[arg(long)]
        database: Option<String>,
    },
    /// Coalesced writes and nothing else; the bench starts it by itself
    ServeRaw { address: SocketAddr, connections: usize, frame_bytes: usize, at_once: usize },
}

#[derive(Args)]
struct FuzzArguments {
    /// The same seed bends the same things
    #[arg(long, default_value_t = 1)]
    seed: u64,
    #[arg(long, default_value_t = 100_000)]
    count: u64,
    /// The server to fuzz
    #[arg(long)]
    server: PathBuf,
    /// Folder for the private Postgres
    #[arg(long, default_value = "/var/tmp")]
    scratch: PathBuf,
}

#[derive(Args)]
struct BenchArguments {
    /// Loads to play, all when none is named
    loads: Vec<String>,
    /// Runs of each; their median counts
    #[arg(long, default_value_t = 3)]
    runs: usize,
    /// A tenth of the members for a second or two: shows that all of it works, measures nothing
    #[arg(long)]
    short: bool,
    /// Leave Talkoo out
    #[arg(long)]
    baselines_only: bool,
    /// Leave the baselines out: no ratios, for a look at Talkoo alone
    #[arg(long, conflicts_with = "baselines_only")]
    talkoo_only: bool,
    /// The server to measure; built with --release when not given
    #[arg(long)]
    server: Option<PathBuf>,
    /// Send the lines of this file instead of made-up text
    #[arg(long)]
    text: Option<PathBuf>,
    /// Write every run and figure here, too
    #[arg(long)]
    json: Option<PathBuf>,
    /// Folder on a real disk for the private Postgres
    #[arg(long, default_value = "/var/tmp")]
    scratch: PathBuf,
}

#[derive(Args)]
struct ChaosArguments {
    /// Tells the plan; the same number is the same plan
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How long things go wrong
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// The server under test
    #[arg(long)]
    server: PathBuf,
    /// Only these faults, like kill-node,cut-acks
    #[arg(long, value_delimiter = ',')]
    faults: Vec<String>,
    #[arg(long, default_value_t = 3)]
    nodes: usize,
    #[arg(long, default_value_t = 12)]
    members: usize,
    /// Milliseconds between two acts of one member, on the average
    #[arg(long, default_value_t = 200)]
    thinks: u64,
    /// What every limit of time is multiplied by, on a machine that has other things to do
    #[arg(long, default_value_t = 1)]
    patience: u32,
    /// Play a server that was built with the feature `planted` instead, and find its bugs
    #[arg(long)]
    planted: bool,
    /// Of these, only some
    #[arg(long, value_delimiter = ',', requires = "planted")]
    bugs: Vec<String>,
    /// Folder on a real disk for the private Postgres
    #[arg(long, default_value = "/var/tmp")]
    scratch: PathBuf,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<ExitCode> {
    match Cli::parse().does {
        Does::Bench(arguments) => {
            let good = bench::run(arguments.into()).await?;
            return Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        Does::Chaos(arguments) => {
            let (planted, bugs) = (arguments.planted, arguments.bugs.clone());
            let wanted = chaos::Wanted::from(arguments);
            let good = if planted {
                chaos::prove(&wanted, &bugs).await?
            } else {
                chaos::run(&wanted).await?
            };
            return Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        Does::Fuzz(FuzzArguments { seed, count, server, scratch }) => {
            let good = fuzz::run(fuzz::Wanted { seed, count, server, scratch }).await?;
            return Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        Does::ServeBaseline { address, database } => {
            baseline::serve(address, database.as_deref()).await?;
        }
        Does::ServeRaw { address, connections, frame_bytes, at_once } => {
            raw::serve(address, raw::Shape { connections, frame_bytes, at_once })?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

impl From<BenchArguments> for Wanted {
    fn from(arguments: BenchArguments) -> Self {
        let BenchArguments { loads, runs, short, baselines_only, talkoo_only, .. } = arguments;
        let BenchArguments { server, text, json, scratch, .. } = arguments;
        let runs = runs.max(1);
        Self { loads, runs, short, baselines_only, talkoo_only, server, text, json, scratch }
    }
}

impl From<ChaosArguments> for chaos::Wanted {
    fn from(arguments: ChaosArguments) -> Self {
        let ChaosArguments { seed, seconds, server, faults, nodes, members, .. } = arguments;
        let ChaosArguments { thinks, patience, scratch, .. } = arguments;
        Self {
            seed,
            seconds,
            server,
            faults,
            nodes: nodes.max(1),
            members: members.max(4),
            thinks: Duration::from_millis(thinks),
            patience: patience.max(1),
            bug: None,
            scratch,
        }
    }
}

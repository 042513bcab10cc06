//! What is to fail: Postgres on a disk, Redis, the nodes, and the lines between them. It carries out
//! what it is told and knows no plan.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use sqlx::{Connection as _, PgConnection};

use super::disk::Disk;
use super::history::History;
use super::proxy::{Goal, Proxy};
use crate::client::http;
use crate::machine::postgres::{OWNER, Postgres, SERVER};
use crate::machine::process::Process;
use crate::machine::redis::{self, Redis};
use crate::target::fixture::{Fixture, Shape};
use crate::target::servers::RAISED;

const DATABASE: &str = "chaos";
/// A node that does not start in this time does not start.
const STARTS_WITHIN: Duration = Duration::from_secs(60);
/// Promised of a node that is asked to leave.
pub(super) const LEAVES_WITHIN: Duration = Duration::from_secs(20);

/// Short where a run would wait for nothing else.
const SETTINGS: &[(&str, &str)] = &[
    ("TALKOO_PING_EVERY", "2 s"),
    ("TALKOO_PONG_WITHIN", "2 s"),
    ("TALKOO_WRITE_TIMEOUT", "4 s"),
    ("TALKOO_MAILBOX_FRAMES", "64"),
    ("TALKOO_REPLAY_STREAM", "150"),
    ("TALKOO_DRAIN_SPREAD", "1 s"),
    ("TALKOO_DATABASE_CONNECTIONS", "8"),
    ("TALKOO_LOG", "warn"),
];

pub(crate) struct Node {
    pub(super) address: SocketAddr,
    pub(super) process: Option<Process>,
    pub(super) clients: Proxy,
    pub(super) redis: Proxy,
    pub(super) postgres: Proxy,
    environment: Vec<(String, String)>,
}

pub(crate) struct Ground {
    pub(super) history: Arc<History>,
    pub(super) postgres: Postgres,
    pub(super) redis: Redis,
    pub(super) nodes: Vec<Node>,
    /// The disk that can be full, where this user may mount one.
    pub(super) disk: Option<Disk>,
    pub(super) scratch: PathBuf,
    pub(crate) fixture: Fixture,
    program: PathBuf,
}

/// The wall clock of a node, in days from the right one.
pub(super) type Days = i8;

impl Ground {
    pub(crate) async fn prepare(
        program: &Path,
        scratch: &Path,
        shape: Shape,
        nodes: usize,
        planted: Option<&str>,
    ) -> anyhow::Result<Self> {
        let postgres = Postgres::start(scratch).await?;
        let redis = Redis::start(scratch).await?;
        postgres.create(DATABASE).await?;
        is_durable(&postgres).await?;
        let mut environment = vec![
            ("DATABASE_URL".to_owned(), postgres.url(DATABASE, SERVER)),
            ("MIGRATE_DATABASE_URL".to_owned(), postgres.url(DATABASE, OWNER)),
            ("TALKOO_STATE_DIR".to_owned(), scratch.join("state").display().to_string()),
        ];
        let fixture = Fixture::load(program, &environment, shape)?;
        let mut connection = PgConnection::connect(&postgres.url(DATABASE, OWNER)).await?;
        let disk = Disk::mount(scratch, &mut connection).await?;
        let owned = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
        environment.extend(RAISED.iter().chain(SETTINGS).map(owned));
        environment.extend(planted.map(|bug| ("TALKOO_PLANTED".to_owned(), bug.to_owned())));
        let mut ground = Self {
            history: Arc::new(History::new()),
            nodes: Vec::new(),
            program: program.to_owned(),
            scratch: scratch.to_owned(),
            postgres,
            redis,
            disk,
            fixture,
        };
        for number in 0..nodes {
            let node = ground.node(number, environment.clone()).await?;
            ground.nodes.push(node);
            ground.start(number, 0).await?;
        }
        Ok(ground)
    }

    async fn node(&self, number: usize, of_all: Vec<(String, String)>) -> anyhow::Result<Node> {
        let address = redis::free_address()?;
        let clients = Proxy::open(Goal::Tcp(address)).await?;
        let redis = Proxy::open(Goal::Tcp(self.redis.address())).await?;
        let postgres = Proxy::open(Goal::Unix(self.postgres.socket())).await?;
        let database =
            format!("postgres://{SERVER}@{}/{DATABASE}?sslmode=disable", postgres.address);
        let mut environment = of_all;
        environment.retain(|(key, _)| key != "DATABASE_URL" && key != "MIGRATE_DATABASE_URL");
        environment.extend([
            ("DATABASE_URL".to_owned(), database),
            ("REDIS_URL".to_owned(), format!("redis://{}", redis.address)),
            ("TALKOO_LISTEN".to_owned(), address.to_string()),
            ("TALKOO_NODE".to_owned(), format!("node-{number}")),
        ]);
        Ok(Node { address, process: None, clients, redis, postgres, environment })
    }

    /// Starts a node and waits until it would accept a send. One that gives up because Postgres is
    /// away at that moment is started again.
    pub(super) async fn start(&mut self, number: usize, clock: Days) -> anyhow::Result<()> {
        let end = Instant::now() + STARTS_WITHIN;
        let log = self.log(number);
        loop {
            let node = &mut self.nodes[number];
            let mut environment = node.environment.clone();
            environment.extend(wrong_clock(clock));
            let serve = ["serve".to_owned()];
            let mut process =
                Process::start("Talkoo", &[], &self.program, &serve, &environment, &log)?;
            while !is_ready(node.address).await && process.ended_well().is_none() {
                if Instant::now() > end {
                    let said = std::fs::read_to_string(&log).unwrap_or_default();
                    let last: Vec<&str> = said.lines().rev().take(3).collect();
                    bail!("node {number} does not start: {last:?}");
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            if process.ended_well().is_none() {
                node.process = Some(process);
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    fn log(&self, number: usize) -> PathBuf {
        self.scratch.join(format!("node-{number}.log"))
    }

    pub(super) fn kill(&mut self, number: usize) -> anyhow::Result<()> {
        match self.nodes[number].process.take() {
            Some(mut process) => process.kill(),
            None => Ok(()),
        }
    }

    /// Asks a node to leave; it does so in time and says that all went well.
    pub(super) async fn leave(&mut self, number: usize, patience: u32) -> anyhow::Result<()> {
        let Some(mut process) = self.nodes[number].process.take() else { return Ok(()) };
        process.signal("TERM")?;
        let began = Instant::now();
        let ended = loop {
            if let Some(is_well) = process.ended_well() {
                break Some(is_well);
            }
            if began.elapsed() > LEAVES_WITHIN * patience {
                break None;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        };
        match ended {
            Some(true) => {}
            Some(false) => self.history.wrong(format!("node {number} left with a failure")),
            None => {
                let took = began.elapsed();
                self.history.wrong(format!("node {number} has not left after {took:.0?}"));
            }
        }
        Ok(())
    }

    /// No node ends by itself, whatever fails around it. One that did is started again.
    pub(super) async fn tend(&mut self) -> anyhow::Result<()> {
        for number in 0..self.nodes.len() {
            let process = &mut self.nodes[number].process;
            if process.as_mut().is_some_and(|process| process.ended_well().is_some()) {
                self.history.wrong(format!("node {number} ended by itself"));
            } else if process.is_some() {
                continue;
            }
            self.start(number, 0).await?;
        }
        Ok(())
    }

    /// Throws the servers out of Postgres.
    pub(super) async fn end_sessions(&self) -> anyhow::Result<()> {
        let ending = async {
            let mut connection = PgConnection::connect(&self.postgres.url(DATABASE, OWNER)).await?;
            sqlx::query(
                "select pg_terminate_backend(pid) from pg_stat_activity where usename = $1",
            )
            .bind(SERVER)
            .execute(&mut connection)
            .await?;
            anyhow::Ok(())
        };
        // Postgres may be away for another reason: then its sessions have ended by that.
        let _ = tokio::time::timeout(Duration::from_secs(2), ending).await;
        Ok(())
    }

    pub(crate) async fn end(mut self) -> anyhow::Result<()> {
        for node in &mut self.nodes {
            node.process = None;
        }
        self.redis.process.kill()?;
        self.postgres.process.stop("INT").await?;
        drop(self.disk.take());
        Ok(())
    }
}

/// Loopback lies about nothing but the disk: with fsync off a kill proves nothing.
async fn is_durable(postgres: &Postgres) -> anyhow::Result<()> {
    let mut connection = PgConnection::connect(&postgres.url(DATABASE, OWNER)).await?;
    for setting in ["fsync", "synchronous_commit", "full_page_writes"] {
        let value: String = sqlx::query_scalar("select current_setting($1)")
            .bind(setting)
            .fetch_one(&mut connection)
            .await?;
        if value != "on" {
            bail!("{setting} is {value}");
        }
    }
    Ok(())
}

async fn is_ready(address: SocketAddr) -> bool {
    let asked = http::get(address, "/readyz", "");
    let answer = tokio::time::timeout(Duration::from_secs(2), asked).await;
    answer.is_ok_and(|answer| answer.is_ok_and(|answer| answer.status == 200))
}

/// The library that shows a process another wall clock, where Debian puts it.
fn false_clock() -> Option<PathBuf> {
    let folders = std::fs::read_dir("/usr/lib").ok()?.flatten();
    let libraries = folders.map(|folder| folder.path().join("faketime/libfaketimeMT.so.1"));
    libraries.into_iter().find(|library| library.exists())
}

/// Whether a node can be given a wrong clock here.
pub(super) fn has_false_clock() -> bool {
    false_clock().is_some()
}

fn wrong_clock(days: Days) -> Vec<(String, String)> {
    let Some(library) = false_clock().filter(|_| days != 0) else { return Vec::new() };
    let set = [
        ("LD_PRELOAD", library.display().to_string()),
        ("FAKETIME", format!("{days:+}d")),
        // Timeouts are by the monotonic clock, and that one is right.
        ("DONT_FAKE_MONOTONIC", "1".to_owned()),
        ("FAKETIME_DONT_FAKE_MONOTONIC", "1".to_owned()),
    ];
    set.map(|(key, value)| (key.to_owned(), value)).to_vec()
}

/// A folder of its own for one run.
pub(crate) fn scratch(under: &Path) -> anyhow::Result<PathBuf> {
    static RUNS: AtomicU32 = AtomicU32::new(0);
    let run = RUNS.fetch_add(1, Ordering::Relaxed);
    let scratch = under.join(format!("talkoo-chaos-{}-{run}", std::process::id()));
    std::fs::create_dir_all(&scratch).context("making the scratch folder")?;
    Ok(scratch)
}

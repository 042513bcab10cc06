//! Starts a server, waits until it would accept a send, and says where it is and whose use counts.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use sqlx::{Connection as _, PgConnection};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::fixture::{self, Fixture, Shape};
use crate::machine::meter::Meter;
use crate::machine::postgres::{OWNER, Postgres, SERVER};
use crate::machine::process::Process;
use crate::machine::redis::{self, Redis};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// The thinnest room server, in memory only.
    Baseline,
    /// The same with a group commit before each hand-on.
    Durable,
    Talkoo,
    /// Talkoo with its jobs paused: the send path alone.
    Paused,
}

impl Kind {
    pub(crate) fn is_talkoo(self) -> bool {
        matches!(self, Self::Talkoo | Self::Paused)
    }
}

/// The limits that the loads raise; printed with every run.
pub(crate) const RAISED: &[(&str, &str)] = &[
    ("TALKOO_SEND_BURST", "4000000000"),
    ("TALKOO_SEND_PER_SECOND", "1000000"),
    ("TALKOO_SIGN_IN_PER_MINUTE", "4000000000"),
    ("TALKOO_PUSH_LOOPBACK", "true"),
];

/// What servers of one bench share.
pub(crate) struct Ground {
    pub(crate) scratch: PathBuf,
    pub(crate) talkoo: PathBuf,
    pub(crate) postgres: Postgres,
    pub(crate) redis: Redis,
}

/// A fixture and the database it lives in.
#[derive(Clone)]
pub(crate) struct Place {
    pub(crate) kind: Kind,
    pub(crate) fixture: Fixture,
    pub(crate) database: String,
}

/// Running server processes.
pub(crate) struct Servers {
    pub(crate) nodes: Vec<SocketAddr>,
    pub(crate) meter: Meter,
    processes: Vec<Process>,
}

impl Ground {
    /// Makes a database and fills it with the people and channels of a load.
    pub(crate) async fn prepare(
        &self,
        kind: Kind,
        name: &str,
        shape: Shape,
    ) -> anyhow::Result<Place> {
        let database = format!("{}_{name}", format!("{kind:?}").to_lowercase());
        let mut place = Place { kind, fixture: Fixture::invented(shape), database };
        match kind {
            Kind::Baseline => {}
            Kind::Durable => self.postgres.create(&place.database).await?,
            Kind::Talkoo | Kind::Paused => {
                self.postgres.create(&place.database).await?;
                let environment = self.environment(&place);
                place.fixture = Fixture::load(&self.talkoo, &environment, shape)?;
                self.postgres.tidy(&place.database).await?;
            }
        }
        Ok(place)
    }

    /// Makes a database with a large demonstration in it, and a session for each of these addresses.
    pub(crate) async fn prepare_demo(
        &self,
        name: &str,
        size: &str,
        emails: &[String],
    ) -> anyhow::Result<Place> {
        let database = format!("talkoo_{name}");
        let shape = Shape { members: emails.len(), channels: 0, per_channel: 0 };
        let mut place = Place { kind: Kind::Talkoo, fixture: Fixture::invented(shape), database };
        self.postgres.create(&place.database).await?;
        let environment = self.environment(&place);
        place.fixture.tokens = fixture::demo(&self.talkoo, &environment, size, emails)?;
        self.postgres.tidy(&place.database).await?;
        Ok(place)
    }

    /// A connection of the owner's, for more rows than commands would ever make.
    pub(crate) async fn connect(&self, place: &Place) -> anyhow::Result<PgConnection> {
        Ok(PgConnection::connect(&self.postgres.url(&place.database, OWNER)).await?)
    }

    pub(crate) async fn serve(&self, place: &Place, nodes: usize) -> anyhow::Result<Servers> {
        // What earlier runs left in memory must not go to disk during this one.
        self.postgres.checkpoint().await?;
        let mut servers =
            Servers { nodes: Vec::new(), meter: Meter::default(), processes: Vec::new() };
        for number in 1..=nodes {
            let address = redis::free_address()?;
            let log = self.scratch.join(format!("{}-{number}.log", place.database));
            let process = match place.kind {
                Kind::Baseline | Kind::Durable => self.baseline(place, address, &log)?,
                Kind::Talkoo | Kind::Paused => self.node(place, address, nodes > 1, &log)?,
            };
            servers.meter.servers.push(process.pid());
            servers.nodes.push(address);
            servers.processes.push(process);
            servers.wait(address, &log).await?;
        }
        servers.meter.postgres = Some(self.postgres.process.pid());
        servers.meter.redis = Some(self.redis.process.pid());
        Ok(servers)
    }

    /// Kills a node without a word and starts it anew where it was; done when it is ready.
    pub(crate) async fn restart(
        &self,
        place: &Place,
        servers: &mut Servers,
        node: usize,
    ) -> anyhow::Result<()> {
        let address = *servers.nodes.get(node).context("no such node")?;
        servers.processes.get_mut(node).context("no such node")?.kill()?;
        let log = self.scratch.join(format!("{}-again.log", place.database));
        servers.processes[node] = self.node(place, address, servers.nodes.len() > 1, &log)?;
        servers.wait(address, &log).await
    }

    fn baseline(&self, place: &Place, address: SocketAddr, log: &Path) -> anyhow::Result<Process> {
        let mut arguments = vec!["serve-baseline".to_owned(), address.to_string()];
        if place.kind == Kind::Durable {
            arguments.push("--database".to_owned());
            arguments.push(self.postgres.url(&place.database, OWNER));
        }
        let program = std::env::current_exe()?;
        Process::start("the baseline", &[], &program, &arguments, &[], log)
    }

    fn node(
        &self,
        place: &Place,
        address: SocketAddr,
        with_redis: bool,
        log: &Path,
    ) -> anyhow::Result<Process> {
        let mut environment = self.environment(place);
        environment.push(("TALKOO_LISTEN".to_owned(), address.to_string()));
        if with_redis {
            environment.push(("REDIS_URL".to_owned(), self.redis.url()));
        }
        Process::start("Talkoo", &[], &self.talkoo, &["serve".to_owned()], &environment, log)
    }

    fn environment(&self, place: &Place) -> Vec<(String, String)> {
        let mut environment = vec![
            ("DATABASE_URL".to_owned(), self.postgres.url(&place.database, SERVER)),
            ("MIGRATE_DATABASE_URL".to_owned(), self.postgres.url(&place.database, OWNER)),
            ("TALKOO_STATE_DIR".to_owned(), self.scratch.join("state").display().to_string()),
        ];
        if place.kind == Kind::Paused {
            environment.push(("TALKOO_JOBS_HERE".to_owned(), "false".to_owned()));
        }
        environment
            .extend(RAISED.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())));
        environment
    }
}

impl Servers {
    async fn wait(&mut self, address: SocketAddr, log: &Path) -> anyhow::Result<()> {
        let end = Instant::now() + Duration::from_secs(20);
        while !is_ready(address).await.unwrap_or(false) {
            if self.processes.iter_mut().any(Process::has_ended) || Instant::now() > end {
                let said = std::fs::read_to_string(log).unwrap_or_default();
                bail!("the server does not start: {}", said.trim());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(())
    }

    pub(crate) fn signal(&self, node: usize, signal: &str) -> anyhow::Result<()> {
        self.processes.get(node).context("no such node")?.signal(signal)
    }

    /// How long after this instant the node has ended by itself.
    pub(crate) async fn ended(&mut self, node: usize, since: Instant) -> anyhow::Result<Duration> {
        let process = self.processes.get_mut(node).context("no such node")?;
        while !process.has_ended() {
            if since.elapsed() > Duration::from_secs(60) {
                bail!("the node does not end");
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Ok(since.elapsed())
    }

    pub(crate) async fn stop(mut self) -> anyhow::Result<()> {
        for process in &mut self.processes {
            if !process.has_ended() {
                process.stop("TERM").await?;
            }
        }
        Ok(())
    }
}

async fn is_ready(address: SocketAddr) -> anyhow::Result<bool> {
    let mut stream = TcpStream::connect(address).await?;
    let request = format!("GET /readyz HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.context("asking whether it is ready")?;
    Ok(answer.starts_with("HTTP/1.1 200"))
}

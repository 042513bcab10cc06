//! A private Postgres for the loads: fresh, on a unix socket, with fsync on, on the disk under the
//! scratch folder. Talkoo and the durable baseline use the same one.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use sqlx::{Connection as _, PgConnection};

use super::process::{self, Process};

/// Owns the schema. The server runs as another role that owns nothing.
pub(crate) const OWNER: &str = "talkoo_owner";
pub(crate) const SERVER: &str = "talkoo";

pub(crate) struct Postgres {
    pub(crate) process: Process,
    socket: PathBuf,
    scratch: PathBuf,
}

impl Postgres {
    pub(crate) async fn start(scratch: &Path) -> anyhow::Result<Self> {
        let programs = programs()?;
        let folder = scratch.join("postgres");
        let (data, socket) = (folder.join("data"), folder.clone());
        fs::create_dir_all(&folder)?;
        let before = change_of_user()?;
        if !before.is_empty() {
            process::run("chown", &[USER.to_owned(), folder.display().to_string()])?;
        }
        let mut initdb: Vec<String> = before.clone();
        initdb.push(programs.join("initdb").display().to_string());
        initdb.extend(
            ["-U", OWNER, "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "-D"]
                .map(str::to_owned),
        );
        initdb.push(data.display().to_string());
        let (first, rest) = initdb.split_first().context("no program")?;
        process::output(Command::new(first).args(rest).current_dir("/"))?;
        let process = launch(scratch, &socket)?;
        let postgres = Self { process, socket, scratch: scratch.to_owned() };
        postgres.wait().await?;
        Ok(postgres)
    }

    /// Starts it anew after it was stopped, and waits until it answers.
    pub(crate) async fn start_again(&mut self) -> anyhow::Result<()> {
        self.process = launch(&self.scratch, &self.socket)?;
        self.wait().await
    }

    /// Where it listens.
    pub(crate) fn socket(&self) -> PathBuf {
        self.socket.join(".s.PGSQL.5432")
    }

    pub(crate) fn url(&self, database: &str, role: &str) -> String {
        format!("postgres:///{database}?host={}&user={role}", self.socket.display())
    }

    /// A place's database as its owner, to fill it.
    pub(crate) fn owner_url(&self, database: &str) -> String {
        self.url(database, OWNER)
    }

    /// Makes an empty database of the owner.
    pub(crate) async fn create(&self, database: &str) -> anyhow::Result<()> {
        let mut postgres = PgConnection::connect(&self.url("postgres", OWNER)).await?;
        let statement = format!("create database {database}");
        sqlx::query(sqlx::AssertSqlSafe(statement)).execute(&mut postgres).await?;
        Ok(())
    }

    /// Fresh statistics of what was filled. The empty tables keep none, as on a first day.
    pub(crate) async fn tidy(&self, database: &str) -> anyhow::Result<()> {
        let mut postgres = PgConnection::connect(&self.url(database, OWNER)).await?;
        sqlx::query(
            "vacuum analyze members, sessions, streams, workspaces, workspace_members, channels,
               channel_members, items",
        )
        .execute(&mut postgres)
        .await?;
        Ok(())
    }

    pub(crate) async fn checkpoint(&self) -> anyhow::Result<()> {
        let mut postgres = PgConnection::connect(&self.url("postgres", OWNER)).await?;
        sqlx::query("checkpoint").execute(&mut postgres).await?;
        Ok(())
    }

    async fn wait(&self) -> anyhow::Result<()> {
        let end = Instant::now() + Duration::from_secs(60);
        loop {
            match PgConnection::connect(&self.url("postgres", OWNER)).await {
                Ok(postgres) => return Ok(postgres.close().await?),
                Err(error) if Instant::now() > end => {
                    return Err(error).context("waiting for Postgres");
                }
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
    }
}

fn launch(scratch: &Path, socket: &Path) -> anyhow::Result<Process> {
    Process::start(
        "Postgres",
        &change_of_user()?,
        &programs()?.join("postgres"),
        &[
            "-D".to_owned(),
            socket.join("data").display().to_string(),
            "-c".to_owned(),
            "listen_addresses=".to_owned(),
            "-c".to_owned(),
            format!("unix_socket_directories={}", socket.display()),
            "-c".to_owned(),
            "max_connections=100".to_owned(),
        ],
        &[],
        &scratch.join("postgres.log"),
    )
}

const USER: &str = "postgres";

/// Postgres refuses to run as root.
fn change_of_user() -> anyhow::Result<Vec<String>> {
    if fs::metadata("/proc/self")?.uid() != 0 {
        return Ok(Vec::new());
    }
    let words =
        ["setpriv", "--reuid", USER, "--regid", USER, "--clear-groups", "--pdeathsig", "INT"];
    Ok(words.map(str::to_owned).to_vec())
}

/// The newest installed.
fn programs() -> anyhow::Result<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = Vec::new();
    for entry in fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten() {
        let version = entry.file_name().to_str().and_then(|name| name.parse().ok());
        let programs = entry.path().join("bin");
        if let Some(version) = version
            && programs.join("initdb").exists()
        {
            found.push((version, programs));
        }
    }
    match found.into_iter().max() {
        Some((_, programs)) => Ok(programs),
        None => bail!("Postgres is not installed: apt install postgresql"),
    }
}

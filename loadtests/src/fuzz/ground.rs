//! A server to be fuzzed: one node on a private Postgres, with people, channels, some talk and an
//! administrator.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use serde_json::{Value, json};

use super::corpus::{Corpus, Ids};
use super::schema::Description;
use super::{frames::Client, wire, words};
use crate::machine::meter::Meter;
use crate::machine::postgres::{OWNER, Postgres, SERVER};
use crate::machine::process::{self, Process};
use crate::machine::redis;
use crate::target::servers::RAISED;

const DATABASE: &str = "talkoo_fuzz";
/// Sessions end under fuzzing; whoever has lost one takes the next.
const MEMBERS: usize = 300;
const CHANNELS: usize = 12;

pub(super) struct Ground {
    pub(super) address: SocketAddr,
    pub(super) corpus: Corpus,
    pub(super) description: Description,
    /// The first is an administrator's.
    tokens: Vec<String>,
    next: AtomicUsize,
    log: PathBuf,
    meter: Meter,
    folder: Scratch,
    // Ends before the folder goes, and the node before its database.
    _node: Process,
    _postgres: Postgres,
}

/// A folder of our own, gone with it.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed stays for whoever looks.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Ground {
    pub(super) async fn start(server: &Path, scratch: &Path) -> anyhow::Result<Self> {
        let folder = Scratch(scratch.join(format!("talkoo-fuzz-{}", std::process::id())));
        std::fs::create_dir_all(&folder.0)?;
        // Postgres' own user has to get through.
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        std::fs::set_permissions(&folder.0, mode)?;
        let postgres = Postgres::start(&folder.0).await?;
        postgres.create(DATABASE).await?;
        let address = redis::free_address()?;
        let environment = environment(&postgres, &folder.0, address);
        let (ids, tokens) = people(server, &environment)?;
        let log = folder.0.join("node.log");
        let words = ["serve".to_owned()];
        let node = Process::start("Talkoo", &[], server, &words, &environment, &log)?;
        let meter = Meter { servers: vec![node.pid()], ..Meter::default() };
        wait(address, &log).await?;
        let described = wire::get(address, "/api/openapi.json").await?;
        let description = Description::read(&described)?;
        let mut ground = Self {
            address,
            corpus: Corpus::new(ids)?,
            description,
            tokens,
            next: AtomicUsize::new(0),
            log,
            meter,
            folder,
            _node: node,
            _postgres: postgres,
        };
        ground.corpus.ids.messages = ground.talk().await?;
        Ok(ground)
    }

    /// Another person's token, round and round.
    pub(super) fn token(&self) -> &str {
        &self.tokens[self.next.fetch_add(1, Ordering::Relaxed) % self.tokens.len()]
    }

    pub(super) fn memory_kib(&self) -> u64 {
        self.meter.resident_kib()
    }

    /// Somebody who did nothing wrong writes and is answered, and the node says that it is ready.
    pub(super) async fn still_serves(&self) -> anyhow::Result<()> {
        ensure!(wire::get(self.address, "/readyz").await? == "ready", "it is not ready");
        ensure!(wire::get(self.address, "/healthz").await? == "alive", "it is not alive");
        for _ in 0..self.tokens.len() {
            // Who has left the network or the channel meanwhile cannot be asked.
            if !self.say("vielä täällä").await.unwrap_or_default().is_empty() {
                return Ok(());
            }
        }
        bail!("nobody can write any more")
    }

    /// Lines of the log that no input may cause.
    pub(super) fn complaints(&self) -> Vec<String> {
        let log = std::fs::read_to_string(&self.log).unwrap_or_default();
        let is_bad = |line: &&str| {
            let fields: Value = serde_json::from_str(line).unwrap_or_default();
            fields["level"] == "error" || fields["message"] == "a part is away"
        };
        let bad: Vec<&str> = log.lines().filter(is_bad).collect();
        let kept = std::env::temp_dir().join("talkoo-fuzz.log");
        if !bad.is_empty() {
            let _ = std::fs::copy(&self.log, &kept);
        }
        let mut told: Vec<String> = bad.iter().take(5).map(|line| (*line).to_owned()).collect();
        if !bad.is_empty() {
            let folder = self.folder.0.display();
            told.push(format!("{} such lines; {folder}/node.log is {}", bad.len(), kept.display()));
        }
        told
    }

    async fn talk(&self) -> anyhow::Result<Vec<String>> {
        let mut messages = Vec::new();
        for number in 0..40 {
            messages.push(self.say(&format!("viesti {number}")).await?);
        }
        messages.retain(|message| !message.is_empty());
        ensure!(messages.len() > 20, "only {} messages could be written", messages.len());
        Ok(messages)
    }

    /// The id of a new message; nothing when this person is in none of the channels.
    async fn say(&self, text: &str) -> anyhow::Result<String> {
        let mut client = Client::connect(self.address, self.token()).await?;
        for channel in &self.corpus.ids.channels {
            let id = words::id(&mut rand::rng());
            let said = json!({
                "ref": 1, "t": "send", "client_id": id, "channel": channel, "text": text,
            });
            client.send(said.to_string().into_bytes()).await?;
            let answer = client.answer().await?;
            if answer["t"] == "ack" {
                return Ok(answer["id"].as_str().unwrap_or_default().to_owned());
            }
        }
        Ok(String::new())
    }
}

fn environment(postgres: &Postgres, folder: &Path, address: SocketAddr) -> Vec<(String, String)> {
    let state = folder.join("state").display().to_string();
    let own = [
        ("DATABASE_URL", postgres.url(DATABASE, SERVER)),
        ("MIGRATE_DATABASE_URL", postgres.url(DATABASE, OWNER)),
        ("TALKOO_STATE_DIR", state),
        ("TALKOO_LISTEN", address.to_string()),
        ("TALKOO_LOG_FORMAT", "json".to_owned()),
        ("TALKOO_MAIL_FOLDER", folder.join("mail").display().to_string()),
    ];
    let raised = RAISED.iter().map(|(key, value)| (*key, (*value).to_owned()));
    own.into_iter().chain(raised).map(|(key, value)| (key.to_owned(), value)).collect()
}

/// Who is there, made by the server's own command line.
fn people(server: &Path, environment: &[(String, String)]) -> anyhow::Result<(Ids, Vec<String>)> {
    let talkoo = |words: &str| {
        let mut command = Command::new(server);
        command.args(words.split(' ')).envs(environment.iter().cloned());
        process::output(&mut command)
    };
    let read =
        |words: &str| -> anyhow::Result<Value> { Ok(serde_json::from_str(&talkoo(words)?)?) };
    talkoo("migrate").context("migrating")?;
    let fixture = read(&format!(
        "admin load-fixture --members {MEMBERS} --channels {CHANNELS} --members-per-channel {} --json",
        MEMBERS / 2
    ))?;
    let all = |list: &str, field: &str| -> Vec<String> {
        let list = fixture[list].as_array().into_iter().flatten();
        list.filter_map(|one| one[field].as_str().map(str::to_owned)).collect()
    };
    let who = "--given Siiri --family Koe --email siiri@esimerkki.example";
    let admin = read(&format!("admin create-member {who} --administrator --json"))?;
    let admin_id = admin["member"].as_str().context("no administrator")?;
    let session = read(&format!("admin issue-session --member {admin_id} --json"))?;
    let mut tokens = vec![session["token"].as_str().context("no session")?.to_owned()];
    tokens.extend(all("sessions", "token"));
    let mut ids = Ids {
        members: all("sessions", "member"),
        channels: all("channels", "id"),
        items: all("channels", "main_item"),
        ..Ids::default()
    };
    ids.workspaces.extend(fixture["workspace"].as_str().map(str::to_owned));
    let own = read(&format!("admin create-workspace --owner {admin_id} --name Koe --json"))?;
    ids.workspaces.extend(own["workspace"].as_str().map(str::to_owned));
    Ok((ids, tokens))
}

async fn wait(address: SocketAddr, log: &Path) -> anyhow::Result<()> {
    let end = Instant::now() + Duration::from_secs(30);
    while !wire::get(address, "/readyz").await.is_ok_and(|answer| answer == "ready") {
        if Instant::now() > end {
            bail!("no start: {}", std::fs::read_to_string(log).unwrap_or_default());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

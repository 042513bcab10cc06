//! The embedded default on the real thing: the binary starts its own Postgres, both may be killed
//! at any time, and nothing that was committed is missing afterwards.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use sqlx::PgPool;
use talkoo::boot::Ground;
use talkoo::config::Settings;
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStderr, Command};

const PATIENCE: Duration = Duration::from_secs(60);

#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_finds_its_data_within_five_seconds() {
    let state = State::new();
    let (ground, pool) = state.open().await;
    note(&pool, "first").await;
    pool.close().await;
    ground.leave().await;
    let began = Instant::now();
    let (ground, pool) = state.open().await;
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    assert_eq!(notes(&pool).await, ["first"]);
    pool.close().await;
    ground.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_postgres_that_is_killed_comes_back_while_we_serve() {
    let state = State::new();
    let (ground, pool) = state.open().await;
    note(&pool, "committed").await;
    let first = state.postgres_pid();
    kill(first);
    until("another Postgres answers", async || {
        let answers = sqlx::query("select 1").execute(&pool).await.is_ok();
        answers && state.postgres_pid() != first
    })
    .await;
    assert_eq!(notes(&pool).await, ["committed"]);
    pool.close().await;
    ground.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_killed_takes_its_postgres_along_and_starts_again() {
    let state = State::new();
    let first = Node::start(&state).await;
    let postgres = state.postgres_pid();
    let (ground, pool) = state.open().await;
    note(&pool, "committed").await;
    pool.close().await;
    ground.leave().await;
    first.kill().await;
    until("its Postgres has ended in order", async || !is_alive(postgres)).await;
    let began = Instant::now();
    let second = Node::start(&state).await;
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    let (ground, pool) = state.open().await;
    assert_eq!(notes(&pool).await, ["committed"]);
    pool.close().await;
    ground.leave().await;
    second.end().await;
    assert!(!is_alive(state.postgres_pid()), "Postgres ends with the server");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_share_one_postgres_and_the_second_takes_it_over() {
    let state = State::new();
    let first = Node::start(&state).await;
    let before = state.postgres_pid();
    let second = Node::start(&state).await;
    assert_eq!(state.postgres_pid(), before);
    first.kill().await;
    until("the second runs Postgres", async || {
        let now = state.postgres_pid();
        now != before && is_alive(now)
    })
    .await;
    second.end().await;
}

struct State(PathBuf);

impl State {
    fn new() -> Self {
        let name = format!("talkoo-state-{}", uuid::Uuid::new_v4().simple());
        Self(std::env::temp_dir().join(name))
    }

    async fn open(&self) -> (Ground, PgPool) {
        let path = self.0.to_string_lossy().into_owned();
        let settings = Settings::from_pairs([("TALKOO_STATE_DIR", path)]).expect("settings");
        let ground = Ground::find(&settings).await.expect("a private Postgres");
        let pool = ground.open(&settings).await.expect("a fit database");
        (ground, pool)
    }

    /// 0 while none has said its number.
    fn postgres_pid(&self) -> u32 {
        let file = self.0.join("postgres/postmaster.pid");
        let text = std::fs::read_to_string(file).unwrap_or_default();
        text.lines().next().and_then(|line| line.parse().ok()).unwrap_or(0)
    }
}

impl Drop for State {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// `talkoo serve` as a process of its own.
struct Node {
    child: Child,
    _lines: Lines<BufReader<ChildStderr>>,
}

impl Node {
    async fn start(state: &State) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_talkoo"))
            .arg("serve")
            .env_remove("DATABASE_URL")
            .env_remove("REDIS_URL")
            .env("TALKOO_STATE_DIR", &state.0)
            .env("TALKOO_LISTEN", "127.0.0.1:0")
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("the binary");
        let mut lines = BufReader::new(child.stderr.take().expect("its stderr")).lines();
        let mut said = String::new();
        let serving = async {
            while let Some(line) = lines.next_line().await.expect("lines of text") {
                if line.contains("\"serving\"") {
                    return;
                }
                said.push_str(&line);
            }
            panic!("it ended without serving: {said}");
        };
        tokio::time::timeout(PATIENCE, serving).await.expect("it serves in time");
        Self { child, _lines: lines }
    }

    async fn kill(mut self) {
        self.child.kill().await.expect("a child that can be killed");
    }

    async fn end(mut self) {
        let pid = self.child.id().expect("it runs");
        signal("TERM", pid);
        let status = tokio::time::timeout(PATIENCE, self.child.wait()).await.expect("it ends");
        assert!(status.expect("a status").success());
    }
}

fn kill(pid: u32) {
    signal("KILL", pid);
}

fn signal(name: &str, pid: u32) {
    let order = format!("kill -{name} {pid}");
    let status = std::process::Command::new("sh").args(["-c", &order]).status();
    assert!(status.expect("a shell").success(), "{order}");
}

/// Also after it ended a process may wait for somebody to ask how; that does not count.
fn is_alive(pid: u32) -> bool {
    let command = std::fs::read(Path::new("/proc").join(pid.to_string()).join("cmdline"));
    command.is_ok_and(|words| !words.is_empty())
}

async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let asked = async {
        while !holds().await {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, asked).await.unwrap_or_else(|_| panic!("never: {what}"));
}

/// Any committed row does.
async fn note(pool: &PgPool, name: &str) {
    sqlx::query(
        "insert into network (id, name, epoch, receipt_key)
         values (gen_random_uuid(), $1, gen_random_uuid(), '')",
    )
    .bind(name)
    .execute(pool)
    .await
    .expect("a row");
}

async fn notes(pool: &PgPool) -> Vec<String> {
    sqlx::query_scalar("select name from network").fetch_all(pool).await.expect("rows")
}

//! The embedded default on the real thing: the binary starts its own Postgres, both may be killed
//! at any time, and nothing that was committed is missing afterwards.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use sqlx::PgPool;
use talkoo::boot::Ground;
use talkoo::config::Settings;

use crate::bed::{Node, signal};

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
    signal("KILL", first);
    // Each connection of the pool may fail once before it is made anew.
    until("another Postgres tells what was committed", async || {
        let told = ask_notes(&pool).await;
        state.postgres_pid() != first && told.is_ok_and(|names| names == ["committed"])
    })
    .await;
    pool.close().await;
    ground.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_killed_takes_its_postgres_along_and_starts_again() {
    let state = State::new();
    let first = Node::serve_embedded(&state.0).await;
    let postgres = state.postgres_pid();
    let (ground, pool) = state.open().await;
    note(&pool, "committed").await;
    pool.close().await;
    ground.leave().await;
    first.kill().await;
    until("its Postgres has ended in order", async || !is_alive(postgres)).await;
    let began = Instant::now();
    let second = Node::serve_embedded(&state.0).await;
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
    let first = Node::serve_embedded(&state.0).await;
    let before = state.postgres_pid();
    let second = Node::serve_embedded(&state.0).await;
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
        "insert into organisations (id, name_fi, kind)
         values (gen_random_uuid(), $1, 'other')",
    )
    .bind(name)
    .execute(pool)
    .await
    .expect("a row");
}

async fn notes(pool: &PgPool) -> Vec<String> {
    ask_notes(pool).await.expect("rows")
}

async fn ask_notes(pool: &PgPool) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar("select name_fi from organisations").fetch_all(pool).await
}

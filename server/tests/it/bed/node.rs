//! `talkoo serve` as a process of its own, for what only a process can suffer: signals, `kill -9`,
//! a wrong clock, another binary beside it.

use std::net::SocketAddr;
use std::process::Stdio;
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, ChildStderr, Command};
use tokio::sync::watch;
use tokio::time::timeout;

use super::Bed;

const PATIENCE: Duration = Duration::from_secs(60);

/// A node that serves. Killed with its owner.
pub(crate) struct Node {
    pub(crate) address: SocketAddr,
    /// Where it tells its figures, if it was asked to.
    pub(crate) admin: Option<SocketAddr>,
    child: Child,
    lines: watch::Receiver<Vec<String>>,
}

impl Node {
    /// On the database of the bed, with whatever settings the test adds. Returns when it serves.
    pub(crate) async fn serve<const N: usize>(bed: &Bed, settings: [(&str, &str); N]) -> Self {
        let url = bed.url();
        let mut command = talkoo(["serve"]);
        command.env("DATABASE_URL", url).envs(settings);
        Self::from(command).await
    }

    /// On the embedded default, with its data in this folder.
    pub(crate) async fn serve_embedded(state: &std::path::Path) -> Self {
        let mut command = talkoo(["serve"]);
        command.env("TALKOO_STATE_DIR", state);
        Self::from(command).await
    }

    pub(crate) async fn from(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::null()).spawn().expect("the binary");
        let lines = collect(child.stderr.take().expect("its stderr"));
        let mut node = Self { address: ([0; 4], 0).into(), admin: None, child, lines };
        let serving = node.heard("serving").await;
        let told = |name: &str| serving[name].as_str().map(|text| text.parse().expect("a port"));
        node.address = told("listen.address").expect("an address");
        node.admin = told("admin.address");
        node
    }

    /// The first line with this message that it has written, or will.
    pub(crate) async fn heard(&self, message: &str) -> Value {
        self.heard_times(message, 1).await
    }

    /// The same, waiting until the message has come so often.
    pub(crate) async fn heard_times(&self, message: &str, times: usize) -> Value {
        let mut lines = self.lines.clone();
        let is_it = |line: &String| {
            let fields: Value = serde_json::from_str(line).unwrap_or_default();
            (fields["message"] == message).then_some(fields)
        };
        let found = |lines: &Vec<String>| lines.iter().filter_map(is_it).nth(times - 1);
        let heard = timeout(PATIENCE, lines.wait_for(|lines| found(lines).is_some())).await;
        match heard {
            Ok(Ok(lines)) => found(&lines).expect("it was there"),
            Ok(Err(_)) | Err(_) => panic!("no line {message:?}: {:#?}", self.said()),
        }
    }

    /// Everything that it has written.
    pub(crate) fn said(&self) -> Vec<String> {
        self.lines.borrow().clone()
    }

    /// Sends it a signal, like HUP.
    pub(crate) fn signal(&self, name: &str) {
        signal(name, self.child.id().expect("it runs"));
    }

    /// As `kill -9`: it cannot say goodbye to anybody.
    pub(crate) async fn kill(mut self) {
        self.child.kill().await.expect("a child that can be killed");
    }

    /// As an operator does. Returns when it has ended, and ended well.
    pub(crate) async fn end(mut self) {
        self.signal("TERM");
        let status = timeout(PATIENCE, self.child.wait()).await;
        let status = status.expect("it ends in time").expect("a status");
        assert!(status.success(), "{status}");
    }
}

/// Reads all that it writes, as it comes: what is not read would fill the pipe and stop it.
fn collect(stderr: ChildStderr) -> watch::Receiver<Vec<String>> {
    let (sender, lines) = watch::channel(Vec::new());
    let reading = async move {
        let mut read = BufReader::new(stderr).lines();
        while let Ok(Some(line)) = read.next_line().await {
            sender.send_modify(|lines| lines.push(line));
        }
    };
    #[expect(clippy::disallowed_methods, reason = "the test's own ear, beside the node")]
    drop(tokio::spawn(reading));
    lines
}

/// The binary with nothing of the tests' own environment in its settings.
pub(crate) fn talkoo<const N: usize>(words: [&str; N]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_talkoo"));
    command
        .args(words)
        .env_clear()
        .env("PATH", "/usr/local/bin:/usr/bin:/bin")
        .env("TALKOO_LISTEN", "127.0.0.1:0")
        .env("TALKOO_LOG_FORMAT", "json")
        .stdin(Stdio::null())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    command
}

pub(crate) fn signal(name: &str, pid: u32) {
    let order = format!("kill -{name} {pid}");
    let status = std::process::Command::new("sh").args(["-c", &order]).status();
    assert!(status.expect("a shell").success(), "{order}");
}

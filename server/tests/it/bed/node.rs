//! `talkoo serve` as a process of its own, for what only a process can suffer: signals, `kill -9`,
//! a wrong clock, another binary beside it.

use std::net::SocketAddr;
use std::process::Stdio;
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStderr, Command};
use tokio::time::timeout;

use super::Bed;

const PATIENCE: Duration = Duration::from_secs(60);

/// A node that serves. Killed with its owner.
pub(crate) struct Node {
    pub(crate) address: SocketAddr,
    child: Child,
    lines: Lines<BufReader<ChildStderr>>,
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
        let mut lines = BufReader::new(child.stderr.take().expect("its stderr")).lines();
        let address = timeout(PATIENCE, address(&mut lines)).await.expect("it serves in time");
        Self { address, child, lines }
    }

    /// As `kill -9`: it cannot say goodbye to anybody.
    pub(crate) async fn kill(mut self) {
        self.child.kill().await.expect("a child that can be killed");
    }

    /// As an operator does. Returns when it has ended, and ended well.
    pub(crate) async fn end(mut self) {
        signal("TERM", self.child.id().expect("it runs"));
        let status = timeout(PATIENCE, async {
            // What is not read would fill the pipe and keep it from ending.
            while let Ok(Some(_)) = self.lines.next_line().await {}
            self.child.wait().await
        });
        let status = status.await.expect("it ends in time").expect("a status");
        assert!(status.success(), "{status}");
    }
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

/// The address stands in the line with which a node says that it serves.
async fn address(lines: &mut Lines<BufReader<ChildStderr>>) -> SocketAddr {
    let mut said = String::new();
    while let Some(line) = lines.next_line().await.expect("lines of text") {
        let fields: Value = serde_json::from_str(&line).unwrap_or_default();
        if fields["message"] == "serving" {
            let address = fields["listen.address"].as_str().expect("an address");
            return address.parse().expect("an address with a port");
        }
        said.push_str(&line);
        said.push('\n');
    }
    panic!("it ended without serving: {said}");
}

pub(crate) fn signal(name: &str, pid: u32) {
    let order = format!("kill -{name} {pid}");
    let status = std::process::Command::new("sh").args(["-c", &order]).status();
    assert!(status.expect("a shell").success(), "{order}");
}

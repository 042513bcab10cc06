//! Keeps the private Postgres running for as long as this process lives: starts it, starts it
//! again when it dies, stops it at the end. It knows processes and never asks a query.
//!
//! A thread of its own, because Linux ties a child's death signal to the thread that started it:
//! when we are killed, Postgres is asked to shut down in order.

use std::fs::{self, File};
use std::io;
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::cluster::Cluster;

const LOOK_EVERY: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);
/// Together with the drain this stays below the 20 s of promise P15.
const STOP_WITHIN: Duration = Duration::from_secs(4);

pub(super) struct Keeper {
    stop: SyncSender<()>,
    thread: JoinHandle<()>,
}

impl Keeper {
    pub(super) fn start(cluster: Cluster) -> io::Result<Self> {
        let (stop, orders) = sync_channel(1);
        let thread = thread::Builder::new()
            .name("postgres-keeper".to_owned())
            .spawn(move || Watch { cluster, own: None, pause: LOOK_EVERY }.keep(&orders))?;
        Ok(Self { stop, thread })
    }

    /// Returns when Postgres has ended, if it was ours. Blocks.
    pub(super) fn stop(self) {
        // If the thread has ended there is nothing left to stop.
        let _ = self.stop.send(());
        let _ = self.thread.join();
    }
}

struct Watch {
    cluster: Cluster,
    /// The Postgres that we started; none while another process of ours runs it.
    own: Option<Child>,
    pause: Duration,
}

impl Watch {
    fn keep(mut self, orders: &Receiver<()>) {
        loop {
            let wait = self.look();
            match orders.recv_timeout(wait) {
                Err(RecvTimeoutError::Timeout) => {}
                Ok(()) | Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        if let Some(child) = self.own.take() {
            end(child);
        }
    }

    /// One look at the processes; returns how long to wait before the next.
    fn look(&mut self) -> Duration {
        if let Some(child) = &mut self.own {
            match child.try_wait() {
                Ok(None) => {
                    self.pause = LOOK_EVERY;
                    return LOOK_EVERY;
                }
                Ok(Some(status)) => tracing::warn!(%status, "the private Postgres has ended"),
                Err(problem) => tracing::warn!(%problem, "the private Postgres cannot be watched"),
            }
            self.own = None;
            self.pause = (self.pause * 2).min(LONGEST_PAUSE);
            return self.pause;
        }
        if is_running(&self.cluster) {
            return LOOK_EVERY;
        }
        match spawn(&self.cluster) {
            Ok(child) => self.own = Some(child),
            Err(problem) => tracing::error!(%problem, "the private Postgres cannot be started"),
        }
        LOOK_EVERY
    }
}

/// Another process of ours may have started it. The number in the file alone proves nothing: after
/// a restart of the machine it may be any process', so its command line must name the data.
fn is_running(cluster: &Cluster) -> bool {
    let pid = fs::read_to_string(cluster.data.join("postmaster.pid")).unwrap_or_default();
    let Some(pid) = pid.lines().next().and_then(|line| line.trim().parse::<u32>().ok()) else {
        return false;
    };
    // A zombie's command line is empty, so it does not count as running.
    let command = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    let data = cluster.data.as_os_str().as_encoded_bytes();
    command.split(|byte| *byte == 0).any(|word| word == data)
}

fn spawn(cluster: &Cluster) -> io::Result<Child> {
    let log = File::options().create(true).append(true).open(&cluster.log)?;
    let mut command = Command::new("setpriv");
    cluster.account.apply(&mut command);
    let socket = cluster.socket.display();
    command
        .args(["--pdeathsig", "INT", "--"])
        .arg(cluster.programs.path("postgres"))
        .arg("-D")
        .arg(&cluster.data)
        .args(["-c", "listen_addresses=", "-c", "port=5432", "-c", "unix_socket_permissions=0700"])
        .args(["-c", &format!("unix_socket_directories={socket}"), "-c", "max_connections=200"])
        .args(["-c", "timezone=UTC", "-c", "log_timezone=UTC", "-c", "log_checkpoints=off"])
        // Neither a statement's text nor its values belong in a log: members wrote them.
        .args(["-c", "log_min_error_statement=panic", "-c", "log_error_verbosity=terse"])
        // A Ctrl-C at the terminal is for us; we stop Postgres after the last send is answered.
        .process_group(0)
        .current_dir(&cluster.data)
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log)
        .spawn()
}

/// A fast shutdown: open transactions are rolled back, everything committed is on disk.
fn end(mut child: Child) {
    signal("INT", &child);
    let mut waited = Duration::ZERO;
    while matches!(child.try_wait(), Ok(None)) {
        if waited > STOP_WITHIN {
            tracing::warn!("the private Postgres did not stop in time and recovers at its start");
            signal("QUIT", &child);
            break;
        }
        thread::sleep(LOOK_EVERY / 2);
        waited += LOOK_EVERY / 2;
    }
    if let Err(problem) = child.wait() {
        tracing::warn!(%problem, "the private Postgres could not be waited for");
    }
}

/// The standard library can only kill; the shell's own `kill` is everywhere.
fn signal(name: &str, child: &Child) {
    let order = format!("kill -{name} {}", child.id());
    if let Err(problem) = Command::new("sh").args(["-c", &order]).status() {
        tracing::warn!(%problem, "the private Postgres could not be told to stop");
    }
}

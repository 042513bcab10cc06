//! Child processes that end with the driver; of a driver that is pinned, on a core of their own.

use std::fs::OpenOptions;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};

use super::meter;

/// Where what serves runs; the load runs on the other core.
const SERVING_CORE: &str = "0";
const LOAD_CORE: &str = "1";

/// Whether the driver keeps to its core, and leaves the other to what serves.
static IS_PINNED: AtomicBool = AtomicBool::new(false);

pub(crate) struct Process {
    name: String,
    child: Child,
}

impl Process {
    /// Starts a program. It is killed when the thread that calls this ends, so call it on the main
    /// thread. `before` is put before the program, like a change of user.
    pub(crate) fn start(
        name: &str,
        before: &[String],
        program: &Path,
        arguments: &[String],
        environment: &[(String, String)],
        log: &Path,
    ) -> anyhow::Result<Self> {
        let mut words: Vec<String> = Vec::new();
        if IS_PINNED.load(Ordering::Relaxed) {
            words.extend(["taskset", "-c", SERVING_CORE].map(str::to_owned));
        }
        words.extend(["setpriv", "--pdeathsig", "KILL"].map(str::to_owned));
        words.extend_from_slice(before);
        words.push(program.display().to_string());
        words.extend_from_slice(arguments);
        let (first, rest) = words.split_first().context("no program")?;
        let log = OpenOptions::new()
            .create(true)
            .append(true)
            .open(log)
            .with_context(|| format!("opening {}", log.display()))?;
        let child = Command::new(first)
            .args(rest)
            .envs(environment.iter().cloned())
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .with_context(|| format!("starting {name}"))?;
        Ok(Self { name: name.to_owned(), child })
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn has_ended(&mut self) -> bool {
        self.child.try_wait().is_ok_and(|status| status.is_some())
    }

    /// Sends a signal to it, and then to all that it has started; of these some may just end.
    pub(crate) fn signal(&self, signal: &str) -> anyhow::Result<()> {
        run("kill", &[format!("-{signal}"), self.pid().to_string()])?;
        for pid in meter::family(self.pid()).iter().skip(1) {
            let _: anyhow::Result<String> = run("kill", &[format!("-{signal}"), pid.to_string()]);
        }
        Ok(())
    }

    /// Whether it ended as it should; nothing while it runs.
    pub(crate) fn ended_well(&mut self) -> Option<bool> {
        self.child.try_wait().ok().flatten().map(|status| status.success())
    }

    /// At once, without a word.
    pub(crate) fn kill(&mut self) -> anyhow::Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Asks it to end (TERM, or what it takes for "now"), and waits.
    pub(crate) async fn stop(&mut self, signal: &str) -> anyhow::Result<()> {
        run("kill", &[format!("-{signal}"), self.pid().to_string()])?;
        let end = Instant::now() + Duration::from_secs(30);
        while !self.has_ended() {
            if Instant::now() > end {
                self.child.kill()?;
                bail!("{} did not end within 30 s", self.name);
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Already ended is as good.
        let _: std::io::Result<()> = self.child.kill();
        let _: std::io::Result<std::process::ExitStatus> = self.child.wait();
    }
}

pub(crate) fn has_two_cores() -> bool {
    std::fs::read_to_string("/proc/cpuinfo")
        .is_ok_and(|text| text.lines().filter(|line| line.starts_with("processor")).count() >= 2)
}

/// Moves the driver to its own core.
pub(crate) fn pin_driver() -> anyhow::Result<()> {
    if has_two_cores() {
        IS_PINNED.store(true, Ordering::Relaxed);
        let pid = std::process::id().to_string();
        run(
            "taskset",
            &["-a", "-p", "-c", LOAD_CORE]
                .map(str::to_owned)
                .into_iter()
                .chain([pid])
                .collect::<Vec<_>>(),
        )?;
    }
    Ok(())
}

/// Runs a program to its end and gives what it printed.
pub(crate) fn run(program: &str, arguments: &[String]) -> anyhow::Result<String> {
    output(Command::new(program).args(arguments))
}

pub(crate) fn output(command: &mut Command) -> anyhow::Result<String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output().with_context(|| format!("running {program}"))?;
    if !output.status.success() {
        bail!("{program} failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

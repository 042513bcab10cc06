//! Reads from /proc what processes have used. A tree of processes counts as one: Postgres serves
//! each connection by a child.

use std::collections::HashMap;
use std::fs;

/// CPU seconds used since the processes began.
#[derive(Clone, Copy, Debug, Default, serde::Serialize)]
pub(crate) struct Cpu {
    pub(crate) server: f64,
    pub(crate) postgres: f64,
    pub(crate) redis: f64,
    /// The load driver itself; never part of a figure, but a busy one spoils them.
    pub(crate) driver: f64,
}

/// Whose use is read.
#[derive(Clone, Default)]
pub(crate) struct Meter {
    pub(crate) servers: Vec<u32>,
    pub(crate) postgres: Option<u32>,
    pub(crate) redis: Option<u32>,
}

impl Cpu {
    pub(crate) fn since(&self, before: &Self) -> Self {
        Self {
            server: self.server - before.server,
            postgres: self.postgres - before.postgres,
            redis: self.redis - before.redis,
            driver: self.driver - before.driver,
        }
    }

    /// Of all that serves.
    pub(crate) fn serving(&self) -> f64 {
        self.server + self.postgres + self.redis
    }
}

impl Meter {
    pub(crate) fn cpu(&self) -> Cpu {
        let processes = processes();
        let of = |pids: &[u32]| pids.iter().map(|pid| tree_ticks(&processes, *pid)).sum::<u64>();
        let seconds = |ticks: u64| ticks as f64 / TICKS_A_SECOND;
        Cpu {
            server: seconds(of(&self.servers)),
            postgres: seconds(of(self.postgres.as_slice())),
            redis: seconds(of(self.redis.as_slice())),
            driver: seconds(
                processes.get(&std::process::id()).map_or(0, |process| process.own_ticks),
            ),
        }
    }

    /// Resident memory of the servers.
    pub(crate) fn resident_kib(&self) -> u64 {
        self.servers.iter().map(|pid| resident_kib(*pid)).sum()
    }
}

/// Linux counts in hundredths of a second on every architecture that is still in use.
const TICKS_A_SECOND: f64 = 100.0;

struct Process {
    parent: u32,
    own_ticks: u64,
    /// Of children that have ended and been waited for.
    ended_ticks: u64,
}

fn processes() -> HashMap<u32, Process> {
    let mut found = HashMap::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else {
            continue;
        };
        // A process may end between the listing and the reading.
        let Ok(stat) = fs::read_to_string(entry.path().join("stat")) else { continue };
        if let Some(process) = read_stat(&stat) {
            found.insert(pid, process);
        }
    }
    found
}

/// A process and all that came from it.
pub(crate) fn family(root: u32) -> Vec<u32> {
    let processes = processes();
    let mut family = vec![root];
    let mut next = 0;
    while let Some(parent) = family.get(next).copied() {
        let children = processes.iter().filter(|(_, child)| child.parent == parent);
        family.extend(children.map(|(pid, _)| *pid));
        next += 1;
    }
    family
}

/// The fields behind the name, which stands in brackets and may hold anything.
fn read_stat(stat: &str) -> Option<Process> {
    let fields: Vec<&str> = stat[stat.rfind(')')? + 1..].split_ascii_whitespace().collect();
    let number = |index: usize| fields.get(index)?.parse::<u64>().ok();
    Some(Process {
        parent: u32::try_from(number(1)?).ok()?,
        own_ticks: number(11)? + number(12)?,
        ended_ticks: number(13)? + number(14)?,
    })
}

fn tree_ticks(processes: &HashMap<u32, Process>, root: u32) -> u64 {
    let Some(process) = processes.get(&root) else { return 0 };
    let children = processes.iter().filter(|(_, child)| child.parent == root);
    let below: u64 = children.map(|(pid, _)| tree_ticks(processes, *pid)).sum();
    process.own_ticks + process.ended_ticks + below
}

fn resident_kib(pid: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|rest| rest.split_ascii_whitespace().next()?.parse().ok()).unwrap_or(0)
}

/// How busy the machine was in the last minute, for the noise that is printed with each run.
pub(crate) fn load_average() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split_ascii_whitespace().take(3).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_is_read_whatever_its_name() {
        let stat = "12 (a) b (c) S 7 1 1 0 -1 4194304 1 0 0 0 100 20 3 4 20 0 1 0 5 6 7";
        let process = read_stat(stat).unwrap();
        assert_eq!((process.parent, process.own_ticks, process.ended_ticks), (7, 120, 7));
        assert!(read_stat("nonsense").is_none());
    }

    #[test]
    fn a_tree_counts_as_one() {
        let process = |parent, own_ticks| Process { parent, own_ticks, ended_ticks: 1 };
        let all = HashMap::from([
            (1, process(0, 10)),
            (2, process(1, 20)),
            (3, process(2, 30)),
            (4, process(0, 99)),
        ]);
        assert_eq!(tree_ticks(&all, 1), 63);
    }

    #[test]
    fn this_test_has_a_size() {
        assert!(resident_kib(std::process::id()) > 0);
    }
}

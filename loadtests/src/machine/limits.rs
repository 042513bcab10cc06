//! Open files: every socket is one. The limit is raised as far as the machine allows, and what is
//! not enough is said before the load begins, not found out in its middle.

use std::fs;

use anyhow::bail;

use super::process;

/// Enough for the largest load with room for the rest.
const WANTED: u64 = 40_000;

/// Raises the limit of this process, which its children inherit. Answers what is in force.
pub(crate) fn raise() -> u64 {
    let pid = std::process::id().to_string();
    for wanted in [WANTED, hard()] {
        let limit = format!("--nofile={wanted}:{wanted}");
        if open_files().0 < wanted {
            // Refused without the right to: then what there is must do.
            let _: anyhow::Result<String> =
                process::run("prlimit", &["--pid".to_owned(), pid.clone(), limit]);
        }
    }
    open_files().0
}

/// Refuses a load that needs more sockets than one process may open.
pub(crate) fn check(sockets: usize) -> anyhow::Result<()> {
    let (soft, hard) = open_files();
    if (sockets as u64) + 200 > soft {
        bail!(
            "{sockets} sockets need as many open files, and this machine allows {soft} (hard limit \
             {hard}): raise it with `ulimit -n` or in /etc/security/limits.conf"
        );
    }
    Ok(())
}

fn hard() -> u64 {
    open_files().1
}

fn open_files() -> (u64, u64) {
    let limits = fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"));
    let mut numbers =
        line.unwrap_or_default().split_ascii_whitespace().map(|word| word.parse().unwrap_or(0));
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_many_sockets_are_refused_in_words() {
        assert!(open_files().0 > 0);
        let refusal = check(usize::MAX / 2).unwrap_err().to_string();
        assert!(refusal.contains("ulimit -n"), "{refusal}");
    }
}

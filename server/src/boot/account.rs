//! Under which user of the machine the private Postgres runs: it refuses to run as root.

use std::os::unix::fs::MetadataExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

use super::Unfit;

#[derive(Debug, Clone)]
pub(super) struct Account {
    pub(super) name: String,
    pub(super) uid: u32,
    pub(super) gid: u32,
    /// We are root and become this user; else we are this user.
    is_other: bool,
}

impl Account {
    /// Our own user; as root the owner of the data, or `postgres`, or `nobody`. It needs a name:
    /// Postgres looks its user up and gives up without one.
    pub(super) fn find(data: &Path) -> Result<Self, Unfit> {
        let own = std::fs::metadata("/proc/self")
            .map_err(|fault| Unfit::caused("our own user cannot be looked up", fault))?;
        if own.uid() != 0 {
            let name = ask("-un", None).ok_or_else(|| {
                Unfit::new("our user id has no name, so a private Postgres cannot run under it")
            })?;
            return Ok(Self { name, uid: own.uid(), gid: own.gid(), is_other: false });
        }
        let owner = std::fs::metadata(data).ok().map(|data| data.uid()).filter(|uid| *uid != 0);
        let owner = owner.and_then(|uid| ask("-un", Some(&uid.to_string())));
        let names = owner.into_iter().chain(["postgres".to_owned(), "nobody".to_owned()]);
        names.into_iter().find_map(|name| Self::named(&name)).ok_or_else(|| {
            Unfit::new("neither postgres nor nobody is a user here, and Postgres refuses root")
        })
    }

    /// Lets a program run under this user.
    pub(super) fn apply(&self, command: &mut Command) {
        if self.is_other {
            command.uid(self.uid).gid(self.gid);
        }
        // Nothing of our environment concerns it, and our secrets even less.
        command.env_clear().env("PATH", "/usr/bin:/bin").env("LC_ALL", "C.UTF-8");
    }

    /// The users of the machine that may speak to it as any of its roles.
    pub(super) fn trusted(&self) -> Vec<&str> {
        if self.is_other { vec![&self.name, "root"] } else { vec![&self.name] }
    }

    fn named(name: &str) -> Option<Self> {
        let uid = ask("-u", Some(name))?.parse().ok()?;
        let gid = ask("-g", Some(name))?.parse().ok()?;
        Some(Self { name: name.to_owned(), uid, gid, is_other: true })
    }
}

/// `id` also knows users that are not in /etc/passwd.
fn ask(question: &str, user: Option<&str>) -> Option<String> {
    let output = Command::new("id").arg(question).args(user).output().ok()?;
    let answer = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (output.status.success() && !answer.is_empty()).then_some(answer)
}

//! Finds the Postgres programs of this machine. Installs nothing.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::Unfit;

/// The folder of `postgres` and `initdb`, and their major version.
#[derive(Debug, Clone)]
pub(super) struct Programs {
    pub(super) folder: PathBuf,
    version: u32,
}

impl Programs {
    /// Those that the settings name, else the newest installed, else those on the search path.
    /// Data that is already there decides the version: Postgres reads only its own.
    pub(super) fn find(named: Option<&Path>, data: &Path) -> Result<Self, Unfit> {
        let wanted = version_of_data(data);
        let mut found: Vec<Self> = match named {
            Some(folder) => Self::in_folder(folder.to_owned()).into_iter().collect(),
            None => candidates().into_iter().filter_map(Self::in_folder).collect(),
        };
        found.sort_by_key(|programs| programs.version);
        if found.is_empty() {
            return Err(Unfit::new(
                "no Postgres programs found (initdb, postgres); install them: \
                 apt install postgresql, or set DATABASE_URL",
            ));
        }
        let fitting = match wanted {
            Some(version) => found.into_iter().find(|programs| programs.version == version),
            None => found.pop().filter(|programs| programs.version >= 15),
        };
        fitting.ok_or_else(|| match wanted {
            Some(version) => Unfit::new(format!(
                "the data in {} is of Postgres {version}, which is not installed",
                data.display()
            )),
            None => Unfit::new("the installed Postgres is older than 15"),
        })
    }

    pub(super) fn path(&self, program: &str) -> PathBuf {
        self.folder.join(program)
    }

    fn in_folder(folder: PathBuf) -> Option<Self> {
        let output = Command::new(folder.join("postgres")).arg("--version").output().ok()?;
        let words = String::from_utf8(output.stdout).ok()?;
        // "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"
        let number = words.split_whitespace().find(|word| word.starts_with(char::is_numeric))?;
        let version = number.split('.').next()?.parse().ok()?;
        folder.join("initdb").exists().then_some(Self { folder, version })
    }
}

fn version_of_data(data: &Path) -> Option<u32> {
    std::fs::read_to_string(data.join("PG_VERSION")).ok()?.trim().parse().ok()
}

fn candidates() -> Vec<PathBuf> {
    let debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = debian.map(|entry| entry.path().join("bin")).collect();
    if folders.is_empty() {
        folders.extend(["/usr/bin", "/usr/local/bin", "/usr/local/pgsql/bin"].map(PathBuf::from));
        let asked = Command::new("pg_config").arg("--bindir").output().ok();
        let asked = asked.and_then(|output| String::from_utf8(output.stdout).ok());
        folders.extend(asked.map(|folder| PathBuf::from(folder.trim())));
    }
    folders
}

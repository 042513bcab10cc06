//! The folders of the private Postgres and what is in them before it starts.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use sha2::{Digest as _, Sha256};

use super::account::Account;
use super::programs::Programs;
use super::{Unfit, roles};

/// Postgres' own limit is 107 bytes for the whole path of its socket.
const LONGEST_SOCKET_FOLDER: usize = 80;

/// A cluster whose data directory is there and sound; whether it runs is the keeper's matter.
#[derive(Debug, Clone)]
pub(super) struct Cluster {
    pub(super) programs: Programs,
    pub(super) account: Account,
    pub(super) data: PathBuf,
    pub(super) socket: PathBuf,
    pub(super) log: PathBuf,
}

impl Cluster {
    /// Makes what is missing. Two processes may ask at once; a kill in the middle leaves nothing half.
    pub(super) fn prepare(state: &Path, programs: Option<&Path>) -> Result<Self, Unfit> {
        let shown = state.display();
        let trouble = |fault| Unfit::caused(format!("the folder {shown} cannot be used"), fault);
        fs::create_dir_all(state).map_err(trouble)?;
        let state = state.canonicalize().map_err(trouble)?;
        let lock = File::create(state.join("lock")).map_err(trouble)?;
        lock.lock().map_err(trouble)?;
        let data = state.join("postgres");
        let account = Account::find(&data)?;
        let programs = Programs::find(programs, &data)?;
        let socket = socket_folder(&state, &account)?;
        let log = state.join("postgres.log");
        let cluster = Self { programs, account, data, socket, log };
        if !cluster.data.join("PG_VERSION").exists() {
            cluster.make().map_err(|fault| fault.at(&cluster.data))?;
        }
        cluster.write_access().map_err(trouble)?;
        Ok(cluster)
    }

    /// The address for one of our roles.
    pub(super) fn url(&self, database: &str, role: &str) -> String {
        let host = percent_encoded(&self.socket);
        format!("postgres:///{database}?host={host}&user={role}")
    }

    /// Made beside its place and moved there when it is whole.
    fn make(&self) -> Result<(), MakeError> {
        let draft = self.data.with_extension("draft");
        if draft.exists() {
            fs::remove_dir_all(&draft)?;
        }
        own_folder(&draft, &self.account)?;
        let mut initdb = Command::new(self.programs.path("initdb"));
        self.account.apply(&mut initdb);
        let output = initdb
            .args(["--username", roles::SUPERUSER, "--auth-local=peer", "--auth-host=reject"])
            .args(["--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums", "--pgdata"])
            .arg(&draft)
            .current_dir("/")
            .stdin(Stdio::null())
            .output()?;
        if !output.status.success() {
            let words = String::from_utf8_lossy(&output.stderr);
            let words = words.lines().last().unwrap_or("it did not say why");
            return Err(MakeError::Initdb(words.to_owned()));
        }
        fs::rename(&draft, &self.data)?;
        Ok(())
    }

    /// Only its own user, and root when we are root, may come in, over the socket; nobody else
    /// and nothing over the network. Written at every start, so a change of hands is seen.
    fn write_access(&self) -> io::Result<()> {
        let map = "local all all peer map=talkoo\n";
        let mut users = String::new();
        for user in self.account.trusted() {
            for role in roles::ALL {
                users.push_str(&format!("talkoo \"{user}\" {role}\n"));
            }
        }
        self.write("pg_hba.conf", map)?;
        self.write("pg_ident.conf", &users)
    }

    fn write(&self, name: &str, text: &str) -> io::Result<()> {
        let place = self.data.join(name);
        fs::write(&place, text)?;
        chown(&place, Some(self.account.uid), Some(self.account.gid))
    }
}

/// Beside the data, or in /tmp under a short name when that path would be too long.
fn socket_folder(state: &Path, account: &Account) -> Result<PathBuf, Unfit> {
    let mut folder = state.join("run");
    if folder.as_os_str().len() > LONGEST_SOCKET_FOLDER {
        let hash = Sha256::digest(state.as_os_str().as_encoded_bytes());
        let hash: String = hash.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        folder = PathBuf::from(format!("/tmp/talkoo-{hash}"));
    }
    let shown = folder.display().to_string();
    let trouble = |fault| Unfit::caused(format!("the folder {shown} cannot be used"), fault);
    if !folder.exists() {
        own_folder(&folder, account).map_err(trouble)?;
    }
    // In /tmp somebody else may have been there first and would then be our database.
    let found = fs::symlink_metadata(&folder).map_err(trouble)?;
    if !found.is_dir() || found.uid() != account.uid || found.mode() & 0o077 != 0 {
        return Err(Unfit::new(format!("the folder {shown} belongs to somebody else")));
    }
    Ok(folder)
}

fn own_folder(folder: &Path, account: &Account) -> io::Result<()> {
    fs::DirBuilder::new().mode(0o700).create(folder)?;
    chown(folder, Some(account.uid), Some(account.gid))
}

fn percent_encoded(path: &Path) -> String {
    let mut text = String::new();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => {
                text.push(char::from(*byte));
            }
            _ => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}

#[derive(Debug, thiserror::Error)]
enum MakeError {
    #[error(transparent)]
    Files(#[from] io::Error),
    #[error("initdb: {0}")]
    Initdb(String),
}

impl MakeError {
    fn at(self, data: &Path) -> Unfit {
        Unfit::caused(format!("no Postgres could be made in {}", data.display()), self)
    }
}

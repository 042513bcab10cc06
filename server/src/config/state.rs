//! The folder that belongs to this installation: the private Postgres and, later, files.

use std::path::PathBuf;

use super::source::Source;

#[derive(Debug, Clone)]
pub struct State {
    /// `TALKOO_STATE_DIR`: where the private Postgres keeps its data. When not set:
    /// /var/lib/talkoo as root, else the user's state folder. Never inside the checkout, so
    /// that a cleaned checkout costs nobody a message.
    pub directory: PathBuf,
}

impl State {
    pub(super) fn read(source: &mut Source) -> Self {
        let directory: Option<PathBuf> = source.get(
            "TALKOO_STATE_DIR",
            "state.directory",
            "",
            "folder of the private Postgres; \
                      not set: /var/lib/talkoo as root, else the user's state folder",
        );
        let directory = directory.unwrap_or_else(|| usual(source));
        source.show_last(directory.display().to_string());
        Self { directory }
    }
}

fn usual(source: &Source) -> PathBuf {
    if is_root() {
        return PathBuf::from("/var/lib/talkoo");
    }
    let state = source.machine("XDG_STATE_HOME").map(PathBuf::from);
    let home = source.machine("HOME").map(|home| PathBuf::from(home).join(".local/state"));
    state.or(home).unwrap_or_else(|| PathBuf::from("/tmp")).join("talkoo")
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

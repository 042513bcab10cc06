//! Reads a document in a process of its own: this same program as `talkoo read-document`, without an
//! environment, with bounds of memory and time that the kernel keeps. Whatever a hostile file does
//! to it, the server goes on.

use std::{path::PathBuf, process::Stdio, time::Duration};

use rustix::process::{Resource, Rlimit, setrlimit};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    process::Command,
    time::timeout,
};

use super::words::MOST_TEXT;
use crate::error::Fault;

/// By the clock on the wall, whatever the process does; the kernel counts its work.
const LONGEST: Duration = Duration::from_secs(30);
const WORK_SECS: u64 = 15;
/// Bytes that it may ask for, its own program among them.
const MEMORY: u64 = 1 << 30;

/// The door to that process.
#[derive(Clone, Debug)]
pub struct Reader {
    program: Option<PathBuf>,
}

impl Reader {
    pub fn new(program: Option<PathBuf>) -> Self {
        Self { program }
    }

    /// The words of a document; `None`: it has none that can be read.
    ///
    /// # Errors
    /// A fault when no process can be started, which says nothing about the document.
    pub async fn read(&self, media_type: &str, bytes: &[u8]) -> Result<Option<String>, Fault> {
        let fault = |error| Fault::caused("starting the reader of documents", error);
        let program = match &self.program {
            Some(program) => program.clone(),
            None => std::env::current_exe().map_err(fault)?,
        };
        let mut child = Command::new(program)
            .args(["read-document", media_type])
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(fault)?;
        let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(Fault::new("speaking with the reader of documents"));
        };
        let talk = async {
            // One that ends before it has read all has said what it thinks of the document.
            let _ = input.write_all(bytes).await;
            drop(input);
            let mut text = Vec::new();
            output.take(MOST_TEXT as u64 + 1).read_to_end(&mut text).await.ok()?;
            let is_done = child.wait().await.ok()?.success();
            (is_done && text.len() <= MOST_TEXT).then_some(text)
        };
        // Dropped, it is killed.
        let text = timeout(LONGEST, talk).await.ok().flatten();
        Ok(text.and_then(|text| String::from_utf8(text).ok()))
    }
}

/// Bounds this process: what comes next reads a stranger's file.
///
/// # Errors
/// When the kernel refuses.
pub fn bound() -> Result<(), Fault> {
    let bounds = [
        (Resource::As, MEMORY),
        (Resource::Cpu, WORK_SECS),
        (Resource::Core, 0),
        // No file is written and no further one opened.
        (Resource::Fsize, 0),
        (Resource::Nofile, 3),
    ];
    for (resource, most) in bounds {
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })
            .map_err(|error| Fault::caused("bounding the reader of documents", error))?;
    }
    Ok(())
}

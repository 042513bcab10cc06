//! `talkoo read-document TYPE`: the words of the document on stdin, on stdout. The server starts it
//! for each document; it reads no settings and opens nothing.

use std::{
    io::{Read as _, Write as _},
    process::ExitCode,
};

use crate::files::{bound, words};

#[derive(Debug, clap::Args)]
pub(super) struct Words {
    /// The document's content type.
    media_type: String,
}

pub(super) fn run(words: &Words) -> ExitCode {
    match read(words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            super::say::complain(&format!("{error:#}"));
            ExitCode::from(super::BROKE)
        }
    }
}

fn read(asked: &Words) -> anyhow::Result<()> {
    bound()?;
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    let text = words(&asked.media_type, &bytes)?;
    std::io::stdout().lock().write_all(text.as_bytes())?;
    Ok(())
}

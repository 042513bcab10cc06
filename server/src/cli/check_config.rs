//! `talkoo check-config`: every key in one place, with secrets struck out. Opens no connection.

use crate::config::Settings;

use super::say::say;

#[derive(Debug, clap::Args)]
pub(super) struct Words {
    /// As the table that stands in server/README.md.
    #[arg(long)]
    markdown: bool,
}

pub(super) fn run(words: &Words, settings: &Settings) -> anyhow::Result<()> {
    if words.markdown {
        say(&settings.markdown());
        return Ok(());
    }
    for entry in settings.entries() {
        say(&format!("# {}", entry.meaning));
        say(&format!("# {} in the file; from: {}", entry.file_key, entry.origin));
        say(&format!("{}={}\n", entry.variable, entry.shown));
    }
    for warning in settings.warnings() {
        say(&format!("# warning: {warning}"));
    }
    Ok(())
}

//! `talkoo check-files`: tries the store of files that the settings name, folder or bucket, and leaves
//! nothing there. Needs no database.

use crate::clock::Clock;
use crate::config::Settings;
use crate::error::Fault;
use crate::files::{Depot, prove};

use super::say::say;

pub(super) async fn run(settings: &Settings) -> anyhow::Result<()> {
    let clock = Clock::new();
    let ids = std::array::from_fn(|_| clock.new_id());
    let place = if settings.files.bucket.is_empty() {
        settings.files.folder.display().to_string()
    } else {
        format!("bucket {}", settings.files.bucket)
    };
    prove(&Depot::new(&settings.files), ids)
        .await
        .map_err(|fault: Fault| anyhow::anyhow!("{place}: {}", fault.chain()))?;
    say(&format!("{place} keeps what it should."));
    Ok(())
}

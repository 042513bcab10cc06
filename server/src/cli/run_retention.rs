//! `talkoo run-retention`: says what is older than its workspaces keep; with `--now` lets it go. Nodes
//! do the same by themselves every hour.

use crate::actions::retention;
use crate::config::Settings;

use super::open::Open;
use super::say::say;

#[derive(Debug, clap::Args)]
pub(super) struct Words {
    /// Let it go, and do not only say how much it is.
    #[arg(long)]
    now: bool,
}

pub(super) async fn run(words: &Words, settings: Settings) -> anyhow::Result<()> {
    let open = Open::on(settings).await?;
    let told = perform(words, &open).await;
    open.leave().await;
    say(&told?);
    Ok(())
}

async fn perform(words: &Words, open: &Open) -> anyhow::Result<String> {
    if words.now {
        let gone = retention::run(&open.app).await?;
        return Ok(format!("{} messages in {} channels are gone", gone.messages, gone.channels));
    }
    let waits = retention::waiting(&open.app).await?;
    Ok(format!("{} messages in {} channels would go", waits.messages, waits.channels))
}

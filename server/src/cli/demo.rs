//! `talkoo demo`: fills an empty network with the demonstration and ends. `serve --demo` does the
//! same and goes on.

use crate::boot::Ground;
use crate::config::Settings;
use crate::demo;
use crate::store::demo_size::Size;

use super::say::say;

#[derive(Debug, clap::Args)]
pub(super) struct Words {
    /// A large network around it, like members=1000,workspaces=200,channels=2000.
    #[arg(long)]
    size: Option<Size>,
}

pub(super) async fn run(words: &Words, settings: Settings) -> anyhow::Result<()> {
    let ground = Ground::find(&settings).await?;
    let filled = fill(words, &settings, &ground).await;
    ground.leave().await;
    say(match filled? {
        true => "the demonstration is there; show it by: talkoo serve --demo",
        false => "the network has members already; it was left as it is",
    });
    Ok(())
}

async fn fill(words: &Words, settings: &Settings, ground: &Ground) -> anyhow::Result<bool> {
    let pool = ground.open(settings).await?;
    let filled = demo::fill(settings, &pool, words.size).await;
    pool.close().await;
    Ok(filled?)
}

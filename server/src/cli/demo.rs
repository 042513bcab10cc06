//! `talkoo demo`: fills an empty network with the demonstration and ends. `serve --demo` does the
//! same and goes on.

use crate::boot::Ground;
use crate::config::Settings;
use crate::demo;

use super::say::say;

pub(super) async fn run(settings: Settings) -> anyhow::Result<()> {
    let ground = Ground::find(&settings).await?;
    let filled = fill(&settings, &ground).await;
    ground.leave().await;
    say(match filled? {
        true => "the demonstration is there; show it by: talkoo serve --demo",
        false => "the network has members already; it was left as it is",
    });
    Ok(())
}

async fn fill(settings: &Settings, ground: &Ground) -> anyhow::Result<bool> {
    let pool = ground.open(settings).await?;
    let filled = demo::fill(settings, &pool).await;
    pool.close().await;
    Ok(filled?)
}

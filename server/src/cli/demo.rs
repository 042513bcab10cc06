//! `talkoo demo`: fills an empty network with the demonstration, without serving it.

use crate::boot::Ground;
use crate::config::Settings;
use crate::demo;

use super::say::say;

pub(super) async fn run(settings: Settings) -> anyhow::Result<()> {
    let ground = Ground::find(&settings).await?;
    let filled = fill(&settings, &ground).await;
    ground.leave().await;
    filled?;
    say("the demonstration network is there; talkoo serve --demo shows it");
    Ok(())
}

async fn fill(settings: &Settings, ground: &Ground) -> anyhow::Result<()> {
    let pool = ground.open(settings).await?;
    demo::fill(settings, &pool).await?;
    pool.close().await;
    Ok(())
}

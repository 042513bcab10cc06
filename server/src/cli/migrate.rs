//! `talkoo migrate`: as the owner of the schema, apart from serving, so that an operator decides
//! when it happens.

use crate::boot::Ground;
use crate::config::Settings;

use super::say::say;

pub(super) async fn run(settings: &Settings) -> anyhow::Result<()> {
    let ground = Ground::find(settings).await?;
    let migrated = ground.migrate().await;
    ground.leave().await;
    migrated?;
    say("the schema is up to date");
    Ok(())
}

//! `talkoo new-epoch`: after a restore from backup, begins a new life of the database, so that every
//! client notices and starts its streams anew. Nodes are started after it, not before.

use crate::config::Settings;
use crate::store::network;

use super::open::Open;
use super::say::say;

pub(super) async fn run(settings: Settings) -> anyhow::Result<()> {
    let open = Open::on(settings).await?;
    let begun = begin(&open).await;
    open.leave().await;
    say(&format!("the network's epoch is {}; start its nodes anew", begun?));
    Ok(())
}

async fn begin(open: &Open) -> anyhow::Result<uuid::Uuid> {
    let epoch = open.app.clock.new_id();
    let mut write = open.app.store.write().await?;
    network::new_epoch(&mut write, epoch).await?;
    write.commit().await?;
    Ok(epoch)
}

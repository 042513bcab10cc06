//! Notices when the driver itself stands still: what it sees late then is not the nodes' doing.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::sleep;

use super::history::{At, History, Trouble};

const BEAT: Duration = Duration::from_millis(50);
/// A pause between two beats that is noted.
const PAUSE: At = 400_000_000;

pub(super) async fn beat(history: Arc<History>, nodes: usize) {
    let mut last = history.now();
    loop {
        sleep(BEAT).await;
        let now = history.now();
        if now - last > PAUSE {
            let pauses = (0..nodes).map(|node| Trouble { node, from: last, to: Some(now) });
            history.record().troubles.extend(pauses);
        }
        last = now;
    }
}

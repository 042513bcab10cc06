//! `talkoo verify-audit`: walks the chain of the audit log and says whether every link holds.

use anyhow::bail;

use crate::config::Settings;
use crate::store::audit::{self, Verdict};

use super::open::Open;
use super::say::say;

pub(super) async fn run(settings: Settings) -> anyhow::Result<()> {
    let open = Open::on(settings).await?;
    let verdict = verify(&open).await;
    open.leave().await;
    match verdict? {
        Verdict::Whole { lines } => say(&format!("the audit log is whole: {lines} sealed lines")),
        Verdict::BrokenAt { seq } => bail!("the audit log is broken at link {seq}"),
    }
    Ok(())
}

async fn verify(open: &Open) -> anyhow::Result<Verdict> {
    let mut snapshot = open.app.store.snapshot().await?;
    Ok(audit::verify(&mut snapshot).await?)
}

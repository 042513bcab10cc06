//! Who was let in and never came, or has not come for long.

use talkoo_protocol::{MemberId, arrivals::AbsentView};

use crate::{actions::office, app::App, error::Failure, store::arrivals};

/// As many as one act can remind.
pub(super) const LISTED: usize = 1_000;

/// Active members of whom nothing is heard, who waits longest first.
///
/// # Errors
/// `not_allowed` for who does not administer the network.
pub async fn absent(app: &App, member: MemberId) -> Result<Vec<AbsentView>, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    office::administrator(&mut snapshot, member).await?;
    Ok(arrivals::absent(&mut snapshot, LISTED as i64).await?)
}

//! One's own saved searches.

use talkoo_protocol::{MemberId, search::SearchesBody};

use super::active;
use crate::{app::App, error::Failure, store::search::saved};

/// # Errors
/// `suspended`.
pub async fn searches(app: &App, member: MemberId) -> Result<SearchesBody, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    active(&mut snapshot, member).await?;
    Ok(SearchesBody { searches: saved::of_member(&mut snapshot, member).await? })
}

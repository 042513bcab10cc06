//! The queue as its gatekeepers see it, and an application as its applicant does.

use talkoo_protocol::{
    MemberId, Refusal,
    arrivals::{ApplicationView, ApplicationsQuery, OwnApplication},
};

use super::gatekeeper;
use crate::{
    app::App,
    domain::arrival::Gatekeeper,
    error::Failure,
    store::{arrivals, page_size},
};

/// What waits, or what was decided last.
///
/// # Errors
/// `not_allowed` for who keeps no gate.
pub async fn queue(
    app: &App,
    member: MemberId,
    query: &ApplicationsQuery,
) -> Result<Vec<ApplicationView>, Failure> {
    let is_waiting = match query.state.as_deref() {
        None | Some("waiting") => true,
        Some("decided") => false,
        Some(_) => return Err(Refusal::bad_value("state: waiting or decided").into()),
    };
    let limit = page_size(query.limit, app.settings.limits.page_rows);
    let mut snapshot = app.store.snapshot().await?;
    let own = match gatekeeper(&mut snapshot, member).await? {
        Gatekeeper::Network => None,
        Gatekeeper::Contact(own) => Some(own),
    };
    Ok(arrivals::list(&mut snapshot, is_waiting, own.as_deref(), limit).await?)
}

/// One's own application; also for an account that waits.
///
/// # Errors
/// `not_found` for who came in another way.
pub async fn own(app: &App, member: MemberId) -> Result<OwnApplication, Failure> {
    let mut conn = app.store.read().await?;
    Ok(arrivals::own(&mut conn, member).await?.ok_or_else(Refusal::not_found)?)
}

//! What is one's own: what waits, how far one has read, the devices one is signed in on.

use talkoo_protocol::{
    ChannelId, MemberId, SessionId,
    http::{SessionView, UnreadBody},
};

use super::{active, channels};
use crate::{
    app::App,
    domain::access::Standing,
    error::Failure,
    store::{Connection, sessions as store, unread as counts},
};

/// What waits in the channels one has joined, and the marks it is counted from.
///
/// # Errors
/// `suspended` when the account is not active any more.
pub async fn unread(app: &App, member: MemberId) -> Result<UnreadBody, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    active(&mut snapshot, member).await?;
    let standings = channels::listed(&mut snapshot, member).await?;
    waiting(&mut snapshot, member, &standings).await
}

/// One's own devices; `own` is the one that asks.
///
/// # Errors
/// `suspended` when the account is not active any more.
pub async fn sessions(
    app: &App,
    member: MemberId,
    own: SessionId,
) -> Result<Vec<SessionView>, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    active(&mut snapshot, member).await?;
    Ok(store::list(&mut snapshot, member, own).await?)
}

/// The same in a snapshot that knows already which channels the member may read.
pub(super) async fn waiting(
    conn: &mut Connection,
    member: MemberId,
    standings: &[Standing],
) -> Result<UnreadBody, Failure> {
    let joined: Vec<ChannelId> = standings
        .iter()
        .filter(|standing| standing.in_channel.is_some())
        .map(|standing| standing.channel)
        .collect();
    let (mut marks, mark_version) = counts::marks(conn, member, 0).await?;
    // A mark in a channel that one may not read any more would tell that it is still there.
    marks.retain(|mark| standings.iter().any(|standing| standing.channel == mark.channel));
    Ok(UnreadBody { unread: counts::unread(conn, member, &joined).await?, marks, mark_version })
}

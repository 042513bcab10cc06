//! Channels as one reader sees them: the view, what the reader is to it, who is in it.

use talkoo_protocol::{
    ChannelId, ChannelView, MemberId, MemberView, Refusal, http::PlaceMember, places::StandingView,
};

use super::{LISTED, readable, with_desk};
use crate::{
    app::App,
    domain::access::Standing,
    error::Failure,
    store::{Connection, access, directs, people, places},
};

/// # Errors
/// `not_found`.
pub async fn channel(
    app: &App,
    member: MemberId,
    channel: ChannelId,
) -> Result<ChannelView, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    let standing = readable(&mut snapshot, member, channel).await?;
    view(&mut snapshot, &standing).await
}

/// What one is to a channel.
///
/// # Errors
/// `not_found`.
pub async fn standing(
    app: &App,
    member: MemberId,
    channel: ChannelId,
) -> Result<StandingView, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    let standing = readable(&mut snapshot, member, channel).await?;
    let mut requests = directs::requests(&mut snapshot, member).await?;
    let request = requests.remove(&channel);
    Ok(StandingView { request, ..view_of_standing(&standing) })
}

/// Who has joined a channel, by name.
///
/// # Errors
/// `not_found`.
pub async fn channel_members(
    app: &App,
    member: MemberId,
    channel: ChannelId,
) -> Result<Vec<PlaceMember>, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    readable(&mut snapshot, member, channel).await?;
    let roles = places::channel_members(&mut snapshot, channel, LISTED).await?;
    people_with_roles(&mut snapshot, roles).await
}

/// Names beside roles, in the order of the roles.
pub(super) async fn people_with_roles(
    conn: &mut Connection,
    roles: Vec<(MemberId, String)>,
) -> Result<Vec<PlaceMember>, Failure> {
    let ids: Vec<MemberId> = roles.iter().map(|(member, _)| *member).collect();
    let mut views = people::by_ids(conn, &ids).await?;
    let with_view = |(member, role): (MemberId, String)| {
        let member: MemberView = views.remove(&member)?;
        Some(PlaceMember { member, role })
    };
    Ok(roles.into_iter().filter_map(with_view).collect())
}

/// One channel that the standing allows to read.
pub(super) async fn view(
    conn: &mut Connection,
    standing: &Standing,
) -> Result<ChannelView, Failure> {
    let mut found = places::channels_by_ids(conn, &[standing.channel]).await?;
    let view = found.remove(&standing.channel).ok_or_else(Refusal::not_found)?;
    Ok(with_desk(view, standing))
}

/// The same for many.
pub(super) async fn views(
    conn: &mut Connection,
    standings: &[Standing],
) -> Result<Vec<ChannelView>, Failure> {
    let ids: Vec<ChannelId> = standings.iter().map(|standing| standing.channel).collect();
    let mut found = places::channels_by_ids(conn, &ids).await?;
    let shown = standings
        .iter()
        .filter_map(|standing| Some(with_desk(found.remove(&standing.channel)?, standing)));
    Ok(shown.collect())
}

/// Standings in the channels of the member's list, all of them readable.
pub(super) async fn listed(
    conn: &mut Connection,
    member: MemberId,
) -> Result<Vec<Standing>, Failure> {
    let ids = places::listed_channels(conn, member).await?;
    standings(conn, member, ids).await
}

/// Of these channels those that the member may read.
pub(super) async fn standings(
    conn: &mut Connection,
    member: MemberId,
    ids: Vec<ChannelId>,
) -> Result<Vec<Standing>, Failure> {
    let asked: Vec<_> = ids.into_iter().map(|channel| (member, channel)).collect();
    let found = access::standings(conn, &asked).await?;
    Ok(found.into_iter().flatten().filter(Standing::may_read).collect())
}

pub(super) fn view_of_standing(standing: &Standing) -> StandingView {
    StandingView {
        channel: standing.channel,
        joined: standing.in_channel.is_some(),
        may_post: standing.may_post(),
        may_manage: standing.may_manage(),
        request: None,
    }
}

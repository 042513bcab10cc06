//! All that the first screen needs, in one snapshot, so that subscribing from its heads on misses
//! nothing.

use talkoo_protocol::{
    ChannelId, MemberId, Refusal, StreamId, WorkspaceId,
    http::{StartBody, StreamView},
};

use super::{active, channels, own};
use crate::{
    app::App,
    domain::access::{NetworkRole, Standing},
    error::Failure,
    store::{Connection, access, network, people, places, streams, terms, unread},
};

/// # Errors
/// `suspended` when the account is not active any more.
pub async fn start(app: &App, member: MemberId) -> Result<StartBody, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    active(&mut snapshot, member).await?;
    let me = people::by_ids(&mut snapshot, &[member]).await?.remove(&member);
    let language = people::language(&mut snapshot, member).await?;
    let office = people::network_role(&mut snapshot, member).await?;
    let network = network::read(&mut snapshot).await?;
    let epoch = streams::epoch(&mut snapshot).await?;

    let workspaces = places::workspaces_of(&mut snapshot, member).await?;
    let standings = channels::listed(&mut snapshot, member).await?;
    let mut views = channels::views(&mut snapshot, &standings).await?;
    views.sort_by_key(|view| (view.workspace, view.position, view.id));
    let streams =
        readable_streams(&mut snapshot, member, network.stream, &workspaces, &standings).await?;
    let mut workspaces: Vec<_> =
        places::workspaces_by_ids(&mut snapshot, &workspaces).await?.into_values().collect();
    workspaces.sort_by(|one, other| (&one.name, one.id).cmp(&(&other.name, other.id)));

    let waiting = own::waiting(&mut snapshot, member, &standings).await?;
    Ok(StartBody {
        epoch,
        me: me.ok_or_else(Refusal::not_found)?,
        language,
        office: office.unwrap_or(NetworkRole::Member).as_str().to_owned(),
        limits: app.limits(),
        network: network::settings(&mut snapshot).await?,
        streams,
        workspaces,
        channels: views,
        standings: standings.iter().map(channels::view_of_standing).collect(),
        organisations: people::organisations(&mut snapshot).await?,
        unread: waiting.unread,
        marks: waiting.marks,
        mark_version: waiting.mark_version,
        follows: unread::follows(&mut snapshot, member).await?,
        terms_due: terms::due(&mut snapshot, member).await?,
    })
}

/// The network's stream, one's own, those of one's workspaces and channels, and desks one may use.
async fn readable_streams(
    conn: &mut Connection,
    member: MemberId,
    network: StreamId,
    workspaces: &[WorkspaceId],
    standings: &[Standing],
) -> Result<Vec<StreamView>, Failure> {
    let mut asked: Vec<(MemberId, StreamId)> = vec![(member, network), (member, member.into())];
    asked.extend(workspaces.iter().map(|workspace| (member, StreamId::from(*workspace))));
    let channels = standings.iter().map(|standing| standing.channel);
    asked.extend(channels.map(|channel: ChannelId| (member, StreamId::from(channel))));
    asked.extend(standings.iter().filter_map(|standing| Some((member, standing.desk?))));
    let rights = access::rights(conn, &asked).await?;
    Ok(asked
        .iter()
        .filter_map(|pair| rights.get(pair))
        .map(|right| StreamView { stream: right.stream, head: right.head, oldest: right.oldest })
        .collect())
}

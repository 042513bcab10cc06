//! What an outcome rests on: where it came from, who may name whom, and what two clicks leave open.

use talkoo_protocol::{
    ChannelId, Code, ItemId, MemberId, MessageId, OrganisationId, Refusal, StreamId, WorkspaceId,
    activity::{OutcomeDetails, OutcomePlace},
};

use crate::{
    actions::{Asked, membership, scene},
    domain::{
        access::{Standing, WorkspaceState},
        draft::Guard,
    },
    error::Failure,
    store::{Connection, access, outcomes, people, places, profiles},
};

/// Where an outcome stands, and what the recorder is there.
pub(super) struct Ground {
    pub(super) stream: StreamId,
    pub(super) channel: Option<ChannelId>,
    pub(super) workspace: Option<WorkspaceId>,
    pub(super) item: Option<ItemId>,
    pub(super) message: Option<MessageId>,
    pub(super) guard: Guard,
    /// Tags of what it came from, among which a theme may be.
    pub(super) tags: Vec<String>,
}

pub(super) async fn ground(asked: &Asked<'_>, place: OutcomePlace) -> Result<Ground, Failure> {
    match place {
        OutcomePlace::Message(message) => {
            let (placed, standing) = scene::answerable(asked, message).await?;
            if placed.stream != standing.channel.into() {
                return Err(Refusal::rule("what is on a desk is not done yet").into());
            }
            let item = placed.view.item;
            Ok(Ground { message: Some(message), ..in_channel(&standing, item, placed.view.tags)? })
        }
        OutcomePlace::Item(item) => {
            let channel = scene::any_item(asked, item).await?.channel;
            let standing = scene::writable(asked, channel).await?;
            let view = scene::item(asked, &standing, item).await?;
            if view.desk {
                return Err(Refusal::rule("what is on a desk is not done yet").into());
            }
            Ok(in_channel(&standing, item, view.tags.clone())?)
        }
        OutcomePlace::Workspace(workspace) => {
            let mut conn = asked.app.store.read().await?;
            let access = membership::known(&mut conn, asked.member, workspace).await?;
            if access.wants_second_factor() {
                return Err(Refusal::second_factor().into());
            }
            // Broken glass is for reading.
            if !access.may_make_channels() {
                return Err(Refusal::not_allowed("its members record what came of it").into());
            }
            if access.place.state == WorkspaceState::Archived {
                return Err(Refusal::new(Code::ReadOnly, "the workspace is archived").into());
            }
            // Where everybody who reads the workspace's talk reads it, too.
            if let Some(first) = places::public_channels(&mut conn, workspace).await?.first() {
                let standing = scene::writable(asked, *first).await?;
                return Ok(Ground {
                    item: None,
                    ..in_channel(&standing, ItemId(first.0), Vec::new())?
                });
            }
            Ok(Ground {
                stream: workspace.into(),
                channel: None,
                workspace: Some(workspace),
                item: None,
                message: None,
                guard: membership::guard(&access),
                tags: Vec::new(),
            })
        }
    }
}

pub(super) fn in_channel(
    standing: &Standing,
    item: ItemId,
    tags: Vec<String>,
) -> Result<Ground, Refusal> {
    let Some(place) = standing.workspace else {
        return Err(Refusal::rule("direct talk stays between its people; record it elsewhere"));
    };
    Ok(Ground {
        stream: standing.channel.into(),
        channel: Some(standing.channel),
        workspace: Some(place.workspace),
        item: Some(item),
        message: None,
        guard: scene::access_guard(standing),
        tags,
    })
}

/// The other parties can read where it stands, and none of them is the recorder.
pub(super) async fn parties(
    conn: &mut Connection,
    member: MemberId,
    details: &OutcomeDetails,
    stream: StreamId,
) -> Result<(), Failure> {
    if details.with.contains(&member) {
        return Err(Refusal::bad_value("with: the other party is somebody else").into());
    }
    let pairs: Vec<_> = details.with.iter().map(|party| (*party, stream)).collect();
    let rights = access::rights(conn, &pairs).await?;
    // Of whom one may not know is as good as nobody.
    let known = profiles::nameable(conn, member, &details.with).await?;
    if pairs.iter().any(|pair| !rights.contains_key(pair) || !known.contains(&pair.0)) {
        return Err(Refusal::bad_value("with: one of them cannot read this").into());
    }
    let there = outcomes::organisations_there(conn, &details.organisations).await?;
    if there != details.organisations.len() {
        return Err(Refusal::bad_value("organisations: one of them is not there").into());
    }
    Ok(())
}

/// What two clicks leave open is told by where it was recorded and by whom.
pub(super) async fn filled(
    conn: &mut Connection,
    details: &mut OutcomeDetails,
    ground: &Ground,
    spoken_as: Option<OrganisationId>,
) -> Result<(), Failure> {
    let workspace = match ground.workspace {
        Some(id) => places::workspaces_by_ids(conn, &[id]).await?.remove(&id),
        None => None,
    };
    if details.organisations.is_empty() {
        let members = people::by_ids(conn, &details.with).await?;
        let theirs = members.values().filter_map(|member| {
            let main = member.affiliations.iter().find(|one| one.main && !one.unverified)?;
            Some(main.organisation)
        });
        details.organisations = theirs.chain(spoken_as).collect();
        details.organisations.sort_unstable();
        details.organisations.dedup();
    }
    if details.region.is_none() {
        details.region = workspace.as_ref().and_then(|view| view.region.clone());
    }
    if details.theme.is_none() {
        let mut slugs = ground.tags.clone();
        slugs.extend(workspace.map(|view| view.tags).unwrap_or_default());
        details.theme = outcomes::theme_among(conn, &slugs).await?;
    }
    Ok(())
}

pub(super) async fn main_organisation(
    conn: &mut Connection,
    member: MemberId,
) -> Result<Option<OrganisationId>, Failure> {
    let view = people::by_ids(conn, &[member]).await?.remove(&member);
    let affiliations = view.map(|view| view.affiliations).unwrap_or_default();
    Ok(affiliations.iter().find(|one| one.main && !one.unverified).map(|one| one.organisation))
}

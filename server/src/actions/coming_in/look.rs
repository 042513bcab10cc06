//! What may be read of links and requests: the landing page of a link's holder, the lists of those
//! who manage links, the queue of a workspace and one's own requests.

use std::{collections::HashMap, net::IpAddr};

use talkoo_protocol::{
    ChannelId, MemberId, MemberView, Refusal, WorkspaceId,
    command::Place,
    invitations::{
        InvitationCard, InvitationOffer, InvitationState, InvitationUse, InvitationView,
        InvitationsBody, RequestView, RequestsBody,
    },
};

use super::ground::Ground;
use crate::{
    actions::{
        membership,
        sign_in::{Door, Token},
    },
    app::App,
    domain::{
        access::{NetworkRole, Role, Standing},
        invitation as rules,
    },
    error::Failure,
    store::{Connection, access, invitations as store, organisations, people, requests as asked},
};

/// Links of one list at most, the newest.
const LINKS: i64 = 100;
/// Requests of one list at most.
const LISTED: i64 = 500;
/// People named beside one link.
const NAMED: i64 = 20;

/// Who invites to what. Of a link that is good for nothing its holder learns why, and nothing of
/// where it led.
///
/// # Errors
/// `not_found` for a link that never was; `too_many`.
pub async fn invitation(
    app: &App,
    door: &Door,
    from: IpAddr,
    token: &str,
) -> Result<InvitationCard, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    let found = match Token::parse(token) {
        Some(token) => store::held(&mut snapshot, &token.hash()).await?,
        None => None,
    };
    let Some(found) = found else {
        // Nobody waits for Redis with a connection to Postgres in hand.
        drop(snapshot);
        door.knock(from).await?;
        return Err(Refusal::not_found().into());
    };
    let ground = Ground::of(&mut snapshot, found).await?;
    let state = ground.state();
    if state != InvitationState::Good {
        return Ok(InvitationCard { state, offer: None });
    }
    let offer = offer(&mut snapshot, &ground).await?;
    Ok(InvitationCard { state, offer: Some(offer) })
}

async fn offer(conn: &mut Connection, ground: &Ground) -> Result<InvitationOffer, Failure> {
    let invitation = &ground.invitation;
    let names = store::names(conn, invitation.place).await?;
    let maker = people::by_ids(conn, &[invitation.maker]).await?.remove(&invitation.maker);
    let maker = maker.ok_or_else(Refusal::not_found)?;
    let organisation = people::main_organisation(conn, invitation.maker).await?;
    let organisation = match organisation {
        Some(id) => organisations::by_ids(conn, &[id]).await?.remove(&id).map(|one| one.name),
        None => None,
    };
    let sort = match invitation.place {
        None => "network",
        Some(Place::Workspace(_)) => "workspace",
        Some(Place::Channel(_)) => "channel",
    };
    Ok(InvitationOffer {
        sort: sort.to_owned(),
        network: names.network,
        workspace: names.workspace,
        channel: names.channel,
        purpose: names.purpose,
        role: invitation.role.as_str().to_owned(),
        inviter: format!("{} {}", maker.given, maker.family),
        organisation,
        email: invitation.email.clone(),
        expires_at: invitation.expires_at,
    })
}

/// Links into the network: all for its administrators, for anybody else their own.
///
/// # Errors
/// `suspended` when the account is not active any more.
pub async fn network_invitations(app: &App, member: MemberId) -> Result<InvitationsBody, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    let role = people::network_role(&mut snapshot, member).await?;
    let role = role.ok_or_else(|| {
        Refusal::new(talkoo_protocol::Code::Suspended, "the account is not active")
    })?;
    let invites = store::who_invites(&mut snapshot).await?;
    let is_contact = store::is_contact(&mut snapshot, member).await?;
    let own = (!NetworkRole::may_administer(role)).then_some(member);
    let found = store::list(&mut snapshot, None, own, LINKS).await?;
    let may_invite = rules::may_invite_to_network(role, is_contact, &invites);
    body(&mut snapshot, found, may_invite).await
}

/// Links into a workspace.
///
/// # Errors
/// `not_found`; `not_allowed` for who does not lead it.
pub async fn workspace_invitations(
    app: &App,
    member: MemberId,
    workspace: WorkspaceId,
) -> Result<InvitationsBody, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    let access = membership::known(&mut snapshot, member, workspace).await?;
    if !access.may_manage() {
        return Err(Refusal::not_allowed("its owners and facilitators see its links").into());
    }
    let place = Some(Place::Workspace(workspace));
    let found = store::list(&mut snapshot, place, None, LINKS).await?;
    body(&mut snapshot, found, rules::may_invite_to_workspace(&access)).await
}

/// Links to a channel.
///
/// # Errors
/// `not_found`; `not_allowed` for who does not manage it.
pub async fn channel_invitations(
    app: &App,
    member: MemberId,
    channel: ChannelId,
) -> Result<InvitationsBody, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    let standing = access::standing(&mut snapshot, member, channel).await?;
    let standing = standing.filter(Standing::may_read).ok_or_else(Refusal::not_found)?;
    if !standing.may_manage() {
        return Err(Refusal::not_allowed("who manages the channel sees its links").into());
    }
    let place = Some(Place::Channel(channel));
    let found = store::list(&mut snapshot, place, None, LINKS).await?;
    let may_invite = rules::may_invite_to_channel(&standing, Role::Guest);
    body(&mut snapshot, found, may_invite).await
}

async fn body(
    conn: &mut Connection,
    found: Vec<store::Invitation>,
    may_invite: bool,
) -> Result<InvitationsBody, Failure> {
    let ids: Vec<_> = found.iter().map(|one| one.id).collect();
    let mut uses = store::uses(conn, &ids, NAMED).await?;
    let mut named: Vec<MemberId> = found.iter().map(|one| one.maker).collect();
    named.extend(uses.values().flatten().map(|one| one.member));
    named.sort_unstable();
    named.dedup();
    let people = people::by_ids(conn, &named).await?;
    // They all lead to one place, so what a link rests on is the same for all of one maker.
    let mut grounds: HashMap<MemberId, Ground> = HashMap::new();
    let mut invitations = Vec::with_capacity(found.len());
    for one in found {
        let used_by = uses.remove(&one.id).unwrap_or_default();
        let ground = match grounds.remove(&one.maker) {
            Some(ground) => ground.of_another(one.clone()),
            None => Ground::of(conn, one.clone()).await?,
        };
        let state = ground.state();
        grounds.insert(one.maker, ground);
        invitations.extend(view(&people, one, state, used_by));
    }
    Ok(InvitationsBody { may_invite, invitations })
}

fn view(
    people: &HashMap<MemberId, MemberView>,
    one: store::Invitation,
    state: InvitationState,
    used_by: Vec<store::Use>,
) -> Option<InvitationView> {
    let used_by = used_by.into_iter().filter_map(|used| {
        Some(InvitationUse {
            member: people.get(&used.member)?.clone(),
            is_new: used.is_new,
            organisation: used.organisation,
            at: used.at,
        })
    });
    Some(InvitationView {
        id: one.id,
        place: one.place,
        role: one.role.as_str().to_owned(),
        state,
        maker: people.get(&one.maker)?.clone(),
        note: one.note,
        email: one.email,
        uses: one.uses,
        most: one.most,
        made_at: one.made_at,
        expires_at: one.expires_at,
        used_by: used_by.collect(),
    })
}

/// What one has asked for, and how many wait where one decides.
///
/// # Errors
/// A fault of the database.
pub async fn requests(app: &App, member: MemberId) -> Result<RequestsBody, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    let own = asked::own(&mut snapshot, member).await?;
    Ok(RequestsBody { own, queues: asked::queues(&mut snapshot, member).await? })
}

/// Who waits at a workspace.
///
/// # Errors
/// `not_found`; `not_allowed` for who does not lead it.
pub async fn workspace_requests(
    app: &App,
    member: MemberId,
    workspace: WorkspaceId,
) -> Result<Vec<RequestView>, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    if !membership::known(&mut snapshot, member, workspace).await?.may_manage() {
        return Err(Refusal::not_allowed("its owners and facilitators see who asks").into());
    }
    let waiting = asked::waiting(&mut snapshot, workspace, LISTED).await?;
    let ids: Vec<MemberId> = waiting.iter().map(|(member, ..)| *member).collect();
    let mut people = people::by_ids(&mut snapshot, &ids).await?;
    let views = waiting.into_iter().filter_map(|(member, text, at)| {
        Some(RequestView { member: people.remove(&member)?, text, at })
    });
    Ok(views.collect())
}

//! A code that one device shows and another reads: it signs the other in as the same person, once and
//! within two minutes. All of one's devices hear of it.

use std::{net::IpAddr, sync::Arc, time::Duration};

use futures_util::FutureExt as _;
use talkoo_protocol::{
    ClientId, MemberId, MoveId, Refusal, SessionId, Verb,
    http::SignedIn,
    invitations::{MoveBody, MoveCard},
};

use super::secret;
use crate::{
    actions::{
        Asked, deadline,
        sign_in::{Door, Token, device_name},
    },
    app::App,
    domain::draft::{AuditLine, Draft, EventDraft, NewSession, Write, invitations::ComingIn},
    error::Failure,
    store::{
        invitations,
        journal::{Again, Decided},
        people,
    },
};

/// Long enough to take out a phone, too short to be found later.
const LASTS: Duration = Duration::from_secs(120);

pub(in crate::actions) async fn begin_move(
    asked: &Asked<'_>,
    token: &str,
) -> Result<Draft, Failure> {
    let mut conn = asked.app.store.read().await?;
    if people::active(&mut conn, &[asked.member]).await?.is_empty() {
        return Err(Refusal::not_found().into());
    }
    let id = MoveId(asked.app.clock.new_id());
    let token_hash = secret(token)?.hash();
    let mut draft = asked.draft(id);
    let begun = ComingIn::Move { id, token_hash, member: asked.member, lasts: LASTS };
    draft.writes.push(Write::ComingIn(begun));
    let object = Some(id.0);
    draft.audit.push(AuditLine { action: "move_begun", object, reason: String::new() });
    Ok(draft)
}

/// Whose session a code would bring here.
///
/// # Errors
/// `not_found` for a code that is unknown, used or too old; `too_many`.
pub async fn moving(
    app: &App,
    door: &Door,
    from: IpAddr,
    token: &str,
) -> Result<MoveCard, Failure> {
    let Some(token) = Token::parse(token) else { return Err(unknown(door, from).await) };
    let mut conn = app.store.read().await?;
    let Some((_, member)) = invitations::moving(&mut conn, &token.hash()).await? else {
        return Err(unknown(door, from).await);
    };
    let named = people::by_ids(&mut conn, &[member]).await?.remove(&member);
    let named = named.ok_or_else(Refusal::not_found)?;
    Ok(MoveCard { name: format!("{} {}", named.given, named.family) })
}

/// Signs this device in by a code.
///
/// # Errors
/// As [`moving`].
pub async fn by_move(
    app: &Arc<App>,
    door: &Door,
    from: IpAddr,
    body: &MoveBody,
) -> Result<(SignedIn, Token), Failure> {
    let Some(held) = Token::parse(&body.token) else { return Err(unknown(door, from).await) };
    let arriving = Arc::new(Arriving {
        hash: held.hash(),
        client_id: ClientId(app.clock.new_id()),
        session: SessionId(app.clock.new_id()),
        given_out: Token::new(app.clock),
        device: device_name(&body.device),
    });
    let Some((draft, member)) = decide(app, &arriving).await? else {
        return Err(unknown(door, from).await);
    };
    let again: Again = {
        let (app, arriving) = (app.clone(), arriving.clone());
        Box::new(move || {
            let (app, arriving) = (app.clone(), arriving.clone());
            async move {
                let decided = decide(&app, &arriving).await?;
                let (draft, _) = decided.ok_or_else(Refusal::not_found)?;
                Ok(Decided::Draft(Box::new(draft)))
            }
            .boxed()
        })
    };
    app.journal.append(Box::new(draft), Some(again), deadline(app)).await?;
    let signed = SignedIn { member, session: arriving.session, token: None };
    Ok((signed, arriving.given_out.clone()))
}

struct Arriving {
    hash: Vec<u8>,
    client_id: ClientId,
    session: SessionId,
    given_out: Token,
    device: String,
}

/// `None` for a code that works no more: a hundred devices may read it, one comes in.
async fn decide(app: &App, arriving: &Arriving) -> Result<Option<(Draft, MemberId)>, Failure> {
    let mut conn = app.store.read().await?;
    let Some((id, member)) = invitations::moving(&mut conn, &arriving.hash).await? else {
        return Ok(None);
    };
    let new = NewSession {
        id: arriving.session,
        member,
        token_hash: arriving.given_out.hash(),
        device: arriving.device.clone(),
        lasts: app.settings.sessions.ttl,
        password_hash: None,
    };
    let write = Write::StartSession(Box::new(new));
    let event = EventDraft::new(member, Verb::SESSION_STARTED, member, write)
        .fact("session", arriving.session.to_string())
        .fact(MoveId::FACT, id.to_string());
    let object = Some(arriving.session.0);
    let line = AuditLine { action: "signed_in", object, reason: format!("move {id}") };
    let draft = Draft {
        author: member,
        client_id: arriving.client_id,
        hash: Vec::new(),
        id: arriving.session.0,
        guards: Vec::new(),
        streams: Vec::new(),
        writes: vec![Write::ComingIn(ComingIn::UseMove { id })],
        events: vec![event],
        audit: vec![line],
        jobs: Vec::new(),
    };
    Ok(Some((draft, member)))
}

/// Only what fails may be a guess.
async fn unknown(door: &Door, from: IpAddr) -> Failure {
    match door.knock(from).await {
        Ok(()) => Refusal::not_found().into(),
        Err(too_many) => too_many.into(),
    }
}

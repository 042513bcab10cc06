//! Ways in that end in a session. What lets somebody in is decided here and asked again by the
//! statement that starts the session: a password that has been changed meanwhile opens nothing, and a
//! link is used up by the session that it opened, in one transaction, or not at all.

use std::{net::IpAddr, sync::Arc};

use futures_util::FutureExt as _;
use talkoo_protocol::{
    ClientId, MemberId, Refusal, SessionId, Verb,
    http::{SignInBody, SignInLinkBody, SignedIn},
};

use super::{
    Door, Token, device_name, line, long_enough, may_enter, note_later, own_password, purpose,
    storable, wrong,
};
use crate::{
    actions::deadline,
    app::App,
    domain::draft::{AuditLine, Draft, EventDraft, NewSession, Write, arrivals::Arrival},
    error::Failure,
    store::{
        journal::{Again, Decided},
        sessions,
    },
};

/// What lets somebody in.
enum Key {
    /// The stored hash against which the password was found right.
    Password(String),
    /// The hash of a link's secret.
    Link(Vec<u8>),
    /// The caller has settled it.
    Settled,
}

/// Somebody at the door, and the ids under which it will be true.
struct Arriving {
    member: MemberId,
    key: Key,
    /// By which way, for the audit log.
    means: String,
    device: String,
    session: SessionId,
    client_id: ClientId,
    given_out: Token,
    /// With a new password the session is the only one that is left.
    new_password: Option<String>,
}

/// Signs in with an e-mail address and a password.
///
/// # Errors
/// `bad_credentials` alike for an unknown address and a wrong password; `pending` and `suspended`
/// only to who knows the password; `too_many`.
pub async fn by_password(
    app: &Arc<App>,
    door: &Door,
    from: IpAddr,
    body: &SignInBody,
) -> Result<(SignedIn, Token), Failure> {
    storable(&body.email, "email")?;
    door.knock(from).await?;
    door.knock_at_account(&body.email).await?;
    let account = sessions::account(&mut *app.store.read().await?, body.email.trim()).await?;
    let hash = account.as_ref().and_then(|account| account.password_hash.clone());
    // An unknown address costs the same hashing, so that time does not tell whether it is known.
    let is_right = door.is_right(body.password.clone(), hash.clone()).await?;
    let Some(account) = account else { return Err(wrong().into()) };
    let Some(hash) = hash.filter(|_| is_right) else {
        note_later(app, account.member, line("sign_in_refused", account.member));
        return Err(wrong().into());
    };
    may_enter(&account)?;
    let key = Key::Password(hash);
    enter(app, arriving(app, account.member, key, (&body.device, "password"), None)).await
}

/// Signs in with a link, and sets a password on the way: a first-start link must, an operator's may.
///
/// # Errors
/// `bad_credentials` for a link that is unknown, used, too old, or a demonstration's where there is
/// none; `bad_value` for a password that is too short.
pub async fn by_link(
    app: &Arc<App>,
    door: &Door,
    from: IpAddr,
    body: &SignInLinkBody,
) -> Result<(SignedIn, Token), Failure> {
    let hash = Token::parse(&body.token).map(|token| token.hash());
    let new_password = match &body.password {
        Some(password) => {
            door.knock(from).await?;
            Some(door.hash(long_enough(password)?.to_owned()).await?)
        }
        None => None,
    };
    let found = match &hash {
        Some(hash) => sessions::link(&mut *app.store.read().await?, hash).await?,
        None => None,
    };
    let (Some(hash), Some((member, purpose))) = (hash, found) else {
        // Only what fails may be a guess. Whoever holds a link may use it as often as it works.
        door.knock(from).await?;
        return Err(wrong().into());
    };
    let means = match (purpose.as_str(), &new_password) {
        (purpose::DEMO, _) if !app.settings.web.is_demo => return Err(wrong().into()),
        (purpose::FIRST_START | purpose::NEW_PASSWORD, None) => {
            return Err(Refusal::bad_value("password: set one with this link").into());
        }
        (purpose::DEMO, _) => "demo",
        _ => "link",
    };
    let new_password = new_password.filter(|_| means != "demo");
    let key = Key::Link(hash);
    enter(app, arriving(app, member, key, (&body.device, means), new_password)).await
}

/// Starts a session of a member whose right to it has been settled by the caller.
///
/// # Errors
/// `unavailable` when the journal does not answer in time.
pub async fn start(
    app: &Arc<App>,
    member: MemberId,
    device: &str,
    means: &str,
) -> Result<(SignedIn, Token), Failure> {
    enter(app, arriving(app, member, Key::Settled, (device, means), None)).await
}

fn arriving(
    app: &App,
    member: MemberId,
    key: Key,
    (device, means): (&str, &str),
    new_password: Option<String>,
) -> Arriving {
    Arriving {
        member,
        key,
        means: means.to_owned(),
        device: device_name(device),
        session: SessionId(app.clock.new_id()),
        // Signing in twice is two sessions, so nobody repeats this draft.
        client_id: ClientId(app.clock.new_id()),
        given_out: Token::new(app.clock),
        new_password,
    }
}

async fn enter(app: &Arc<App>, arriving: Arriving) -> Result<(SignedIn, Token), Failure> {
    let arriving = Arc::new(arriving);
    let draft = decide(app, &arriving).await?;
    let again: Again = {
        let (app, arriving) = (app.clone(), arriving.clone());
        Box::new(move || {
            let (app, arriving) = (app.clone(), arriving.clone());
            async move { Ok(Decided::Draft(Box::new(decide(&app, &arriving).await?))) }.boxed()
        })
    };
    app.journal.append(Box::new(draft), Some(again), deadline(app)).await?;
    let Arriving { member, session, .. } = *arriving;
    if arriving.new_password.is_some() {
        app.delivery.end_other_sessions(member, session);
    }
    Ok((SignedIn { member, session, token: None }, arriving.given_out.clone()))
}

/// The session, its event on the member's stream and its line in the audit log, if the key still
/// opens.
async fn decide(app: &App, arriving: &Arriving) -> Result<Draft, Failure> {
    let Arriving { member, session, .. } = *arriving;
    let mut conn = app.store.read().await?;
    let mut writes = Vec::new();
    let mut password_hash = None;
    match &arriving.key {
        Key::Password(hash) => {
            let now = sessions::password_hash(&mut conn, member).await?;
            if now.as_ref() != Some(hash) {
                return Err(wrong().into());
            }
            password_hash = now;
        }
        Key::Link(hash) => {
            if sessions::link(&mut conn, hash).await?.is_none() {
                return Err(wrong().into());
            }
            writes.push(Write::Arrival(Arrival::UseLink { token_hash: hash.clone() }));
        }
        Key::Settled => {}
    }
    let mut draft = Draft {
        author: member,
        client_id: arriving.client_id,
        hash: Vec::new(),
        id: session.0,
        guards: Vec::new(),
        streams: Vec::new(),
        writes,
        events: Vec::new(),
        audit: Vec::new(),
        jobs: Vec::new(),
    };
    if let Some(hash) = &arriving.new_password {
        own_password::set(&mut draft, &mut conn, (member, None), hash.clone()).await?;
    }
    let new = NewSession {
        id: session,
        member,
        token_hash: arriving.given_out.hash(),
        device: arriving.device.clone(),
        lasts: app.settings.sessions.ttl,
        password_hash,
    };
    let write = Write::StartSession(Box::new(new));
    let event = EventDraft::new(member, Verb::SESSION_STARTED, member, write);
    draft.events.push(event.fact("session", session.to_string()));
    draft.audit.push(AuditLine {
        action: "signed_in",
        object: Some(session.0),
        reason: arriving.means.clone(),
    });
    Ok(draft)
}

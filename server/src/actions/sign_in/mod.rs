//! Signing in, by password or by a link, and the devices that are signed in. Every way in ends in
//! the same draft: the session, its event on the member's stream and its line in the audit log are
//! one transaction. How the token travels (cookie, header, frame) is not known here.

mod asked;
mod door;
mod own_password;
mod password;
mod token;
#[cfg(test)]
mod tests;

use std::net::IpAddr;

use talkoo_protocol::{
    ClientId, Code, MemberId, Refusal, SessionId, Verb,
    http::{SignInBody, SignInLinkBody, SignedIn},
};

pub use asked::ask;
pub(super) use asked::{WORK, answer};
pub use door::Door;
pub use own_password::change_password;
pub(super) use own_password::ended;
pub use token::Token;

use crate::{
    app::App,
    domain::{
        draft::{AuditLine, Draft, EventDraft, NewSession, Write},
        personal_code,
    },
    error::{Failure, Fault},
    store::{
        audit,
        sessions::{self, Account, Held},
    },
};

pub use crate::store::sessions::Session;

/// What `sign_in_links.purpose` says of a link.
pub mod purpose {
    /// The first administrator sets a password by it.
    pub const FIRST_START: &str = "first_start";
    /// Signs in once; a password may be set by it.
    pub const SIGN_IN: &str = "sign_in";
    /// The same, sent with a welcome or a reminder.
    pub const WELCOME: &str = "welcome";
    /// Signs in once, by setting a new password.
    pub const NEW_PASSWORD: &str = "new_password";
    /// Signs in again and again, while the node shows a demonstration.
    pub const DEMO: &str = "demo";
}

/// Shown in the list of devices; longer names are cut.
const DEVICE_CHARS: usize = 120;
const SHORTEST_PASSWORD: usize = 12;

/// Signs in with an e-mail address and a password.
///
/// # Errors
/// `bad_credentials` alike for an unknown address and a wrong password; `pending` and `suspended`
/// only to who knows the password; `too_many`.
pub async fn by_password(
    app: &App,
    door: &Door,
    from: IpAddr,
    body: &SignInBody,
) -> Result<(SignedIn, Token), Failure> {
    storable(&body.email, "email")?;
    door.knock(from)?;
    door.knock_at_account(&body.email)?;
    let account = sessions::account(&mut *app.store.read().await?, body.email.trim()).await?;
    let hash = account.as_ref().and_then(|account| account.password_hash.clone());
    // An unknown address costs the same hashing, so that time does not tell whether it is known.
    let is_right = door.is_right(body.password.clone(), hash).await?;
    let Some(account) = account else { return Err(wrong().into()) };
    if !is_right {
        note(app, account.member, "sign_in_refused").await?;
        return Err(wrong().into());
    }
    may_enter(&account)?;
    start(app, account.member, &body.device, "password").await
}

/// Signs in with a link, and sets a password on the way: a first-start link must, an operator's may.
///
/// # Errors
/// `bad_credentials` for a link that is unknown, used, too old, or a demonstration's where there is
/// none; `bad_value` for a password that is too short.
pub async fn by_link(
    app: &App,
    door: &Door,
    from: IpAddr,
    body: &SignInLinkBody,
) -> Result<(SignedIn, Token), Failure> {
    let hash = Token::parse(&body.token).map(|token| token.hash());
    let new_password = match &body.password {
        Some(password) => {
            door.knock(from)?;
            Some(door.hash(long_enough(password)?.to_owned()).await?)
        }
        None => None,
    };
    let mut write = app.store.write().await?;
    let taken = match &hash {
        Some(hash) => sessions::take_link(&mut write, hash).await?,
        None => None,
    };
    let Some((member, purpose)) = taken else {
        // Only what fails may be a guess. Whoever holds a link may use it as often as it works.
        door.knock(from)?;
        return Err(wrong().into());
    };
    let means = match (purpose.as_str(), &new_password) {
        (purpose::DEMO, _) if !app.settings.web.is_demo => return Err(wrong().into()),
        // The link stays unused: the transaction is dropped.
        (purpose::FIRST_START | purpose::NEW_PASSWORD, None) => {
            return Err(Refusal::bad_value("password: set one with this link").into());
        }
        (purpose::DEMO, _) => "demo",
        _ => "link",
    };
    write.commit().await.map_err(Fault::from)?;
    let new_password = new_password.filter(|_| means != "demo");
    enter(app, member, (&body.device, means), new_password).await
}

/// Starts a session of a member whose right to it has been settled by the caller.
///
/// # Errors
/// `unavailable` when the journal does not answer in time.
pub async fn start(
    app: &App,
    member: MemberId,
    device: &str,
    means: &str,
) -> Result<(SignedIn, Token), Failure> {
    enter(app, member, (device, means), None).await
}

/// Starts a session; with a new password it is the only one that is left.
async fn enter(
    app: &App,
    member: MemberId,
    (device, means): (&str, &str),
    new_password: Option<String>,
) -> Result<(SignedIn, Token), Failure> {
    let token = Token::new(app.clock);
    let session = SessionId(app.clock.new_id());
    let new = NewSession {
        id: session,
        member,
        token_hash: token.hash(),
        device: device_name(device),
        lasts: app.settings.sessions.ttl,
    };
    let mut draft = Draft {
        author: member,
        // Signing in twice is two sessions, so nobody repeats this draft.
        client_id: ClientId(app.clock.new_id()),
        hash: Vec::new(),
        id: session.0,
        guards: Vec::new(),
        streams: Vec::new(),
        writes: Vec::new(),
        events: Vec::new(),
        audit: Vec::new(),
        jobs: Vec::new(),
    };
    let sets_password = new_password.is_some();
    if let Some(hash) = new_password {
        let mut conn = app.store.read().await?;
        own_password::set(&mut draft, &mut conn, (member, None), hash).await?;
    }
    let write = Write::StartSession(Box::new(new));
    let event = EventDraft::new(member, Verb::SESSION_STARTED, member, write);
    draft.events.push(event.fact("session", session.to_string()));
    draft.audit.push(AuditLine {
        action: "signed_in",
        object: Some(session.0),
        reason: means.to_owned(),
    });
    app.journal.append(Box::new(draft), None, super::deadline(app)).await?;
    if sets_password {
        app.delivery.end_other_sessions(member, session);
    }
    Ok((SignedIn { member, session, token: None }, token))
}

/// The session that a token stands for, if it holds now. Asked anew each time, so that a session
/// that was ended anywhere is refused at once.
///
/// # Errors
/// `pending` for an account that waits, before anything is looked for: the answer is about the
/// account and alike for every id. A fault of the database.
pub async fn held(app: &App, token: &str) -> Result<Option<Session>, Failure> {
    match present(app, token).await? {
        Some(held) if held.is_pending => Err(pending().into()),
        held => Ok(held.map(|held| held.session)),
    }
}

/// The same for the few things that an account which waits may do, too.
///
/// # Errors
/// A fault of the database.
pub async fn held_by_anybody(app: &App, token: &str) -> Result<Option<Session>, Fault> {
    Ok(present(app, token).await?.map(|held| held.session))
}

async fn present(app: &App, token: &str) -> Result<Option<Held>, Fault> {
    let Some(token) = Token::parse(token) else { return Ok(None) };
    let mut conn = app.store.read().await?;
    let held = sessions::held(&mut conn, &token.hash()).await?;
    if let Some(held) = held.filter(|held| held.is_stale) {
        sessions::seen(&mut conn, held.session.id, app.settings.sessions.ttl).await?;
    }
    Ok(held)
}

fn pending() -> Refusal {
    Refusal::new(Code::Pending, "the account waits for approval")
}

/// A line in the audit log for what changes nothing else.
async fn note(app: &App, member: MemberId, action: &'static str) -> Result<(), Fault> {
    let line = AuditLine { action, object: Some(member.0), reason: String::new() };
    let mut write = app.store.write().await?;
    audit::add(&mut write, &[app.clock.new_id()], member, &[line]).await?;
    Ok(write.commit().await?)
}

fn may_enter(account: &Account) -> Result<(), Refusal> {
    match account.status.as_str() {
        "active" => Ok(()),
        "pending" => Err(pending()),
        _ => Err(Refusal::new(Code::Suspended, "the account is closed")),
    }
}

/// Postgres stores every character but this one.
fn storable(text: &str, field: &str) -> Result<(), Refusal> {
    if text.contains('\0') {
        return Err(Refusal::new(Code::BadText, format!("{field}: holds U+0000")));
    }
    Ok(())
}

fn long_enough(password: &str) -> Result<&str, Refusal> {
    if password.chars().count() < SHORTEST_PASSWORD {
        return Err(Refusal::bad_value("password: at least 12 characters"));
    }
    Ok(password)
}

/// The name as it is listed.
pub(super) fn device_name(device: &str) -> String {
    if personal_code::contains(device) {
        return String::new();
    }
    device.chars().filter(|sign| !sign.is_control()).take(DEVICE_CHARS).collect()
}

fn wrong() -> Refusal {
    Refusal::new(Code::BadCredentials, "wrong e-mail or password, or a link that no longer works")
}

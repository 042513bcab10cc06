//! Signing in, by password or by a link, and the devices that are signed in. Every way in ends in
//! the same draft: the session, its event on the member's stream and its line in the audit log are
//! one transaction. How the token travels (cookie, header, frame) is not known here.

mod asked;
mod door;
mod entering;
mod own_password;
mod password;
mod token;
#[cfg(test)]
mod tests;

use talkoo_protocol::{Code, MemberId, Refusal};
use uuid::Uuid;

pub use asked::ask;
pub(super) use asked::{WORK, answer, may_be_written_to};
pub use door::Door;
pub use entering::{by_link, by_password, start};
pub use own_password::change_password;
pub(super) use own_password::ended;
pub use token::Token;

use crate::{
    app::App,
    domain::{draft::AuditLine, personal_code},
    error::{Failure, Fault},
    store::{
        Store, audit,
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
    if let Some((held, version)) = held.and_then(|held| Some((held, held.agreed?))) {
        app.consents.note(held.session.member, version);
    }
    Ok(held)
}

fn pending() -> Refusal {
    Refusal::new(Code::Pending, "the account waits for approval")
}

/// A line in the audit log for what changes nothing else.
async fn note(store: &Store, id: Uuid, member: MemberId, line: AuditLine) -> Result<(), Fault> {
    let mut write = store.write().await?;
    audit::add(&mut write, &[id], member, &[line]).await?;
    Ok(write.commit().await?)
}

/// The same beside the answer: an address that is not known leaves no line, and the time it takes to
/// write one would tell which are.
fn note_later(app: &App, member: MemberId, line: AuditLine) {
    let (store, id) = (app.store.clone(), app.clock.new_id());
    app.tasks.spawn(async move {
        if let Err(fault) = note(&store, id, member, line).await {
            tracing::warn!(fault = fault.chain(), "a refused sign-in was not noted");
        }
    });
}

fn line(action: &'static str, member: MemberId) -> AuditLine {
    AuditLine { action, object: Some(member.0), reason: String::new() }
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

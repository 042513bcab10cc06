//! Accounts that an operator makes: a member, a link to sign in by, the first administrator of a
//! new network. An operator at the command line is no member, so the log names the new one.

use std::time::Duration;

use talkoo_protocol::{ClientId, Code, MemberId, Verb};

use super::{
    sign_in::{Token, purpose},
    text,
};
use crate::{
    app::App,
    domain::draft::{AuditLine, Draft, EventDraft, NewMember, NewStream, Write},
    error::{Failure, Fault},
    store::{accounts, audit, sessions},
};

/// The address under which the first administrator signs in later on.
pub const FIRST_ADDRESS: &str = "admin@localhost";

/// Makes an account that is active at once.
///
/// # Errors
/// `taken` when the address has an account already, `personal_code`.
pub async fn create_member(app: &App, member: NewMember) -> Result<MemberId, Failure> {
    let words = [&member.given, &member.family, &member.email, &member.title];
    text::without_codes(&words)?;
    let id = member.id;
    let stream = NewStream { id: id.into(), sort: "member", owner: id.0 };
    let event = EventDraft::new(
        app.network.stream,
        Verb::PROFILE_CHANGED,
        id,
        Write::NewMember(Box::new(member)),
    );
    let draft = Draft {
        author: id,
        client_id: ClientId(app.clock.new_id()),
        hash: Vec::new(),
        id: id.0,
        guards: Vec::new(),
        streams: vec![stream],
        writes: Vec::new(),
        events: vec![event.fact("member", id.to_string())],
        audit: vec![line("member_created", id)],
        jobs: Vec::new(),
    };
    app.journal.append(Box::new(draft), None, super::deadline(app)).await?;
    Ok(id)
}

/// Makes a link that signs a member in once.
///
/// # Errors
/// A fault of the database.
pub async fn sign_in_link(app: &App, member: MemberId) -> Result<Token, Failure> {
    let lasts = app.settings.sessions.sign_in_link_ttl;
    link(app, member, purpose::SIGN_IN, lasts).await
}

/// On a network where nobody could ever sign in: the link by which the first administrator sets a
/// password. Made anew at each start until then; the former one stops working.
///
/// # Errors
/// A fault of the database.
pub async fn first_start(app: &App) -> Result<Option<Token>, Failure> {
    let mut conn = app.store.read().await?;
    if !accounts::is_untouched(&mut conn).await? {
        return Ok(None);
    }
    let mut first = accounts::first_administrator(&mut conn).await?;
    if first.is_none() {
        match create_member(app, administrator(app)).await {
            Ok(_) => {}
            // Another node starts just now.
            Err(Failure::Refused(refusal)) if refusal.code == Code::Taken => {}
            Err(failure) => return Err(failure),
        }
        first = accounts::first_administrator(&mut conn).await?;
    }
    drop(conn);
    match first {
        Some(member) => {
            let lasts = app.settings.sessions.sign_in_link_ttl;
            Ok(Some(link(app, member, purpose::FIRST_START, lasts).await?))
        }
        None => Ok(None),
    }
}

fn administrator(app: &App) -> NewMember {
    NewMember {
        id: MemberId(app.clock.new_id()),
        given: "Talkoo".to_owned(),
        family: "Ylläpito".to_owned(),
        email: FIRST_ADDRESS.to_owned(),
        title: String::new(),
        region: None,
        language: "fi".to_owned(),
        languages: vec!["fi".to_owned()],
        role: "network_admin",
        organisation: None,
    }
}

/// A new link for one purpose; the former one of that purpose stops working.
pub(super) async fn link(
    app: &App,
    member: MemberId,
    purpose: &str,
    lasts: Duration,
) -> Result<Token, Failure> {
    let token = Token::new(app.clock);
    let mut write = app.store.write().await?;
    accounts::forget_links(&mut write, member, purpose).await?;
    sessions::make_link(&mut write, &token.hash(), member, purpose, lasts).await?;
    let lines = [line("sign_in_link_made", member)];
    audit::add(&mut write, &[app.clock.new_id()], member, &lines).await?;
    write.commit().await.map_err(Fault::from)?;
    Ok(token)
}

fn line(action: &'static str, member: MemberId) -> AuditLine {
    AuditLine { action, object: Some(member.0), reason: String::new() }
}

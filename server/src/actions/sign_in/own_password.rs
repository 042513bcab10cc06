//! A password of one's own: set for the first time or changed. Whoever held the old one is out: every
//! other device is signed out in the same transaction, and a letter says so.

use talkoo_protocol::{ClientId, MemberId, SessionId, Verb, arrivals::PasswordBody};

use super::{Door, long_enough, wrong};
use crate::{
    actions::deadline,
    app::App,
    domain::{
        draft::{AuditLine, Draft, EventDraft, Write, arrivals::Arrival},
        letter::{Letter, Template},
    },
    error::Failure,
    store::{Connection, arrivals, sessions},
};

/// Sets the password of who is signed in by `session`.
///
/// # Errors
/// `bad_credentials` when the present one is not right, `bad_value` for one that is too short,
/// `too_many`.
pub async fn change_password(
    app: &App,
    door: &Door,
    (member, session): (MemberId, SessionId),
    body: &PasswordBody,
) -> Result<(), Failure> {
    let password = long_enough(&body.password)?.to_owned();
    let present = {
        let mut conn = app.store.read().await?;
        sessions::password_hash(&mut conn, member).await?
    };
    if present.is_some() {
        door.knock_at_account(&member.to_string()).await?;
        let told = body.current.clone().unwrap_or_default();
        if !door.is_right(told, present).await? {
            let line = super::line("password_refused", member);
            super::note(&app.store, app.clock.new_id(), member, line).await?;
            return Err(wrong().into());
        }
    }
    let hash = door.hash(password).await?;
    let mut draft = Draft {
        author: member,
        client_id: ClientId(app.clock.new_id()),
        hash: Vec::new(),
        id: member.0,
        guards: Vec::new(),
        streams: Vec::new(),
        writes: Vec::new(),
        events: Vec::new(),
        audit: Vec::new(),
        jobs: Vec::new(),
    };
    let mut conn = app.store.read().await?;
    set(&mut draft, &mut conn, (member, Some(session)), hash).await?;
    drop(conn);
    app.journal.append(Box::new(draft), None, deadline(app)).await?;
    app.delivery.end_other_sessions(member, session);
    Ok(())
}

/// Adds a new password to a draft, and the end of every device but one.
pub(super) async fn set(
    draft: &mut Draft,
    conn: &mut Connection,
    (member, keep): (MemberId, Option<SessionId>),
    hash: String,
) -> Result<(), Failure> {
    draft.writes.push(Write::Arrival(Arrival::SetPassword { member, hash, keep }));
    draft.audit.push(AuditLine {
        action: "password_set",
        object: Some(member.0),
        reason: String::new(),
    });
    draft.events.extend(ended(conn, member, keep).await?);
    let letter = Letter::to(member, Template::PasswordChanged).page("/forgotten");
    draft.jobs.push(letter.job());
    Ok(())
}

/// The end of every device but one, on the member's stream.
pub(in crate::actions) async fn ended(
    conn: &mut Connection,
    member: MemberId,
    keep: Option<SessionId>,
) -> Result<Vec<EventDraft>, Failure> {
    let others = arrivals::other_sessions(conn, member, keep).await?;
    Ok(others
        .into_iter()
        .map(|session| {
            let write = Write::EndSession { session, member };
            EventDraft::new(member, Verb::SESSION_ENDED, member, write)
                .fact("session", session.to_string())
        })
        .collect())
}

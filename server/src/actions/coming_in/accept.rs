//! A newcomer opens a link: an account, its memberships and a session on that device, in one
//! transaction, without a password. As many get in as the link allows, however many try at once.

use std::{net::IpAddr, sync::Arc, sync::atomic::AtomicBool};

use futures_util::FutureExt as _;
use talkoo_protocol::{
    ClientId, Code, MemberId, Refusal, SessionId, Verb, http::SignedIn, invitations::AcceptBody,
};

use super::{
    entry::{self, Who},
    ground::Ground,
    invite::address,
};
use crate::{
    actions::{
        Asked, deadline,
        sign_in::{Door, Token, device_name},
        text,
    },
    app::App,
    domain::draft::{AuditLine, Draft, EventDraft, NewMember, NewSession, NewStream, Write},
    error::Failure,
    store::{
        invitations,
        journal::{Again, Decided},
        sessions, terms,
    },
};

const NAME_CHARS: usize = 80;
const ORGANISATION_CHARS: usize = 160;

/// What the newcomer has said, and the ids under which it will be true.
struct Newcomer {
    member: MemberId,
    session: SessionId,
    client_id: ClientId,
    /// Of the link.
    held: Token,
    /// Of the session that begins.
    given_out: Token,
    given: String,
    family: String,
    email: String,
    organisation: String,
    language: &'static str,
    terms: u32,
    device: String,
}

/// Makes an account by a link and signs it in.
///
/// # Errors
/// `bad_value` naming the field; `personal_code`; `conflict` when the terms have changed meanwhile;
/// `not_found` for a link that never was; `rule` in words for one that
/// is good for nothing any more; `taken` when the address has an account, whatever its state: sign in
/// first; `too_many`.
pub async fn accept(
    app: &Arc<App>,
    door: &Door,
    from: IpAddr,
    body: &AcceptBody,
) -> Result<(SignedIn, Token), Failure> {
    let Some(held) = Token::parse(&body.token) else {
        door.knock(from).await?;
        return Err(Refusal::not_found().into());
    };
    text::without_codes(body)?;
    let newcomer = Arc::new(heard(app, held, body)?);
    let decided = decide(app, &newcomer).await;
    let draft = match decided {
        Ok(draft) => draft,
        Err(failure) => return Err(counted(door, from, &newcomer, failure).await),
    };
    let again: Again = {
        let (app, newcomer) = (app.clone(), newcomer.clone());
        Box::new(move || {
            let (app, newcomer) = (app.clone(), newcomer.clone());
            async move { Ok(Decided::Draft(Box::new(decide(&app, &newcomer).await?))) }.boxed()
        })
    };
    app.journal.append(Box::new(draft), Some(again), deadline(app)).await?;
    let signed = SignedIn { member: newcomer.member, session: newcomer.session, token: None };
    Ok((signed, newcomer.given_out.clone()))
}

/// Only what may be a guess is counted: a link that is not there, an address that is. Who holds a
/// link that works may come with a whole class behind one router.
async fn counted(door: &Door, from: IpAddr, newcomer: &Newcomer, failure: Failure) -> Failure {
    let Failure::Refused(refusal) = &failure else { return failure };
    let tried = if refusal.code == Code::NotFound {
        door.knock(from).await
    } else if refusal.code == Code::Taken {
        match door.knock(from).await {
            Ok(()) => door.knock_at_account(&newcomer.email).await,
            refused => refused,
        }
    } else {
        Ok(())
    };
    tried.map_or_else(Failure::from, |()| failure)
}

fn heard(app: &App, held: Token, body: &AcceptBody) -> Result<Newcomer, Refusal> {
    let organisation = match body.organisation.trim() {
        "" => String::new(),
        words => text::line(words, "organisation", ORGANISATION_CHARS)?,
    };
    let language = match body.language.as_str() {
        "sv" => "sv",
        "en" => "en",
        "" | "fi" => "fi",
        _ => return Err(Refusal::bad_value("language: fi, sv or en")),
    };
    Ok(Newcomer {
        member: MemberId(app.clock.new_id()),
        session: SessionId(app.clock.new_id()),
        client_id: ClientId(app.clock.new_id()),
        held,
        given_out: Token::new(app.clock),
        given: text::line(&body.given, "given", NAME_CHARS)?,
        family: text::line(&body.family, "family", NAME_CHARS)?,
        email: address(&body.email)?,
        organisation,
        language,
        terms: body.terms_version,
        device: device_name(&body.device),
    })
}

async fn decide(app: &App, newcomer: &Newcomer) -> Result<Draft, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    let found = invitations::held(&mut snapshot, &newcomer.held.hash()).await?;
    let ground = Ground::of(&mut snapshot, found.ok_or_else(Refusal::not_found)?).await?;
    ground.good()?;
    if newcomer.terms != terms::version(&mut snapshot).await? {
        return Err(Refusal::conflict().into());
    }
    let sent_to = ground.invitation.email.as_deref();
    if sent_to.is_some_and(|email| !email.eq_ignore_ascii_case(&newcomer.email)) {
        return Err(Refusal::bad_value("email: the link was sent to another address").into());
    }
    if sessions::account(&mut snapshot, &newcomer.email).await?.is_some() {
        return Err(taken().into());
    }
    let domain = newcomer.email.rsplit('@').next().unwrap_or_default();
    let organisation = invitations::organisation_of_domain(&mut snapshot, domain).await?;

    let asked = Asked {
        app,
        member: newcomer.member,
        client_id: newcomer.client_id,
        if_changed_seq: None,
        hash: Vec::new(),
        is_fresh: true,
        used_cache: AtomicBool::new(false),
    };
    let mut draft = asked.draft(newcomer.member);
    let id = newcomer.member;
    draft.streams.push(NewStream { id: id.into(), sort: "member", owner: id.0 });
    let account = NewMember {
        id,
        given: newcomer.given.clone(),
        family: newcomer.family.clone(),
        email: newcomer.email.clone(),
        title: String::new(),
        region: None,
        language: newcomer.language.to_owned(),
        languages: vec![newcomer.language.to_owned()],
        role: "member",
        organisation,
    };
    let write = Write::NewMember(Box::new(account));
    draft.events.push(
        EventDraft::new(app.network.stream, Verb::PROFILE_CHANGED, id, write)
            .fact("member", id.to_string()),
    );
    draft.audit.push(line("member_created", id.0, "invitation"));
    draft.audit.push(line("terms_accepted", id.0, &format!("version {}", newcomer.terms)));
    // What is written of an organisation is shown to who invited; the address tells it better.
    let written = if organisation.is_some() { "" } else { &newcomer.organisation };
    let who = Who::Newcomer { organisation: written, terms: newcomer.terms };
    entry::enter(&mut snapshot, &asked, &mut draft, &ground, &who).await?;
    draft.events.push(session(app, newcomer));
    draft.audit.push(line("signed_in", newcomer.session.0, "invitation"));
    Ok(draft)
}

fn session(app: &App, newcomer: &Newcomer) -> EventDraft {
    let new = NewSession {
        id: newcomer.session,
        member: newcomer.member,
        token_hash: newcomer.given_out.hash(),
        device: newcomer.device.clone(),
        lasts: app.settings.sessions.ttl,
        password_hash: None,
    };
    let write = Write::StartSession(Box::new(new));
    EventDraft::new(newcomer.member, Verb::SESSION_STARTED, newcomer.member, write)
        .fact("session", newcomer.session.to_string())
}

/// The same for an account that is active, waits or is closed: the holder of a link learns no more
/// than that signing in is the way.
fn taken() -> Refusal {
    Refusal::new(Code::Taken, "email: it has an account already, sign in and open the link again")
}

fn line(action: &'static str, object: uuid::Uuid, reason: &str) -> AuditLine {
    AuditLine { action, object: Some(object), reason: reason.to_owned() }
}

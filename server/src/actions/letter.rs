//! Sends one letter: finds the address and the language, makes the link, puts it into words. Links that
//! sign in are made here and not earlier, so that no row and no backup holds one.

use std::time::Duration;

use talkoo_protocol::{MemberId, Refusal};

use super::{
    accounts,
    sign_in::{Token, purpose},
};
use crate::{
    app::App,
    domain::letter::{Letter, Link, To},
    error::{Failure, Fault},
    jobs::Job,
    mail::{self, Mailer, Sent},
    store::{accounts::mailbox, invitations, network},
};

/// Whom a letter reaches, and in which language.
struct Reader {
    member: Option<MemberId>,
    email: String,
    language: String,
}

pub(super) async fn send(app: &App, mailer: &Mailer, job: Job) -> Result<(), Failure> {
    let letter: Letter = serde_json::from_value(job.body)
        .map_err(|_| Refusal::rule("this version knows no such letter"))?;
    let mut conn = app.store.read().await?;
    let Some(reader) = reader(&mut conn, &letter.to).await? else { return Ok(()) };
    let mut values = letter.values;
    values.insert("network".to_owned(), network::settings(&mut conn).await?.name);
    drop(conn);
    let link = match letter.link {
        Some(link) => Some(address(app, &reader, &link).await?),
        None => None,
    };
    let written = mail::write(letter.template, &reader.language, &values, link)?;
    match mailer.send(job.id, &reader.email, &written).await? {
        Sent::Gone => Ok(()),
        Sent::Refused => Err(Refusal::rule("the mail server will not take this letter").into()),
    }
}

/// `None` when the member is no more, or closed out meanwhile.
async fn reader(conn: &mut crate::store::Connection, to: &To) -> Result<Option<Reader>, Fault> {
    Ok(match to {
        To::Address { email, language } => {
            Some(Reader { member: None, email: email.clone(), language: language.clone() })
        }
        To::Member(member) => mailbox(conn, *member).await?.map(|(email, language)| Reader {
            member: Some(*member),
            email,
            language,
        }),
    })
}

async fn address(app: &App, reader: &Reader, link: &Link) -> Result<String, Failure> {
    let origin = app.settings.web.first_origin();
    let sessions = &app.settings.sessions;
    match link {
        Link::Page(path) => Ok(format!("{origin}{path}")),
        Link::SignIn => {
            let token = token(app, reader, purpose::SIGN_IN, sessions.asked_link_ttl).await?;
            Ok(sign_in_url(app, &token))
        }
        Link::Welcome => {
            let token = token(app, reader, purpose::WELCOME, sessions.welcome_link_ttl).await?;
            Ok(sign_in_url(app, &token))
        }
        Link::Invitation(invitation) => {
            let token = Token::new(app.clock);
            let mut conn = app.store.read().await?;
            if !invitations::renew(&mut conn, *invitation, &token.hash()).await? {
                return Err(Refusal::rule("the invitation is good for nothing any more").into());
            }
            Ok(format!("{origin}/invite#{}", token.text()))
        }
        Link::NewPassword => {
            let token = token(app, reader, purpose::NEW_PASSWORD, sessions.asked_link_ttl).await?;
            // The page asks for a password first.
            Ok(format!("{}?first=1", sign_in_url(app, &token)))
        }
    }
}

/// The page of the web client that signs in by a link.
fn sign_in_url(app: &App, token: &Token) -> String {
    format!("{}/sign-in/link/{}", app.settings.web.first_origin(), token.text())
}

async fn token(
    app: &App,
    reader: &Reader,
    purpose: &str,
    lasts: Duration,
) -> Result<Token, Failure> {
    let member = reader.member.ok_or_else(|| Fault::new("a sign-in link for no account"))?;
    accounts::link(app, member, purpose, lasts).await
}

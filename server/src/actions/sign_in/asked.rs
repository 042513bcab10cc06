//! A link by mail, for who has no password or has forgotten it. Whether the address is known is found
//! out by a job, after the answer, so neither the answer nor its time tells a stranger.

use std::{net::IpAddr, time::Duration};

use serde::{Deserialize, Serialize};
use serde_json::json;
use talkoo_protocol::{
    Code, Refusal,
    arrivals::{LetterBody, LetterWanted},
};

use super::Door;
use crate::{
    app::App,
    domain::{
        arrival,
        draft::NewJob,
        letter::{Letter, Link, Template},
    },
    error::{Failure, Fault},
    jobs::Job,
    store::{jobs, sessions},
};

/// The name of this work.
pub(in crate::actions) const WORK: &str = "asked_link";

#[derive(Serialize, Deserialize)]
struct Asked {
    email: String,
    wanted: LetterWanted,
}

/// Asks for a link to be sent.
///
/// # Errors
/// `too_many`; `bad_value` for what is no address. Nothing else: an unknown address is answered alike.
pub async fn ask(app: &App, door: &Door, from: IpAddr, body: &LetterBody) -> Result<(), Failure> {
    let email = may_be_written_to(door, from, &body.email).await?;
    let asked = Asked { email, wanted: body.wanted };
    let job = NewJob { name: WORK, body: json!(asked), after: Duration::ZERO };
    let mut conn = app.store.read().await?;
    jobs::add(&mut conn, &[app.clock.new_id()], &[job]).await.map_err(Fault::from)?;
    app.journal.due().ring();
    Ok(())
}

/// An address to which a stranger may have a letter sent now.
///
/// # Errors
/// `too_many`; `bad_value` or `bad_text` for what is no address.
pub(in crate::actions) async fn may_be_written_to(
    door: &Door,
    from: IpAddr,
    email: &str,
) -> Result<String, Failure> {
    door.knock(from).await?;
    if email.contains('\0') {
        return Err(Refusal::new(Code::BadText, "email: holds U+0000").into());
    }
    let email = arrival::address(email)
        .ok_or_else(|| Refusal::bad_value("email: no address that a letter could reach"))?;
    door.ask_for_letter(&email).await?;
    Ok(email)
}

/// The second half: a letter, if the address has an account that is open.
pub(in crate::actions) async fn answer(app: &App, job: Job) -> Result<(), Failure> {
    let asked: Asked = serde_json::from_value(job.body)
        .map_err(|_| Refusal::rule("this version knows no such question"))?;
    let mut conn = app.store.read().await?;
    let Some(account) = sessions::account(&mut conn, &asked.email).await? else { return Ok(()) };
    let letter = match (account.status.as_str(), asked.wanted) {
        ("active", LetterWanted::NewPassword) => {
            Letter::to(account.member, Template::PasswordReset).link(Link::NewPassword)
        }
        // Who waits has no password yet; the link leads to the application.
        ("active" | "pending", _) => {
            Letter::to(account.member, Template::SignIn).link(Link::SignIn)
        }
        _ => return Ok(()),
    };
    jobs::add(&mut conn, &[app.clock.new_id()], &[letter.job()]).await.map_err(Fault::from)?;
    app.journal.due().ring();
    Ok(())
}

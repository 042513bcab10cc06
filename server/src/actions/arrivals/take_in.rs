//! The second half of applying: an address without an account gets one that waits, one with an account
//! gets a letter that says so. Done again after a crash it changes nothing more.

use serde::{Deserialize, Serialize};
use talkoo_protocol::{ApplicationId, ClientId, Code, MemberId, Refusal, arrivals::ApplyBody};

use crate::{
    actions,
    app::App,
    domain::{
        draft::{
            AuditLine, Draft, NewJob, NewStream, Write,
            arrivals::{Arrival, NewApplication},
        },
        letter::{Letter, Link, Template},
    },
    error::{Failure, Fault},
    jobs::Job,
    store::{
        arrivals::{self, State},
        jobs as queue, sessions,
    },
};

/// The name of this work.
pub(in crate::actions) const WORK: &str = "take_in";

/// An application on its way in.
#[derive(Serialize, Deserialize)]
pub(super) struct Applied {
    pub(super) member: MemberId,
    pub(super) application: ApplicationId,
    pub(super) body: ApplyBody,
}

pub(in crate::actions) async fn take_in(app: &App, job: Job) -> Result<(), Failure> {
    let applied: Applied = serde_json::from_value(job.body)
        .map_err(|_| Refusal::rule("this version knows no such application"))?;
    let mut conn = app.store.read().await?;
    let account = sessions::account(&mut conn, &applied.body.email).await?;
    let Some(account) = account else {
        drop(conn);
        return waits(app, applied.member, applied.application, &applied.body).await;
    };
    let before = arrivals::of_member(&mut conn, account.member).await?;
    drop(conn);
    match (account.status.as_str(), before) {
        ("pending", Some((application, State::Refused))) => {
            waits(app, account.member, application, &applied.body).await
        }
        ("pending", _) => write(app, received(account.member)).await,
        ("active", _) => {
            let letter = Letter::to(account.member, Template::AlreadyMember).link(Link::SignIn);
            write(app, letter).await
        }
        // Who is shut out is not written to.
        _ => Ok(()),
    }
}

async fn waits(
    app: &App,
    member: MemberId,
    application: ApplicationId,
    body: &ApplyBody,
) -> Result<(), Failure> {
    let body = body.clone();
    let organisation = body.organisation;
    let new = NewApplication {
        id: application,
        member,
        given: body.given,
        family: body.family,
        email: body.email,
        title: body.title,
        language: body.language,
        organisation: body.organisation,
        organisation_name: body.organisation_name,
        reason: body.reason,
        terms_version: body.terms_version,
    };
    let mut draft = Draft {
        author: member,
        client_id: ClientId(app.clock.new_id()),
        hash: Vec::new(),
        id: application.0,
        guards: Vec::new(),
        streams: vec![NewStream { id: member.into(), sort: "member", owner: member.0 }],
        writes: vec![Write::Arrival(Arrival::Apply(Box::new(new)))],
        events: Vec::new(),
        audit: vec![AuditLine { action: "applied", object: Some(member.0), reason: String::new() }],
        jobs: vec![received(member).job()],
    };
    let concerned: Vec<_> = organisation.into_iter().collect();
    super::telling::tell(&mut *app.store.read().await?, &mut draft, &concerned).await?;
    match app.journal.append(Box::new(draft), None, actions::deadline(app)).await {
        Ok(_) => Ok(()),
        // The same address came twice at once; the next try finds the other's account.
        Err(Failure::Refused(refusal)) if refusal.code == Code::Taken => {
            Err(Fault::new("an address applied twice at once").into())
        }
        Err(failure) => Err(failure),
    }
}

fn received(member: MemberId) -> Letter {
    Letter::to(member, Template::ApplicationReceived).link(Link::Welcome)
}

async fn write(app: &App, letter: Letter) -> Result<(), Failure> {
    let jobs: [NewJob; 1] = [letter.job()];
    queue::add(&mut *app.store.read().await?, &[app.clock.new_id()], &jobs).await?;
    app.journal.due().ring();
    Ok(())
}

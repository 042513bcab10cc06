//! A stranger applies. Whether the address is known is found out by a job, after the answer: neither
//! the answer nor its time tells a stranger who is a member.

use std::{net::IpAddr, time::Duration};

use serde_json::json;
use talkoo_protocol::{
    Code, Refusal,
    arrivals::{ApplyBody, EntranceBody},
};

use super::{WORK, take_in::Applied};
use crate::{
    actions::{sign_in::Door, text},
    app::App,
    domain::{arrival, draft::NewJob},
    error::{Failure, Fault},
    store::{arrivals, jobs, network, terms},
};

const NAME_CHARS: usize = 80;
const ORGANISATION_CHARS: usize = 120;
const REASON_BYTES: usize = 4_000;
const LANGUAGES: [&str; 3] = ["fi", "sv", "en"];

/// What one must know to apply.
///
/// # Errors
/// `too_many`.
pub async fn entrance(app: &App, door: &Door, from: IpAddr) -> Result<EntranceBody, Failure> {
    door.look(from).await?;
    let mut snapshot = app.store.snapshot().await?;
    Ok(EntranceBody {
        network: network::settings(&mut snapshot).await?.name,
        organisations: arrivals::organisation_names(&mut snapshot).await?,
        terms_version: terms::version(&mut snapshot).await?,
    })
}

/// Takes an application in.
///
/// # Errors
/// `bad_value` for a field that is not filled in, `personal_code`, `conflict` when the terms have
/// changed meanwhile, `too_many`.
pub async fn apply(app: &App, door: &Door, from: IpAddr, body: ApplyBody) -> Result<(), Failure> {
    door.knock(from).await?;
    text::without_codes(&body)?;
    let body = sound(body)?;
    door.ask_for_letter(&body.email).await?;
    let mut write = app.store.write().await?;
    if terms::version(&mut write).await? != body.terms_version {
        return Err(Refusal::conflict().into());
    }
    if let Some(organisation) = body.organisation
        && !arrivals::is_organisation(&mut write, organisation).await?
    {
        return Err(Refusal::bad_value("organisation: there is none of this id").into());
    }
    let (member, application) = (app.clock.new_id().into(), app.clock.new_id().into());
    let applied = Applied { member, application, body };
    let job = NewJob { name: WORK, body: json!(applied), after: Duration::ZERO };
    jobs::add(&mut write, &[app.clock.new_id()], &[job]).await?;
    write.commit().await.map_err(Fault::from)?;
    app.journal.due().ring();
    Ok(())
}

fn sound(body: ApplyBody) -> Result<ApplyBody, Refusal> {
    let organisation_name = match body.organisation {
        Some(_) => String::new(),
        None => text::line(&body.organisation_name, "organisation_name", ORGANISATION_CHARS)?,
    };
    let title = match body.title.trim() {
        "" => String::new(),
        title => text::line(title, "title", ORGANISATION_CHARS)?,
    };
    text::bounded(&body.reason, REASON_BYTES, "reason")?;
    let reason = body.reason.trim().to_owned();
    if reason.is_empty() {
        return Err(Refusal::bad_value("reason: is empty"));
    }
    if !LANGUAGES.contains(&body.language.as_str()) {
        return Err(Refusal::bad_value("language: fi, sv or en"));
    }
    if body.email.contains('\0') {
        return Err(Refusal::new(Code::BadText, "email: holds U+0000"));
    }
    Ok(ApplyBody {
        given: text::line(&body.given, "given", NAME_CHARS)?,
        family: text::line(&body.family, "family", NAME_CHARS)?,
        email: arrival::address(&body.email)
            .ok_or_else(|| Refusal::bad_value("email: no address that a letter could reach"))?,
        organisation_name,
        title,
        reason,
        ..body
    })
}

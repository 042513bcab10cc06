//! One's own devices that take notices.

use talkoo_protocol::{
    Code, MemberId, PushDeviceId, Refusal, SessionId,
    push::{PushBody, RegisterPush},
};

use crate::{
    actions::{Asked, read::active, text},
    app::App,
    domain::{
        draft::{
            AuditLine, Draft, Write,
            push::{NewDevice, PushWrite},
        },
        push::Shows,
    },
    error::Failure,
    push,
    store::{people, push as store, sessions},
};

const MOST_DEVICES: i64 = 20;
const LABEL_BYTES: usize = 120;
const LANGUAGES: [&str; 3] = ["fi", "sv", "en"];

/// What a browser needs to subscribe, and the devices that have.
///
/// # Errors
/// `suspended` when the account is not active any more.
pub async fn own(app: &App, member: MemberId, session: SessionId) -> Result<PushBody, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    active(&mut snapshot, member).await?;
    let key = store::key(&mut snapshot).await?.public;
    let devices = store::devices(&mut snapshot, member, session).await?;
    Ok(PushBody { member, key, devices })
}

pub(in crate::actions) async fn register(
    asked: &Asked<'_>,
    wanted: &RegisterPush,
) -> Result<Draft, Failure> {
    let shows = Shows::parse(&wanted.shows)
        .ok_or_else(|| Refusal::bad_value("shows: full, sender or place"))?;
    if !LANGUAGES.contains(&wanted.language.as_str()) {
        return Err(Refusal::bad_value("language: fi, sv or en").into());
    }
    text::bounded(&wanted.label, LABEL_BYTES, "label")?;
    if !push::is_allowed(&asked.app.settings.push, &wanted.endpoint) {
        return Err(Refusal::bad_value("endpoint: no push service that is known here").into());
    }
    if !push::is_subscription(&wanted.p256dh, &wanted.auth) {
        return Err(Refusal::bad_value("p256dh, auth: no keys of a browser").into());
    }
    let mut conn = asked.app.store.read().await?;
    if people::active(&mut conn, &[asked.member]).await?.is_empty() {
        return Err(Refusal::not_allowed("only active members").into());
    }
    if !sessions::is_own(&mut conn, asked.member, wanted.session).await? {
        return Err(Refusal::not_found().into());
    }
    let key = store::key_of(&mut conn, &wanted.key).await?;
    let key = key.ok_or_else(|| Refusal::bad_value("key: not of this network"))?;
    let known = store::known(&mut conn, &wanted.endpoint, &wanted.p256dh, &wanted.auth).await?;
    let id = match known {
        store::Known::Same(device) => device,
        store::Known::Other => {
            return Err(Refusal::new(Code::Conflict, "endpoint: its keys are others").into());
        }
        store::Known::New => {
            if store::count(&mut conn, asked.member).await? >= MOST_DEVICES {
                let words = format!("{MOST_DEVICES} devices at most; forget one first");
                return Err(Refusal::rule(words).into());
            }
            PushDeviceId(asked.app.clock.new_id())
        }
    };
    let device = NewDevice {
        id,
        member: asked.member,
        session: wanted.session,
        key,
        endpoint: wanted.endpoint.clone(),
        p256dh: wanted.p256dh.clone(),
        auth: wanted.auth.clone(),
        label: wanted.label.trim().to_owned(),
        language: wanted.language.clone(),
        shows,
    };
    let write = PushWrite::Register(Box::new(device));
    Ok(draft(asked, write, line("push_device_added", id)))
}

pub(in crate::actions) async fn forget(
    asked: &Asked<'_>,
    device: PushDeviceId,
) -> Result<Draft, Failure> {
    own_device(asked, device).await?;
    let write = PushWrite::Forget { member: asked.member, device };
    Ok(draft(asked, write, line("push_device_forgotten", device)))
}

pub(in crate::actions) async fn test(
    asked: &Asked<'_>,
    device: PushDeviceId,
) -> Result<Draft, Failure> {
    own_device(asked, device).await?;
    let mut draft = asked.draft(device);
    draft.writes.push(Write::Push(PushWrite::Test { device }));
    Ok(draft)
}

async fn own_device(asked: &Asked<'_>, device: PushDeviceId) -> Result<(), Failure> {
    let mut conn = asked.app.store.read().await?;
    if store::is_own(&mut conn, asked.member, device).await? {
        Ok(())
    } else {
        Err(Refusal::not_found().into())
    }
}

fn line(action: &'static str, device: PushDeviceId) -> AuditLine {
    AuditLine { action, object: Some(device.0), reason: String::new() }
}

fn draft(asked: &Asked<'_>, write: PushWrite, line: AuditLine) -> Draft {
    let mut draft = asked.draft(line.object.unwrap_or_default());
    draft.writes.push(Write::Push(write));
    draft.audit.push(line);
    draft
}

//! The same as a letter, to who wants one: what has stayed unread for a while. Letters about one item
//! are one thread in a mail program, and one click in it ends them.

use std::collections::BTreeMap;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};
use talkoo_protocol::{MemberId, Refusal, push::PushNotice};
use uuid::Uuid;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use super::{Desk, replies};
use crate::{
    app::App,
    domain::{letter::Template, push::wait},
    error::{Failure, Fault},
    mail::{self, Sent, Thread},
    store::{
        network,
        push::{self as store, Finish, Read, Taken},
    },
};

/// Bytes of the proof in an address that ends letters.
const PROOF: usize = 16;

pub(super) async fn send(desk: &Desk, taken: &Taken, read: &Read, notice: &PushNotice) -> Finish {
    let Some(address) = &read.address.mailbox else { return Finish::Done };
    match letter(desk, taken, read, notice, address).await {
        Ok(Sent::Gone) => Finish::Shown,
        Ok(Sent::Refused) => Finish::Failed,
        Err(fault) => {
            tracing::warn!(fault = fault.chain(), "a notice was not written");
            if taken.attempts >= MOST_ATTEMPTS {
                tracing::error!("a notice was given up: no mail server took it for hours");
                return Finish::Failed;
            }
            Finish::Later(wait(taken.attempts, None, rand::random()))
        }
    }
}

/// Each up to ten minutes after the one before: a mail server that is away over night loses no letter.
const MOST_ATTEMPTS: u32 = 100;

async fn letter(
    desk: &Desk,
    taken: &Taken,
    read: &Read,
    notice: &PushNotice,
    address: &str,
) -> Result<Sent, Fault> {
    let app = &desk.app;
    let network = network::settings(&mut *app.store.read().await?).await?.name;
    let origin = app.settings.web.first_origin();
    let (template, mut values) = worded(notice);
    values.insert("network".to_owned(), network);
    let page = match (notice.channel, notice.message, notice.item) {
        (Some(channel), Some(message), _) => format!("{origin}/c/{channel}/m/{message}"),
        (Some(channel), None, Some(item)) => format!("{origin}/c/{channel}/t/{item}"),
        (Some(channel), None, None) => format!("{origin}/c/{channel}"),
        (None, ..) => format!("{origin}/fresh"),
    };
    let answers = match notice.channel {
        Some(_) => replies::address(app, read.member, taken.item)?,
        None => None,
    };
    let write = if answers.is_some() { mail::write_answerable } else { mail::write };
    let mut written = write(template, &notice.lang, &values, Some(page))?;
    written.thread =
        Some(Thread { about: taken.item.0, unsubscribe: ending(app, read.member)?, answers });
    desk.mailer.send(name(taken), address, &written).await
}

/// How much it says follows from what the notice holds, which follows from the policy of the place.
fn worded(notice: &PushNotice) -> (Template, BTreeMap<String, String>) {
    let Some(sender) = &notice.sender else { return (Template::NoticePlace, BTreeMap::new()) };
    let place = notice.place.clone().unwrap_or_default();
    let mut values = BTreeMap::from([("sender".to_owned(), sender.clone())]);
    values.insert("place".to_owned(), if place.is_empty() { "Talkoo".to_owned() } else { place });
    let Some(text) = &notice.text else { return (Template::NoticeSender, values) };
    values.insert("text".to_owned(), text.clone());
    (Template::Notice, values)
}

/// The name of a letter: sent again after a crash it has the same one.
fn name(taken: &Taken) -> Uuid {
    let mut hash = Sha256::new();
    hash.update(taken.device.0.as_bytes());
    hash.update(taken.message.map(|message| message.0).unwrap_or_default().as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// The address that ends a member's letters.
pub(super) fn ending(app: &App, member: MemberId) -> Result<String, Fault> {
    let origin = app.settings.web.first_origin();
    Ok(format!("{origin}/api/v1/unsubscribe/{}", token(app, member)?))
}

/// Whose letters end, and the proof that the address came in one of them.
fn token(app: &App, member: MemberId) -> Result<String, Fault> {
    let proof = proof(app, member)?;
    Ok(URL_SAFE_NO_PAD.encode([member.0.as_bytes().as_slice(), &proof].concat()))
}

fn proof(app: &App, member: MemberId) -> Result<Vec<u8>, Fault> {
    let mut mac = Hmac::<Sha256>::new_from_slice(&app.network.receipt_key)
        .map_err(|error| Fault::caused("signing an address", error))?;
    mac.update(b"letters end here");
    mac.update(member.0.as_bytes());
    Ok(mac.finalize().into_bytes()[..PROOF].to_vec())
}

/// Ends the letters of whoever was sent this address (RFC 8058), without a sign-in.
///
/// # Errors
/// `not_found` for an address that was in no letter of ours.
pub async fn unsubscribe(app: &App, token: &str) -> Result<(), Failure> {
    let bytes = URL_SAFE_NO_PAD.decode(token).unwrap_or_default();
    let (member, given) = bytes.split_at_checked(16).unwrap_or_default();
    let member = MemberId(Uuid::from_slice(member).unwrap_or_default());
    if !bool::from(subtle::ConstantTimeEq::ct_eq(given, proof(app, member)?.as_slice())) {
        return Err(Refusal::not_found().into());
    }
    store::end_letters(&mut *app.store.read().await?, member).await?;
    Ok(())
}

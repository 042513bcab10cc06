//! Answers by mail: a letter about an item has an address of its own to answer to, signed by the
//! network, and what is written to it by its member is said in the item. Whoever has the address and
//! writes as that member speaks for them there and nowhere else.

use std::sync::Arc;

use futures_util::{FutureExt as _, future::BoxFuture};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};
use talkoo_protocol::{Action, ClientId, Command, ItemId, MemberId, Retry};
use uuid::Uuid;

use crate::{
    actions::{Caller, begin, deadline},
    app::App,
    error::{Failure, Fault},
    mail::{Incoming, Takes, Verdict, incoming},
    store::{accounts, push as store},
};

/// Bytes of the proof: a local part has 64 signs at most (RFC 5321, 4.5.3.1.1).
const PROOF: usize = 5;
const BEGINS: &str = "r-";

/// The address to answer to, where answers are taken.
pub(super) fn address(app: &App, member: MemberId, item: ItemId) -> Result<Option<String>, Fault> {
    let mail = &app.settings.mail;
    if mail.replies.is_none() {
        return Ok(None);
    }
    let proof = proof(app, member, item)?;
    let bytes = [member.0.as_bytes().as_slice(), item.0.as_bytes(), &proof].concat();
    Ok(Some(format!("{BEGINS}{}@{}", written(&bytes), mail.reply_domain)))
}

fn proof(app: &App, member: MemberId, item: ItemId) -> Result<Vec<u8>, Fault> {
    let mut mac = Hmac::<Sha256>::new_from_slice(&app.network.receipt_key)
        .map_err(|error| Fault::caused("signing an address", error))?;
    mac.update(b"answers come here");
    mac.update(member.0.as_bytes());
    mac.update(item.0.as_bytes());
    Ok(mac.finalize().into_bytes()[..PROOF].to_vec())
}

/// Whose answer about what, if the address is one of ours.
fn known(app: &App, recipient: &str) -> Option<(MemberId, ItemId)> {
    let (local, domain) = recipient.split_once('@')?;
    let bytes = read(local.strip_prefix(BEGINS)?)?;
    if bytes.len() != 32 + PROOF || !domain.eq_ignore_ascii_case(&app.settings.mail.reply_domain) {
        return None;
    }
    let member = MemberId(Uuid::from_slice(&bytes[..16]).ok()?);
    let item = ItemId(Uuid::from_slice(&bytes[16..32]).ok()?);
    let right = proof(app, member, item).ok()?;
    bool::from(subtle::ConstantTimeEq::ct_eq(&bytes[32..], right.as_slice()))
        .then_some((member, item))
}

/// Takes answers for one node.
pub struct Replies(Arc<App>);

impl Replies {
    pub fn new(app: &Arc<App>) -> Self {
        Self(app.clone())
    }
}

impl Takes for Replies {
    fn knows(&self, recipient: &str) -> bool {
        known(&self.0, recipient).is_some()
    }

    fn take<'a>(&'a self, recipient: &'a str, letter: &'a [u8]) -> BoxFuture<'a, Verdict> {
        async move {
            let Some((member, item)) = known(&self.0, recipient) else {
                return Verdict::Refused("5.1.1 no such address");
            };
            match say(&self.0, member, item, incoming(letter)).await {
                Ok(verdict) => verdict,
                Err(Failure::Refused(refusal)) if refusal.retry == Retry::No => {
                    Verdict::Refused("5.7.1 this cannot be said there")
                }
                Err(failure) => {
                    tracing::warn!(%failure, "an answer by mail waits");
                    Verdict::Later
                }
            }
        }
        .boxed()
    }
}

async fn say(
    app: &Arc<App>,
    member: MemberId,
    item: ItemId,
    letter: Incoming,
) -> Result<Verdict, Failure> {
    // Nobody wrote it: it goes where absence notices go.
    if letter.is_by_machine {
        return Ok(Verdict::Taken);
    }
    let mut conn = app.store.read().await?;
    let own = accounts::mailbox(&mut conn, member).await?;
    let channel = store::channel_of(&mut conn, item).await?;
    drop(conn);
    if !own.is_some_and(|(email, _)| email.eq_ignore_ascii_case(&letter.from)) {
        return Ok(Verdict::Refused("5.7.1 write from the address that the letter came to"));
    }
    let Some(channel) = channel else { return Ok(Verdict::Refused("5.1.6 it is there no more")) };
    if letter.words.is_empty() {
        return Ok(Verdict::Refused("5.6.0 no words in it, or none in plain text"));
    }
    let command = Command {
        reference: 0,
        client_id: client_id(member, item, &letter),
        if_changed_seq: None,
        action: Action::Send {
            channel,
            item: Some(item),
            text: letter.words,
            body: None,
            quote: None,
            spoken_as: None,
            files: Vec::new(),
        },
    };
    let caller = Caller { member, deadline: deadline(app), is_operator: false };
    begin(app.clone(), caller, command).await?.finish().await?;
    Ok(Verdict::Taken)
}

/// The same letter is the same message, however often a mail server brings it.
fn client_id(member: MemberId, item: ItemId, letter: &Incoming) -> ClientId {
    let mut hash = Sha256::new();
    hash.update(member.0.as_bytes());
    hash.update(item.0.as_bytes());
    hash.update(if letter.id.is_empty() { &letter.words } else { &letter.id });
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    ClientId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

/// Base 32 in small letters (RFC 4648, 6): mail servers may make letters small on the way.
const SIGNS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

fn written(bytes: &[u8]) -> String {
    let (mut done, mut held, mut bits) = (String::new(), 0_u32, 0_u32);
    for byte in bytes {
        held = (held << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            done.push(char::from(SIGNS[((held >> bits) & 31) as usize]));
        }
        held &= (1 << bits) - 1;
    }
    if bits > 0 {
        done.push(char::from(SIGNS[((held << (5 - bits)) & 31) as usize]));
    }
    done
}

fn read(text: &str) -> Option<Vec<u8>> {
    let (mut done, mut held, mut bits) = (Vec::new(), 0_u32, 0_u32);
    for sign in text.bytes() {
        let value = SIGNS.iter().position(|one| *one == sign.to_ascii_lowercase())?;
        held = (held << 5) | u32::try_from(value).ok()?;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            done.push(u8::try_from((held >> bits) & 255).ok()?);
        }
        held &= (1 << bits) - 1;
    }
    Some(done)
}

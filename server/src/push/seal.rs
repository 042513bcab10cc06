//! Seals what a device is told, so that only it can read it (RFC 8291), and signs for this network
//! (RFC 8292). A signature is worth half a day at its service and is used for a quarter of one: it costs
//! more than the sealing.

use std::{collections::HashMap, time::Duration};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use parking_lot::Mutex;
use tokio::time::Instant;
use web_push::{
    ContentEncoding, SubscriptionInfo, VapidSignature, VapidSignatureBuilder, WebPushMessageBuilder,
};

use crate::{clock::Clock, error::Fault};

const SIGNED_FOR: Duration = Duration::from_secs(6 * 3_600);
/// Signatures that are kept before all are forgotten: one a service and key.
const KEPT: usize = 1_000;

/// Where a device is reached, and its keys.
#[derive(Clone, Debug)]
pub struct Address {
    pub endpoint: String,
    pub p256dh: String,
    pub auth: String,
    /// The network's, base64url.
    pub private: String,
}

/// How soon a device should be woken (RFC 8030, 5.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    Low,
    Normal,
    High,
}

impl Urgency {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Normal => "normal",
            Self::High => "high",
        }
    }
}

/// The body of a post, and the header that signs it.
#[derive(Debug)]
pub(super) struct Sealed {
    pub(super) body: Vec<u8>,
    pub(super) authorization: String,
}

/// A private key and its public half, base64url.
///
/// # Errors
/// A fault when chance gives no key, which nobody lives to see.
pub fn new_key(clock: Clock) -> Result<(String, String), Fault> {
    let private = URL_SAFE_NO_PAD.encode(clock.random::<32>());
    let key = VapidSignatureBuilder::from_base64_no_sub(&private)
        .map_err(|error| Fault::caused("making a key for notices", error))?;
    Ok((private, URL_SAFE_NO_PAD.encode(key.get_public_key())))
}

/// Whether these can be a browser's keys: a point that is not compressed, and 16 bytes.
pub fn is_subscription(p256dh: &str, auth: &str) -> bool {
    let decoded = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap_or_default();
    let (point, secret) = (decoded(p256dh), decoded(auth));
    point.len() == 65 && point[0] == 4 && secret.len() == 16
}

/// Signatures that still hold, by service and key.
pub(super) struct Signatures {
    contact: String,
    kept: Mutex<HashMap<(String, String), (Instant, VapidSignature)>>,
}

impl Signatures {
    pub(super) fn new(contact: &str) -> Self {
        Self { contact: contact.to_owned(), kept: Mutex::default() }
    }

    fn of(&self, origin: &str, info: &SubscriptionInfo, private: &str) -> Option<VapidSignature> {
        let at = (origin.to_owned(), private.to_owned());
        if let Some((made, signature)) = self.kept.lock().get(&at)
            && made.elapsed() < SIGNED_FOR
        {
            return Some(signature.clone());
        }
        let mut builder = VapidSignatureBuilder::from_base64(private, info).ok()?;
        // The library's own audience forgets the port, its own contact is nobody's.
        builder.add_claim("aud", origin);
        builder.add_claim("sub", self.contact.as_str());
        let signature = builder.build().ok()?;
        let mut kept = self.kept.lock();
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(at, (Instant::now(), signature.clone()));
        Some(signature)
    }
}

/// `None` when the device's keys are none.
pub(super) fn seal(
    signatures: &Signatures,
    origin: &str,
    address: &Address,
    body: &[u8],
) -> Option<Sealed> {
    let info = SubscriptionInfo::new(
        address.endpoint.as_str(),
        address.p256dh.as_str(),
        address.auth.as_str(),
    );
    let signature = signatures.of(origin, &info, &address.private)?;
    let mut message = WebPushMessageBuilder::new(&info);
    message.set_vapid_signature(signature);
    message.set_payload(ContentEncoding::Aes128Gcm, body);
    let payload = message.build().ok()?.payload?;
    let authorization = payload
        .crypto_headers
        .into_iter()
        .find_map(|(name, value)| name.eq_ignore_ascii_case("authorization").then_some(value))?;
    Some(Sealed { body: payload.content, authorization })
}

//! What a signed-in device holds: 32 bytes that nobody can guess. We keep only their SHA-256, which
//! needs no salt and no slow hash: there is nothing to try.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};

use crate::clock::Clock;

/// A session's or a link's secret. Has no `Debug` that shows it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    pub fn new(clock: Clock) -> Self {
        Self(clock.random())
    }

    /// A secret that is computed instead of drawn, so that it can be shown again.
    pub fn made_of(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// `None` for anything that we never gave out.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// As it is given to the device.
    pub fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// As it is stored.
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0).to_vec()
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

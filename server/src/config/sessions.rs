//! How long a signed-in device stays signed in, and a link to sign in by stays good.

use std::time::Duration;

use super::source::Source;

#[derive(Debug, Clone)]
pub struct Sessions {
    /// `TALKOO_SESSION_TTL`: a session ends after this long without use.
    pub ttl: Duration,
    /// `TALKOO_SIGN_IN_LINK_TTL`: how long a sign-in link can be used, once.
    pub sign_in_link_ttl: Duration,
}

impl Sessions {
    pub(super) fn read(source: &mut Source) -> Self {
        Self {
            ttl: source.get(
                "TALKOO_SESSION_TTL",
                "sessions.ttl",
                "30 d",
                "a session ends after this long without use",
            ),
            sign_in_link_ttl: source.get(
                "TALKOO_SIGN_IN_LINK_TTL",
                "sessions.sign_in_link_ttl",
                "24 h",
                "how long a sign-in link can be used, once",
            ),
        }
    }
}

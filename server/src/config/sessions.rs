//! How long a signed-in device stays signed in, and a link to sign in by stays good.

use std::time::Duration;

use super::source::Source;

#[derive(Debug, Clone)]
pub struct Sessions {
    /// `TALKOO_SESSION_TTL`: a session ends after this long without use.
    pub ttl: Duration,
    /// `TALKOO_SIGN_IN_LINK_TTL`: how long a sign-in link can be used, once.
    pub sign_in_link_ttl: Duration,
    /// `TALKOO_ASKED_LINK_TTL`: how long a link holds that somebody asked for by mail.
    pub asked_link_ttl: Duration,
    /// `TALKOO_WELCOME_LINK_TTL`: how long the link of a welcome or a reminder holds.
    pub welcome_link_ttl: Duration,
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
            asked_link_ttl: source.get(
                "TALKOO_ASKED_LINK_TTL",
                "sessions.asked_link_ttl",
                "1 h",
                "the same of a link that somebody asked for by mail",
            ),
            welcome_link_ttl: source.get(
                "TALKOO_WELCOME_LINK_TTL",
                "sessions.welcome_link_ttl",
                "7 d",
                "the same of the link in a welcome or a reminder",
            ),
        }
    }
}

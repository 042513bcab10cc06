//! Close codes of the socket (RFC 6455, section 7.4). By range: 4000–4099 come back and resume,
//! 4100–4199 come back after signing in, 4200–4299 do not come back with the same program.

/// Why the server closed a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CloseCode {
    pub code: u16,
    pub reason: &'static str,
    /// Come back and resume with the same cursors.
    pub resume: bool,
}

macro_rules! close_codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $reason:literal, $resume:literal;)*) => {
        impl CloseCode {
            $($(#[$doc])* pub const $name: Self =
                Self { code: $code, reason: $reason, resume: $resume };)*
            /// Every code, for the documentation and the clients' tests.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];
        }
    };
}

close_codes! {
    /// The node is leaving (RFC 6455's "service restart").
    GOING_AWAY = 1012, "going away", true;
    /// The reader was too slow; nothing is lost, resume.
    SLOW = 4000, "slow reader", true;
    /// Nothing was heard for 35 seconds.
    SILENT = 4001, "silent", true;
    /// The server has no room now.
    FULL = 4002, "full", true;
    /// The session was ended, here or on another device.
    SESSION_ENDED = 4100, "session ended", false;
    /// No sign-in within ten seconds, or a wrong one.
    NOT_SIGNED_IN = 4101, "not signed in", false;
    /// More sockets than one member may have.
    TOO_MANY = 4102, "too many connections", false;
    /// A frame that is no text, or larger than allowed.
    BAD_FRAME = 4200, "bad frame", false;
}

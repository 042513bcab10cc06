//! A refusal is the caller's matter: a stable code, safe words, and whether trying again helps.
//! The list of codes is closed. What one may not see is refused exactly like what does not exist.

use uuid::Uuid;

shapes! {
    /// Why a command or request did not happen.
    pub struct Refusal {
        pub code: Code,
        /// English, for the developer of a client; people read a text chosen by `code`.
        pub message: String,
        /// Names the request in the server's log.
        pub request_id: Uuid,
        pub retry: Retry,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub retry_after_ms: Option<u32>,
    }

    /// Whether asking again helps.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "snake_case")]
    pub enum Retry {
        /// It certainly did not happen, and will not as it stands.
        No,
        /// It may have happened: repeat with the same client id to learn.
        SameId,
        /// It did not happen; later it may.
        Later,
    }

    /// Every reason there is.
    #[derive(Copy, Eq, Hash)]
    #[serde(rename_all = "snake_case")]
    pub enum Code {
        /// The frame or body could not be read.
        BadFrame,
        /// A field's value is out of its bounds; the message names it.
        BadValue,
        /// The text or frame is too large.
        TooLarge,
        /// The text holds a character that cannot be stored (U+0000).
        BadText,
        /// The text holds a valid Finnish personal identity code; nothing of it was stored.
        PersonalCode,
        /// Sign in first.
        NotSignedIn,
        /// Wrong e-mail or password, or a link that is used or too old.
        BadCredentials,
        /// The account waits for approval.
        Pending,
        /// The account is closed or suspended.
        Suspended,
        /// There is no such thing, or it is not yours to see.
        NotFound,
        /// You see it, but may not do this to it.
        NotAllowed,
        /// This person cannot be written to. Why is told to nobody.
        NotReachable,
        /// Three messages wait for an answer already; more go when the request is accepted.
        AwaitingAnswer,
        /// It is archived or closed, and read-only.
        ReadOnly,
        /// It changed meanwhile; read it again and decide anew.
        Conflict,
        /// This client id was used for another content.
        ClientIdReused,
        /// Already there under this name.
        Taken,
        /// The kind's own rule forbids it; the message says which.
        Rule,
        /// Too many; wait `retry_after_ms`.
        TooMany,
        /// The server is full; wait `retry_after_ms`.
        Overloaded,
        /// A part is away; repeat with the same client id.
        Unavailable,
        /// Our fault; the request id names it in the log.
        Fault,
        /// The request's origin is not one of ours.
        BadOrigin,
        /// A kind that this network does not use.
        UnknownKind,
        /// The place asks for a second factor, and this session has none.
        SecondFactor,
    }
}

impl Code {
    /// Every code, in the order of the documentation.
    pub const ALL: &'static [Self] = &[
        Self::BadFrame,
        Self::BadValue,
        Self::TooLarge,
        Self::BadText,
        Self::PersonalCode,
        Self::NotSignedIn,
        Self::BadCredentials,
        Self::Pending,
        Self::Suspended,
        Self::NotFound,
        Self::NotAllowed,
        Self::NotReachable,
        Self::AwaitingAnswer,
        Self::ReadOnly,
        Self::Conflict,
        Self::ClientIdReused,
        Self::Taken,
        Self::Rule,
        Self::TooMany,
        Self::Overloaded,
        Self::Unavailable,
        Self::Fault,
        Self::BadOrigin,
        Self::UnknownKind,
        Self::SecondFactor,
    ];

    /// The HTTP status that carries it.
    pub const fn status(self) -> u16 {
        match self {
            Self::BadFrame | Self::BadValue | Self::BadText => 400,
            Self::TooLarge => 413,
            Self::NotSignedIn | Self::BadCredentials | Self::SecondFactor => 401,
            Self::Pending
            | Self::Suspended
            | Self::NotAllowed
            | Self::NotReachable
            | Self::BadOrigin => 403,
            Self::NotFound => 404,
            Self::AwaitingAnswer
            | Self::ReadOnly
            | Self::Conflict
            | Self::ClientIdReused
            | Self::Taken => 409,
            Self::PersonalCode | Self::Rule | Self::UnknownKind => 422,
            Self::TooMany => 429,
            Self::Fault => 500,
            Self::Overloaded | Self::Unavailable => 503,
        }
    }

    /// Whether asking again helps, where the code alone decides it.
    pub const fn retry(self) -> Retry {
        match self {
            Self::TooMany | Self::Overloaded => Retry::Later,
            Self::Unavailable | Self::Fault => Retry::SameId,
            Self::BadFrame
            | Self::BadValue
            | Self::TooLarge
            | Self::BadText
            | Self::PersonalCode
            | Self::NotSignedIn
            | Self::BadCredentials
            | Self::Pending
            | Self::Suspended
            | Self::NotFound
            | Self::NotAllowed
            | Self::NotReachable
            | Self::AwaitingAnswer
            | Self::ReadOnly
            | Self::Conflict
            | Self::ClientIdReused
            | Self::Taken
            | Self::Rule
            | Self::BadOrigin
            | Self::UnknownKind
            | Self::SecondFactor => Retry::No,
        }
    }
}

impl Refusal {
    /// A refusal with the retry that its code implies. The request id is set where it is answered.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        let retry = code.retry();
        let retry_after_ms = match retry {
            Retry::No => None,
            Retry::SameId | Retry::Later => Some(1_000),
        };
        Self { code, message: message.into(), request_id: Uuid::nil(), retry, retry_after_ms }
    }

    pub fn bad_frame(message: impl Into<String>) -> Self {
        Self::new(Code::BadFrame, message)
    }

    pub fn bad_value(message: impl Into<String>) -> Self {
        Self::new(Code::BadValue, message)
    }

    /// Not there, or not yours: the same words for both.
    pub fn not_found() -> Self {
        Self::new(Code::NotFound, "no such thing, or it is not yours to see")
    }

    /// Said to those who would see the place if they had one, and to nobody else.
    pub fn second_factor() -> Self {
        Self::new(
            Code::SecondFactor,
            "this place asks for a second factor, which this network does not have yet",
        )
    }

    pub fn not_allowed(message: impl Into<String>) -> Self {
        Self::new(Code::NotAllowed, message)
    }

    pub fn rule(message: impl Into<String>) -> Self {
        Self::new(Code::Rule, message)
    }

    pub fn conflict() -> Self {
        Self::new(Code::Conflict, "it changed meanwhile, read it again and decide anew")
    }

    #[must_use]
    pub fn after(mut self, millis: u32) -> Self {
        self.retry_after_ms = Some(millis);
        self
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}: {}", self.code, self.message)
    }
}

impl std::error::Error for Refusal {}

//! Writes about coming in: accounts that wait, decisions, consent, passwords.

use talkoo_protocol::{ApplicationId, MemberId, OrganisationId, SessionId, places::Words};

#[derive(Clone, Debug)]
pub enum Arrival {
    Apply(Box<NewApplication>),
    /// Somebody takes it in hand. Whoever is second breaks a rule of the database.
    Handle {
        application: ApplicationId,
        member: MemberId,
    },
    LetGo {
        application: ApplicationId,
        member: MemberId,
    },
    Decide(Box<Decision>),
    Reminded {
        members: Vec<MemberId>,
    },
    Consent {
        member: MemberId,
        version: u32,
    },
    Terms(Box<NewTerms>),
    /// Ends every session but one, also those that begin just now.
    SetPassword {
        member: MemberId,
        hash: String,
        keep: Option<SessionId>,
    },
    /// A link that signs in is used up.
    UseLink {
        token_hash: Vec<u8>,
    },
}

/// An account that waits, and what its person asks for. Written again it replaces what was refused.
#[derive(Clone, Debug)]
pub struct NewApplication {
    pub id: ApplicationId,
    pub member: MemberId,
    pub given: String,
    pub family: String,
    pub email: String,
    pub title: String,
    pub language: String,
    pub organisation: Option<OrganisationId>,
    pub organisation_name: String,
    pub reason: String,
    pub terms_version: u32,
}

#[derive(Clone, Debug)]
pub struct Decision {
    pub application: ApplicationId,
    pub member: MemberId,
    pub by: MemberId,
    pub approve: bool,
    pub reason: String,
    /// Whom the new member speaks for.
    pub organisation: Option<OrganisationId>,
}

#[derive(Clone, Debug)]
pub struct NewTerms {
    pub version: u32,
    pub terms: Words,
    pub privacy: Words,
    pub by: MemberId,
}

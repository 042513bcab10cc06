//! Coming in: applications, links by mail, terms, and who has not come.

use time::OffsetDateTime;

use crate::ids::{ApplicationId, MemberId, OrganisationId, SessionId};
use crate::places::Words;

shapes! {
    /// `GET /entrance`: what one must know to register.
    pub struct EntranceBody {
        pub network: String,
        pub organisations: Vec<OrganisationName>,
        pub terms_version: u32,
    }

    pub struct OrganisationName {
        pub id: OrganisationId,
        pub name: Words,
    }

    /// `POST /applications`: answered alike whether the address is known or not.
    pub struct ApplyBody {
        pub given: String,
        pub family: String,
        pub email: String,
        /// One of `GET /entrance`; else `organisation_name` says which.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub organisation: Option<OrganisationId>,
        #[serde(default)]
        pub organisation_name: String,
        #[serde(default)]
        pub title: String,
        /// `fi`, `sv` or `en`.
        pub language: String,
        pub reason: String,
        /// The terms that the applicant has agreed to.
        pub terms_version: u32,
    }

    /// `POST /sign-in/letter`: a link by mail; answered alike whether the address is known or not.
    pub struct LetterBody {
        pub email: String,
        pub wanted: LetterWanted,
    }

    #[derive(Copy, Eq)]
    #[serde(rename_all = "snake_case")]
    pub enum LetterWanted {
        SignIn,
        NewPassword,
    }

    /// `POST /password`: every other device is signed out.
    pub struct PasswordBody {
        /// Needed when there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub current: Option<String>,
        /// At least 12 characters.
        pub password: String,
    }

    /// `GET /application`: one's own; all that an account sees that waits.
    pub struct OwnApplication {
        pub given: String,
        pub family: String,
        pub email: String,
        /// Of the network.
        pub network: String,
        pub organisation: Words,
        pub reason: String,
        /// `waiting`, `approved` or `refused`.
        pub state: String,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub made_at: OffsetDateTime,
        /// Why it was refused.
        pub decision: String,
    }

    /// `GET /applications?state=`: waiting ones, oldest first, or those decided, newest first.
    pub struct ApplicationView {
        pub id: ApplicationId,
        pub member: MemberId,
        pub given: String,
        pub family: String,
        pub email: String,
        pub title: String,
        pub language: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub organisation: Option<OrganisationId>,
        /// As the applicant wrote it, when it is not in the list.
        pub organisation_name: String,
        /// An organisation whose domain the address has.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub by_domain: Option<OrganisationId>,
        /// The applicant has come in by a link sent to the address.
        pub is_confirmed: bool,
        pub reason: String,
        pub state: String,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub made_at: OffsetDateTime,
        /// Who is at work on it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub handler: Option<Named>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub decided_by: Option<Named>,
        #[serde(default, skip_serializing_if = "Option::is_none", with = "time::serde::rfc3339::option")]
        #[cfg_attr(test, ts(type = "string", optional))]
        pub decided_at: Option<OffsetDateTime>,
        pub decision: String,
    }

    pub struct Named {
        pub member: MemberId,
        pub name: String,
    }

    /// Which applications `GET /applications` lists.
    #[derive(Default)]
    pub struct ApplicationsQuery {
        /// `waiting` or `decided`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub state: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub limit: Option<u32>,
    }

    /// `GET /terms`: what is in force now, as Markdown.
    pub struct TermsBody {
        pub version: u32,
        pub network: String,
        pub terms: Words,
        pub privacy: Words,
    }

    /// `GET /absent`: active members who never came, or have not come for long.
    pub struct AbsentView {
        pub member: MemberId,
        pub given: String,
        pub family: String,
        pub email: String,
        pub organisation: Words,
        /// `never` or `quiet`.
        pub why: String,
        /// Since when the place waits, or when the member was last here.
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub since: OffsetDateTime,
        #[serde(default, skip_serializing_if = "Option::is_none", with = "time::serde::rfc3339::option")]
        #[cfg_attr(test, ts(type = "string", optional))]
        pub reminded_at: Option<OffsetDateTime>,
    }

    /// Command `handle_application`: "I am handling this", or no more.
    #[derive(Copy)]
    pub struct HandleApplication {
        pub application: ApplicationId,
        pub handling: bool,
    }

    /// Command `decide_applications`: all of them alike, at most 50, in one act.
    pub struct DecideApplications {
        pub applications: Vec<ApplicationId>,
        pub approve: bool,
        /// Told to the applicants; needed to refuse.
        #[serde(default)]
        pub reason: String,
        /// Whom a single applicant speaks for, when it is another than was asked for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub organisation: Option<OrganisationId>,
    }

    /// Command `remind_members`: a letter with a way in, to at most 1,000.
    pub struct RemindMembers {
        pub members: Vec<MemberId>,
    }

    /// Command `accept_terms`.
    #[derive(Copy)]
    pub struct AcceptTerms {
        pub version: u32,
    }

    /// Command `publish_terms`: every member is asked to accept them before going on.
    pub struct PublishTerms {
        /// The version that these follow.
        pub after: u32,
        pub terms: Words,
        pub privacy: Words,
    }

    /// Command `end_other_sessions`: every device but this one.
    #[derive(Copy)]
    pub struct EndOtherSessions {
        pub keep: SessionId,
    }
}

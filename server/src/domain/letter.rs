//! A letter that an act wants sent: to whom, which one, with which words and which way back. How it
//! reads stands in `mail/texts`; where it goes is looked up when it is sent.

use std::{collections::BTreeMap, time::Duration};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use talkoo_protocol::{InvitationId, MemberId};

use super::draft::NewJob;

/// The name of the work that sends letters.
pub const WORK: &str = "letter";

/// Which letter. Each has a file of its name in `mail/texts`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Template {
    /// A link to sign in by, asked for.
    SignIn,
    /// A link to set a new password by, asked for.
    PasswordReset,
    PasswordChanged,
    ApplicationReceived,
    /// To who registers with an address that has an account.
    AlreadyMember,
    ApplicationApproved,
    /// Value: `reason`.
    ApplicationRefused,
    /// To who never came, or has not come for long.
    ComeBack,
    /// To who was brought in by a list.
    BroughtIn,
    /// Value: `answer`.
    FeedbackAnswered,
    /// To administrators. Value: `count`.
    ApplicationsWait,
    /// To who is invited by address. Values: `inviter`, `place`, `days`.
    Invitation,
    /// Something unread. Values: `sender`, `place`, `text`.
    Notice,
    /// The same without its words. Values: `sender`, `place`.
    NoticeSender,
    /// The same without any name.
    NoticePlace,
    /// Somebody hopes for a word: says nothing of what it is about.
    Asked,
    /// The letter of the morning. Value: `items`.
    Digest,
    /// To who asked for a channel's newsletter. Value: `place`.
    NewsletterAsked,
    /// Values: `subject`, `words`, `items`, `place`.
    Newsletter,
}

/// Where the link of a letter leads. Links that sign in are made when the letter is sent: no row and
/// no backup holds one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Link {
    /// A page of ours, from the first slash on.
    Page(String),
    /// Signs the member in; holds for as long as a link that somebody asked for.
    SignIn,
    /// The same for days: nobody waits for this letter.
    Welcome,
    /// Signs in by setting a new password.
    NewPassword,
    /// The landing page of an invitation to this address.
    Invitation(InvitationId),
}

/// To whom a letter goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum To {
    /// Address and language are read when it is sent; who is erased by then gets nothing.
    Member(MemberId),
    /// Somebody without an account.
    Address { email: String, language: String },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    pub to: To,
    pub template: Template,
    /// Words for the places `{name}` of the text. What people wrote may stand here; it is escaped.
    pub values: BTreeMap<String, String>,
    pub link: Option<Link>,
}

impl Letter {
    pub fn to(member: MemberId, template: Template) -> Self {
        Self { to: To::Member(member), template, values: BTreeMap::new(), link: None }
    }

    /// To somebody without an account: only [`Link::Page`] leads anywhere.
    pub fn to_address(email: &str, language: &str, template: Template) -> Self {
        let to = To::Address { email: email.to_owned(), language: language.to_owned() };
        Self { to, template, values: BTreeMap::new(), link: None }
    }

    #[must_use]
    pub fn value(mut self, name: &str, value: impl Into<String>) -> Self {
        self.values.insert(name.to_owned(), value.into());
        self
    }

    #[must_use]
    pub fn link(mut self, link: Link) -> Self {
        self.link = Some(link);
        self
    }

    /// A link to a page of ours.
    #[must_use]
    pub fn page(self, path: impl Into<String>) -> Self {
        self.link(Link::Page(path.into()))
    }

    /// To be pushed to `Draft.jobs`.
    pub fn job(&self) -> NewJob {
        let body = serde_json::to_value(self).unwrap_or(Value::Null);
        NewJob { name: WORK, body, after: Duration::ZERO }
    }
}

//! The words of every letter: one file each, in three languages. A paragraph is a line or more, an
//! empty line ends it; `{name}` is filled in; `[link: words]` alone in a paragraph is the link.

use crate::domain::letter::Template;

/// The file of a letter: `== fi`, `== sv` and `== en`, each with a subject and paragraphs.
pub(super) const fn of(template: Template) -> &'static str {
    match template {
        Template::SignIn => include_str!("texts/sign_in.txt"),
        Template::PasswordReset => include_str!("texts/password_reset.txt"),
        Template::PasswordChanged => include_str!("texts/password_changed.txt"),
        Template::ApplicationReceived => include_str!("texts/application_received.txt"),
        Template::AlreadyMember => include_str!("texts/already_member.txt"),
        Template::ApplicationApproved => include_str!("texts/application_approved.txt"),
        Template::ApplicationRefused => include_str!("texts/application_refused.txt"),
        Template::ComeBack => include_str!("texts/come_back.txt"),
        Template::BroughtIn => include_str!("texts/brought_in.txt"),
        Template::FeedbackAnswered => include_str!("texts/feedback_answered.txt"),
        Template::ApplicationsWait => include_str!("texts/applications_wait.txt"),
        Template::Invitation => include_str!("texts/invitation.txt"),
        Template::Notice => include_str!("texts/notice.txt"),
        Template::NoticeSender => include_str!("texts/notice_sender.txt"),
        Template::Asked => include_str!("texts/asked.txt"),
        Template::Digest => include_str!("texts/digest.txt"),
        Template::NewsletterAsked => include_str!("texts/newsletter_asked.txt"),
        Template::Newsletter => include_str!("texts/newsletter.txt"),
        Template::NoticePlace => include_str!("texts/notice_place.txt"),
    }
}

/// The last paragraph of every letter.
pub(super) const FOOT: &str = include_str!("texts/foot.txt");

/// The same of letters that can be answered.
pub(super) const FOOT_ANSWERED: &str = include_str!("texts/foot_answered.txt");

/// The part of a file that is in this language; Finnish when there is no such language.
pub(super) fn part<'a>(file: &'a str, language: &str) -> &'a str {
    let find = |language: &str| {
        file.split("== ").find_map(|part| part.strip_prefix(language)?.strip_prefix('\n'))
    };
    find(language).or_else(|| find("fi")).unwrap_or_default().trim()
}

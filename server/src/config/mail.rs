//! How letters leave the house.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use super::{source::Source, value::Secret};

#[derive(Debug, Clone)]
pub struct Mail {
    /// `TALKOO_SMTP_URL`: `smtps://` from the first byte, `smtp://…?tls=required` after STARTTLS,
    /// `smtp://` in the clear for a relay on this machine. Not set: links are printed.
    pub smtp_url: Option<Secret>,
    /// `TALKOO_MAIL_SENDER`: from whom letters come.
    pub sender: String,
    /// `TALKOO_MAIL_FOLDER`: where letters are put instead of being sent.
    pub folder: Option<PathBuf>,
    /// `TALKOO_MAIL_NOTICES_AFTER`: who wants letters is written to about what is unread by then.
    pub notices_after: Duration,
    /// `TALKOO_MAIL_REPLIES`: where a mail server hands on answers, by LMTP. Nobody is asked who they
    /// are there, so only the mail server may reach it.
    pub replies: Option<SocketAddr>,
    /// `TALKOO_MAIL_REPLY_DOMAIN`.
    pub reply_domain: String,
}

impl Mail {
    pub(super) fn read(source: &mut Source) -> Self {
        let smtp_url = source.get(
            "TALKOO_SMTP_URL",
            "mail.smtp_url",
            "",
            "mail server, like smtps://name:password@mail.example or \
                      smtp://mail.example?tls=required; not set: letters with a link are printed",
        );
        let sender = source.get(
            "TALKOO_MAIL_SENDER",
            "mail.sender",
            "Talkoo <talkoo@localhost>",
            "from whom letters come",
        );
        let folder: Option<PathBuf> = source.get(
            "TALKOO_MAIL_FOLDER",
            "mail.folder",
            "",
            "letters are written into this folder as JSON instead of being sent, for trials",
        );
        let notices_after = source.get(
            "TALKOO_MAIL_NOTICES_AFTER",
            "mail.notices_after",
            "15 min",
            "who wants letters is written to about what is unread after this long",
        );
        let replies = source.get(
            "TALKOO_MAIL_REPLIES",
            "mail.replies",
            "",
            "address on which a mail server hands on answers to notices by LMTP, like \
                      127.0.0.1:2424; not set: letters cannot be answered",
        );
        let reply_domain = source.get(
            "TALKOO_MAIL_REPLY_DOMAIN",
            "mail.reply_domain",
            "localhost",
            "domain of the addresses that notices are answered to",
        );
        Self { smtp_url, sender, folder, notices_after, replies, reply_domain }
    }
}

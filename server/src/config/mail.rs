//! How letters leave the house.

use std::{path::PathBuf, time::Duration};

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
        Self { smtp_url, sender, folder, notices_after }
    }
}

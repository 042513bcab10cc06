//! Letters on their way out: by SMTP, into a folder, or as a line for the person at the console; and
//! answers on their way in. This room knows no account and no queue; it is handed a letter that is
//! written already, and hands on one that came.

mod texts;
mod written;
mod lmtp;
mod incoming;
mod quoted;
#[cfg(test)]
mod tests;

use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
    time::Duration,
};

use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{Mailbox, MultiPart, header},
    transport::smtp,
};
use serde_json::json;
use uuid::Uuid;

use crate::{config, error::Fault};

pub use incoming::{Incoming, read as incoming};
pub use lmtp::{Takes, Verdict, serve};
pub use written::{Thread, Written, write, write_answerable};

/// One answer of a mail server.
const PATIENCE: Duration = Duration::from_secs(20);

/// The way out of this node.
pub struct Mailer {
    sender: Mailbox,
    out: Out,
}

enum Out {
    Smtp(Box<AsyncSmtpTransport<Tokio1Executor>>),
    Folder(PathBuf),
    Console,
}

/// What became of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    Gone,
    /// The mail server will never take it: no such address, or it is no address at all.
    Refused,
}

impl Mailer {
    /// # Errors
    /// A fault that names the setting that cannot be used.
    pub fn open(settings: &config::Mail) -> Result<Self, Fault> {
        let sender = settings.sender.parse().map_err(|error| {
            Fault::caused("reading TALKOO_MAIL_SENDER, which is like Name <name@host>", error)
        })?;
        let out = match (&settings.folder, &settings.smtp_url) {
            (Some(folder), _) => Out::Folder(folder.clone()),
            (None, Some(url)) => {
                let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.expose());
                let server =
                    server.map_err(|error| Fault::caused("reading TALKOO_SMTP_URL", error))?;
                Out::Smtp(Box::new(server.timeout(Some(PATIENCE)).build()))
            }
            (None, None) => Out::Console,
        };
        Ok(Self { sender, out })
    }

    /// Sends a letter. The id is the letter's own: sent again after a crash it has the same name.
    ///
    /// # Errors
    /// A fault when it may go at another time. Neither address nor text is in it.
    pub async fn send(&self, id: Uuid, to: &str, letter: &Written) -> Result<Sent, Fault> {
        match &self.out {
            Out::Smtp(server) => self.by_smtp(server, id, to, letter).await,
            Out::Folder(folder) => {
                put(folder, id, to, letter).await?;
                Ok(Sent::Gone)
            }
            Out::Console => {
                print(to, letter);
                Ok(Sent::Gone)
            }
        }
    }

    async fn by_smtp(
        &self,
        server: &AsyncSmtpTransport<Tokio1Executor>,
        id: Uuid,
        to: &str,
        letter: &Written,
    ) -> Result<Sent, Fault> {
        let Ok(address) = to.parse::<Address>() else { return Ok(Sent::Refused) };
        let host = self.sender.email.domain();
        let mut message = Message::builder()
            .from(self.sender.clone())
            .to(Mailbox::new(None, address))
            .subject(&letter.subject)
            .message_id(Some(format!("<{id}@{host}>")))
            .header(ByMachine);
        if let Some(Thread { about, unsubscribe, answers }) = &letter.thread {
            let about = format!("<item-{about}@{host}>");
            message = message
                .in_reply_to(about.clone())
                .references(about)
                .header(ListUnsubscribe(format!("<{unsubscribe}>")))
                .header(OneClick);
            if let Some(Ok(answers)) = answers.as_ref().map(|answers| answers.parse::<Address>()) {
                message = message.reply_to(Mailbox::new(None, answers));
            }
        }
        let message = message
            .multipart(MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone()))
            .map_err(|error| Fault::caused("putting a letter together", error))?;
        match server.send(message).await {
            Ok(_) => Ok(Sent::Gone),
            // A server's own words may hold the address.
            Err(error) => match error.status().map(u16::from).filter(|code| is_final(*code)) {
                Some(status) => {
                    tracing::warn!(status, "a mail server will not take a letter");
                    Ok(Sent::Refused)
                }
                None => Err(Fault::new(what_failed(&error))),
            },
        }
    }
}

/// Whether an answer is about this letter and will be the same tomorrow (RFC 5321, 4.2.2). That the
/// server does not know us, or our words, is another matter: that is put right and the letter goes.
const fn is_final(status: u16) -> bool {
    matches!(status, 521 | 550..=556)
}

fn what_failed(error: &smtp::Error) -> &'static str {
    if error.status().is_some_and(|code| matches!(u16::from(code), 530 | 534 | 535 | 538)) {
        "sending a letter: the mail server does not know us by this name and password"
    } else if error.is_permanent() {
        "sending a letter: the mail server does not take our words"
    } else if error.is_transient() {
        "sending a letter: the mail server asks to try later"
    } else if error.is_timeout() {
        "sending a letter: the mail server does not answer in time"
    } else if error.is_tls() {
        "sending a letter: no safe connection to the mail server"
    } else {
        "sending a letter: the mail server is not reached"
    }
}

/// `Auto-Submitted` (RFC 3834): no absence notice shall answer.
#[derive(Clone)]
struct ByMachine;

impl header::Header for ByMachine {
    fn name() -> header::HeaderName {
        header::HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> header::HeaderValue {
        header::HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// Where letters of this sort end.
#[derive(Clone)]
struct ListUnsubscribe(String);

impl header::Header for ListUnsubscribe {
    fn name() -> header::HeaderName {
        header::HeaderName::new_from_ascii_str("List-Unsubscribe")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }

    fn display(&self) -> header::HeaderValue {
        header::HeaderValue::new(Self::name(), self.0.clone())
    }
}

/// One post is enough (RFC 8058).
#[derive(Clone)]
struct OneClick;

impl header::Header for OneClick {
    fn name() -> header::HeaderName {
        header::HeaderName::new_from_ascii_str("List-Unsubscribe-Post")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> header::HeaderValue {
        header::HeaderValue::new(Self::name(), "List-Unsubscribe=One-Click".to_owned())
    }
}

/// Written under another name first, so that who looks finds whole letters only.
async fn put(folder: &Path, id: Uuid, to: &str, letter: &Written) -> Result<(), Fault> {
    let Written { language, subject, text, html, link, thread } = letter;
    let mut held = json!({
        "to": to, "language": language, "subject": subject, "text": text, "html": html, "link": link,
    });
    if let Some(Thread { about, unsubscribe, answers }) = thread {
        held["about"] = json!(about);
        held["unsubscribe"] = json!(unsubscribe);
        held["answers"] = json!(answers);
    }
    let failed = |error| Fault::caused("putting a letter into the folder", error);
    tokio::fs::create_dir_all(folder).await.map_err(failed)?;
    let draft = folder.join(format!(".{id}"));
    tokio::fs::write(&draft, held.to_string()).await.map_err(failed)?;
    tokio::fs::rename(draft, folder.join(format!("{id}.json"))).await.map_err(failed)
}

/// For the person at the machine, who has no other way to the link. Not the log: it would keep it.
fn print(to: &str, letter: &Written) {
    let Some(link) = &letter.link else { return };
    let subject = &letter.subject;
    let _ = writeln!(io::stdout(), "\n  Letter to {to}: {subject}\n    {link}\n");
}

//! Takes letters from a mail server beside us (LMTP, RFC 2033). It knows no member and no talk: whoever
//! opens it says which addresses there are and what becomes of a letter. Nobody is asked who they are,
//! so it listens where only the mail server reaches it.

use std::{io, sync::Arc, time::Duration};

use futures_util::future::BoxFuture;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    time::timeout,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

const MOST_BYTES: usize = 1024 * 1024;
const LINE_BYTES: u64 = 4_096;
const MOST_RECIPIENTS: usize = 20;
const AT_ONCE: usize = 8;
/// For one line of the other side (RFC 5321, 4.5.3.2 asks for minutes; this one stands beside us).
const PATIENCE: Duration = Duration::from_secs(60);

/// What becomes of a letter for one recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Taken,
    /// Never, for this reason.
    Refused(&'static str),
    Later,
}

/// Who takes the letters.
pub trait Takes: Send + Sync + 'static {
    fn knows(&self, recipient: &str) -> bool;
    fn take<'a>(&'a self, recipient: &'a str, letter: &'a [u8]) -> BoxFuture<'a, Verdict>;
}

/// Runs until the node leaves.
pub async fn serve(
    listener: TcpListener,
    takes: Arc<dyn Takes>,
    tasks: TaskTracker,
    leaving: CancellationToken,
) {
    let places = Arc::new(Semaphore::new(AT_ONCE));
    loop {
        let Ok(place) = places.clone().acquire_owned().await else { return };
        let accepted = tokio::select! {
            () = leaving.cancelled() => return,
            accepted = listener.accept() => accepted,
        };
        let Ok((socket, _)) = accepted else { continue };
        let (takes, leaving) = (takes.clone(), leaving.clone());
        tasks.spawn(async move {
            if let Some(Err(error)) = leaving.run_until_cancelled(talk(socket, &*takes)).await {
                tracing::debug!(%error, "a mail server has gone");
            }
            drop(place);
        });
    }
}

struct Session<'a> {
    lines: BufReader<TcpStream>,
    takes: &'a dyn Takes,
    /// Nobody sends: a returned letter, which nobody answers.
    is_return: bool,
    recipients: Vec<String>,
}

async fn talk(socket: TcpStream, takes: &dyn Takes) -> io::Result<()> {
    let lines = BufReader::new(socket);
    let mut session = Session { lines, takes, is_return: false, recipients: Vec::new() };
    session.say("220 talkoo LMTP").await?;
    while let Some(line) = session.line().await? {
        let line = String::from_utf8_lossy(&line).trim_end().to_owned();
        let told = line.to_ascii_uppercase();
        if told == "QUIT" {
            return session.say("221 2.0.0 bye").await;
        }
        if told == "DATA" {
            session.letter().await?;
        } else {
            let said = session.answer(&line, &told);
            session.say(said).await?;
        }
    }
    Ok(())
}

impl Session<'_> {
    fn answer(&mut self, line: &str, told: &str) -> &'static str {
        if told.starts_with("LHLO") {
            return "250-talkoo\r\n250-8BITMIME\r\n250-PIPELINING\r\n250-ENHANCEDSTATUSCODES\r\n250 SIZE 1048576";
        }
        if told.starts_with("MAIL FROM:") {
            self.recipients.clear();
            self.is_return = between(line).is_empty();
            return "250 2.1.0 fine";
        }
        if told.starts_with("RCPT TO:") {
            if self.recipients.len() >= MOST_RECIPIENTS {
                return "452 4.5.3 too many recipients";
            }
            let recipient = between(line).to_lowercase();
            if !self.takes.knows(&recipient) {
                return "550 5.1.1 no such address";
            }
            self.recipients.push(recipient);
            return "250 2.1.5 fine";
        }
        match told {
            "RSET" => {
                self.recipients.clear();
                "250 2.0.0 fine"
            }
            "NOOP" => "250 2.0.0 fine",
            _ => "500 5.5.1 not known here",
        }
    }

    /// One answer for each recipient, in their order.
    async fn letter(&mut self) -> io::Result<()> {
        if self.recipients.is_empty() {
            return self.say("503 5.5.1 for whom").await;
        }
        self.say("354 go on").await?;
        let Some(letter) = self.data().await? else {
            return Err(io::ErrorKind::UnexpectedEof.into());
        };
        for recipient in std::mem::take(&mut self.recipients) {
            let verdict = match &letter {
                None => Verdict::Refused("5.3.4 too long"),
                Some(_) if self.is_return => Verdict::Taken,
                Some(letter) => self.takes.take(&recipient, letter).await,
            };
            let said = match verdict {
                Verdict::Taken => "250 2.0.0 taken".to_owned(),
                Verdict::Refused(why) => format!("550 {why}"),
                Verdict::Later => "451 4.3.0 later".to_owned(),
            };
            self.say(&said).await?;
        }
        Ok(())
    }

    /// The letter up to its dot; within, nothing when it is too long. Absent: the other side has gone.
    async fn data(&mut self) -> io::Result<Option<Option<Vec<u8>>>> {
        let (mut letter, mut is_begin) = (Vec::new(), true);
        let mut is_too_long = false;
        while let Some(line) = self.line().await? {
            if is_begin && (line == b".\r\n" || line == b".\n") {
                return Ok(Some((!is_too_long).then_some(letter)));
            }
            let own = if is_begin { line.strip_prefix(b".").unwrap_or(&line) } else { &line };
            is_too_long |= letter.len() + own.len() > MOST_BYTES;
            if !is_too_long {
                letter.extend_from_slice(own);
            }
            is_begin = line.ends_with(b"\n");
        }
        Ok(None)
    }

    /// A line, or the piece of one that is longer than any should be.
    async fn line(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        let mut bounded = (&mut self.lines).take(LINE_BYTES);
        let read = timeout(PATIENCE, bounded.read_until(b'\n', &mut line)).await??;
        Ok((read > 0).then_some(line))
    }

    async fn say(&mut self, words: &str) -> io::Result<()> {
        timeout(PATIENCE, self.lines.write_all(format!("{words}\r\n").as_bytes())).await?
    }
}

/// The address in `<…>`.
fn between(line: &str) -> &str {
    let inner = line.split_once('<').map_or("", |(_, rest)| rest);
    inner.split_once('>').map_or("", |(address, _)| address)
}

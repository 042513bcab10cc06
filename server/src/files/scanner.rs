//! clamd, asked over its own protocol (`INSTREAM`): pieces with their length before them, a zero at
//! the end, one line back. Nothing of it is ours but the question.

use std::{path::PathBuf, time::Duration};

use bytes::Bytes;
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    net::{TcpStream, UnixStream},
    time::timeout,
};

use crate::error::Fault;

const PIECE: usize = 64 << 10;
/// A line of clamd is short; a longer answer is not clamd's.
const LONGEST_ANSWER: u64 = 4 << 10;

#[derive(Clone, Debug)]
pub struct Scanner {
    address: Address,
    patience: Duration,
}

#[derive(Clone, Debug)]
enum Address {
    Unix(PathBuf),
    Tcp(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Clean,
    /// Something was found, or the scanner would not look at so much.
    Blocked,
}

impl Scanner {
    /// `unix:PATH` or `tcp:HOST:PORT`; nothing for nothing.
    pub fn at(address: &str, patience: Duration) -> Option<Self> {
        let address = match address.split_once(':')? {
            ("unix", path) => Address::Unix(PathBuf::from(path)),
            ("tcp", place) => Address::Tcp(place.to_owned()),
            _ => return None,
        };
        Some(Self { address, patience })
    }

    /// # Errors
    /// An outage when the scanner gives no answer in time, or one that is not understood.
    pub async fn scan(&self, bytes: &Bytes) -> Result<Verdict, Fault> {
        let asked = async {
            match &self.address {
                Address::Unix(path) => ask(UnixStream::connect(path).await?, bytes).await,
                Address::Tcp(place) => ask(TcpStream::connect(place).await?, bytes).await,
            }
        };
        let answer = match timeout(self.patience, asked).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) => {
                let fault = Fault::caused("asking the scanner", error);
                tracing::warn!(fault = fault.chain(), "the scanner is away");
                return Err(Fault::outage("asking the scanner"));
            }
            Err(_) => return Err(Fault::outage("waiting for the scanner")),
        };
        verdict(&answer).ok_or_else(|| Fault::outage("understanding the scanner"))
    }
}

async fn ask<S>(mut stream: S, bytes: &Bytes) -> std::io::Result<String>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    stream.write_all(b"zINSTREAM\0").await?;
    for piece in bytes.chunks(PIECE) {
        let length = u32::try_from(piece.len()).unwrap_or(u32::MAX);
        // A scanner that has had enough answers and closes: its answer counts, not the broken pipe.
        if stream.write_all(&length.to_be_bytes()).await.is_err()
            || stream.write_all(piece).await.is_err()
        {
            break;
        }
    }
    let _ = stream.write_all(&0_u32.to_be_bytes()).await;
    let _ = stream.flush().await;
    let mut answer = Vec::new();
    stream.take(LONGEST_ANSWER).read_to_end(&mut answer).await?;
    Ok(String::from_utf8_lossy(&answer).trim_end_matches(['\0', '\n']).to_owned())
}

/// `stream: OK`, `stream: Eicar-Signature FOUND`, `INSTREAM size limit exceeded. ERROR`.
fn verdict(answer: &str) -> Option<Verdict> {
    if answer.ends_with(" FOUND") || answer.contains("size limit exceeded") {
        return Some(Verdict::Blocked);
    }
    answer.ends_with(": OK").then_some(Verdict::Clean)
}

#[cfg(test)]
mod tests {
    use super::{Verdict, verdict};

    #[test]
    fn only_an_ok_is_clean() {
        for (answer, expected) in [
            ("stream: OK", Some(Verdict::Clean)),
            ("stream: Win.Test.EICAR_HDB-1 FOUND", Some(Verdict::Blocked)),
            ("INSTREAM size limit exceeded. ERROR", Some(Verdict::Blocked)),
            ("stream: Can't allocate memory ERROR", None),
            ("", None),
            ("UNKNOWN COMMAND", None),
        ] {
            assert_eq!(verdict(answer), expected, "{answer}");
        }
    }
}

//! HTTP as bytes: a client library would not let the wrong things out.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context as _, ensure};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Longer than the server's own longest time.
const PATIENCE: Duration = Duration::from_secs(30);

/// What came back: no status when the server hung up without a word, as it may on bytes that are no
/// request at all.
pub(super) struct Answer {
    pub(super) status: Option<u16>,
    pub(super) text: String,
}

/// Sends bytes and reads until the server hangs up, or for as long as `until`.
pub(super) async fn ask(
    address: SocketAddr,
    bytes: &[u8],
    until: Duration,
) -> anyhow::Result<Answer> {
    let mut stream =
        timeout(PATIENCE, TcpStream::connect(address)).await.context("no connection")??;
    // A server that refuses early may hang up before all of it is written.
    let _ = stream.write_all(bytes).await;
    let mut answer = Vec::new();
    let _ = timeout(until, stream.read_to_end(&mut answer)).await;
    let text = String::from_utf8_lossy(&answer).into_owned();
    let status = text.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)?.parse().ok());
    Ok(Answer { status, text })
}

/// One whole request.
pub(super) async fn request(address: SocketAddr, bytes: &[u8]) -> anyhow::Result<Answer> {
    ask(address, bytes, PATIENCE).await
}

/// The body of a page that must be there.
pub(super) async fn get(address: SocketAddr, path: &str) -> anyhow::Result<String> {
    let head = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    let answer = request(address, head.as_bytes()).await?;
    ensure!(answer.status == Some(200), "{path}: {:?}", answer.status);
    let (_, body) = answer.text.split_once("\r\n\r\n").context("no body")?;
    Ok(body.to_owned())
}

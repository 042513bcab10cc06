//! One question over HTTP on a connection of its own, for what is asked seldom.

use std::net::SocketAddr;

use anyhow::Context as _;
use serde::de::DeserializeOwned;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn json<T: DeserializeOwned>(&self) -> anyhow::Result<T> {
        serde_json::from_slice(&self.body).with_context(|| {
            format!("{}: {}", self.status, String::from_utf8_lossy(&self.body).trim())
        })
    }
}

pub(crate) async fn get(node: SocketAddr, path: &str, token: &str) -> anyhow::Result<Answer> {
    ask(node, "GET", path, token, "").await
}

pub(crate) async fn post(
    node: SocketAddr,
    path: &str,
    token: &str,
    body: &str,
) -> anyhow::Result<Answer> {
    ask(node, "POST", path, token, body).await
}

async fn ask(
    node: SocketAddr,
    method: &str,
    path: &str,
    token: &str,
    body: &str,
) -> anyhow::Result<Answer> {
    let mut stream = TcpStream::connect(node).await?;
    let length = body.len();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: {node}\r\nauthorization: Bearer {token}\r\n\
         content-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.with_context(|| format!("asking {path}"))?;
    read(&answer).with_context(|| format!("the answer to {path}"))
}

fn read(answer: &[u8]) -> anyhow::Result<Answer> {
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").context("no whole head")?;
    let head = std::str::from_utf8(&answer[..end])?;
    let status = head.split(' ').nth(1).context("no status")?.parse()?;
    Ok(Answer { status, body: answer[end + 4..].to_vec() })
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn an_answer_has_a_status_and_a_body() {
        let answer = read(b"HTTP/1.1 404 Not Found\r\na: b\r\n\r\n{\"n\":7}").unwrap();
        assert_eq!(answer.status, 404);
        assert_eq!(answer.json::<serde_json::Value>().unwrap()["n"], 7);
        assert!(read(b"HTTP/1.1 200 OK\r\n").is_err());
    }
}

//! A private Redis between nodes, without persistence: it is only a hint between nodes.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::process::Process;

pub(crate) struct Redis {
    pub(crate) process: Process,
    address: SocketAddr,
}

impl Redis {
    pub(crate) async fn start(scratch: &Path) -> anyhow::Result<Self> {
        Self::start_at(scratch, free_address()?).await
    }

    /// Starts it anew, with nothing in it.
    pub(crate) async fn start_again(&mut self, scratch: &Path) -> anyhow::Result<()> {
        *self = Self::start_at(scratch, self.address).await?;
        Ok(())
    }

    async fn start_at(scratch: &Path, address: SocketAddr) -> anyhow::Result<Self> {
        let process = Process::start(
            "Redis",
            &[],
            Path::new("redis-server"),
            &[
                "--port".to_owned(),
                address.port().to_string(),
                "--bind".to_owned(),
                "127.0.0.1".to_owned(),
                "--save".to_owned(),
                String::new(),
                "--dir".to_owned(),
                scratch.display().to_string(),
            ],
            &[],
            &scratch.join("redis.log"),
        )?;
        let redis = Self { process, address };
        let end = Instant::now() + Duration::from_secs(10);
        while redis.commands().await.is_err() {
            if Instant::now() > end {
                bail!("Redis does not answer: apt install redis-server");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(redis)
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn url(&self) -> String {
        format!("redis://{}", self.address)
    }

    /// Commands it has carried out since it began.
    pub(crate) async fn commands(&self) -> anyhow::Result<u64> {
        let mut stream = TcpStream::connect(self.address).await?;
        stream.write_all(b"INFO stats\r\nQUIT\r\n").await?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await?;
        let line = answer.lines().find_map(|line| line.strip_prefix("total_commands_processed:"));
        line.context("no count of commands")?.trim().parse().context("reading the count")
    }
}

/// A port that nobody uses now.
pub(crate) fn free_address() -> anyhow::Result<SocketAddr> {
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?)
}

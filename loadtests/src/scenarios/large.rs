//! LARGE: a network of a thousand members, two hundred workspaces and two thousand channels, made by
//! `talkoo demo --size`. How long the first screen takes to answer, and finding people by the
//! beginning of a name. One question at a time: it is the answer that is measured, not a queue.

use std::net::SocketAddr;
use std::time::Instant;

use anyhow::{Context as _, bail};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

use super::bench::Bench;
use super::run::median;
use crate::measure::histogram::{Histogram, Percentiles};
use crate::report::{Line, Report, say};

const SIZE: &str = "members=1000,workspaces=200,channels=2000";
/// Every fiftieth of them is in forty workspaces; these are asked for, and as many ordinary ones.
const ASKED: usize = 20;
const ROUNDS: usize = 20;
const BEGINNINGS: [&str; 8] = ["a", "aa", "mart", "k", "koe", "näyte", "ö", "turvan"];

pub(super) async fn play(bench: &Bench, report: &mut Report) -> anyhow::Result<()> {
    if !bench.with_talkoo() {
        return Ok(());
    }
    let emails: Vec<String> = (0..ASKED)
        .flat_map(|number| [number * 50 + 1, number * 50 + 26])
        .map(|number| format!("jasen{number}@suuri-esittely.example"))
        .collect();
    let began = Instant::now();
    let place = bench.ground.prepare_demo("large", SIZE, &emails).await?;
    say(&format!("LARGE: made in {:.1} s", began.elapsed().as_secs_f64()));
    let servers = bench.ground.serve(&place, 1).await?;
    let mut starts = Vec::new();
    let mut searches = Vec::new();
    for run in 1..=bench.runs {
        let found = asked(servers.nodes[0], &place.fixture.tokens).await?;
        say(&format!("LARGE {run}: start {:.2?}, search {:.2?}", found.start, found.search));
        starts.push(found.start.p95);
        searches.push(found.search.p95);
    }
    servers.stop().await?;
    for (figure, found) in [("start screen p95 ms", starts), ("directory search p95 ms", searches)]
    {
        let talkoo = Some(median(found.into_iter()));
        report.add(Line {
            talkoo,
            ratio: talkoo,
            floor: Some(50.0),
            goal: Some(25.0),
            ..Line::named("LARGE", figure)
        });
    }
    Ok(())
}

struct Found {
    start: Percentiles,
    search: Percentiles,
}

async fn asked(node: SocketAddr, tokens: &[String]) -> anyhow::Result<Found> {
    let (mut start, mut search) = (Histogram::default(), Histogram::default());
    let mut line = Asker::connect(node).await?;
    for round in 0..ROUNDS + 1 {
        for (number, token) in tokens.iter().enumerate() {
            let first = line.ask("/api/v1/start", token).await?;
            let beginning = BEGINNINGS[(number + round) % BEGINNINGS.len()];
            let path = format!("/api/v1/directory?query={}&limit=50", encoded(beginning));
            let second = line.ask(&path, token).await?;
            // The first round fills what every database keeps in memory.
            if round > 0 {
                start.add(first);
                search.add(second);
            }
        }
    }
    Ok(Found { start: start.percentiles(), search: search.percentiles() })
}

pub(super) fn encoded(word: &str) -> String {
    word.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// One connection that asks one thing after another.
pub(super) struct Asker {
    stream: BufReader<TcpStream>,
    node: SocketAddr,
}

impl Asker {
    pub(super) async fn connect(node: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(node).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream: BufReader::new(stream), node })
    }

    /// From just before the question is written until the last byte of its answer, in nanoseconds.
    pub(super) async fn ask(&mut self, path: &str, token: &str) -> anyhow::Result<u64> {
        let request = format!(
            "GET {path} HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {token}\r\n\r\n",
            self.node
        );
        let began = Instant::now();
        self.stream.get_mut().write_all(request.as_bytes()).await?;
        let length = self.head(path).await?;
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).await?;
        Ok(u64::try_from(began.elapsed().as_nanos()).unwrap_or(u64::MAX))
    }

    /// Reads the head of an answer that is there; the length of its body.
    async fn head(&mut self, path: &str) -> anyhow::Result<usize> {
        let mut length = None;
        let mut line = String::new();
        let mut is_first = true;
        loop {
            line.clear();
            self.stream.read_line(&mut line).await?;
            let text = line.trim_end();
            if is_first && !text.starts_with("HTTP/1.1 200") {
                bail!("{path} answered {text}");
            }
            is_first = false;
            if text.is_empty() {
                return length.context("an answer without its length");
            }
            if let Some((name, value)) = text.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = Some(value.trim().parse()?);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn letters_of_every_kind_travel() {
        assert_eq!(encoded("aö"), "%61%C3%B6");
    }
}

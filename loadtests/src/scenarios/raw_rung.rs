//! RAW: what the kernel alone takes for the load FULL, and how near the baseline comes. Below 0.7
//! of it the baseline would be no measure, and the ratios would not count.

use std::cell::RefCell;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use super::bench::Bench;
use super::full;
use super::run::median;
use crate::machine::meter::Meter;
use crate::machine::process::Process;
use crate::machine::redis::free_address;
use crate::report::{Line, Report, say};
use crate::target::servers::Kind;

struct RawRun {
    deliveries_per_second: f64,
    cpu_per_million: f64,
}

pub(super) async fn play(bench: &Bench, report: &mut Report) -> anyhow::Result<()> {
    let full = full::load(bench);
    let place = bench.ground.prepare(Kind::Baseline, "raw", full.shape).await?;
    let (mut raw, mut baseline) = (Vec::new(), Vec::new());
    for number in 1..=bench.runs {
        let run = full.once(bench, &place).await?;
        report.note_run("RAW", Kind::Baseline, number, &run);
        let bytes = run.frame_bytes.round() as usize;
        let rung = once(bench, full.shape.members, bytes).await?;
        say(&format!(
            "RAW {number}: {:.0} deliveries/s, {:.2} CPU s/M",
            rung.deliveries_per_second, rung.cpu_per_million
        ));
        raw.push(rung);
        baseline.push(run);
    }
    let rate = median(baseline.iter().map(|run| run.deliveries_per_second));
    let raw_rate = median(raw.iter().map(|rung| rung.deliveries_per_second));
    report.add(Line {
        baseline: Some(rate),
        ratio: Some(rate / raw_rate),
        floor: Some(0.7),
        goal: Some(0.7),
        more_is_better: true,
        ..Line::named("RAW", &format!("deliveries/s of raw {raw_rate:.0}"))
    });
    let cost = median(baseline.iter().map(|run| run.server_cpu_per_million));
    let raw_cost = median(raw.iter().map(|rung| rung.cpu_per_million));
    report.add(Line {
        baseline: Some(cost),
        ratio: Some(cost / raw_cost),
        ..Line::named("RAW", &format!("server CPU s/M of raw {raw_cost:.2}"))
    });
    Ok(())
}

async fn once(bench: &Bench, connections: usize, frame_bytes: usize) -> anyhow::Result<RawRun> {
    let address = free_address()?;
    let arguments = [
        "serve-raw".to_owned(),
        address.to_string(),
        connections.to_string(),
        frame_bytes.to_string(),
        full::WINDOW.to_string(),
    ];
    let log = bench.ground.scratch.join("raw.log");
    let program = std::env::current_exe()?;
    let process = Process::start("the raw rung", &[], &program, &arguments, &[], &log)?;
    let meter = Meter { servers: vec![process.pid()], ..Meter::default() };
    let received = Arc::new(AtomicU64::new(0));
    let mut readers = JoinSet::new();
    for number in 0..connections {
        let mut stream = connect(address).await?;
        if number == 0 {
            // The server starts when all are there, whenever this is said.
            stream.write_all(b"!").await?;
        }
        readers.spawn(drain(stream, Arc::clone(&received)));
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    let (start, before, bytes) = (Instant::now(), meter.cpu(), received.load(Ordering::Relaxed));
    tokio::time::sleep(bench.seconds(10)).await;
    let bytes = received.load(Ordering::Relaxed) - bytes;
    let deliveries = bytes as f64 / frame_bytes as f64;
    Ok(RawRun {
        deliveries_per_second: deliveries / start.elapsed().as_secs_f64(),
        cpu_per_million: meter.cpu().since(&before).server / (deliveries / 1e6),
    })
}

/// The server may not listen yet.
async fn connect(address: SocketAddr) -> anyhow::Result<TcpStream> {
    let end = Instant::now() + Duration::from_secs(5);
    loop {
        match TcpStream::connect(address).await {
            Ok(stream) => return Ok(stream),
            Err(error) if Instant::now() > end => return Err(error.into()),
            Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
}

thread_local! {
    static READ: RefCell<Vec<u8>> = RefCell::new(vec![0; 64 * 1024]);
}

async fn drain(stream: TcpStream, received: Arc<AtomicU64>) {
    while stream.readable().await.is_ok() {
        match READ.with_borrow_mut(|buffer| stream.try_read(buffer)) {
            Ok(0) => return,
            Ok(count) => {
                received.fetch_add(count as u64, Ordering::Relaxed);
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(_) => return,
        }
    }
}

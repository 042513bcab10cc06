//! RAW: what the kernel alone takes for the load FULL, and how near the baseline comes. Below 0.7
//! of it the baseline would be no measure, and the ratios would not count.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::io::Interest;
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

/// How the driver asks for the next messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Arrival {
    /// As messages of many members come.
    OneByOne,
    /// All that may be in flight in one go, so that every write is coalesced in full. No server
    /// meets this; it shows what coalescing could bring at most.
    Together,
}

struct RawRun {
    deliveries_per_second: f64,
    cpu_per_million: f64,
    driver_busy: f64,
}

/// Who has got what: a message is done, and the next is sent, when everybody has all of it.
struct Window {
    connections: usize,
    frame_bytes: usize,
    /// Connections that have the message, for each in flight; the first is number `done`.
    having: VecDeque<usize>,
    done: usize,
    deliveries: u64,
}

impl Window {
    fn new(connections: usize, frame_bytes: usize) -> Arc<Mutex<Self>> {
        let having = VecDeque::from(vec![0; full::WINDOW]);
        Arc::new(Mutex::new(Self { connections, frame_bytes, having, done: 0, deliveries: 0 }))
    }

    /// One connection had `before` bytes and has `after` now. Answers how many messages that
    /// completes.
    fn receive(&mut self, before: usize, after: usize) -> usize {
        for message in before / self.frame_bytes..after / self.frame_bytes {
            self.deliveries += 1;
            self.having[message - self.done] += 1;
        }
        let mut done = 0;
        while self.having.front() == Some(&self.connections) {
            self.having.rotate_left(1);
            if let Some(last) = self.having.back_mut() {
                *last = 0;
            }
            done += 1;
        }
        self.done += done;
        done
    }
}

pub(super) async fn play(bench: &Bench, report: &mut Report) -> anyhow::Result<()> {
    let full = full::load(bench);
    let place = bench.ground.prepare(Kind::Baseline, "raw", full.shape).await?;
    let (mut baseline, mut raw, mut ideal) = (Vec::new(), Vec::new(), Vec::new());
    for number in 1..=bench.runs {
        let run = full.once(bench, &place).await?;
        report.note_run("RAW", Kind::Baseline, number, &run);
        let bytes = run.frame_bytes.round() as usize;
        for (arrival, rungs) in [(Arrival::OneByOne, &mut raw), (Arrival::Together, &mut ideal)] {
            let rung = once(bench, full.shape.members, bytes, arrival).await?;
            say(&format!(
                "RAW {number} {arrival:?}: {:.0} deliveries/s, {:.2} CPU s/M, driver busy {:.0} %",
                rung.deliveries_per_second,
                rung.cpu_per_million,
                rung.driver_busy * 100.0
            ));
            rungs.push(rung);
        }
        baseline.push(run);
    }
    let rate = median(baseline.iter().map(|run| run.deliveries_per_second));
    for (what, rungs, floor) in [("raw", &raw, Some(0.7)), ("raw, eight at once", &ideal, None)] {
        let limit = median(rungs.iter().map(|rung| rung.deliveries_per_second));
        report.add(Line {
            baseline: Some(rate),
            ratio: Some(rate / limit),
            floor,
            goal: floor,
            more_is_better: true,
            ..Line::named("RAW", &format!("deliveries/s of {what}: {limit:.0}"))
        });
    }
    let cost = median(baseline.iter().map(|run| run.server_cpu_per_million));
    let raw_cost = median(raw.iter().map(|rung| rung.cpu_per_million));
    report.add(Line {
        baseline: Some(cost),
        ratio: Some(cost / raw_cost),
        ..Line::named("RAW", &format!("server CPU s/M of raw: {raw_cost:.2}"))
    });
    Ok(())
}

async fn once(
    bench: &Bench,
    connections: usize,
    frame_bytes: usize,
    arrival: Arrival,
) -> anyhow::Result<RawRun> {
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
    let window = Window::new(connections, frame_bytes);
    let mut readers = JoinSet::new();
    let mut sender = None;
    for _ in 0..connections {
        let stream = Arc::new(connect(address).await?);
        let sender = sender.get_or_insert_with(|| Arc::clone(&stream));
        readers.spawn(drain(Arc::clone(&stream), Arc::clone(sender), Arc::clone(&window), arrival));
    }
    if let Some(sender) = sender {
        sender.writable().await?;
        sender.try_write(&[b'!'; full::WINDOW])?;
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    let (start, before, deliveries) = (Instant::now(), meter.cpu(), lock(&window).deliveries);
    tokio::time::sleep(bench.seconds(10)).await;
    let deliveries = (lock(&window).deliveries - deliveries) as f64;
    let cpu = meter.cpu().since(&before);
    let elapsed = start.elapsed().as_secs_f64();
    Ok(RawRun {
        deliveries_per_second: deliveries / elapsed,
        cpu_per_million: cpu.server / (deliveries / 1e6),
        driver_busy: cpu.driver / elapsed,
    })
}

fn lock(window: &Mutex<Window>) -> MutexGuard<'_, Window> {
    window.lock().unwrap_or_else(PoisonError::into_inner)
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

async fn drain(
    stream: Arc<TcpStream>,
    sender: Arc<TcpStream>,
    window: Arc<Mutex<Window>>,
    arrival: Arrival,
) {
    let mut received = 0;
    while stream.readable().await.is_ok() {
        let count = match READ.with_borrow_mut(|buffer| stream.try_read(buffer)) {
            Ok(0) => return,
            Ok(count) => {
                // As the driver's sockets do: a read that would find nothing is saved.
                let _: std::io::Result<()> =
                    stream.try_io(Interest::READABLE, || Err(ErrorKind::WouldBlock.into()));
                count
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => continue,
            Err(_) => return,
        };
        let done = lock(&window).receive(received, received + count);
        received += count;
        let at_once = if arrival == Arrival::Together { done } else { 1 };
        for part in [b'!'; full::WINDOW][..done].chunks(at_once.max(1)) {
            // The buffer is never full of these few bytes.
            if sender.try_write(part).is_err() {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_done_when_everybody_has_all_of_it() {
        let window = Window::new(2, 10);
        let mut window = lock(&window);
        assert_eq!(window.receive(0, 25), 0);
        assert_eq!(window.receive(0, 9), 0);
        assert_eq!(window.receive(9, 20), 2);
        assert_eq!(window.receive(20, 80), 0);
        assert_eq!(window.receive(25, 100), 6);
        assert_eq!((window.done, window.deliveries), (8, 18));
    }
}

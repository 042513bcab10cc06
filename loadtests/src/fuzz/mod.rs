//! Seeded structured fuzzing of a real server: golden frames and the bodies of the server's own
//! description, bent in ways that a program or an attacker could, over real sockets and HTTP. The
//! server must answer all of it with a refusal or an act: no panic, no 5xx, nobody else disturbed,
//! and its memory comes back.
//!
//! The same seed bends the same things in the same way. Ids differ from run to run, and so does what
//! other lanes have done meanwhile.

mod ground;
mod words;
mod bend;
mod corpus;
mod schema;
mod wire;
mod frames;
mod bodies;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::bail;
use futures_util::future::join_all;

use ground::Ground;

/// Tasks beside each other, of each sort.
const LANES: u64 = 3;
/// Of all inputs, those after which the memory is taken as usual.
const WARM_UP: f64 = 0.2;
/// What may be left of it at the end.
const GROWTH: f64 = 1.10;
/// The server clears up what it held for sockets that have gone.
const REST: Duration = Duration::from_secs(2);

pub(crate) struct Wanted {
    pub(crate) seed: u64,
    pub(crate) count: u64,
    pub(crate) server: PathBuf,
    pub(crate) scratch: PathBuf,
}

/// What the lanes have seen.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    pub(crate) sent: u64,
    pub(crate) acks: u64,
    pub(crate) refusals: u64,
    pub(crate) closes: u64,
    pub(crate) answers: u64,
    pub(crate) violations: Vec<String>,
}

impl Seen {
    fn add(&mut self, other: Self) {
        self.sent += other.sent;
        self.acks += other.acks;
        self.refusals += other.refusals;
        self.closes += other.closes;
        self.answers += other.answers;
        self.violations.extend(other.violations);
    }
}

/// Plays all of it and prints a verdict; true when nothing was violated.
#[expect(clippy::print_stdout, reason = "the verdict is what this is for")]
pub(crate) async fn run(wanted: Wanted) -> anyhow::Result<bool> {
    let ground = Ground::start(&wanted.server, &wanted.scratch).await?;
    println!("fuzz: seed {}, {} inputs", wanted.seed, wanted.count);
    let began = Instant::now();
    let warm = (wanted.count as f64 * WARM_UP) as u64;
    let mut seen = play(&ground, wanted.seed, warm).await;
    tokio::time::sleep(REST).await;
    let before = ground.memory_kib();
    seen.add(play(&ground, wanted.seed.wrapping_add(1_000), wanted.count - warm).await);
    tokio::time::sleep(REST).await;
    let after = ground.memory_kib();
    if let Err(problem) = ground.still_serves().await {
        seen.violations.push(format!("it does not serve any more: {problem:#}"));
    }
    seen.violations.extend(ground.complaints());
    if after as f64 > before as f64 * GROWTH && wanted.count >= MEASURED_FROM {
        seen.violations.push(format!("memory grew from {before} to {after} KiB"));
    }
    println!(
        "fuzz: {} inputs in {:.0} s: {} acks, {} refusals, {} closes, {} answers over HTTP; \
         memory {before} KiB after the first {warm}, {after} KiB at the end",
        seen.sent,
        began.elapsed().as_secs_f64(),
        seen.acks,
        seen.refusals,
        seen.closes,
        seen.answers,
    );
    for violation in seen.violations.iter().take(8) {
        println!("violation: {violation}");
    }
    let good = seen.violations.is_empty();
    println!("fuzz: {}", if good { "nothing violated" } else { "VIOLATED" });
    if seen.acks == 0 || seen.answers == 0 {
        bail!("nothing came through: this fuzzed nobody");
    }
    Ok(good)
}

/// With fewer inputs the caches are still filling.
const MEASURED_FROM: u64 = 20_000;

async fn play(ground: &Ground, seed: u64, count: u64) -> Seen {
    let each = count / (2 * LANES);
    let rest = count - each * (2 * LANES - 1);
    let lanes = (0..LANES).flat_map(|lane| [(lane, true), (lane, false)]);
    let played = join_all(lanes.map(|(lane, is_frames)| async move {
        let share = if (lane, is_frames) == (0, true) { rest } else { each };
        let seed = seed.wrapping_mul(31).wrapping_add(lane);
        if is_frames {
            frames::play(ground, seed, share).await
        } else {
            bodies::play(ground, seed, share).await
        }
    }));
    let mut seen = Seen::default();
    for lane in played.await {
        seen.add(lane);
    }
    seen
}

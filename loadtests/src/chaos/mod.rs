//! The failure test: three nodes, Postgres and Redis under members who talk, while all of it is
//! killed, frozen and cut by a plan; then a judgement over everything that was said and heard.
//! One number, the seed, tells the plan; the machine decides the rest.

mod plan;
mod proxy;
mod history;
mod company;
mod disk;
mod ground;
mod faults;
mod device;
mod acts;
mod member;
mod prowl;
mod pulse;
mod setting;
mod quiet;
mod truth;
mod check;
mod planted;
mod verdict;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::machine::limits;
use crate::report::say;
use crate::target::fixture::Shape;
use faults::Director;
use ground::Ground;
use plan::{Fault, Plan};
use verdict::Verdict;

#[derive(Clone)]
pub(crate) struct Wanted {
    pub(crate) seed: u64,
    pub(crate) seconds: u64,
    pub(crate) server: PathBuf,
    /// All when none is named.
    pub(crate) faults: Vec<String>,
    pub(crate) nodes: usize,
    pub(crate) members: usize,
    /// Between two acts of one member.
    pub(crate) thinks: Duration,
    /// What every limit of time is multiplied by, for a slow machine.
    pub(crate) patience: u32,
    /// The bug that the server is to have.
    pub(crate) bug: Option<String>,
    pub(crate) scratch: PathBuf,
}

pub(crate) use planted::prove;

/// Plays one run and judges it; true when nothing was wrong.
pub(crate) async fn run(wanted: &Wanted) -> anyhow::Result<bool> {
    limits::raise();
    let verdict = play(wanted).await?;
    say(&verdict.text());
    Ok(verdict.is_good())
}

async fn play(wanted: &Wanted) -> anyhow::Result<Verdict> {
    let faults =
        if wanted.faults.is_empty() { Fault::ALL.to_vec() } else { Fault::named(&wanted.faults)? };
    let scratch = ground::scratch(&wanted.scratch)?;
    let shape =
        Shape { members: wanted.members, channels: setting::PRIVATE, per_channel: wanted.members };
    let bug = wanted.bug.as_deref();
    let ground = Ground::prepare(&wanted.server, &scratch, shape, wanted.nodes, bug).await?;
    let mut company = setting::company(&ground).await?;
    company.thinks = wanted.thinks;
    company.answer_within *= wanted.patience;
    let company = Arc::new(company);
    let patience = wanted.patience;
    let mut director = Director { ground, company: company.clone(), played: Vec::new(), patience };
    let possible: Vec<Fault> =
        faults.iter().copied().filter(|fault| director.can(*fault)).collect();
    for fault in faults.iter().filter(|fault| !possible.contains(fault)) {
        say(&format!("left out, this machine cannot do it: {}", fault.word()));
    }

    let (devices, mut living) = setting::people_come(&company, wanted.seed);
    let mut prowling = JoinSet::new();
    prowling.spawn(prowl::prowl(company.clone(), wanted.seed));
    prowling.spawn(pulse::beat(company.history.clone(), wanted.nodes));
    let began = Instant::now();
    let lasts = Duration::from_secs(wanted.seconds);
    for step in Plan::new(wanted.seed, possible.clone(), wanted.nodes) {
        if began.elapsed() >= lasts {
            break;
        }
        director.play(step).await?;
    }
    if possible.is_empty() {
        tokio::time::sleep(lasts).await;
    }
    let took = began.elapsed();
    quiet::wait(&company, &devices, patience).await;
    director.ground.tend().await?;
    living.shutdown().await;
    prowling.shutdown().await;

    let truth = truth::read(&company).await?;
    let setting = check::Setting {
        channels: company.places.iter().map(|place| place.channel).collect(),
        slack: u64::from(patience) * 1_000_000_000,
    };
    let Director { ground, played, .. } = director;
    ground.end().await?;
    drop(devices);
    let mut record = std::mem::take(&mut *company.history.record());
    let mut wrong = std::mem::take(&mut record.wrong);
    wrong.extend(check::check(&record, &truth, &setting));
    let mut counts: BTreeMap<Fault, usize> = BTreeMap::new();
    for fault in played {
        *counts.entry(fault).or_default() += 1;
    }
    // What a planted bug did is no riddle.
    if wrong.is_empty() || wanted.bug.is_some() {
        fs::remove_dir_all(&scratch)?;
    } else {
        say(&format!("logs are kept in {}", scratch.display()));
    }
    Ok(Verdict { seed: wanted.seed, took, record, faults: counts, wrong })
}

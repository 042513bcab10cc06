//! A load that is run against the baseline, its durable form and Talkoo in turn, so that all meet
//! the same machine in the same minutes, and judged by the ratio of the medians. The floors hold for
//! the send path, with the jobs paused; what the jobs add to its CPU has a bound of its own.

use super::bench::Bench;
use super::run::{self, Load, Run, median};
use super::seating::Seating;
use crate::client::crowd::Crowd;
use crate::report::{Line, Report};
use crate::target::fixture::Shape;
use crate::target::servers::{Kind, Place};

pub(crate) struct Paired {
    pub(crate) name: &'static str,
    pub(crate) shape: Shape,
    pub(crate) load: Load,
    pub(crate) judged: &'static [Judged],
    /// Printed beside, without a floor.
    pub(crate) shown: &'static [Shown],
}

/// A figure with a floor and a goal, both as ratios to the durable baseline.
pub(crate) struct Judged {
    pub(crate) figure: &'static str,
    pub(crate) of: fn(&Run) -> f64,
    pub(crate) floor: f64,
    pub(crate) goal: f64,
    /// Whether the ratio must stay above, not below.
    pub(crate) more_is_better: bool,
}

pub(crate) struct Shown {
    pub(crate) figure: &'static str,
    pub(crate) of: fn(&Run) -> f64,
}

/// Runs per kind of server, in the order of [`KINDS`].
#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) runs: [Vec<Run>; 4],
}

const KINDS: [Kind; 4] = [Kind::Baseline, Kind::Durable, Kind::Talkoo, Kind::Paused];

/// Times the CPU of the send path that sending and jobs together may take, and should.
const WITH_JOBS: (f64, f64) = (2.0, 1.5);

impl Paired {
    pub(crate) async fn play(&self, bench: &Bench, report: &mut Report) -> anyhow::Result<Outcome> {
        let mut outcome = Outcome::default();
        let mut places: Vec<Place> = Vec::new();
        for kind in KINDS.into_iter().filter(|kind| bench.measures(*kind)) {
            places.push(bench.ground.prepare(kind, &name_of(self.name), self.shape).await?);
        }
        for number in 1..=bench.runs {
            for place in &places {
                let run = self.once(bench, place).await?;
                report.note_run(self.name, place.kind, number, &run);
                outcome.runs[place.kind as usize].push(run);
            }
        }
        self.judge(&outcome, report);
        Ok(outcome)
    }

    pub(super) async fn once(&self, bench: &Bench, place: &Place) -> anyhow::Result<Run> {
        let servers = bench.ground.serve(place, 1).await?;
        let seating = Seating::of(&place.fixture, &servers, usize::MAX).await?;
        let mut crowd = Crowd::empty();
        crowd.join(seating.everybody()?).await?;
        let run = run::run(&crowd, &servers.meter, self.load, bench.texts()?).await?;
        crowd.dismiss().await;
        servers.stop().await?;
        Ok(run)
    }

    fn judge(&self, outcome: &Outcome, report: &mut Report) {
        for judged in self.judged {
            report.add(Line {
                floor: Some(judged.floor),
                goal: Some(judged.goal),
                more_is_better: judged.more_is_better,
                ..self.line(outcome, judged.figure, judged.of)
            });
        }
        for shown in self.shown {
            report.add(self.line(outcome, shown.figure, shown.of));
        }
        let [_, _, working, paused] = outcome.medians(|run| run.cpu_per_million);
        report.add(Line {
            durable: paused,
            talkoo: working,
            ratio: working.zip(paused).map(|(working, paused)| working / paused),
            floor: Some(WITH_JOBS.0),
            goal: Some(WITH_JOBS.1),
            ..Line::named(self.name, "CPU s/M with jobs, against paused")
        });
    }

    fn line(&self, outcome: &Outcome, figure: &str, of: fn(&Run) -> f64) -> Line {
        let [baseline, durable, _, talkoo] = outcome.medians(of);
        let ratio = talkoo.zip(durable).map(|(talkoo, durable)| talkoo / durable);
        Line { baseline, durable, talkoo, ratio, ..Line::named(self.name, figure) }
    }
}

impl Outcome {
    pub(crate) fn medians(&self, of: fn(&Run) -> f64) -> [Option<f64>; 4] {
        self.runs.each_ref().map(|runs| (!runs.is_empty()).then(|| median(runs.iter().map(of))))
    }
}

fn name_of(load: &str) -> String {
    load.to_lowercase().replace(' ', "_")
}

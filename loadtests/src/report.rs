//! What a bench says: a line as each run ends, a table at the end, and the same as JSON. It judges
//! by the floors and goals that the loads bring, and knows none itself.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use crate::measure::tally::Faults;
use crate::scenarios::run::Run;
use crate::target::servers::Kind;

/// One figure of one load.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub(crate) struct Line {
    pub(crate) load: String,
    pub(crate) figure: String,
    pub(crate) baseline: Option<f64>,
    pub(crate) durable: Option<f64>,
    pub(crate) talkoo: Option<f64>,
    /// What is judged: a ratio, or where the budget is absolute the figure itself.
    pub(crate) ratio: Option<f64>,
    pub(crate) floor: Option<f64>,
    pub(crate) goal: Option<f64>,
    pub(crate) more_is_better: bool,
}

#[derive(serde::Serialize)]
struct NotedRun {
    load: String,
    target: String,
    number: usize,
    run: Run,
}

#[derive(Default, serde::Serialize)]
pub(crate) struct Report {
    pub(crate) date: String,
    pub(crate) machine: Vec<String>,
    lines: Vec<Line>,
    runs: Vec<NotedRun>,
    faults: Faults,
    /// Loads that did not come to their end, with the reason.
    pub(crate) failed: Vec<String>,
}

impl Line {
    pub(crate) fn named(load: &str, figure: &str) -> Self {
        Self { load: load.to_owned(), figure: figure.to_owned(), ..Self::default() }
    }

    fn verdict(&self) -> &'static str {
        let (Some(ratio), Some(floor), Some(goal)) = (self.ratio, self.floor, self.goal) else {
            return "";
        };
        let reaches = |bound: f64| {
            if self.more_is_better { ratio >= bound } else { ratio <= bound }
        };
        match (reaches(goal), reaches(floor)) {
            (true, _) => "goal",
            (false, true) => "floor",
            (false, false) => "MISSED",
        }
    }
}

impl Report {
    pub(crate) fn add(&mut self, line: Line) {
        self.lines.push(line);
    }

    pub(crate) fn note_run(&mut self, load: &str, target: Kind, number: usize, run: &Run) {
        let durations = &run.durations;
        say(&format!(
            "{load} {number} {target:?}: ack {:.2}/{:.2} ms, delivery {:.2}/{:.2}/{:.2}/{:.2} ms, last {:.2}/{:.2} ms, \
             {:.0} messages/s, {:.0} deliveries/s, {:.2} CPU s/M (server {:.2}, Postgres {:.2}), \
             {:.0} bytes a frame, driver busy {:.0} %, load {}",
            durations.ack.p50,
            durations.ack.p99,
            durations.delivery.p50,
            durations.delivery.p95,
            durations.delivery.p99,
            durations.delivery.max,
            durations.last.p50,
            durations.last.p99,
            run.messages_per_second,
            run.deliveries_per_second,
            run.cpu_per_million,
            run.server_cpu_per_million,
            run.postgres_cpu_per_million,
            run.frame_bytes,
            run.driver_busy * 100.0,
            crate::machine::meter::load_average(),
        ));
        if run.faults != Faults::default() {
            say(&format!("  FAULTS: {:?} {}", run.faults, run.complaint.as_deref().unwrap_or("")));
        }
        self.faults.add(&run.faults);
        self.runs.push(NotedRun {
            load: load.to_owned(),
            target: format!("{target:?}").to_lowercase(),
            number,
            run: run.clone(),
        });
    }

    pub(crate) fn table(&self) -> String {
        let mut text = String::from(
            "| load | figure | baseline | durable | Talkoo | ratio | floor | goal | |\n\
             |---|---|---|---|---|---|---|---|---|\n",
        );
        let number = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), short);
        for line in &self.lines {
            let sign = if line.more_is_better { "≥" } else { "≤" };
            let bound = |value: Option<f64>| {
                value.map_or_else(String::new, |value| format!("{sign} {}", short(value)))
            };
            let _ = writeln!(
                text,
                "| {} | {} | {} | {} | {} | {} | {} | {} | {} |",
                line.load,
                line.figure,
                number(line.baseline),
                number(line.durable),
                number(line.talkoo),
                number(line.ratio),
                bound(line.floor),
                bound(line.goal),
                line.verdict()
            );
        }
        let faults = &self.faults;
        let _ = writeln!(
            text,
            "\nlost {}, doubled {}, misordered {}, altered {}, refused {}, reset {}, closed {}",
            faults.lost,
            faults.doubled,
            faults.misordered,
            faults.altered,
            faults.refused,
            faults.reset,
            faults.closed
        );
        for failed in &self.failed {
            let _ = writeln!(text, "FAILED {failed}");
        }
        text
    }

    /// Whether every floor was reached and nothing went wrong.
    pub(crate) fn is_good(&self) -> bool {
        self.failed.is_empty()
            && self.faults == Faults::default()
            && self.lines.iter().all(|line| line.verdict() != "MISSED")
    }

    pub(crate) fn save(&self, path: &Path) -> anyhow::Result<()> {
        std::fs::write(path, serde_json::to_string_pretty(self)?)?;
        Ok(())
    }
}

/// One line for the person who waits.
pub(crate) fn say(text: &str) {
    // Nobody reads: then nothing is lost.
    let _: std::io::Result<()> = writeln!(std::io::stdout().lock(), "{text}");
}

fn short(value: f64) -> String {
    match value {
        value if value.abs() >= 1_000.0 => format!("{value:.0}"),
        value if value.abs() >= 100.0 => format!("{value:.1}"),
        value => format!("{value:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(ratio: f64, more_is_better: bool) -> Line {
        let (floor, goal) = if more_is_better { (0.6, 0.8) } else { (1.5, 1.2) };
        Line {
            ratio: Some(ratio),
            floor: Some(floor),
            goal: Some(goal),
            more_is_better,
            ..Line::named("BUSY", "p50")
        }
    }

    #[test]
    fn a_ratio_is_judged_from_its_own_side() {
        for (ratio, more, verdict) in [
            (1.1, false, "goal"),
            (1.4, false, "floor"),
            (1.6, false, "MISSED"),
            (0.9, true, "goal"),
            (0.7, true, "floor"),
            (0.5, true, "MISSED"),
        ] {
            assert_eq!(line(ratio, more).verdict(), verdict, "{ratio}");
        }
        assert_eq!(Line::named("IDLE", "bare").verdict(), "");
    }

    #[test]
    fn a_single_fault_spoils_the_report() {
        let mut report = Report::default();
        report.add(line(1.0, false));
        assert!(report.is_good());
        report.note_run(
            "BUSY",
            Kind::Talkoo,
            1,
            &Run { faults: Faults { lost: 1, ..Faults::default() }, ..Run::default() },
        );
        assert!(!report.is_good());
        assert!(report.table().contains("lost 1,"));
    }
}

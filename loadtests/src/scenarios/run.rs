//! One run of one load against running servers: warm up, measure, settle, count.

use std::time::{Duration, Instant};

use crate::client::crowd::Crowd;
use crate::client::pace::{self, Pace, Pen, Texts};
use crate::machine::meter::{Cpu, Meter};
use crate::measure::tally::{Durations, Faults};

/// What members write and for how long.
#[derive(Clone, Copy)]
pub(crate) struct Load {
    pub(crate) pace: Pace,
    pub(crate) warm: Duration,
    pub(crate) measured: Duration,
}

/// The figures of one run.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub(crate) struct Run {
    pub(crate) durations: Durations,
    pub(crate) deliveries_per_second: f64,
    pub(crate) messages_per_second: f64,
    pub(crate) messages: u64,
    /// CPU seconds per million deliveries, of all that serves and of its parts.
    pub(crate) cpu_per_million: f64,
    pub(crate) server_cpu_per_million: f64,
    pub(crate) postgres_cpu_per_million: f64,
    /// Share of its core that the load driver used; near 1 it is the driver that is measured.
    pub(crate) driver_busy: f64,
    pub(crate) frame_bytes: f64,
    pub(crate) faults: Faults,
    pub(crate) complaint: Option<String>,
}

/// Anything that comes twice or late comes within this time after all has settled.
const AFTERMATH: Duration = Duration::from_millis(300);

pub(crate) async fn run(
    crowd: &Crowd,
    meter: &Meter,
    load: Load,
    texts: Texts,
) -> anyhow::Result<Run> {
    let mut pen = Pen::new(texts);
    pen.write(crowd, load.pace, load.warm).await?;
    let (start, before) = (Instant::now(), meter.cpu());
    let now = crowd.scene.now();
    crowd.scene.tally().count_from(now);
    pen.write(crowd, load.pace, load.measured).await?;
    let elapsed = start.elapsed().as_secs_f64();
    let (deliveries, messages) = {
        let tally = crowd.scene.tally();
        (tally.deliveries as f64, tally.messages as f64)
    };
    pace::settle(crowd).await?;
    let cpu = meter.cpu().since(&before);
    let whole = start.elapsed().as_secs_f64();
    tokio::time::sleep(AFTERMATH).await;
    crowd.count_lost();
    Ok(Run {
        deliveries_per_second: deliveries / elapsed,
        messages_per_second: messages / elapsed,
        driver_busy: cpu.driver / whole,
        ..figures(crowd, &cpu)
    })
}

fn figures(crowd: &Crowd, cpu: &Cpu) -> Run {
    let tally = crowd.scene.tally();
    let millions = tally.deliveries as f64 / 1e6;
    Run {
        durations: tally.durations(),
        messages: tally.messages,
        cpu_per_million: cpu.serving() / millions,
        server_cpu_per_million: cpu.server / millions,
        postgres_cpu_per_million: cpu.postgres / millions,
        frame_bytes: tally.bytes as f64 / tally.deliveries as f64,
        faults: tally.faults,
        complaint: tally.complaint.clone(),
        ..Run::default()
    }
}

/// The middle one; of two, their mean.
pub(crate) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => f64::NAN,
        count if count % 2 == 1 => values[middle],
        _ => f64::midpoint(values[middle - 1], values[middle]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle() {
        assert!(median([3.0, 1.0, 2.0].into_iter()) == 2.0);
        assert!(median([4.0, 1.0].into_iter()) == 2.5);
        assert!(median(std::iter::empty()).is_nan());
    }
}

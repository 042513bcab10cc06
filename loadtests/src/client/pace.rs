//! When members write: so many a second whatever happens, or always so many in flight. A message
//! is in flight until it is acknowledged and with every member of its channel.

use std::time::{Duration, Instant};

use anyhow::bail;
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use tokio::time::MissedTickBehavior;

use super::crowd::Crowd;
use super::scan::STAMP_DIGITS;

/// How long the last messages of a load may take to reach everybody.
const SETTLE_WITHIN: Duration = Duration::from_secs(15);

#[derive(Clone, Copy, Debug)]
pub(crate) enum Pace {
    PerSecond(u32),
    InFlight(usize),
}

/// What members write, one after another and from the start again.
pub(crate) struct Texts {
    lines: Vec<String>,
    next: usize,
}

pub(crate) struct Pen {
    random: StdRng,
    texts: Texts,
}

impl Texts {
    /// Texts of 200 bytes, send time included.
    pub(crate) fn plain() -> Self {
        let words = "the quick brown fox meets the lazy dog at the market place and they talk ";
        let line: String = words.chars().cycle().take(200 - STAMP_DIGITS - 2).collect();
        Self { lines: vec![line], next: 0 }
    }

    pub(crate) fn of_lines(text: &str) -> anyhow::Result<Self> {
        let lines: Vec<String> = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect();
        if lines.is_empty() {
            bail!("the text has no line that is not empty");
        }
        Ok(Self { lines, next: 0 })
    }

    fn next(&mut self) -> &str {
        self.next = (self.next + 1) % self.lines.len();
        &self.lines[self.next]
    }
}

impl Pen {
    pub(crate) fn new(texts: Texts) -> Self {
        Self { random: StdRng::from_os_rng(), texts }
    }

    /// Lets the crowd write for this long.
    pub(crate) async fn write(
        &mut self,
        crowd: &Crowd,
        pace: Pace,
        time: Duration,
    ) -> anyhow::Result<()> {
        let end = Instant::now() + time;
        match pace {
            Pace::PerSecond(rate) => self.write_at(crowd, f64::from(rate), end).await,
            Pace::InFlight(window) => self.write_within(crowd, window, end).await,
        }
    }

    async fn write_at(&mut self, crowd: &Crowd, rate: f64, end: Instant) -> anyhow::Result<()> {
        let start = Instant::now();
        let step = Duration::from_secs_f64((1.0 / rate).max(0.001));
        let mut tick = tokio::time::interval(step);
        tick.set_missed_tick_behavior(MissedTickBehavior::Burst);
        let mut sent = 0.0;
        while Instant::now() < end {
            tick.tick().await;
            let due = start.elapsed().as_secs_f64() * rate;
            while sent < due {
                self.send(crowd).await?;
                sent += 1.0;
            }
        }
        Ok(())
    }

    async fn write_within(
        &mut self,
        crowd: &Crowd,
        window: usize,
        end: Instant,
    ) -> anyhow::Result<()> {
        let settled = crowd.scene.tally().settled();
        while Instant::now() < end {
            while crowd.scene.tally().in_flight() < window {
                self.send(crowd).await?;
            }
            let patience = tokio::time::timeout(SETTLE_WITHIN, settled.notified()).await;
            if patience.is_err() {
                bail!("no message arrived within {SETTLE_WITHIN:?}: {}", complaint(crowd));
            }
        }
        Ok(())
    }

    async fn send(&mut self, crowd: &Crowd) -> anyhow::Result<()> {
        let voice = &crowd.voices[self.random.random_range(0..crowd.voices.len())];
        let client_id = uuid::Builder::from_random_bytes(self.random.random()).into_uuid();
        let ticket = crowd.scene.tally().sending(crowd.scene.now());
        let channel = String::from_utf8_lossy(&voice.channel.name);
        let item = String::from_utf8_lossy(&voice.channel.main_item);
        let text = serde_json::to_string(&format!(
            "t{:0width$} {}",
            ticket.stamp,
            self.texts.next(),
            width = STAMP_DIGITS
        ))?;
        let reference = ticket.reference;
        voice
            .writer
            .text(&format!(
                r#"{{"t":"send","ref":{reference},"client_id":"{client_id}","channel":"{channel}","item":"{item}","text":{text}}}"#
            ))
            .await
    }
}

/// Waits until every message is acknowledged and with everybody.
pub(crate) async fn settle(crowd: &Crowd) -> anyhow::Result<()> {
    let settled = crowd.scene.tally().settled();
    let end = Instant::now() + SETTLE_WITHIN;
    while crowd.scene.tally().in_flight() > 0 {
        let left = end.saturating_duration_since(Instant::now());
        if tokio::time::timeout(left, settled.notified()).await.is_err() {
            let count = crowd.scene.tally().in_flight();
            bail!("{count} messages never reached everybody: {}", complaint(crowd));
        }
    }
    Ok(())
}

fn complaint(crowd: &Crowd) -> String {
    let tally = crowd.scene.tally();
    let said = tally.complaint.clone().unwrap_or_else(|| "nobody said why".to_owned());
    format!("{said} ({:?})", tally.faults)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_line_by_line_and_begin_again() {
        let mut texts = Texts::of_lines("hei\n\n  hej  \n").unwrap();
        let read: Vec<String> = (0..3).map(|_| texts.next().to_owned()).collect();
        assert_eq!(read, ["hej", "hei", "hej"]);
        assert!(Texts::of_lines(" \n").is_err());
        assert_eq!(Texts::plain().next().len() + STAMP_DIGITS + 2, 200);
    }
}

//! Carries out one step of the plan after the other, and mends everything after each.
#![expect(clippy::wildcard_enum_match_arm, reason = "each function carries out its own faults")]

use std::sync::Arc;
use std::time::Duration;

use tokio::time::sleep;

use super::company::Company;
use super::ground::{self, Ground};
use super::plan::{Fault, Step};
use super::proxy::Weather::{Clear, Delay, Stall, Swallow};

/// How late a slow line is.
const LATE: Duration = Duration::from_millis(40);

pub(super) struct Director {
    pub(super) ground: Ground,
    pub(super) company: Arc<Company>,
    pub(super) played: Vec<Fault>,
    /// What a slow machine multiplies every limit by.
    pub(super) patience: u32,
}

impl Director {
    /// Whether a fault can be made on this machine.
    pub(super) fn can(&self, fault: Fault) -> bool {
        match fault {
            Fault::FullDisk => self.ground.disk.is_some(),
            Fault::WrongClock => ground::has_false_clock(),
            _ => true,
        }
    }

    pub(super) async fn play(&mut self, step: Step) -> anyhow::Result<()> {
        sleep(step.calm).await;
        self.played.push(step.fault);
        if let Some(with) = step.with {
            self.played.push(with);
            self.line_fault(with, step).await?;
        }
        self.one(step).await?;
        self.mend(step);
        self.ground.tend().await
    }

    async fn one(&mut self, step: Step) -> anyhow::Result<()> {
        match step.fault {
            Fault::KillNode
            | Fault::KillNodes
            | Fault::FreezeNode
            | Fault::Roll
            | Fault::LosePublish
            | Fault::WrongClock => self.node_fault(step).await,
            Fault::KillRedis
            | Fault::FreezeRedis
            | Fault::StopPostgres
            | Fault::FreezePostgres
            | Fault::FullDisk => self.store_fault(step).await,
            fault => {
                self.line_fault(fault, step).await?;
                sleep(step.lasts).await;
                if fault == Fault::HalfOpen {
                    // Until the node has noticed by itself.
                    sleep(Duration::from_secs(4)).await;
                }
                Ok(())
            }
        }
    }

    async fn node_fault(&mut self, step: Step) -> anyhow::Result<()> {
        let all: Vec<usize> = (0..self.ground.nodes.len()).collect();
        let hit = match step.fault {
            Fault::KillNodes | Fault::Roll => all,
            _ => vec![step.node],
        };
        for node in &hit {
            self.ground.history.trouble(*node);
        }
        match step.fault {
            Fault::KillNode | Fault::KillNodes => {
                for node in &hit {
                    self.ground.kill(*node)?;
                }
                sleep(step.lasts / 2).await;
            }
            Fault::FreezeNode => {
                let process = self.ground.nodes[step.node].process.as_ref();
                if let Some(process) = process {
                    process.signal("STOP")?;
                    sleep(step.lasts * 2).await;
                    process.signal("CONT")?;
                }
            }
            Fault::Roll => {
                for node in &hit {
                    self.ground.leave(*node, self.patience).await?;
                    self.ground.start(*node, 0).await?;
                }
            }
            Fault::LosePublish => {
                self.ground.nodes[step.node].redis.weather(Swallow, Clear);
                sleep(step.lasts / 3).await;
                self.ground.kill(step.node)?;
                self.ground.nodes[step.node].redis.clear();
            }
            Fault::WrongClock => {
                self.ground.kill(step.node)?;
                let days = if step.lasts.as_millis().is_multiple_of(2) { 1 } else { -1 };
                self.ground.start(step.node, days).await?;
            }
            _ => {}
        }
        for node in &hit {
            if self.ground.nodes[*node].process.is_none() {
                self.ground.start(*node, 0).await?;
            }
            self.ground.history.calm(*node);
        }
        Ok(())
    }

    async fn store_fault(&mut self, step: Step) -> anyhow::Result<()> {
        let Ground { redis, postgres, disk, scratch, .. } = &mut self.ground;
        match step.fault {
            Fault::KillRedis => {
                redis.process.kill()?;
                sleep(step.lasts).await;
                redis.start_again(scratch).await?;
            }
            Fault::FreezeRedis => {
                redis.process.signal("STOP")?;
                sleep(step.lasts * 2).await;
                redis.process.signal("CONT")?;
            }
            Fault::StopPostgres => {
                postgres.process.stop("QUIT").await?;
                sleep(step.lasts / 2).await;
                postgres.start_again().await?;
            }
            Fault::FreezePostgres => {
                postgres.process.signal("STOP")?;
                sleep(step.lasts * 2).await;
                postgres.process.signal("CONT")?;
            }
            Fault::FullDisk => {
                if let Some(disk) = disk {
                    disk.fill().await?;
                    sleep(step.lasts).await;
                    disk.free()?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Begins a fault of the lines; [`Self::mend`] ends it.
    async fn line_fault(&self, fault: Fault, step: Step) -> anyhow::Result<()> {
        let node = &self.ground.nodes[step.node];
        if is_of_clients(fault) {
            self.ground.history.trouble(step.node);
        }
        match fault {
            Fault::CutClients => node.clients.cut(),
            Fault::StallClients => node.clients.weather(Stall, Stall),
            Fault::DelayClients => node.clients.weather(Delay(LATE), Delay(LATE)),
            Fault::HalfOpen => node.clients.weather(Swallow, Swallow),
            Fault::SlowReaders => {
                for number in 0..self.ground.nodes.len() {
                    self.ground.history.trouble(number);
                }
                self.company.nap(step.lasts * 2);
            }
            Fault::CutAcks => node.clients.weather(Clear, Swallow),
            Fault::CutCommits => node.postgres.weather(Clear, Swallow),
            Fault::CutRedis => node.redis.cut(),
            Fault::StallRedis => node.redis.weather(Stall, Stall),
            Fault::DelayRedis => node.redis.weather(Delay(LATE), Delay(LATE)),
            Fault::CutPostgres => node.postgres.cut(),
            Fault::StallPostgres => node.postgres.weather(Stall, Stall),
            Fault::DelayPostgres => node.postgres.weather(Delay(LATE), Delay(LATE)),
            Fault::EndSessions => self.ground.end_sessions().await?,
            _ => {}
        }
        Ok(())
    }

    /// All lines are well again. What was cut on purpose breaks here, so that no answer that was
    /// held back comes after all.
    fn mend(&self, step: Step) {
        let node = &self.ground.nodes[step.node];
        for fault in [Some(step.fault), step.with].into_iter().flatten() {
            match fault {
                Fault::CutAcks | Fault::HalfOpen => node.clients.cut(),
                Fault::CutCommits => node.postgres.cut(),
                Fault::SlowReaders => {
                    for number in 0..self.ground.nodes.len() {
                        self.ground.history.calm(number);
                    }
                }
                _ => {}
            }
            if is_of_clients(fault) {
                self.ground.history.calm(step.node);
            }
        }
        node.clients.clear();
        node.redis.clear();
        node.postgres.clear();
    }
}

/// While these last, a node cannot be blamed for silence.
fn is_of_clients(fault: Fault) -> bool {
    [Fault::CutClients, Fault::StallClients, Fault::DelayClients, Fault::HalfOpen, Fault::CutAcks]
        .contains(&fault)
}

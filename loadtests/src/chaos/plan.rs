//! What goes wrong, and when: drawn from the seed alone, so a run can be told again by its number.
//! Faults come like cards from a deck, so a run of some length has met each of them.

use std::time::Duration;

use anyhow::bail;
use rand::rngs::StdRng;
use rand::seq::SliceRandom as _;
use rand::{Rng as _, SeedableRng as _};

macro_rules! faults {
    ($($(#[$doc:meta])* $name:ident = $word:literal;)*) => {
        /// One way in which a part of the whole can fail.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub(crate) enum Fault {
            $($(#[$doc])* $name,)*
        }

        impl Fault {
            pub(crate) const ALL: &'static [Self] = &[$(Self::$name),*];

            pub(crate) fn word(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)*
                }
            }
        }
    };
}

faults! {
    /// A node is killed and starts again.
    KillNode = "kill-node";
    /// All nodes at once.
    KillNodes = "kill-nodes";
    /// A node stands still and goes on.
    FreezeNode = "freeze-node";
    /// Every node is asked to leave, one after the other.
    Roll = "roll";
    /// Redis is killed and comes back empty.
    KillRedis = "kill-redis";
    FreezeRedis = "freeze-redis";
    /// Postgres is stopped without a goodbye and recovers.
    StopPostgres = "stop-postgres";
    FreezePostgres = "freeze-postgres";
    /// Every session of the servers is thrown out of Postgres.
    EndSessions = "end-sessions";
    /// A node's clients are cut off by a reset.
    CutClients = "cut-clients";
    StallClients = "stall-clients";
    DelayClients = "delay-clients";
    /// Clients go without a word; their node is not told.
    HalfOpen = "half-open";
    /// A part of the members stops reading.
    SlowReaders = "slow-readers";
    /// What clients say arrives, the answers do not; then the cut.
    CutAcks = "cut-acks";
    /// What a node says arrives in Postgres, the answers do not; then the cut.
    CutCommits = "cut-commits";
    /// Commits are acked, nothing reaches Redis, and the node is killed.
    LosePublish = "lose-publish";
    CutRedis = "cut-redis";
    StallRedis = "stall-redis";
    DelayRedis = "delay-redis";
    CutPostgres = "cut-postgres";
    StallPostgres = "stall-postgres";
    DelayPostgres = "delay-postgres";
    /// The disk of the tables is full for a while.
    FullDisk = "full-disk";
    /// A node's wall clock is a day off from now on.
    WrongClock = "wrong-clock";
}

impl Fault {
    /// The faults of these names.
    ///
    /// # Errors
    /// Names the first that does not exist, and those that do.
    pub(crate) fn named(words: &[String]) -> anyhow::Result<Vec<Self>> {
        let one = |word: &String| {
            let found = Self::ALL.iter().copied().find(|fault| fault.word() == word);
            found.ok_or_else(|| word.clone())
        };
        match words.iter().map(one).collect::<Result<Vec<_>, _>>() {
            Ok(faults) => Ok(faults),
            Err(word) => {
                let all: Vec<_> = Self::ALL.iter().map(|fault| fault.word()).collect();
                bail!("there is no fault {word}; there are {}", all.join(", "))
            }
        }
    }
}

/// One fault with what chance decides about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    /// All is well for so long before it.
    pub(crate) calm: Duration,
    pub(crate) fault: Fault,
    /// How long it lasts.
    pub(crate) lasts: Duration,
    /// Which node it hits.
    pub(crate) node: usize,
    /// Another fault that begins while this one lasts.
    pub(crate) with: Option<Fault>,
}

pub(crate) struct Plan {
    random: StdRng,
    faults: Vec<Fault>,
    deck: Vec<Fault>,
    nodes: usize,
}

impl Plan {
    pub(crate) fn new(seed: u64, faults: Vec<Fault>, nodes: usize) -> Self {
        Self { random: StdRng::seed_from_u64(seed), faults, deck: Vec::new(), nodes }
    }

    fn draw(&mut self) -> Option<Fault> {
        if self.deck.is_empty() {
            self.deck.clone_from(&self.faults);
            self.deck.shuffle(&mut self.random);
        }
        self.deck.pop()
    }
}

impl Iterator for Plan {
    type Item = Step;

    /// Nothing only when there are no faults to draw from.
    fn next(&mut self) -> Option<Step> {
        let fault = self.draw()?;
        let calm = Duration::from_millis(self.random.random_range(200..1_500));
        let lasts = Duration::from_millis(self.random.random_range(500..3_500));
        let node = self.random.random_range(0..self.nodes.max(1));
        let with = self.random.random_bool(0.25).then(|| {
            let small: Vec<Fault> =
                self.faults.iter().copied().filter(|other| is_small(*other)).collect();
            (!small.is_empty()).then(|| small[self.random.random_range(0..small.len())])
        });
        let with = with.flatten().filter(|other| *other != fault && !is_small(fault));
        Some(Step { calm, fault, lasts, node, with })
    }
}

/// Faults of the lines between the parts, which can come on top of any other.
fn is_small(fault: Fault) -> bool {
    [
        Fault::CutClients,
        Fault::DelayClients,
        Fault::SlowReaders,
        Fault::CutRedis,
        Fault::DelayRedis,
        Fault::CutPostgres,
        Fault::DelayPostgres,
        Fault::EndSessions,
    ]
    .contains(&fault)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_same_seed_is_the_same_plan() {
        let plan = |seed| Plan::new(seed, Fault::ALL.to_vec(), 3).take(100).collect::<Vec<_>>();
        assert_eq!(plan(7), plan(7));
        assert_ne!(plan(7), plan(8));
    }

    #[test]
    fn every_fault_comes_before_any_comes_again() {
        let plan = Plan::new(3, Fault::ALL.to_vec(), 3);
        let first: HashSet<_> = plan.take(Fault::ALL.len()).map(|step| step.fault).collect();
        assert_eq!(first.len(), Fault::ALL.len());
        assert_eq!(Plan::new(3, Vec::new(), 3).next(), None);
    }

    #[test]
    fn faults_are_known_by_their_words() {
        let words = ["roll".to_owned(), "full-disk".to_owned()];
        assert_eq!(Fault::named(&words).unwrap(), [Fault::Roll, Fault::FullDisk]);
        let refusal = Fault::named(&["fire".to_owned()]).unwrap_err().to_string();
        assert!(refusal.contains("kill-node"), "{refusal}");
    }
}

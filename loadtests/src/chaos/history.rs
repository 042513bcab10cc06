//! What was said, answered and heard, as the clients saw it. Written while the faults go on, judged
//! after them. It knows nothing of what is right.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use talkoo_protocol::{ChannelId, Code, MessageId, Seq, StreamId};
use uuid::Uuid;

/// Nanoseconds since the run began.
pub(crate) type At = u64;

/// What a command is for, as far as the judgement needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    Send {
        text: String,
    },
    Edit {
        message: MessageId,
        text: String,
    },
    React {
        message: MessageId,
    },
    Delete {
        message: MessageId,
    },
    Read {
        seq: Seq,
    },
    /// A member (by number) is brought in, or taken out.
    Add {
        member: usize,
    },
    Remove {
        member: usize,
    },
    /// A message goes under another item, perhaps of another channel.
    Move {
        message: MessageId,
        across: bool,
    },
    /// Joining and leaving.
    Come,
    Go,
}

/// One command, however often it was said.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    pub(crate) member: usize,
    pub(crate) channel: ChannelId,
    pub(crate) purpose: Purpose,
    /// Just before it was first written.
    pub(crate) begun: At,
    /// The connection on which it was said first.
    pub(crate) line: u64,
    pub(crate) tries: u32,
    pub(crate) answers: Vec<Answer>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) at: At,
    pub(crate) line: u64,
    pub(crate) outcome: Outcome,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Acked(Acked),
    /// It certainly did not happen.
    Refused(Code),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Acked {
    pub(crate) id: Uuid,
    pub(crate) stream: Option<StreamId>,
    pub(crate) seq: Option<Seq>,
    pub(crate) mark: Option<Seq>,
}

/// Which event it is: equal delivery is equal seq, verb and ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Gist {
    pub(crate) verb: Box<str>,
    pub(crate) actor: Option<Uuid>,
    pub(crate) item: Option<Uuid>,
    pub(crate) message: Option<Uuid>,
}

impl fmt::Display for Gist {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.verb)?;
        for (word, id) in [("message", self.message), ("item", self.item), ("by", self.actor)] {
            if let Some(id) = id {
                write!(f, " {word} {}", short(id))?;
            }
        }
        Ok(())
    }
}

/// The end of an id, which is enough to tell it from the others of a run.
pub(crate) fn short(id: Uuid) -> String {
    let text = id.simple().to_string();
    format!("…{}", &text[text.len() - 6..])
}

/// What a device did and heard, in its order.
#[derive(Clone, Debug)]
pub(crate) enum Heard {
    /// A connection to a node.
    Line {
        node: usize,
    },
    /// It asks for a stream from a cursor, or from the head.
    Asked {
        stream: StreamId,
        cursor: Option<Seq>,
    },
    CaughtUp {
        stream: StreamId,
        head: Seq,
    },
    Reset {
        stream: StreamId,
        head: Seq,
    },
    Lost {
        stream: StreamId,
    },
    Event {
        stream: StreamId,
        seq: Seq,
        at: At,
        gist: u32,
    },
}

/// Somebody reads a channel over HTTP, perhaps without the right to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    pub(crate) member: usize,
    pub(crate) channel: ChannelId,
    pub(crate) node: usize,
    pub(crate) begun: At,
    pub(crate) ended: At,
    pub(crate) is_shown: bool,
}

/// A time in which a node, or the way of its clients to it, did not work.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Trouble {
    pub(crate) node: usize,
    pub(crate) from: At,
    /// Absent while it lasts.
    pub(crate) to: Option<At>,
}

/// One device of a member.
#[derive(Clone, Debug, Default)]
pub(crate) struct Device {
    pub(crate) member: usize,
    pub(crate) heard: Vec<Heard>,
}

#[derive(Default)]
pub(crate) struct Record {
    pub(crate) members: Vec<Uuid>,
    pub(crate) said: Vec<Said>,
    pub(crate) devices: Vec<Device>,
    pub(crate) looks: Vec<Look>,
    pub(crate) troubles: Vec<Trouble>,
    /// What was wrong already while it happened: no answer in time, a node that ended.
    pub(crate) wrong: Vec<String>,
    /// Answers "not now" that were followed by another try.
    pub(crate) put_off: u64,
    pub(crate) resets: u64,
    gists: BTreeMap<(Box<str>, [Option<Uuid>; 3]), u32>,
    pub(crate) gist: Vec<Gist>,
}

/// The one record of a run.
pub(crate) struct History {
    start: Instant,
    record: Mutex<Record>,
}

impl History {
    pub(crate) fn new() -> Self {
        Self { start: Instant::now(), record: Mutex::default() }
    }

    pub(crate) fn now(&self) -> At {
        self.start.elapsed().as_nanos() as At
    }

    pub(crate) fn record(&self) -> MutexGuard<'_, Record> {
        self.record.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn wrong(&self, mut words: String) {
        let at = self.now() as f64 / 1e9;
        words.push_str(&format!(" (at {at:.1} s)"));
        self.record().wrong.push(words);
    }

    /// Trouble at a node begins.
    pub(crate) fn trouble(&self, node: usize) {
        let from = self.now();
        self.record().troubles.push(Trouble { node, from, to: None });
    }

    /// One trouble of the node is over.
    pub(crate) fn calm(&self, node: usize) {
        let now = self.now();
        let mut record = self.record();
        let open = record.troubles.iter_mut().find(|one| one.node == node && one.to.is_none());
        if let Some(trouble) = open {
            trouble.to = Some(now);
        }
    }

    /// Since when a node has had no trouble; nothing while it has.
    pub(crate) fn calm_since(&self, node: usize) -> Option<At> {
        let record = self.record();
        let mut since = 0;
        for trouble in record.troubles.iter().rev().filter(|one| one.node == node).take(20) {
            since = since.max(trouble.to?);
        }
        Some(since)
    }
}

impl Record {
    /// The number of a gist; the same gist has the same number.
    pub(crate) fn note(&mut self, gist: Gist) -> u32 {
        let key = (gist.verb.clone(), [gist.actor, gist.item, gist.message]);
        let next = self.gist.len() as u32;
        let number = *self.gists.entry(key).or_insert(next);
        if number == next {
            self.gist.push(gist);
        }
        number
    }

    pub(crate) fn acked(&self) -> usize {
        self.said.iter().filter(|said| said.ack().is_some()).count()
    }
}

impl Said {
    /// The first ack.
    pub(crate) fn ack(&self) -> Option<(At, Acked)> {
        self.answers.iter().find_map(|answer| match answer.outcome {
            Outcome::Acked(acked) => Some((answer.at, acked)),
            Outcome::Refused(_) => None,
        })
    }
}

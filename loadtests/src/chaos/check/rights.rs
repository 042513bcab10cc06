//! Who is taken out of a channel gets nothing past the fence, and after a second nothing at all, on
//! no path, until they are brought in again (promise P11).

use std::collections::BTreeMap;

use talkoo_protocol::{ChannelId, Seq, StreamId};

use super::{Case, at_most};
use crate::chaos::history::{At, Heard, Purpose};

const SHOWN: usize = 4;
/// In this time a removal is in force on all nodes.
const IN_FORCE: At = 1_000_000_000;

/// A time outside a channel.
struct Outside {
    fence: Seq,
    from: At,
    /// When bringing back was begun; never, if it was not.
    to: At,
}

type Times = BTreeMap<(usize, ChannelId), Vec<Outside>>;

pub(super) fn check(case: &Case<'_>) -> Vec<String> {
    let times = times(case);
    let mut wrong = at_most(heard(case, &times), SHOWN);
    wrong.extend(at_most(looked(case, &times), SHOWN));
    wrong
}

fn times(case: &Case<'_>) -> Times {
    let mut times = Times::new();
    for said in &case.record.said {
        let Purpose::Remove { member } = said.purpose else { continue };
        let Some((from, acked)) = said.ack() else { continue };
        let Some(fence) = acked.seq else { continue };
        // Only one command about a person is under way at a time, so the next one is the next begun.
        let back = case.record.said.iter().filter(|other| {
            other.channel == said.channel
                && other.begun > from
                && matches!(other.purpose, Purpose::Add { member: other } if other == member)
        });
        let to = back.map(|other| other.begun).min().unwrap_or(At::MAX);
        times.entry((member, said.channel)).or_default().push(Outside { fence, from, to });
    }
    times
}

fn heard(case: &Case<'_>, times: &Times) -> Vec<String> {
    let mut wrong = Vec::new();
    for (number, device) in case.record.devices.iter().enumerate() {
        let mut node = 0;
        for heard in &device.heard {
            let (stream, seq, at) = match heard {
                Heard::Line { node: now } => {
                    node = *now;
                    continue;
                }
                Heard::Event { stream, seq, at, .. } => (*stream, *seq, *at),
                Heard::Asked { .. }
                | Heard::CaughtUp { .. }
                | Heard::Reset { .. }
                | Heard::Lost { .. } => continue,
            };
            let Some(outside) = times.get(&(device.member, ChannelId(stream.0))) else { continue };
            for time in outside.iter().filter(|time| at < time.to) {
                let member = device.member;
                if seq > time.fence {
                    wrong.push(format!(
                        "right: device {number} of member {member} got {stream} {seq} past the \
                         fence {}",
                        time.fence
                    ));
                } else if at > time.from + IN_FORCE + case.setting.slack
                    && was_well(case, node, time.from, at)
                {
                    wrong.push(format!(
                        "right: device {number} of member {member} got {stream} {seq} of node \
                         {node} {:.1} s after being taken out (at {:.1} s)",
                        (at - time.from) as f64 / 1e9,
                        at as f64 / 1e9
                    ));
                }
            }
        }
    }
    wrong
}

/// What a line in trouble brings late was sent in time.
fn was_well(case: &Case<'_>, node: usize, from: At, to: At) -> bool {
    let mut troubles = case.record.troubles.iter().filter(|trouble| trouble.node == node);
    !troubles.any(|trouble| trouble.from < to && trouble.to.is_none_or(|end| end > from))
}

fn looked(case: &Case<'_>, times: &Times) -> Vec<String> {
    let mut wrong = Vec::new();
    for look in case.record.looks.iter().filter(|look| look.is_shown) {
        let Some(outside) = times.get(&(look.member, look.channel)) else { continue };
        if outside.iter().any(|time| look.begun > time.from && look.ended < time.to) {
            wrong.push(format!(
                "right: node {} showed {} to member {}, who had been taken out",
                look.node,
                StreamId::from(look.channel),
                look.member
            ));
        }
    }
    wrong
}

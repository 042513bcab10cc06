//! What waits for each member is what others said above their mark, and a mark that was acked holds
//! (promise P10).

use std::collections::BTreeMap;

use talkoo_protocol::{ChannelId, Seq};

use super::{Case, at_most};
use crate::chaos::history::Purpose;

const SHOWN: usize = 4;
/// Beyond this a count says "more".
const COUNT_TO: usize = 100;

pub(super) fn check(case: &Case<'_>) -> Vec<String> {
    let mut marked: BTreeMap<(usize, ChannelId), Seq> = BTreeMap::new();
    for said in &case.record.said {
        let Purpose::Read { .. } = said.purpose else { continue };
        let acked = said.ack().and_then(|(_, acked)| acked.mark);
        let mark = marked.entry((said.member, said.channel)).or_default();
        *mark = acked.unwrap_or(0).max(*mark);
    }
    let mut wrong = Vec::new();
    for (key, waits) in &case.told.waits {
        let (member, channel) = *key;
        // Who left and came back begins anew; where everybody stays the mark only rises.
        let has_moved = case.record.said.iter().any(|said| {
            let is_own = said.member == member;
            said.channel == channel
                && match said.purpose {
                    Purpose::Come | Purpose::Go => is_own,
                    Purpose::Remove { member: who } | Purpose::Add { member: who } => who == member,
                    Purpose::Send { .. }
                    | Purpose::Edit { .. }
                    | Purpose::React { .. }
                    | Purpose::Delete { .. }
                    | Purpose::Read { .. }
                    | Purpose::Move { .. } => false,
                }
        });
        let mark = marked.get(key).copied().unwrap_or(0);
        if waits.mark < mark && !has_moved {
            wrong.push(format!(
                "unread: member {member} had read {channel} up to {mark}, the mark says {}",
                waits.mark
            ));
        }
        let wanted = waiting(case, member, channel, waits.mark).min(COUNT_TO);
        if waits.count as usize != wanted {
            wrong.push(format!(
                "unread: {} wait for member {member} in {channel} above {}, and {wanted} should",
                waits.count, waits.mark
            ));
        }
    }
    at_most(wrong, SHOWN)
}

fn waiting(case: &Case<'_>, member: usize, channel: ChannelId, mark: Seq) -> usize {
    let own = case.record.members.get(member).copied();
    let events = case.told.streams.get(&channel.into()).into_iter().flatten().zip(1..);
    let new = events.filter(|(event, seq): &(_, Seq)| *seq > mark && event.counts);
    new.filter(|(event, _)| event.gist.actor != own).count()
}

//! Many subscribers, events in any order, readers of every sort: whatever happens, each hears each
//! event once and in order, and nobody hears past a fence without a right.

use std::{collections::HashSet, sync::Arc};

use proptest::prelude::*;
use talkoo_protocol::{Depth, MemberId, Seq, StreamId, close::CloseCode};
use uuid::Uuid;

use super::{Bounds, Connection, Encoded, Healed, Hub, Mail, Mailbox, Offered, Turn};

const BOUNDS: Bounds = Bounds { frames: 10_000, bytes: 1 << 20 };

fn connection(member: u128, bounds: Bounds) -> Arc<Connection> {
    let (id, session) = (Uuid::new_v4().into(), Uuid::from_u128(member).into());
    Connection::new(id, MemberId(Uuid::from_u128(member)), session, Mailbox::new(bounds))
}

fn stream() -> StreamId {
    StreamId(Uuid::from_u128(77))
}

fn event(seq: Seq, is_fence: bool) -> Encoded {
    Encoded { seq, full: format!("f{seq}").into(), light: format!("{seq}").into(), is_fence }
}

/// Everything that waits, as text; light events are gathered first.
fn heard(connection: &Connection) -> Vec<String> {
    connection.mailbox.gather_light();
    let drained = connection.mailbox.drain();
    drained
        .mail
        .into_iter()
        .map(|mail| match mail {
            Mail::Frame(frame) => frame.to_string(),
            Mail::CatchUp(_) => "catch up".to_owned(),
        })
        .collect()
}

/// A connection that hears the stream live from `cursor` on.
fn listener(hub: &Hub, member: u128, depth: Depth, cursor: Seq) -> Arc<Connection> {
    let connection = connection(member, BOUNDS);
    assert!(hub.open(&connection, 64));
    let joined = hub.join(&connection, stream(), depth);
    assert_eq!(joined.slot.begin(cursor), Offered::Settled);
    let key = connection.subscription(stream()).unwrap().key;
    assert_eq!(joined.slot.go_live(key, cursor, "up".into()), Turn::Live);
    assert_eq!(heard(&connection), ["up"]);
    connection
}

#[test]
fn a_gap_asks_for_healing_once_and_order_is_kept() {
    let hub = Hub::default();
    let eero = listener(&hub, 1, Depth::Full, 0);
    let slot = hub.slot(stream()).unwrap();
    assert_eq!(slot.offer(event(3, false)), Offered::NeedsHealing);
    assert_eq!(slot.offer(event(2, false)), Offered::Settled);
    assert!(heard(&eero).is_empty());
    let (last, asked) = slot.to_heal();
    assert_eq!(last, 0);
    let events = vec![event(1, false), event(2, false)];
    let (is_whole, lost) =
        slot.heal(&Healed { allowed: asked.clone(), asked, events, has_more: false });
    assert!(is_whole && lost.is_empty());
    assert_eq!(heard(&eero), ["f1", "f2", "f3"]);
    assert_eq!(slot.offer(event(2, false)), Offered::Settled);
    assert!(heard(&eero).is_empty());
    hub.check_invariants();
}

#[test]
fn nothing_passes_a_fence_before_the_rights_are_asked_again() {
    let hub = Hub::default();
    let (aino, marko) = (listener(&hub, 1, Depth::Full, 0), listener(&hub, 2, Depth::Full, 0));
    let slot = hub.slot(stream()).unwrap();
    assert_eq!(slot.offer(event(1, true)), Offered::NeedsHealing);
    assert_eq!(slot.offer(event(2, false)), Offered::Settled);
    assert_eq!(heard(&marko), ["f1"]);
    let (_, asked) = slot.to_heal();
    let allowed: HashSet<_> = [aino.member].into();
    let (is_whole, lost) =
        slot.heal(&Healed { asked, allowed, events: vec![event(2, false)], has_more: false });
    assert!(is_whole);
    assert_eq!(lost.iter().map(|lost| lost.member).collect::<Vec<_>>(), [marko.member]);
    assert_eq!(heard(&aino), ["f1", "f2"]);
    assert!(heard(&marko).is_empty());
}

#[test]
fn who_went_live_during_the_question_catches_up_alone() {
    let hub = Hub::default();
    let _aino = listener(&hub, 1, Depth::Full, 0);
    let slot = hub.slot(stream()).unwrap();
    assert_eq!(slot.heard_of(1), Offered::NeedsHealing);
    let (_, asked) = slot.to_heal();
    let late = listener(&hub, 3, Depth::Full, 0);
    let healed =
        Healed { allowed: asked.clone(), asked, events: vec![event(1, false)], has_more: false };
    assert!(slot.heal(&healed).0);
    assert_eq!(heard(&late), ["catch up"]);
}

#[test]
fn a_slow_reader_is_closed_and_costs_no_more() {
    let hub = Hub::default();
    let bounds = Bounds { frames: 4, bytes: 1 << 20 };
    let slow = connection(1, bounds);
    assert!(hub.open(&slow, 64));
    let slot = hub.join(&slow, stream(), Depth::Full).slot;
    assert_eq!(slot.begin(0), Offered::Settled);
    let key = slow.subscription(stream()).unwrap().key;
    slot.go_live(key, 0, "up".into());
    for seq in 1..=10 {
        slot.offer(event(seq, false));
    }
    let drained = slow.mailbox.drain();
    assert_eq!(drained.closed, Some(CloseCode::SLOW));
    assert!(drained.mail.is_empty());
}

#[test]
fn a_member_with_many_channels_is_not_slow_for_it() {
    let hub = Hub::default();
    let member = connection(1, Bounds { frames: 256, bytes: 1 << 20 });
    assert!(hub.open(&member, 64));
    for number in 0..1_000 {
        let stream = StreamId(Uuid::from_u128(number));
        let slot = hub.join(&member, stream, Depth::Light).slot;
        assert_eq!(slot.begin(0), Offered::Settled);
        let key = member.subscription(stream).unwrap().key;
        assert_eq!(slot.go_live(key, 0, "up".into()), Turn::Live);
    }
    let drained = member.mailbox.drain();
    assert_eq!((drained.mail.len(), drained.closed), (1_000, None));
}

#[test]
fn what_came_before_the_beginning_asks_for_healing() {
    let hub = Hub::default();
    let eero = connection(1, BOUNDS);
    assert!(hub.open(&eero, 64));
    let slot = hub.join(&eero, stream(), Depth::Full).slot;
    assert_eq!(slot.offer(event(12, false)), Offered::Settled);
    assert_eq!(slot.begin(10), Offered::NeedsHealing);
    let (last, asked) = slot.to_heal();
    assert_eq!(last, 10);
    let events = vec![event(11, false)];
    assert!(slot.heal(&Healed { allowed: asked.clone(), asked, events, has_more: false }).0);
    assert_eq!(slot.last(), Some(12));
}

#[test]
fn closing_leaves_nothing_behind() {
    let hub = Hub::default();
    let connections: Vec<_> = (0..50).map(|n| listener(&hub, n % 7, Depth::Light, 0)).collect();
    for (index, connection) in connections.iter().enumerate() {
        hub.check_invariants();
        let emptied = hub.close(connection);
        assert_eq!(emptied.len(), usize::from(index == connections.len() - 1));
    }
    assert!(hub.slots().is_empty() && hub.connections().is_empty());
}

proptest! {
    /// Events offered in any order, doubled or lost, and healed from the truth whenever the slot
    /// asks: at the end every listener, whatever its depth and beginning, has each event once.
    #[test]
    fn each_event_is_heard_once_and_in_order(
        offers in proptest::collection::vec(1_u64..40, 1..120),
        begins in proptest::collection::vec((0_u64..1, any::<bool>()), 1..6),
    ) {
        let hub = Hub::default();
        let listeners: Vec<_> = begins
            .iter()
            .enumerate()
            .map(|(n, (cursor, is_full))| {
                let depth = if *is_full { Depth::Full } else { Depth::Light };
                listener(&hub, n as u128, depth, *cursor)
            })
            .collect();
        let slot = hub.slot(stream()).unwrap();
        let mut truth = 0;
        for seq in offers {
            truth = truth.max(seq);
            if slot.offer(event(seq, seq % 9 == 0)) == Offered::NeedsHealing {
                loop {
                    let (last, asked) = slot.to_heal();
                    let events = (last + 1..=truth).map(|seq| event(seq, seq % 9 == 0)).collect();
                    let healed = Healed { allowed: asked.clone(), asked, events, has_more: false };
                    if slot.heal(&healed).0 {
                        break;
                    }
                }
            }
            hub.check_invariants();
        }
        let last = slot.last().unwrap();
        for (connection, (_, is_full)) in listeners.iter().zip(&begins) {
            let heard = heard(connection).join(",");
            let digits: Vec<u64> = heard
                .replace(r#"{"t":"light","events":["#, "")
                .replace("]}", "")
                .split(',')
                .filter(|part| !part.is_empty())
                .map(|part| part.trim_start_matches('f').parse().unwrap())
                .collect();
            prop_assert_eq!(digits, (1..=last).collect::<Vec<_>>(), "full: {}", is_full);
        }
    }
}

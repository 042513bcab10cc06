//! The pure parts: names, seals, counts and the bounded intake.

use std::collections::HashSet;

use bytes::Bytes;
use talkoo_protocol::StreamId;
use uuid::Uuid;

use super::envelope::{Names, Origin};
use super::intake::Intake;
use super::subscriptions::{Change, Counts, Wishes};
use super::{Heard, Topic, local};

fn stream(number: u128) -> Topic {
    Topic::Stream(StreamId(Uuid::from_u128(number)))
}

#[test]
fn a_topic_is_known_by_its_name_and_only_under_its_prefix() {
    let (ours, theirs) = (Names::under("talkoo"), Names::under("talkoo2"));
    for topic in [stream(7), Topic::Control, Topic::Presence] {
        assert_eq!(ours.topic(ours.of(topic).as_bytes()), Some(topic));
        assert_eq!(ours.topic(theirs.of(topic).as_bytes()), None);
    }
    assert_eq!(ours.of(stream(7)), "talkoo:s:00000000-0000-0000-0000-000000000007");
    assert_eq!(ours.of(Topic::Control), "talkoo:control");
    for strange in ["", "talkoo:s:", "talkoo:s:seven", "talkoo:controls"] {
        assert_eq!(ours.topic(strange.as_bytes()), None, "{strange}");
    }
}

#[test]
fn a_seal_is_opened_by_everybody_but_its_maker() {
    let (one, other) = (Origin::new([1; 16]), Origin::new([2; 16]));
    for payload in [&b""[..], b"hei", &[0; 65_536]] {
        let sealed = Bytes::from(one.seal(payload));
        assert_eq!(other.open(sealed.clone()).as_deref(), Some(payload));
        assert_eq!(one.open(sealed), None);
    }
    assert_eq!(one.open(Bytes::from_static(b"too short")), None);
}

#[test]
fn the_first_comes_and_the_last_leaves() {
    let mut counts = Counts::default();
    assert!(!counts.remove(Topic::Control), "nobody was there");
    assert!(counts.add(Topic::Control));
    assert!(!counts.add(Topic::Control));
    assert!(!counts.remove(Topic::Control));
    assert!(counts.wants(Topic::Control));
    assert!(counts.remove(Topic::Control));
    assert!(!counts.wants(Topic::Control));
}

#[test]
fn only_what_differs_is_carried_over() {
    let mut wishes = Wishes::default();
    let mut known = HashSet::new();
    wishes.add(stream(1));
    wishes.add(stream(2));
    wishes.remove(stream(2));
    assert_eq!(wishes.changes(&known, 9), [Change::Subscribe(stream(1))]);
    known.insert(stream(1));

    wishes.remove(stream(1));
    wishes.add(stream(1));
    assert_eq!(wishes.changes(&known, 9), []);
    wishes.remove(stream(1));
    assert_eq!(wishes.changes(&known, 9), [Change::Unsubscribe(stream(1))]);
    assert!(wishes.is_carried_over());
}

#[test]
fn whoever_has_forgotten_everything_is_told_everything_in_portions() {
    let mut wishes = Wishes::default();
    (0..5).for_each(|number| assert!(wishes.add(stream(number))));
    let known = HashSet::new();
    assert_eq!(wishes.changes(&known, 9).len(), 5);
    wishes.start_over();
    assert_eq!(wishes.changes(&known, 3).len(), 3);
    assert!(!wishes.is_carried_over());
    assert_eq!(wishes.changes(&known, 3).len(), 2);
    assert!(wishes.is_carried_over());
}

/// Everything that waits, in short words.
fn drain(heard: &mut tokio::sync::mpsc::Receiver<Heard>) -> Vec<String> {
    let word = |heard| match heard {
        Heard::Message { payload, .. } => String::from_utf8_lossy(&payload).into_owned(),
        Heard::Deaf => "Deaf".to_owned(),
        Heard::Hearing => "Hearing".to_owned(),
        Heard::Missed => "Missed".to_owned(),
    };
    std::iter::from_fn(|| heard.try_recv().ok()).map(word).collect()
}

#[test]
fn an_intake_that_overflows_says_so_once_until_something_fits_in_again() {
    let (intake, mut heard) = Intake::new(2);
    let say =
        |word: &'static str| intake.message(Topic::Control, Bytes::from_static(word.as_bytes()));
    intake.hearing();
    ["a", "b", "c", "d"].into_iter().for_each(say);
    assert_eq!(drain(&mut heard), ["Hearing", "a", "Missed"]);
    assert_eq!(intake.gaps(), 3, "b, c and d");
    ["e", "f", "g", "h"].into_iter().for_each(say);
    assert_eq!(drain(&mut heard), ["e", "f", "Missed"]);
    say("i");
    assert_eq!(drain(&mut heard), ["i"]);
}

#[test]
fn loss_and_return_are_heard_behind_a_full_intake() {
    let (intake, mut heard) = Intake::new(1);
    intake.message(Topic::Control, Bytes::from_static(b"a"));
    intake.message(Topic::Control, Bytes::from_static(b"b"));
    intake.hearing();
    intake.hearing();
    intake.deaf();
    assert!(!intake.is_hearing());
    intake.deaf();
    intake.hearing();
    assert_eq!(drain(&mut heard), ["a", "Missed", "Hearing", "Deaf", "Hearing"]);
    // However often it comes and goes while nobody reads, the last word makes one compare heads.
    (0..100).for_each(|_| {
        intake.deaf();
        intake.hearing();
    });
    assert_eq!(drain(&mut heard).last().map(String::as_str), Some("Hearing"));
    assert!(intake.is_hearing());
}

#[test]
fn a_node_alone_hears_once_and_needs_no_encoding() {
    let (bus, mut heard) = local::alone();
    bus.subscribe(Topic::Control);
    bus.publish(Topic::Control, Bytes::from_static(b"hei"));
    assert!(!bus.has_others());
    assert!(bus.is_hearing());
    assert_eq!(drain(&mut heard), ["Hearing"]);
    assert!(!heard.is_closed());
}

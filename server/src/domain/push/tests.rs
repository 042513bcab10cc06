use std::time::Duration;

use talkoo_protocol::Follow;
use uuid::Uuid;

use super::{
    Answer, Fate, MOST_BYTES, Reason, Scene, Shows, answer, bytes, fate, notice, usual, wait,
};

fn scene() -> Scene {
    let id = Uuid::from_u128(7);
    Scene {
        reason: Reason::Mention,
        language: "fi".to_owned(),
        channel: id.into(),
        item: id.into(),
        message: Some(id.into()),
        seq: 5,
        count: 1,
        stands: true,
        may_read: true,
        is_parted: false,
        is_read: false,
        is_muted: false,
        follow: None,
        is_wanted: true,
        policy: Shows::Full,
        device: Shows::Full,
        sender: Some("Aino Koe".to_owned()),
        place: "yleinen".to_owned(),
        text: "Tavataan torilla".to_owned(),
        is_brief: false,
    }
}

#[test]
fn nobody_is_told_what_has_become_untrue() {
    assert_eq!(fate(&scene()), Fate::Told);
    assert_eq!(fate(&Scene { follow: Some(Follow::Watch), ..scene() }), Fate::Told);
    assert_eq!(fate(&Scene { may_read: false, is_read: true, ..scene() }), Fate::TakenAway);
    for changed in [
        Scene { stands: false, ..scene() },
        Scene { is_parted: true, ..scene() },
        Scene { is_read: true, is_wanted: false, ..scene() },
    ] {
        assert_eq!(fate(&changed), Fate::Another, "{changed:?}");
    }
    for quiet in [
        Scene { follow: Some(Follow::Mute), ..scene() },
        Scene { is_muted: true, ..scene() },
        Scene { is_wanted: false, ..scene() },
    ] {
        assert_eq!(fate(&quiet), Fate::Kept, "{quiet:?}");
    }
}

#[test]
fn the_stricter_of_place_and_device_decides() {
    for (policy, device, sender, text) in [
        (Shows::Full, Shows::Full, true, true),
        (Shows::Full, Shows::Sender, true, false),
        (Shows::Sender, Shows::Full, true, false),
        (Shows::Place, Shows::Full, false, false),
        (Shows::Full, Shows::Place, false, false),
        (Shows::Sender, Shows::Place, false, false),
    ] {
        let told = notice(&Scene { policy, device, ..scene() });
        let seen = (told.sender.is_some(), told.text.is_some());
        assert_eq!(seen, (sender, text), "{policy:?} {device:?}");
        assert_eq!(told.place.is_some(), sender);
    }
    assert_eq!(usual(false, false), Shows::Place, "private workspaces");
    assert_eq!((usual(true, false), usual(false, true)), (Shows::Full, Shows::Full));
}

#[test]
fn a_notice_is_within_its_bound_whatever_was_written() {
    for text in ["a".repeat(20_000), "ä".repeat(20_000), "\u{1}".repeat(20_000), "👍".repeat(9_000)]
    {
        let long = Scene { text, place: "\u{2}".repeat(500), ..scene() };
        let sent = bytes(&notice(&long));
        assert!(sent.len() <= MOST_BYTES, "{}", sent.len());
        serde_json::from_slice::<serde_json::Value>(&sent).expect("still JSON");
    }
    let brief = notice(&Scene { is_brief: true, ..scene() });
    assert!(brief.text.is_none() && brief.sender.is_some());
}

#[test]
fn an_answer_says_what_to_do() {
    let minute = Some(Duration::from_secs(60));
    assert_eq!(answer(201, None), Answer::Taken);
    assert_eq!([answer(404, None), answer(410, minute)], [Answer::Gone; 2]);
    assert_eq!(answer(413, None), Answer::TooLong);
    assert_eq!(answer(429, minute), Answer::Later(minute));
    assert_eq!(answer(503, None), Answer::Later(None));
    for status in [301, 302, 307, 400, 401, 403] {
        assert_eq!(answer(status, None), Answer::Refused, "{status}");
    }
}

#[test]
fn waits_grow_and_a_service_is_obeyed_within_reason() {
    let secs = |attempts, asked: Option<u64>, chance| {
        wait(attempts, asked.map(Duration::from_secs), chance).as_secs()
    };
    assert_eq!([secs(1, None, 0.0), secs(2, None, 0.0), secs(3, None, 0.0)], [5, 10, 20]);
    assert_eq!(secs(30, None, 0.0), 600);
    assert_eq!(secs(2, None, 1.0), 5);
    assert_eq!(secs(1, Some(120), 1.0), 120);
    assert_eq!(secs(8, Some(1), 0.0), 600);
    assert_eq!(secs(1, Some(1_000_000), 0.0), 3_600);
}

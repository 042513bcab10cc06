//! What concerns many, what gathers, and services of which one stumbles.

use std::time::Duration;

use serde_json::json;
use talkoo::store::push::{Piece, Waits, derive};

use super::{
    Ground, mention,
    service::{Mood, Service},
};

/// The mention came first; what follows at once is nothing this person is told of by itself.
#[tokio::test]
async fn a_mention_is_not_lost_in_the_talk_that_follows() {
    let mut ground = Ground::new(1).await;
    let (aino, _) = ground.member("Aino").await;
    let (eero, of_eero) = ground.member("Eero").await;
    let place = ground.stage.place("open", &[&aino, &eero]).await;
    let watch = json!({"t": "follow", "subject": {"channel": place.channel}, "level": "watch"});
    ground.say(&eero, watch).await;
    let said = json!({"t": "send", "channel": place.channel, "text": mention(&eero, "tule")});
    let wanted = ground.say(&aino, said).await;
    let more = json!({"t": "send", "channel": place.channel, "text": "muuten vain"});
    ground.say(&aino, more.clone()).await;
    // Found together, and one more found while they wait.
    ground.one_round_on(0).await;
    ground.say(&aino, more).await;
    ground.round().await;
    let told = ground.received().await;
    assert!(told.is_for(&of_eero));
    assert_eq!(told.notice.reason.as_deref(), Some("mention"));
    assert_eq!(told.notice.message.map(|id| id.0), Some(wanted));
}

/// A piece is a few people; each has one notice in the end.
#[tokio::test]
async fn a_mention_of_all_is_worked_off_in_pieces() {
    let mut ground = Ground::new(1).await;
    let (aino, _) = ground.member("Aino").await;
    let mut people = vec![aino.clone()];
    for number in 0..7 {
        people.push(ground.member(&format!("Jäsen {number}")).await.0);
    }
    let place = ground.stage.place("open", &people.iter().collect::<Vec<_>>()).await;
    for text in ["@[channel] kokous", "@[channel] nyt"] {
        ground.say(&aino, json!({"t": "send", "channel": place.channel, "text": text})).await;
    }
    let wait = Duration::from_millis(1);
    let waits = Waits { browser: wait, mailbox: wait, least: wait };
    let piece = Piece { messages: 10, people: 3 };
    let mut rows = vec![0];
    while derive(&ground.stage.nodes[0].app.store, piece, waits).await.expect("a piece") {
        let sum = "select coalesce(sum(count), 0) from pushes".to_owned();
        rows.push(ground.stage.number(sum).await);
    }
    for pair in rows.windows(2) {
        assert!(pair[1] - pair[0] <= 3, "{rows:?}");
    }
    assert_eq!(ground.stage.number("select count(*) from push_owed".to_owned()).await, 0);
    ground.round().await;
    for _ in 0..7 {
        let told = ground.received().await;
        assert_eq!(told.notice.text.as_deref(), Some("@kanava nyt"));
        assert_eq!(told.notice.count, Some(2));
    }
    ground.nothing_more();
}

/// Each service has its own places: one that hangs holds up nobody else's.
#[tokio::test]
async fn a_service_that_hangs_holds_up_its_own_devices_only() {
    let plan = Ground::plan(1).set("TALKOO_PUSH_AT_ONCE", "1").set("TALKOO_PUSH_TIMEOUT", "60 s");
    let mut ground = Ground::over(plan).await;
    let slow = Service::open().await;
    let (aino, _) = ground.member("Aino").await;
    let (eero, of_eero) = ground.member("Eero").await;
    let siiri = ground.stage.member("Siiri").await;
    ground.undisturbed(&siiri, "mentions").await;
    let of_siiri = ground.device_at(&slow, &siiri, "full").await;
    slow.next_answers(&of_siiri, &[Mood::Hang]);
    let place = ground.stage.place("open", &[&aino, &eero, &siiri]).await;
    for person in [&siiri, &eero] {
        let text = mention(person, "hei");
        ground.say(&aino, json!({"t": "send", "channel": place.channel, "text": text})).await;
        let found = format!(
            "select count(*) from pushes p join push_devices d on d.id = p.device
             where d.member = '{}' and (p.is_taken or p.state = 'shown')",
            person.id
        );
        while ground.stage.number(found.clone()).await == 0 {
            while ground.desks[0].round().await.expect("a round") {}
        }
    }
    assert!(ground.received().await.is_for(&of_eero));
}

/// The node that finds it knows nothing of the screen, which is on the other one.
#[tokio::test]
async fn every_node_has_its_say_before_anything_is_due() {
    let plan = Ground::plan(2).set("TALKOO_PUSH_EVERY", "20 s");
    let mut ground = Ground::over(plan).await;
    let (aino, _) = ground.member("Aino").await;
    let (eero, _) = ground.member("Eero").await;
    let place = ground.stage.place("open", &[&aino, &eero]).await;
    let mut screen = ground.stage.nodes[1].connect(&eero).await;
    screen.subscribe(place.channel).await;
    screen.say(&json!({"t": "presence", "active": true})).await;
    let send = json!({"t": "send", "channel": place.channel, "text": mention(&eero, "hei")});
    ground.say(&aino, send).await;
    screen.event(place.channel).await;
    ground.one_round_on(0).await;
    ground.one_round_on(1).await;
    ground.hurry().await;
    ground.one_round_on(0).await;
    ground.nothing_more();
}

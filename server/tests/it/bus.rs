//! What every bus promises, told once and run against both twins: the exchange inside a process,
//! and a real Redis of the test's own. What only Redis can suffer is in `outage`.

mod cluster;
mod network;
mod outage;

use bytes::Bytes;
use talkoo::bus::{Asked, Topic, Turns};
use talkoo_protocol::StreamId;
use tokio::time::Duration;
use uuid::Uuid;

use network::{Network, Node, settle};

macro_rules! both_twins {
    ($($story:ident)*) => {
        mod exchange {
            $(#[tokio::test]
            async fn $story() {
                super::$story(super::Network::exchange()).await;
            })*
        }
        mod redis {
            $(#[tokio::test]
            async fn $story() {
                super::$story(super::Network::redis().await).await;
            })*
        }
    };
}

both_twins! {
    hints_reach_the_other_subscribers_and_nobody_else
    the_last_of_several_subscribers_ends_a_subscription
    hints_of_one_node_on_one_topic_keep_their_order
    a_payload_of_64_kib_and_an_empty_one_arrive_whole
    a_thousand_topics_are_told_apart
    a_node_that_does_not_read_hears_once_that_it_missed_something
    a_loss_is_heard_and_heals_without_a_new_subscribe
    a_node_that_left_disturbs_nobody
    turns_are_counted_together
}

fn stream(number: u128) -> Topic {
    Topic::Stream(StreamId(Uuid::from_u128(number)))
}

async fn hints_reach_the_other_subscribers_and_nobody_else(network: Network) {
    let [mut a, mut b, mut c] = network.three_nodes().await;
    b.bus.subscribe(stream(1));
    a.bus.subscribe(stream(1));
    c.bus.subscribe(stream(2));
    settle(&mut a, &mut [&mut b, &mut c]).await;

    a.say(stream(1), "to b");
    a.say(stream(2), "to c");
    a.say(Topic::Presence, "to nobody");
    a.say(Topic::Control, "end");
    assert_eq!(b.until("end").await, [(stream(1), "to b".to_owned())]);
    assert_eq!(c.until("end").await, [(stream(2), "to c".to_owned())]);
    c.say(Topic::Control, "end");
    assert_eq!(a.until("end").await, [], "a node does not hear itself");
    assert!(a.bus.has_others());
}

async fn the_last_of_several_subscribers_ends_a_subscription(network: Network) {
    let [mut a, mut b, _c] = network.three_nodes().await;
    for _ in 0..3 {
        b.bus.subscribe(stream(1));
    }
    b.bus.unsubscribe(stream(1));
    b.bus.unsubscribe(stream(1));
    settle(&mut a, &mut [&mut b]).await;
    a.say(stream(1), "one is left");
    assert_eq!(b.next().await, (stream(1), "one is left".to_owned()));

    b.bus.unsubscribe(stream(1));
    b.bus.unsubscribe(stream(1));
    settle(&mut a, &mut [&mut b]).await;
    a.say(stream(1), "nobody is left");
    a.say(Topic::Control, "end");
    assert_eq!(b.until("end").await, []);

    b.bus.subscribe(stream(1));
    settle(&mut a, &mut [&mut b]).await;
    a.say(stream(1), "one is back");
    assert_eq!(b.next().await, (stream(1), "one is back".to_owned()));
}

async fn hints_of_one_node_on_one_topic_keep_their_order(network: Network) {
    let [a, mut b, mut c] = network.three_nodes().await;
    let said: Vec<String> = (0..2000).map(|number| format!("{number}")).collect();
    for text in &said {
        a.say(Topic::Control, text);
    }
    a.say(Topic::Control, "end");
    for node in [&mut b, &mut c] {
        let heard: Vec<String> =
            node.until("end").await.into_iter().map(|(_, text)| text).collect();
        assert_eq!(heard, said);
    }
}

async fn a_payload_of_64_kib_and_an_empty_one_arrive_whole(network: Network) {
    let [a, mut b, _c] = network.three_nodes().await;
    let large: Vec<u8> = (0..=255).cycle().take(64 * 1024).collect();
    for payload in [Bytes::from(large), Bytes::new(), Bytes::from_static(b"\r\n\0$-1\r\n")] {
        a.bus.publish(Topic::Control, payload.clone());
        assert_eq!(b.message().await, (Topic::Control, payload));
    }
}

async fn a_thousand_topics_are_told_apart(network: Network) {
    let [mut a, mut b, mut c] = network.three_nodes().await;
    for number in 0..1000 {
        b.bus.subscribe(stream(number));
        c.bus.subscribe(stream(number));
    }
    // Every second one again, before anybody may have looked.
    for number in (0..1000).step_by(2) {
        c.bus.unsubscribe(stream(number));
    }
    settle(&mut a, &mut [&mut b, &mut c]).await;
    for number in 0..1000 {
        a.say(stream(number), &number.to_string());
    }
    a.say(Topic::Control, "end");
    let all: Vec<_> = (0..1000).map(|number| (stream(number), number.to_string())).collect();
    let odd: Vec<_> = all.iter().skip(1).step_by(2).cloned().collect();
    assert_eq!(b.until("end").await, all);
    assert_eq!(c.until("end").await, odd);
}

async fn a_node_that_does_not_read_hears_once_that_it_missed_something(network: Network) {
    let [mut a, mut deep_asleep, mut awake] = network.three_nodes().await;
    for round in 0..60 {
        for _ in 1..100 {
            a.say(Topic::Control, "on and on");
        }
        let last = format!("round {round}");
        a.say(Topic::Control, &last);
        awake.until(&last).await;
    }
    settle_heard_by(&mut deep_asleep, &awake, &mut a).await;
    let (messages, others) = deep_asleep.drain();
    assert_eq!(messages, 4096);
    assert_eq!(others, ["Missed"]);
    a.say(Topic::Control, "good morning");
    assert_eq!(deep_asleep.next().await, (Topic::Control, "good morning".to_owned()));
}

/// Makes sure that what was published before has come to `sleeper`, too, although it does not read:
/// Redis answers the sleeper's word behind all that it has sent it, and the sleeper says the next
/// one only when it has the answer.
async fn settle_heard_by(sleeper: &mut Node, awake: &Node, other: &mut Node) {
    awake.say(Topic::Control, "is that all?");
    other.until("is that all?").await;
    for word in ["that was all", "really"] {
        sleeper.say(Topic::Control, word);
        other.until(word).await;
    }
}

async fn a_loss_is_heard_and_heals_without_a_new_subscribe(mut network: Network) {
    let [mut a, mut b, mut c] = network.three_nodes().await;
    b.bus.subscribe(stream(1));
    c.bus.subscribe(stream(2));
    settle(&mut a, &mut [&mut b, &mut c]).await;
    for _ in 0..2 {
        network.lose();
        for node in [&mut a, &mut b, &mut c] {
            node.turns_deaf().await;
        }
        a.say(stream(1), "into the void");
        b.bus.subscribe(stream(3));
        c.bus.unsubscribe(stream(2));
        network.restore().await;
        for node in [&mut a, &mut b, &mut c] {
            node.hears().await;
        }
        a.say(stream(1), "old wish");
        a.say(stream(2), "withdrawn wish");
        a.say(stream(3), "new wish");
        a.say(Topic::Control, "end");
        let heard = b.until("end").await;
        assert_eq!(heard, [(stream(1), "old wish".into()), (stream(3), "new wish".into())]);
        assert_eq!(c.until("end").await, []);
    }
}

async fn a_node_that_left_disturbs_nobody(network: Network) {
    let [a, mut b, c] = network.three_nodes().await;
    let Node { bus, heard, .. } = c;
    drop(heard);
    for _ in 0..10 {
        a.say(Topic::Control, "anybody there?");
    }
    drop(bus);
    a.say(Topic::Control, "end");
    assert_eq!(b.until("end").await.len(), 10);
}

async fn turns_are_counted_together(mut network: Network) {
    let [mut a, mut b, c] = network.three_nodes().await;
    let hour = Duration::from_secs(3600);
    let asked = |name: &'static str, wanted| Asked { name, pause: hour, burst: 5, wanted };
    assert_eq!(a.bus.take_turns(asked("x", 3)).await, Some(Turns::Granted(3)));
    assert_eq!(b.bus.take_turns(asked("x", 9)).await, Some(Turns::Granted(2)));
    let refused = c.bus.take_turns(asked("x", 1)).await;
    let Some(Turns::After(wait)) = refused else { panic!("{refused:?}") };
    assert!(wait <= hour && wait > hour / 2, "{wait:?}");
    assert_eq!(c.bus.take_turns(asked("y", 1)).await, Some(Turns::Granted(1)));

    network.lose();
    for node in [&mut a, &mut b] {
        node.turns_deaf().await;
        assert_eq!(node.bus.take_turns(asked("x", 1)).await, None);
    }
    network.restore().await;
    a.hears().await;
    assert!(a.bus.take_turns(asked("x", 1)).await.is_some());
}

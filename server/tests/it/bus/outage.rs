//! What a Redis can do to a node: not be there, die, come back empty, freeze, answer nothing, be
//! shared. And what a node costs it.

use bytes::Bytes;
use talkoo::bus::redis::{Wiring, connect};
use talkoo::bus::{Asked, Topic, Turns};
use tokio::net::UnixListener;
use tokio::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::network::{Network, Node, calls_of, on_redis, quick};
use crate::bed::OwnRedis;

async fn converse(a: &mut Node, b: &mut Node) {
    a.say(Topic::Control, "hei");
    assert_eq!(b.next().await, (Topic::Control, "hei".to_owned()));
    b.say(Topic::Control, "moi");
    assert_eq!(a.next().await, (Topic::Control, "moi".to_owned()));
}

#[tokio::test]
async fn a_node_starts_deaf_where_there_is_no_redis_and_hears_when_there_is() {
    let mut redis = OwnRedis::start().await;
    redis.kill();
    let [mut a, mut b] = [(); 2].map(|()| on_redis(quick(&redis)));
    assert!(!a.bus.is_hearing());
    redis.start_again().await;
    a.hears().await;
    b.hears().await;
    converse(&mut a, &mut b).await;
}

/// The library's own manager gives up after six attempts and never says so.
#[tokio::test]
async fn no_number_of_attempts_in_vain_makes_a_node_give_up() {
    let mut redis = OwnRedis::start().await;
    let [mut a, mut b] = [(); 2].map(|()| on_redis(quick(&redis)));
    a.hears().await;
    b.hears().await;
    redis.kill();
    a.turns_deaf().await;
    b.turns_deaf().await;

    let socket = redis.socket();
    std::fs::remove_file(&socket).expect("what the dead one left");
    let stranger = UnixListener::bind(&socket).expect("a stranger at its place");
    for _ in 0..40 {
        drop(stranger.accept().await.expect("an attempt"));
    }
    drop(stranger);
    redis.start_again().await;
    a.hears().await;
    b.hears().await;
    converse(&mut a, &mut b).await;
}

#[tokio::test]
async fn a_frozen_redis_is_noticed_without_a_word_from_it() {
    let redis = OwnRedis::start().await;
    let usual = || on_redis(Wiring::new(&redis.url(), "a node"));
    let (mut a, mut b) = (usual(), usual());
    a.hears().await;
    b.hears().await;
    redis.freeze();
    a.turns_deaf().await;
    b.turns_deaf().await;
    redis.thaw();
    a.hears().await;
    b.hears().await;
    converse(&mut a, &mut b).await;
}

#[tokio::test]
async fn networks_with_different_prefixes_share_one_redis() {
    let redis = OwnRedis::start().await;
    let under = |prefix: &str| on_redis(Wiring { prefix: prefix.to_owned(), ..quick(&redis) });
    let (mut a, mut b) = (under("one"), under("one"));
    let (mut x, mut y) = (under("two"), under("two"));
    for node in [&mut a, &mut b, &mut x, &mut y] {
        node.hears().await;
    }
    x.say(Topic::Control, "among us");
    assert_eq!(y.next().await.1, "among us");
    converse(&mut a, &mut b).await;
    assert_eq!(x.drain(), (0, Vec::new()));
}

#[tokio::test]
async fn a_hint_costs_one_command() {
    let network = Network::redis().await;
    let [a, mut b, mut c] = network.three_nodes().await;
    for number in 0..1000 {
        a.say(Topic::Control, &number.to_string());
    }
    a.say(Topic::Control, "end");
    b.until("end").await;
    c.until("end").await;
    let Network::Redis(redis) = &network else { unreachable!("made as Redis") };
    assert_eq!(calls_of(redis, "spublish").await, 1001);
    assert_eq!(calls_of(redis, "ssubscribe").await, 3);
    // Each was asked "are you there?" when it had nothing else to say, not for every hint.
    assert!(calls_of(redis, "ping").await < 100);
}

#[tokio::test]
async fn what_waits_is_sent_before_a_node_stops() {
    let redis = OwnRedis::start().await;
    let (tasks, stop) = (TaskTracker::new(), CancellationToken::new());
    let mut stopping = Node::listening(connect(&redis.url(), "a", &tasks, stop.clone()).unwrap());
    let mut other = on_redis(quick(&redis));
    stopping.hears().await;
    other.hears().await;
    for number in 0..1000 {
        stopping.say(Topic::Control, &number.to_string());
    }
    stopping.bus.publish(Topic::Control, Bytes::from_static(b"end"));
    stop.cancel();
    tasks.close();
    tasks.wait().await;
    assert_eq!(other.until("end").await.len(), 1000);
    stopping.turns_deaf().await;
}

#[tokio::test]
async fn a_node_stops_also_while_it_is_deaf() {
    let mut redis = OwnRedis::start().await;
    redis.kill();
    let (tasks, stop) = (TaskTracker::new(), CancellationToken::new());
    let _bus = connect(&redis.url(), "a", &tasks, stop.clone()).unwrap();
    stop.cancel();
    tasks.close();
    tasks.wait().await;
}

#[tokio::test]
async fn a_url_that_cannot_be_read_is_a_fault() {
    let (tasks, stop) = (TaskTracker::new(), CancellationToken::new());
    let fault = connect("postgres://me:secret@there/", "a", &tasks, stop).err().unwrap();
    assert!(!fault.chain().contains("secret"), "{}", fault.chain());
}

/// The nodes hear of its loss at once; whoever waits for a turn does not wait for Redis.
#[tokio::test]
async fn a_frozen_redis_keeps_nobody_from_taking_a_turn() {
    let redis = OwnRedis::start().await;
    let mut node = on_redis(Wiring { timeout: Duration::from_secs(20), ..quick(&redis) });
    node.hears().await;
    let asked = Asked { name: "x", pause: Duration::from_secs(1), burst: 5, wanted: 1 };
    assert_eq!(node.bus.take_turns(asked).await, Some(Turns::Granted(1)));
    redis.freeze();
    let began = Instant::now();
    assert_eq!(node.bus.take_turns(asked).await, None);
    let first = began.elapsed();
    assert!(first < Duration::from_secs(10), "{first:?}");
    for _ in 0..100 {
        assert_eq!(node.bus.take_turns(asked).await, None);
    }
    assert!(began.elapsed() < first + Duration::from_secs(1), "one waits for all");
    redis.thaw();
}

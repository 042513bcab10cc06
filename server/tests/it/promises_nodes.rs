//! Promises P10, P11 and P12 between nodes: a node that may have missed something passes only what
//! Postgres confirms, finds what it missed as soon as it hears again, and forgets who was on a node
//! that died.

use std::time::Instant;

use serde_json::json;
use talkoo_protocol::{MemberId, ServerFrame, content::MarkView, frame::Presence};
use tokio::time::Duration;

use crate::{
    bed::{Node, OwnRedis},
    stage::{self, Client, Plan, Stage},
};

/// Nothing is found by the clock in these tests, only by what they are about.
const NEVER: (&str, &str) = ("TALKOO_HEADS_EVERY", "10 min");

/// A right that went without a word, as when the word was lost: the deaf node asks, and nobody who
/// was thrown out elsewhere hears what is said here.
#[tokio::test(flavor = "multi_thread")]
async fn a_deaf_node_passes_only_what_postgres_confirms() {
    let stage = Plan::new(2).set(NEVER.0, NEVER.1).open().await;
    let [aino, eero] = [stage.member("Aino").await, stage.member("Eero").await];
    let place = stage.place("secret", &[&aino, &eero]).await;
    let mut of_aino = stage.nodes[1].connect(&aino).await;
    let mut of_eero = stage.nodes[1].connect(&eero).await;
    of_aino.subscribe(place.channel).await;
    of_eero.subscribe(place.channel).await;
    of_aino.post(place.channel, "kaikille").await;
    of_eero.event(place.channel).await;
    of_aino.event(place.channel).await;

    stage.exchange.cut();
    assert!(!stage.nodes[1].app.delivery.hears_all());
    for table in ["channel_members", "workspace_members"] {
        stage.force(format!("delete from {table} where member = '{}'", eero.id)).await;
    }
    let seq = of_aino.post(place.channel, "vain meille").await.seq;
    of_eero.lost(place.channel).await;
    assert_eq!(Some(of_aino.event(place.channel).await.seq), seq, "who may hears it");
    of_eero.settle().await;
    let heard = of_eero.kept().iter().any(|frame| matches!(frame, ServerFrame::Event(_)));
    assert!(!heard, "{:?}", of_eero.kept());

    // And nobody sees whether somebody writes there.
    let typing = json!({"t": "typing", "channel": place.channel, "item": place.main});
    of_aino.say(&typing).await;
    of_aino.settle().await;
    of_eero.settle().await;
    assert!(!of_eero.kept().iter().any(|frame| matches!(frame, ServerFrame::Typing { .. })));

    stage.exchange.heal();
    let seq = of_aino.post(place.channel, "taas kaikki solmut").await.seq;
    assert_eq!(Some(of_aino.event(place.channel).await.seq), seq);
}

/// Much is said while the node is deaf, more than one reading holds and faster than it reads.
#[tokio::test(flavor = "multi_thread")]
async fn a_deaf_node_leaves_nothing_out() {
    let stage = Plan::new(2).set(NEVER.0, NEVER.1).open().await;
    let [aino, eero] = [stage.member("Aino").await, stage.member("Eero").await];
    let place = stage.place("open", &[&aino, &eero]).await;
    let mut of_aino = stage.nodes[1].connect(&aino).await;
    let mut of_eero = stage.nodes[1].connect(&eero).await;
    of_eero.subscribe(place.channel).await;
    stage.exchange.cut();
    for number in 0..300 {
        let send = json!({"t": "send", "channel": place.channel, "text": number.to_string()});
        of_aino.begin(send).await;
    }
    for seq in 1..=300 {
        assert_eq!(of_eero.event(place.channel).await.seq, seq);
    }
}

/// An outage without traffic: nobody says anything to Redis or hears anything of it. It is noticed,
/// and what happened meanwhile is found when it is over and not by the next look at the clock.
#[tokio::test(flavor = "multi_thread")]
async fn an_outage_without_traffic_is_noticed_and_made_good_at_once() {
    let redis = OwnRedis::start().await;
    let plan = Plan::new(2).over(&redis).set(NEVER.0, NEVER.1);
    let plan = plan.set("TALKOO_REDIS_TIMEOUT", "500 ms").set("TALKOO_BUS_SILENCE", "800 ms");
    let stage = plan.open().await;
    let [aino, eero] = [stage.member("Aino").await, stage.member("Eero").await];
    let place = stage.place("open", &[&aino, &eero]).await;
    let mut of_aino = stage.nodes[0].connect(&aino).await;
    let mut of_eero = stage.nodes[1].connect(&eero).await;
    of_eero.subscribe(place.channel).await;
    for node in &stage.nodes {
        until_hears(node, true).await;
    }
    let frozen = Instant::now();
    redis.freeze();
    for node in &stage.nodes {
        until_hears(node, false).await;
    }
    // Less than two seconds by the usual settings; this machine may be busy.
    assert!(frozen.elapsed() < Duration::from_secs(20), "{:?}", frozen.elapsed());
    let seq = of_aino.post(place.channel, "kuuletko").await.seq;
    of_eero.settle().await;
    assert!(of_eero.kept().is_empty(), "nobody told the other node: {:?}", of_eero.kept());
    redis.thaw();
    assert_eq!(Some(of_eero.event(place.channel).await.seq), seq);
}

async fn until_hears(node: &stage::Node, hears: bool) {
    while node.app.delivery.hears_all() != hears {
        tokio::task::yield_now().await;
    }
}

async fn mark(client: &mut Client) -> MarkView {
    client
        .until(|frame| match frame {
            ServerFrame::Mark(mark) => Some(*mark),
            _ => None,
        })
        .await
}

/// P10: the hint is lost, the mark is not.
#[tokio::test(flavor = "multi_thread")]
async fn a_mark_reaches_the_other_device_though_its_hint_was_lost() {
    let stage = Stage::with_nodes(2).await;
    let [aino, eero] = [stage.member("Aino").await, stage.member("Eero").await];
    let place = stage.place("open", &[&aino, &eero]).await;
    let mut of_eero = stage.nodes[0].connect(&eero).await;
    let mut here = stage.nodes[0].connect(&aino).await;
    let mut there = stage.nodes[1].connect(&aino).await;
    for number in 0..5 {
        of_eero.post(place.channel, &number.to_string()).await;
    }
    stage.exchange.cut();
    for (command, seq) in [("mark_read", 4), ("mark_unread", 3), ("mark_read", 5)] {
        let ask = json!({"t": command, "channel": place.channel, "seq": seq});
        let ack = here.ask(ask).await.expect("an ack").mark.expect("where it stands now");
        let asked = Instant::now();
        while mark(&mut there).await != ack {}
        assert!(asked.elapsed() < Duration::from_secs(10), "{:?}", asked.elapsed());
    }
    // Who comes now knows all of it from the greeting and is told nothing twice.
    let mut late = stage.nodes[1].connect(&aino).await;
    stage.nodes[1].app.delivery.compare_heads().await.unwrap();
    late.settle().await;
    assert!(late.kept().is_empty(), "{:?}", late.kept());
}

async fn presence_of(client: &mut Client, whom: MemberId) -> Presence {
    client
        .until(|frame| match frame {
            ServerFrame::Presence { members } => {
                members.iter().find(|seen| seen.member == whom).map(|seen| seen.state)
            }
            _ => None,
        })
        .await
}

/// Nobody says goodbye for a node that was killed.
#[tokio::test(flavor = "multi_thread")]
async fn who_was_on_a_killed_node_is_seen_to_have_gone() {
    let every = ("TALKOO_PRESENCE_EVERY", "1 s");
    let stage = Plan::new(1).over_redis().set(every.0, every.1).open().await;
    let [aino, eero] = [stage.member("Aino").await, stage.member("Eero").await];
    let redis = stage.bed.redis_url();
    let settings = [every, ("REDIS_URL", &redis), ("TALKOO_REDIS_PREFIX", stage.bed.name())];
    let dying = Node::serve(&stage.bed, settings).await;
    let mut of_aino = stage.connect(&aino).await;
    let watch = json!({"t": "watch_presence", "members": [eero.id]});
    of_aino.say(&watch).await;
    assert_eq!(presence_of(&mut of_aino, eero.id).await, Presence::Away);
    let _of_eero = Client::connect(dying.address, &eero.token).await;
    assert_eq!(presence_of(&mut of_aino, eero.id).await, Presence::Active);
    // Repeated, it stays so for longer than one word is good for.
    let seen = Instant::now();
    while seen.elapsed() < Duration::from_secs(4) {
        of_aino.say(&watch).await;
        assert_eq!(presence_of(&mut of_aino, eero.id).await, Presence::Active);
    }
    dying.kill().await;
    let killed = Instant::now();
    assert_eq!(presence_of(&mut of_aino, eero.id).await, Presence::Away);
    assert!(killed.elapsed() < Duration::from_secs(20), "{:?}", killed.elapsed());
}

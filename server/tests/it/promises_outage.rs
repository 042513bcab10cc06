//! Promises P7, P13, P17, P19: parts may die, readers may be slow and clocks may be wrong; sends are
//! acked or answered "repeat it", nobody else notices, and everything heals.

use std::time::{Duration, Instant};

use serde_json::json;
use talkoo_protocol::{Code, Retry, ServerFrame};

use crate::{
    bed::{Bed, OwnRedis},
    stage::{Follower, Plan, Tap},
};

/// P7.
#[tokio::test(flavor = "multi_thread")]
async fn without_redis_everything_arrives_within_three_seconds() {
    let mut redis = OwnRedis::start().await;
    let stage = Plan::new(2).over(&redis).open().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("open", &[&aino, &eero]).await;
    let mut of_aino = stage.nodes[0].connect(&aino).await;
    let mut of_eero = Follower::new(&eero, &[place.channel.into()]);
    of_eero.come(&stage.nodes[1]).await;
    let heads = |seq| [(place.channel.into(), seq)].into();
    let first = of_aino.post(place.channel, "Redis on täällä").await;
    of_eero.catch_up(&heads(first.seq.unwrap())).await;
    for _ in 0..2 {
        redis.kill();
        for _ in 0..3 {
            let ack = of_aino.post(place.channel, "Redis on poissa").await;
            let acked = Instant::now();
            of_eero.catch_up(&heads(ack.seq.unwrap())).await;
            assert!(acked.elapsed() < Duration::from_secs(3), "{:?}", acked.elapsed());
        }
        redis.start_again().await;
        for _ in 0..20 {
            let ack = of_aino.post(place.channel, "Redis palasi").await;
            of_eero.catch_up(&heads(ack.seq.unwrap())).await;
        }
    }
    // A Redis that is connected and does nothing is no better than none.
    redis.freeze();
    let ack = of_aino.post(place.channel, "Redis nukkuu").await;
    let acked = Instant::now();
    of_eero.catch_up(&heads(ack.seq.unwrap())).await;
    assert!(acked.elapsed() < Duration::from_secs(3), "{:?}", acked.elapsed());
    redis.thaw();
}

/// P13: who does not read is closed with a code that means "come back", and delays nobody.
#[tokio::test(flavor = "multi_thread")]
async fn a_slow_reader_is_sent_away_alone_and_comes_back() {
    let plan =
        Plan::new(1).set("TALKOO_WRITE_TIMEOUT", "10 min").set("TALKOO_PING_EVERY", "10 min");
    let stage = plan.set("TALKOO_MAILBOX_FRAMES", "64").open().await;
    let people =
        [stage.member("Aino").await, stage.member("Eero").await, stage.member("Siiri").await];
    let [aino, eero, siiri] = &people;
    let place = stage.place("open", &[aino, eero, siiri]).await;
    let mut of_aino = stage.connect(aino).await;
    let mut slow = stage.nodes[0].connect_narrow(eero).await;
    slow.subscribe(place.channel).await;
    let mut quick = Follower::new(siiri, &[place.channel.into()]);
    quick.come(&stage.nodes[0]).await;
    let long = "pitkä viesti ".repeat(1_100);
    let mut last = 0;
    // More than the two sockets' buffers and the mailbox hold together.
    for _ in 0..450 {
        last = of_aino.post(place.channel, &long).await.seq.unwrap();
        quick.catch_up(&[(place.channel.into(), last)].into()).await;
    }
    let mut heard = 0;
    let code = loop {
        match slow.next().await {
            Ok(ServerFrame::Event(event)) => {
                assert_eq!(event.seq, heard + 1, "in order, as far as it went");
                heard = event.seq;
            }
            Ok(other) => panic!("{other:?}"),
            Err(code) => break code,
        }
    };
    assert_eq!(code, Some(4000));
    assert!(heard < last, "the rest was not kept for it");
    let mut back = stage.connect(eero).await;
    back.resume(place.channel, heard).await;
    for seq in heard + 1..=last {
        assert_eq!(back.event(place.channel).await.seq, seq);
    }
}

/// P17: Postgres is stopped, and then it hangs.
#[tokio::test(flavor = "multi_thread")]
async fn without_postgres_sends_are_told_to_repeat_and_sockets_stay() {
    let bed = Bed::new().await;
    let tap = Tap::before(&bed.url());
    let stage = Plan::new(1).with_real_deadlines().open_on(bed, Some(&tap)).await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("open", &[&aino, &eero]).await;
    let mut of_aino = stage.connect(&aino).await;
    let mut of_eero = stage.connect(&eero).await;
    of_eero.subscribe(place.channel).await;
    of_aino.post(place.channel, "kaikki hyvin").await;
    for round in 1..=2 {
        if round == 1 {
            tap.close()
        } else {
            tap.freeze()
        }
        let command = json!({
            "t": "send", "channel": place.channel, "text": "kuuluuko", "client_id": uuid::Uuid::new_v4(),
        });
        let asked = Instant::now();
        let refusal = of_aino.ask(command.clone()).await.unwrap_err();
        assert_eq!((refusal.code, refusal.retry), (Code::Unavailable, Retry::SameId));
        assert!(asked.elapsed() < Duration::from_secs(3), "{:?}", asked.elapsed());
        tap.open();
        let back = Instant::now();
        let ack = loop {
            match of_aino.ask(command.clone()).await {
                Ok(ack) => break ack,
                Err(refusal) => assert_eq!(refusal.retry, Retry::SameId, "{refusal}"),
            }
        };
        assert!(back.elapsed() < Duration::from_secs(5), "healed after {:?}", back.elapsed());
        assert_eq!(ack.seq, Some(round + 1));
        while of_eero.event(place.channel).await.seq < round + 1 {}
    }
}

/// P19: one node's connections live a day ahead, the other's a day behind.
#[tokio::test(flavor = "multi_thread")]
async fn wrong_clocks_change_no_order_and_no_count() {
    let plan = Plan::new(2).over_redis();
    let plan = plan.session(0, "talkoo.clock_offset", "1 day");
    let stage = plan.session(1, "talkoo.clock_offset", "-20 hours").open().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    stage.force("update sessions set expires_at = now() + interval '9 days'".to_owned()).await;
    let place = stage.place("open", &[&aino, &eero]).await;
    let mut ahead = stage.nodes[0].connect(&aino).await;
    let mut behind = stage.nodes[1].connect(&aino).await;
    let mut of_eero = Follower::new(&eero, &[place.channel.into()]);
    of_eero.come(&stage.nodes[1]).await;
    for number in 0..10 {
        let client = if number % 2 == 0 { &mut ahead } else { &mut behind };
        assert_eq!(client.post(place.channel, &number.to_string()).await.seq, Some(number + 1));
    }
    of_eero.catch_up(&[(place.channel.into(), 10)].into()).await;
    for node in &stage.nodes {
        let reader = node.as_seen_by(&eero);
        let events = reader.history(place.channel, 3).await;
        let texts: Vec<_> = events
            .iter()
            .map(|event| event.content.message.as_ref().unwrap().text.clone())
            .collect();
        assert_eq!(texts, ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
        assert!(!events.iter().map(|event| event.at).is_sorted(), "the clocks do differ");
        assert_eq!(reader.unread().await.unread[0].count, 10);
    }
    let mark = json!({"t": "mark_read", "channel": place.channel, "seq": 4});
    stage.nodes[0].as_seen_by(&eero).say(mark).await.unwrap();
    assert_eq!(stage.nodes[1].as_seen_by(&eero).unread().await.unread[0].count, 6);
}

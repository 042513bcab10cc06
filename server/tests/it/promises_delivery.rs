//! Promises P3, P4, P8, P9: on every connection each stream comes in order, once, without a hole,
//! whatever happens to sockets; a client that comes back gets all it missed; and what was delivered is
//! what history shows.

use std::collections::BTreeMap;

use rand::{Rng as _, SeedableRng as _, rngs::StdRng};
use serde_json::json;
use talkoo_protocol::{Depth, Epoch, ServerFrame, StreamId};
use uuid::Uuid;

use crate::{
    bed::OwnRedis,
    stage::{Follower, Place, Plan, Stage, told},
};

/// Events that tell of nothing, as many as it takes.
async fn many_events(stage: &Stage, stream: impl Into<StreamId>, count: u64) {
    let stream = stream.into();
    stage
        .force(format!(
            "insert into events (stream, seq, verb)
             select '{stream}', seq, 'sung' from generate_series(1, {count}) as seq;
             update streams set head = {count} where id = '{stream}'"
        ))
        .await;
}

/// With `redis` it comes and goes, too.
async fn story_of_lost_sockets(seed: u64, stage: Stage, mut redis: Option<OwnRedis>) {
    let mut chance = StdRng::seed_from_u64(seed);
    let people =
        [stage.member("Aino").await, stage.member("Eero").await, stage.member("Siiri").await];
    let everybody: Vec<_> = people.iter().collect();
    let places: Vec<Place> =
        vec![stage.place("open", &everybody).await, stage.place("open", &everybody).await];
    let streams: Vec<StreamId> = places.iter().map(|place| place.channel.into()).collect();
    // Aino has two devices.
    let owners = [&people[0], &people[0], &people[1], &people[2]];
    let mut devices: Vec<Follower> =
        owners.iter().map(|person| Follower::new(person, &streams)).collect();
    for number in 0..160 {
        if let Some(redis) = &mut redis {
            match number % 40 {
                10 => redis.kill(),
                30 => redis.start_again().await,
                _ => {}
            }
        }
        let device = &mut devices[chance.random_range(0..4)];
        match chance.random_range(0..10) {
            0 => device.vanish(),
            1 | 2 if !device.is_here() => {
                device.come(&stage.nodes[chance.random_range(0..2)]).await
            }
            3..=5 if device.is_here() && device.waits_for_answers() => device.read().await,
            _ => device.post(places[chance.random_range(0..2)].channel, &number.to_string()).await,
        }
    }
    for device in &mut devices {
        if !device.is_here() {
            device.come(&stage.nodes[chance.random_range(0..2)]).await;
        }
        device.be_answered().await;
    }
    let reader = stage.nodes[0].as_seen_by(&people[0]);
    let mut heads = BTreeMap::new();
    let mut truth = BTreeMap::new();
    for stream in &streams {
        let events = reader.history(*stream, 200).await;
        heads.insert(*stream, events.last().map_or(0, |event| event.seq));
        truth.insert(*stream, events.iter().map(told).collect::<Vec<_>>());
    }
    for device in &mut devices {
        device.catch_up(&heads).await;
        assert_eq!(device.applied, truth, "seed {seed}: what was heard is what there is");
    }
    let said: usize = devices.iter().map(|device| device.acks.len()).sum();
    assert_eq!(
        truth.values().map(Vec::len).sum::<usize>(),
        said,
        "each said once, each there once"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_or_doubled_over_lost_sockets() {
    story_of_lost_sockets(1, Stage::over_redis(2).await, None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_or_doubled_while_redis_comes_and_goes() {
    let redis = OwnRedis::start().await;
    let stage = Plan::new(2).over(&redis).open().await;
    story_of_lost_sockets(2, stage, Some(redis)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_in_the_middle_of_a_conversation_misses_nothing() {
    let stage = Stage::over_redis(2).await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("open", &[&aino, &eero]).await;
    let mut talker = stage.nodes[0].connect(&aino).await;
    let channel = place.channel;
    let talking = async {
        for number in 0..300 {
            talker
                .begin(json!({"t": "send", "channel": channel, "text": number.to_string()}))
                .await;
            if number % 20 == 0 {
                talker.settle().await;
            }
        }
    };
    let coming = async {
        for round in 0..8 {
            let mut comer = Follower::new(&eero, &[channel.into()]);
            comer.come(&stage.nodes[round % 2]).await;
            comer.catch_up(&BTreeMap::new()).await;
            comer.vanish();
            comer.come(&stage.nodes[(round + 1) % 2]).await;
            comer.catch_up(&BTreeMap::from([(channel.into(), 10 * round as u64)])).await;
        }
    };
    tokio::join!(talking, coming);
}

#[tokio::test]
async fn who_is_a_thousand_behind_begins_anew() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    many_events(&stage, place.channel, 1_001).await;
    let stream: StreamId = place.channel.into();

    let mut near = stage.connect(&aino).await;
    near.resume(stream, 1).await;
    for seq in 2..=1_001 {
        let frame = near.next().await.unwrap();
        assert!(
            matches!(&frame, ServerFrame::Event(event) if event.seq == seq),
            "{seq}: {frame:?}"
        );
    }
    assert_eq!(near.caught_up(stream).await, 1_001);

    for (cursor, epoch) in [(0, None), (1_002, None), (900, Some(Epoch(Uuid::new_v4())))] {
        let mut far = stage.connect(&aino).await;
        let current = far.hello.epoch;
        let epoch = epoch.unwrap_or(current);
        far.say(&json!({"t": "resume", "epoch": epoch, "cursors": {stream.to_string(): cursor}}))
            .await;
        assert_eq!(
            far.next().await.unwrap(),
            ServerFrame::Reset { stream, epoch: current, head: 1_001, oldest: 1 },
            "from {cursor}",
        );
        assert_eq!(far.next().await.unwrap(), ServerFrame::CaughtUp { stream, head: 1_001 });
    }
}

#[tokio::test]
async fn of_many_streams_the_furthest_behind_begin_anew() {
    let stage = Plan::new(1).set("TALKOO_REPLAY_ALL", "100").open().await;
    let aino = stage.member("Aino").await;
    let mut cursors = serde_json::Map::new();
    for count in [60, 50, 40] {
        let place = stage.place("open", &[&aino]).await;
        many_events(&stage, place.channel, count).await;
        cursors.insert(place.channel.to_string(), json!(0));
    }
    let mut client = stage.connect(&aino).await;
    let epoch = client.hello.epoch;
    client.say(&json!({"t": "resume", "epoch": epoch, "cursors": cursors, "depth": "full"})).await;
    let (mut resets, mut events, mut caught_up) = (Vec::new(), 0, 0);
    while caught_up < 3 {
        match client.next().await.unwrap() {
            ServerFrame::Reset { head, .. } => resets.push(head),
            ServerFrame::Event(_) => events += 1,
            ServerFrame::CaughtUp { .. } => caught_up += 1,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((resets, events), (vec![60], 90));
}

/// A member with many channels asks for more answers at once than a mailbox holds.
#[tokio::test]
async fn a_member_of_many_channels_comes_back_in_one_go() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    stage
        .force(format!(
            "with made as (
               insert into channels (id, workspace, kind, name, visibility, main_item)
               select gen_random_uuid(), '{}', 'chat', 'kanava ' || n, 'public', gen_random_uuid()
               from generate_series(1, 700) as n
               returning id
             )
             insert into streams (id, sort, owner, head) select id, 'channel', id, 0 from made",
            place.workspace,
        ))
        .await;
    let mut cursors = serde_json::Map::new();
    for channel in stage.nodes[0].as_seen_by(&aino).start().await.channels {
        cursors.insert(channel.id.to_string(), json!(0));
    }
    assert_eq!(cursors.len(), 701);
    for _ in 0..299 {
        cursors.insert(Uuid::new_v4().to_string(), json!(0));
    }
    let mut client = stage.connect(&aino).await;
    let epoch = client.hello.epoch;
    client.say(&json!({"t": "resume", "epoch": epoch, "cursors": cursors})).await;
    let (mut caught_up, mut lost) = (0, 0);
    while caught_up + lost < 1_000 {
        match client.next().await.unwrap() {
            ServerFrame::CaughtUp { .. } => caught_up += 1,
            ServerFrame::Lost { .. } => lost += 1,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((caught_up, lost), (701, 299));
    // Another life of the database begins all of them anew.
    let mut other = stage.connect(&aino).await;
    other.say(&json!({"t": "resume", "epoch": Uuid::new_v4(), "cursors": cursors})).await;
    let mut frames = 0;
    while frames < 701 * 2 + 299 {
        other.next().await.unwrap();
        frames += 1;
    }
    other.settle().await;
    assert!(other.kept().is_empty());
    let refused = cursors.keys().chain([&Uuid::new_v4().to_string()]).cloned().collect::<Vec<_>>();
    other.say(&json!({"t": "subscribe", "ref": 9, "streams": refused})).await;
    assert!(matches!(other.next().await.unwrap(), ServerFrame::Refused { reference: 9, .. }));
}

#[tokio::test]
async fn who_leaves_and_comes_again_while_catching_up_hears_nothing_twice() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    many_events(&stage, place.channel, 900).await;
    let mut client = stage.connect(&aino).await;
    client.resume(place.channel, 0).await;
    client.say(&json!({"t": "unsubscribe", "streams": [place.channel]})).await;
    client.say(&json!({"t": "subscribe", "streams": [place.channel], "depth": "full"})).await;
    // The first subscription may be cut short anywhere; after the second one's place nothing old comes.
    let is_last = |frame: &ServerFrame| matches!(frame, ServerFrame::CaughtUp { head: 900, .. });
    while !is_last(&client.next().await.unwrap()) {}
    let ack = client.post(place.channel, "uusi").await;
    client.settle().await;
    let seqs: Vec<u64> = client
        .kept()
        .iter()
        .filter_map(|frame| match frame {
            ServerFrame::Event(event) => Some(event.seq),
            _ => None,
        })
        .collect();
    assert!(seqs.iter().all(|seq| *seq == ack.seq.unwrap()), "{seqs:?}");
}

#[tokio::test]
async fn a_light_listener_hears_the_same_events_gathered_and_without_words() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("open", &[&aino, &eero]).await;
    let mut of_aino = stage.connect(&aino).await;
    let mut of_eero = stage.connect(&eero).await;
    of_eero.subscribe_at(place.channel, "light").await;
    for number in 0..50 {
        of_aino.begin(json!({"t": "send", "channel": place.channel, "text": format!("{number} @[{}]", eero.id)})).await;
    }
    let (mut heard, mut frames) = (Vec::new(), 0);
    while heard.len() < 50 {
        heard.extend(of_eero.light().await);
        frames += 1;
    }
    assert!(frames < 50, "gathered: {frames} frames");
    let events = stage.nodes[0].as_seen_by(&eero).history(place.channel, 200).await;
    let truth: Vec<_> = events.iter().map(talkoo_protocol::Event::light).collect();
    assert_eq!(heard, truth);
    assert!(heard.iter().all(|event| event.counts && event.mentions == [eero.id]));
    assert!(of_eero.kept().is_empty(), "and nothing else: {:?}", of_eero.kept());

    // On the screen now: the place in the stream stays, the words come.
    of_eero.say(&json!({"t": "subscribe", "streams": [place.channel], "depth": Depth::Full})).await;
    of_eero.settle().await;
    of_aino.post(place.channel, "sanoin").await;
    let event = of_eero.event(place.channel).await;
    assert_eq!((event.seq, event.content.message.unwrap().text.as_str()), (51, "sanoin"));
}

/// P9.
#[tokio::test]
async fn every_way_of_reading_shows_what_was_delivered() {
    let stage = Stage::over_redis(2).await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("open", &[&aino, &eero]).await;
    let mut of_aino = stage.nodes[0].connect(&aino).await;
    let mut of_eero = stage.nodes[1].connect(&eero).await;
    of_eero.subscribe(place.channel).await;
    let there = stage.nodes[1].as_seen_by(&eero);
    let mut delivered = Vec::new();
    for number in 0..23 {
        let ack = of_aino.post(place.channel, &number.to_string()).await;
        assert!(there.head(place.channel).await >= ack.seq.unwrap(), "read your own writes");
        if number % 3 == 0 {
            of_aino.ask(json!({"t": "react", "message": ack.id, "emoji": "👍"})).await.unwrap();
        }
    }
    while delivered.len() < 31 {
        delivered.push(told(&of_eero.event(place.channel).await));
    }
    for node in &stage.nodes {
        let reader = node.as_seen_by(&eero);
        for page in [1, 7, 200] {
            let forwards = reader.history(place.channel, page).await;
            let backwards = reader.history_backwards(place.channel, page).await;
            assert_eq!(forwards.iter().map(told).collect::<Vec<_>>(), delivered, "pages of {page}");
            assert_eq!(backwards, forwards, "pages of {page}");
        }
        let messages = pages_of_messages(&reader, &place).await;
        let posted = reader.history(place.channel, 200).await;
        let posted = posted.iter().filter(|event| event.verb.as_str() == "posted");
        assert_eq!(messages, posted.map(|event| event.seq).collect::<Vec<_>>());
    }
    for (limit, rows) in [("0", 1), ("1000000", 31)] {
        let path = format!("streams/{}/events?after=0&limit={limit}", place.channel);
        let page: talkoo_protocol::http::EventsPage = there.get(&path).await;
        assert_eq!(page.events.len(), rows, "a page is never nothing and never everything");
    }
    let path = format!("streams/{}/events?limit=-1", place.channel);
    assert_eq!(there.ask(&path).await.status, 400);
}

async fn pages_of_messages(reader: &crate::stage::Reader, place: &Place) -> Vec<u64> {
    let mut seqs: Vec<u64> = Vec::new();
    loop {
        let after = seqs.last().copied().unwrap_or(0);
        let path = format!("channels/{}/messages?after={after}&limit=5", place.channel);
        let page: talkoo_protocol::http::MessagesPage = reader.get(&path).await;
        seqs.extend(page.messages.iter().map(|message| message.seq));
        if !page.has_after {
            return seqs;
        }
    }
}

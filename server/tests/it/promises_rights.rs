//! Promise P11: who loses the right to read hears nothing of what follows and nothing of the past, on
//! no path and on no node.

use std::time::{Duration, Instant};

use serde_json::json;
use talkoo_protocol::{ChannelId, Seq, ServerFrame, StreamId, Verb};
use uuid::Uuid;

use crate::stage::{Client, Person, Place, Plan, Stage};

/// A private channel in which both are.
async fn private(stage: &Stage, place: &Place, owner: &Person, other: &Person) -> ChannelId {
    let owner = stage.nodes[0].as_seen_by(owner);
    let made = owner
        .say(json!({"t": "create_channel", "workspace": place.workspace, "kind": "chat",
                    "name": format!("salainen {}", Uuid::new_v4()), "visibility": "private"}))
        .await
        .unwrap();
    let channel = ChannelId(made.id);
    owner
        .say(json!({"t": "add_member", "place": {"channel": channel}, "member": other.id, "role": "member"}))
        .await
        .unwrap();
    channel
}

/// Everything a client heard of a stream until it was lost: the seqs, and the last verb.
async fn heard_until_lost(client: &mut Client, stream: StreamId) -> Vec<(Seq, Verb)> {
    let mut heard = Vec::new();
    loop {
        match client.next().await.expect("an open socket") {
            ServerFrame::Event(event) if event.stream == stream => {
                heard.push((event.seq, event.verb.clone()));
            }
            ServerFrame::Light { events } => {
                let of_stream = events.into_iter().filter(|event| event.stream == stream);
                heard.extend(of_stream.map(|event| (event.seq, event.verb)));
            }
            ServerFrame::Lost { stream: of } if of == stream => return heard,
            _ => {}
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_removed_hears_nothing_more_on_any_node_and_any_path() {
    let stage = Stage::over_redis(2).await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("invited", &[&aino, &eero]).await;
    let channel = private(&stage, &place, &aino, &eero).await;
    let stream: StreamId = channel.into();
    let mut of_aino = stage.nodes[0].connect(&aino).await;
    let mut devices = Vec::new();
    for (node, depth) in [(0, "full"), (0, "light"), (1, "full"), (1, "light")] {
        let mut device = stage.nodes[node].connect(&eero).await;
        device.subscribe_at(stream, depth).await;
        devices.push(device);
    }
    let before = of_aino.post(channel, "Eero kuulee tämän").await.seq.unwrap();
    let remove = json!({"t": "remove_member", "place": {"channel": channel}, "member": eero.id});
    let removed = of_aino.ask(remove).await.unwrap();
    let at = Instant::now();
    of_aino.post(channel, "mutta ei tätä").await;
    for device in &mut devices {
        let heard = heard_until_lost(device, stream).await;
        assert!(at.elapsed() < Duration::from_secs(3), "{:?}", at.elapsed());
        let fence = removed.seq.unwrap();
        assert!(heard.iter().all(|(seq, _)| *seq <= fence), "{heard:?} after {fence}");
        assert!(
            heard.contains(&(before, Verb::POSTED))
                || !heard.contains(&(fence, Verb::ACCESS_CHANGED))
        );
    }
    for (number, device) in devices.iter_mut().enumerate() {
        // Coming back with a cursor of better days helps nobody.
        device.resume(stream, before - 1).await;
        device.lost(stream).await;
        device.say(&json!({"t": "typing", "channel": channel, "item": place.main})).await;
        device.settle().await;
        assert!(
            !device
                .kept()
                .iter()
                .any(|frame| matches!(frame, ServerFrame::Event(event) if event.stream == stream))
        );
        let reader = stage.nodes[number % 2].as_seen_by(&eero);
        for path in ["messages", "items", "members", ""] {
            let answer =
                reader.ask(format!("channels/{channel}/{path}").trim_end_matches('/')).await;
            assert_eq!(answer.status, 404, "{path}");
        }
        assert_eq!(reader.ask(&format!("streams/{stream}/events?after=0")).await.status, 404);
        assert!(reader.unread().await.unread.iter().all(|view| view.channel != channel));
        assert!(reader.start().await.streams.iter().all(|view| view.stream != stream));
    }
}

/// A message was edited after the removal; the event of its first posting comes late.
#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_comes_late_brings_no_later_word_to_who_was_removed() {
    let stage = Plan::new(2).set("TALKOO_HEADS_EVERY", "1 h").open().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let siiri = stage.member("Siiri").await;
    let place = stage.place("invited", &[&aino, &eero, &siiri]).await;
    let mut of_aino = stage.nodes[0].connect(&aino).await;
    let mut of_eero = stage.nodes[1].connect(&eero).await;
    let mut of_siiri = stage.nodes[1].connect(&siiri).await;
    let stream: StreamId = place.channel.into();
    of_eero.subscribe(stream).await;
    of_siiri.subscribe(stream).await;
    of_aino.post(place.channel, "kaikille").await;
    assert_eq!(of_eero.event(stream).await.seq, 1);
    // The other node hears nothing of what now happens until it is all over.
    stage.exchange.cut();
    let late = of_aino.post(place.channel, "luonnos").await;
    of_aino
        .ask(json!({"t": "remove_member", "place": {"workspace": place.workspace}, "member": eero.id}))
        .await
        .unwrap();
    of_aino.ask(json!({"t": "edit", "message": late.id, "text": "salaisuus"})).await.unwrap();
    stage.exchange.heal();
    let heard = heard_until_lost(&mut of_eero, stream).await;
    assert_eq!(heard, [], "not even the posting, for it stands there as it is now");
    let event = of_siiri.event(stream).await;
    assert_eq!((event.seq, event.content.message.unwrap().text.as_str()), (1, "kaikille"));
    assert_eq!(of_siiri.event(stream).await.content.message.unwrap().text, "salaisuus");
}

/// Removal, narrowing and archiving of a whole workspace reach every channel of it.
#[tokio::test(flavor = "multi_thread")]
async fn who_loses_a_workspace_loses_its_channels_and_its_desks() {
    let stage = Plan::new(2).over_redis().kinds(&["chat", "trial"]).open().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let marko = stage.member("Marko").await;
    let place = stage.place_of("trial", "open", &[&aino, &eero]).await;
    let owner = stage.nodes[0].as_seen_by(&aino);
    let lead = json!({"t": "add_member", "place": {"workspace": place.workspace}, "member": eero.id, "role": "facilitator"});
    owner.say(lead).await.unwrap();
    let view: talkoo_protocol::ChannelView =
        owner.get(&format!("channels/{}", place.channel)).await;
    let desk = view.desk.expect("a desk");
    let mut of_eero = stage.nodes[1].connect(&eero).await;
    of_eero.subscribe(desk).await;
    of_eero.subscribe(place.channel).await;
    of_eero.subscribe(place.workspace).await;
    let mut of_marko = stage.nodes[1].connect(&marko).await;
    of_marko.subscribe(place.channel).await;

    // Eero leads no more: the desk goes, the channel stays.
    let lower = json!({"t": "add_member", "place": {"workspace": place.workspace}, "member": eero.id, "role": "member"});
    owner.say(lower).await.unwrap();
    owner
        .say(json!({"t": "create_item", "channel": place.channel, "title": "Luonnos"}))
        .await
        .unwrap();
    let heard = heard_until_lost(&mut of_eero, desk).await;
    assert!(heard.iter().all(|(_, verb)| *verb == Verb::ACCESS_CHANGED), "{heard:?}");
    owner.say(json!({"t": "send", "channel": place.channel, "text": "yhä täällä"})).await.unwrap();
    while of_eero.event(place.channel).await.verb != Verb::POSTED {}

    // Who reads from outside loses sight when the workspace closes its doors.
    let close =
        json!({"t": "change_workspace", "workspace": place.workspace, "visibility": "invited"});
    let fence = owner.say(close).await.unwrap().seq.unwrap();
    owner
        .say(json!({"t": "send", "channel": place.channel, "text": "ovi on kiinni"}))
        .await
        .unwrap();
    let heard = heard_until_lost(&mut of_marko, place.channel.into()).await;
    assert!(heard.iter().all(|(seq, _)| *seq <= fence), "{heard:?}");
    while of_eero.event(place.channel).await.verb != Verb::POSTED {}

    // Archiving takes the writing, not the reading.
    let archive =
        json!({"t": "change_workspace", "workspace": place.workspace, "state": "archived"});
    owner.say(archive).await.unwrap();
    assert_eq!(of_eero.event(place.channel).await.verb, Verb::ACCESS_CHANGED);
    let refusal =
        of_eero.ask(json!({"t": "send", "channel": place.channel, "text": "vielä"})).await;
    assert_eq!(refusal.unwrap_err().code, talkoo_protocol::Code::ReadOnly);
    let open = json!({"t": "change_workspace", "workspace": place.workspace, "state": "active"});
    owner.say(open).await.unwrap();

    let remove =
        json!({"t": "remove_member", "place": {"workspace": place.workspace}, "member": eero.id});
    owner.say(remove).await.unwrap();
    owner.say(json!({"t": "send", "channel": place.channel, "text": "Eero lähti"})).await.unwrap();
    of_eero.lost(place.channel).await;
    of_eero.lost(place.workspace).await;
}

/// A member who is removed and let in again, over and over, while talk goes on: whoever is in at the
/// end has all of it, and nothing was ever heard between the loss of a right and its return.
#[tokio::test(flavor = "multi_thread")]
async fn going_out_and_in_again_leaves_no_hole() {
    let stage = Stage::over_redis(2).await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("invited", &[&aino, &eero]).await;
    let channel = private(&stage, &place, &aino, &eero).await;
    let stream: StreamId = channel.into();
    let mut of_aino = stage.nodes[0].connect(&aino).await;
    let mut of_eero = stage.nodes[1].connect(&eero).await;
    of_eero.subscribe(stream).await;
    let mut cursor = stage.nodes[0].as_seen_by(&aino).head(channel).await;
    for round in 0..12 {
        let change = if round % 2 == 0 {
            json!({"t": "remove_member", "place": {"channel": channel}, "member": eero.id})
        } else {
            json!({"t": "add_member", "place": {"channel": channel}, "member": eero.id, "role": "member"})
        };
        let changed = of_aino.begin(change).await.0;
        of_aino.begin(json!({"t": "send", "channel": channel, "text": round.to_string()})).await;
        // Eero's device tries again at once, before and after the change.
        of_eero.resume(stream, cursor).await;
        let fence = of_aino.answer(changed).await.unwrap().seq.unwrap();
        if round % 2 == 0 {
            for (seq, verb) in heard_until_lost(&mut of_eero, stream).await {
                assert!(seq <= fence, "{verb:?} {seq} after {fence}");
                cursor = cursor.max(seq);
            }
        } else {
            of_eero.resume(stream, cursor).await;
            of_eero.caught_up(stream).await;
            of_eero.settle().await;
        }
    }
    of_eero.vanish();
    let mut back = stage.nodes[0].connect(&eero).await;
    back.resume(stream, 0).await;
    let head = back.caught_up(stream).await;
    for seq in 1..=head {
        assert_eq!(back.event(stream).await.seq, seq);
    }
}

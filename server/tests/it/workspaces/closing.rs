//! W9 and the other narrowings: whoever is outside afterwards hears nothing more within a second, on
//! the node where it was said and on the other.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use talkoo_protocol::{ChannelView, Code, StreamId, Verb, http::WorkspaceCard};

use super::{brought, of, refused};
use crate::stage::{Client, Person, Place, Stage};

/// People outside an open workspace who listen to its channel, one on each node.
async fn listeners(stage: &Stage, place: Place) -> Vec<(Person, Client)> {
    let mut listeners = Vec::new();
    for node in &stage.nodes {
        let person = stage.member("Marko").await;
        let mut client = node.connect(&person).await;
        client.subscribe(place.channel).await;
        listeners.push((person, client));
    }
    listeners
}

async fn all_lost(listeners: &mut [(Person, Client)], stream: StreamId, since: Instant) {
    for (_, client) in listeners {
        client.lost(stream).await;
        // The bound is a second; a loaded machine is given three.
        assert!(since.elapsed() < Duration::from_secs(3), "{:?}", since.elapsed());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn w9_closing_an_open_workspace_cuts_those_outside() {
    let stage = Stage::over_redis(2).await;
    for change in [
        json!({"t": "change_workspace", "visibility": "invited"}),
        json!({"t": "change_workspace", "visibility": "by_request"}),
        json!({"t": "change_workspace", "visibility": "secret"}),
        json!({"t": "change_workspace", "state": "preparing"}),
        json!({"t": "configure_workspace", "step_up": true}),
    ] {
        let siiri = stage.member("Siiri").await;
        let place = stage.place("open", &[&siiri]).await;
        let mut listeners = listeners(&stage, place).await;
        let mut change = change.clone();
        change["workspace"] = json!(place.workspace);
        of(&stage, &siiri).say(change.clone()).await.unwrap();
        all_lost(&mut listeners, place.channel.into(), Instant::now()).await;
        let status = if change.get("step_up").is_some() { 401 } else { 404 };
        for (person, _) in &listeners {
            for node in &stage.nodes {
                let path = format!("channels/{}/messages", place.channel);
                assert_eq!(node.as_seen_by(person).ask(&path).await.status, status, "{change}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workspace_that_asks_for_a_second_factor_is_shut_for_everybody() {
    let stage = Stage::over_redis(2).await;
    let (siiri, eero) = (stage.member("Siiri").await, stage.member("Eero").await);
    let marko = stage.member("Marko").await;
    let place = stage.place("invited", &[&siiri, &eero]).await;
    let mut device = stage.nodes[1].connect(&eero).await;
    device.subscribe(place.channel).await;
    device.subscribe(place.workspace).await;
    let owner = of(&stage, &siiri);
    brought(&owner, place.workspace, &eero, "facilitator").await;
    let shut = json!({"t": "configure_workspace", "workspace": place.workspace, "step_up": true});
    assert_eq!(refused(&of(&stage, &eero), shut.clone()).await, Code::NotAllowed);
    owner.say(shut.clone()).await.unwrap();
    device.lost(place.channel).await;
    device.lost(place.workspace).await;
    for person in [&siiri, &eero] {
        let reader = of(&stage, person);
        let answer = reader.ask(&format!("channels/{}/messages", place.channel)).await;
        assert_eq!(answer.status, 401);
        assert!(answer.body.contains("second_factor"), "{}", answer.body);
        for command in [
            json!({"t": "send", "channel": place.channel, "text": "hei"}),
            json!({"t": "change_workspace", "workspace": place.workspace, "name": "Uusi"}),
            json!({"t": "configure_workspace", "workspace": place.workspace, "step_up": false}),
            json!({"t": "create_channel", "workspace": place.workspace, "kind": "chat",
                "name": "uusi", "visibility": "public"}),
        ] {
            assert_eq!(refused(&reader, command.clone()).await, Code::SecondFactor, "{command}");
        }
        let card: WorkspaceCard = reader.get(&format!("workspaces/{}", place.workspace)).await;
        assert!(card.workspace.step_up, "its members are told why");
        assert!(reader.start().await.channels.is_empty());
    }
    // Who would not see it with a second factor either is told nothing of it.
    let outside = of(&stage, &marko);
    assert_eq!(outside.ask(&format!("channels/{}", place.channel)).await.status, 404);
    let send = json!({"t": "send", "channel": place.channel, "text": "hei"});
    assert_eq!(refused(&outside, send).await, Code::NotFound);
}

/// Whom the next change of the channel calls its guests.
async fn guests(device: &mut Client, place: Place) -> Vec<talkoo_protocol::MemberId> {
    loop {
        let event = device.event(place.channel).await;
        if event.verb == Verb::CHANNEL_CHANGED {
            return event.content.channel.expect("the channel").guests;
        }
    }
}

#[tokio::test]
async fn a_guest_sees_named_channels_and_is_seen_to_be_one() {
    let stage = Stage::new().await;
    let (siiri, guest) = (stage.member("Siiri").await, stage.member("Vieras").await);
    let place = stage.place("invited", &[&siiri]).await;
    let (owner, outside) = (of(&stage, &siiri), of(&stage, &guest));
    brought(&owner, place.workspace, &guest, "guest").await;
    assert_eq!(outside.ask(&format!("channels/{}", place.channel)).await.status, 404);
    assert_eq!(outside.ask(&format!("streams/{}/events", place.workspace)).await.status, 404);

    let mut device = stage.connect(&siiri).await;
    device.subscribe(place.channel).await;
    let at = json!({"channel": place.channel});
    let bring = json!({"t": "add_member", "place": at, "member": guest.id, "role": "member"});
    owner.say(bring).await.unwrap();
    assert_eq!(guests(&mut device, place).await, [guest.id]);
    let view: ChannelView = outside.get(&format!("channels/{}", place.channel)).await;
    assert_eq!(view.guests, [guest.id]);
    let listed: Vec<ChannelView> =
        outside.get(&format!("workspaces/{}/channels", place.workspace)).await;
    assert_eq!(listed.len(), 1);

    // No guest any more, a guest again, gone.
    brought(&owner, place.workspace, &guest, "member").await;
    assert!(guests(&mut device, place).await.is_empty());
    brought(&owner, place.workspace, &guest, "guest").await;
    assert_eq!(guests(&mut device, place).await, [guest.id]);
    outside.say(json!({"t": "leave_workspace", "workspace": place.workspace})).await.unwrap();
    assert!(guests(&mut device, place).await.is_empty());
}

#[tokio::test]
async fn what_closing_would_do_is_told_before() {
    let stage = Stage::new().await;
    let (siiri, eero) = (stage.member("Siiri").await, stage.member("Eero").await);
    let (marko, oskari) = (stage.member("Marko").await, stage.member("Oskari").await);
    let place = stage.place("open", &[&siiri, &eero]).await;
    let owner = of(&stage, &siiri);
    owner.say(json!({"t": "send", "channel": place.channel, "text": "hei"})).await.unwrap();
    for reader in [&marko, &eero] {
        let mark = json!({"t": "mark_read", "channel": place.channel, "seq": 1});
        of(&stage, reader).say(mark).await.unwrap();
    }
    let follow = json!({"t": "follow", "subject": {"channel": place.channel}, "level": "follow"});
    of(&stage, &oskari).say(follow).await.unwrap();
    let _unconcerned = stage.member("Hanna").await;
    let effect: Value = owner.get(&format!("workspaces/{}/effect", place.workspace)).await;
    assert_eq!(effect, json!({"cut": 3, "readers": 2, "messages": 0, "topics": 0}));
}

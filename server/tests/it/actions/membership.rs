//! Coming in, going out, being let in and taken out: who may, and what is heard afterwards.

use serde_json::{Value, json};
use talkoo::actions::read;
use talkoo_protocol::{ChannelId, Code, Verb};

use super::{answered, audited, lost, refused, said};
use crate::stage::{Client, Person, Place, Stage};

fn add(place: &Value, member: &Person, role: &str) -> Value {
    json!({"t": "add_member", "place": place, "member": member.id, "role": role})
}

fn remove(place: &Value, member: &Person) -> Value {
    json!({"t": "remove_member", "place": place, "member": member.id})
}

async fn private_channel(client: &mut Client, place: Place, name: &str) -> ChannelId {
    let create = json!({"t": "create_channel", "workspace": place.workspace, "kind": "chat",
        "name": name, "visibility": "private"});
    ChannelId(client.ask(create).await.expect("a channel").id)
}

#[tokio::test]
async fn one_comes_into_an_open_workspace_and_writes_at_once() {
    let stage = Stage::new().await;
    let (aino, marko) = (stage.member("Aino").await, stage.member("Marko").await);
    let place = stage.place("open", &[&aino]).await;
    let mut of_aino = stage.connect(&aino).await;
    let mut of_marko = stage.connect(&marko).await;
    said(&mut of_aino, place, "vanha").await;
    of_aino.subscribe(place.workspace).await;
    of_marko.subscribe(marko.id).await;

    let send = json!({"t": "send", "channel": place.channel, "text": "hei"});
    assert_eq!(refused(&mut of_marko, send.clone()).await, Code::NotAllowed);
    let join = json!({"t": "join_workspace", "workspace": place.workspace});
    of_marko.ask(join.clone()).await.unwrap();
    let told = of_aino.event(place.workspace).await;
    assert_eq!((&told.verb, &told.facts["member"]), (&Verb::MEMBER_ADDED, &json!(marko.id)));
    assert_eq!(of_marko.event(marko.id).await.verb, Verb::WORKSPACE_JOINED);
    let joined = of_marko.event(marko.id).await;
    assert_eq!(joined.verb, Verb::CHANNEL_JOINED);
    assert_eq!(joined.content.channel.unwrap().id, place.channel);
    of_marko.ask(send).await.unwrap();
    // What was said before one came is not unread, and coming twice is coming once.
    let start = read::start(&stage.nodes[0].app, marko.id).await.unwrap();
    assert_eq!((start.unread[0].count, start.standings[0].may_post), (0, true));
    assert_eq!(of_marko.ask(join).await.unwrap().seq, None);
    assert_eq!(audited(&stage, "workspace_joined").await, 1);
}

#[tokio::test]
async fn a_door_that_is_shut_looks_shut_or_is_not_there() {
    let stage = Stage::new().await;
    let (aino, marko) = (stage.member("Aino").await, stage.member("Marko").await);
    let mut of_marko = stage.connect(&marko).await;
    for (visibility, code) in [
        ("by_request", Code::NotAllowed),
        ("invited", Code::NotAllowed),
        ("secret", Code::NotFound),
    ] {
        let place = stage.place(visibility, &[&aino]).await;
        let join = json!({"t": "join_workspace", "workspace": place.workspace});
        assert_eq!(refused(&mut of_marko, join).await, code, "{visibility}");
        let leave = json!({"t": "leave_workspace", "workspace": place.workspace});
        let left = of_marko.ask(leave).await.map_err(|refusal| refusal.code);
        assert_eq!(left.is_err(), visibility == "secret");
        let join = json!({"t": "join", "channel": place.channel});
        assert_eq!(refused(&mut of_marko, join).await, Code::NotFound);
    }
}

#[tokio::test]
async fn the_last_owner_hands_over_before_leaving() {
    let stage = Stage::with_nodes(2).await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("invited", &[&aino, &eero]).await;
    let workspace = json!({"workspace": place.workspace});
    let mut of_aino = stage.nodes[0].connect(&aino).await;
    let mut of_eero = stage.nodes[1].connect(&eero).await;
    let leave = json!({"t": "leave_workspace", "workspace": place.workspace});
    assert_eq!(refused(&mut of_aino, leave.clone()).await, Code::Rule);
    let demote = add(&workspace, &aino, "member");
    assert_eq!(refused(&mut of_aino, demote).await, Code::Rule);
    of_aino.ask(add(&workspace, &eero, "owner")).await.unwrap();
    // Both leave at once: one of them stays.
    of_aino.begin(leave.clone()).await;
    of_eero.begin(leave).await;
    let mut left = 0;
    for client in [&mut of_aino, &mut of_eero] {
        match answered(client).await {
            Ok(_) => left += 1,
            Err(code) => assert_eq!(code, Code::Rule),
        }
    }
    assert_eq!(left, 1);
    let owners = "select count(*) from workspace_members where role = 'owner'";
    assert_eq!(super::count(&stage, owners).await, 1);
}

#[tokio::test]
async fn who_is_removed_from_a_workspace_hears_nothing_more() {
    let stage = Stage::with_nodes(2).await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("invited", &[&aino, &eero]).await;
    let mut of_aino = stage.nodes[0].connect(&aino).await;
    let mut of_eero = stage.nodes[1].connect(&eero).await;
    let secret = private_channel(&mut of_aino, place, "pieni piiri").await;
    of_aino.ask(add(&json!({"channel": secret}), &eero, "member")).await.unwrap();
    for channel in [place.channel, secret] {
        of_eero.subscribe(channel).await;
        of_eero.ask(json!({"t": "send", "channel": channel, "text": "kuulen"})).await.unwrap();
    }
    of_eero.subscribe(place.workspace).await;

    let workspace = json!({"workspace": place.workspace});
    of_aino.ask(remove(&workspace, &eero)).await.unwrap();
    for channel in [place.channel, secret] {
        lost(&mut of_eero, channel).await;
        let send = json!({"t": "send", "channel": channel, "text": "vieläkö"});
        assert_eq!(refused(&mut of_eero, send).await, Code::NotFound);
    }
    lost(&mut of_eero, place.workspace).await;
    let app = &stage.nodes[1].app;
    let start = read::start(app, eero.id).await.unwrap();
    assert!(start.channels.is_empty() && start.workspaces.is_empty() && start.marks.is_empty());
    // The past of one's own stream tells of the place by its id alone.
    of_aino
        .ask(json!({"t": "change_channel", "channel": secret, "name": "uusi salaisuus"}))
        .await
        .unwrap();
    let own = read::events(app, eero.id, eero.id.into(), read::EventsFrom::After(0), None);
    let own = own.await.unwrap();
    let told = serde_json::to_string(&own).unwrap();
    assert!(!told.contains("salaisuus") && !told.contains("piiri"), "{told}");
    assert!(own.events.iter().any(|event| event.verb == Verb::WORKSPACE_LEFT));
    assert_eq!(audited(&stage, "workspace_member_removed").await, 1);
}

#[tokio::test]
async fn only_an_owner_makes_or_removes_owners() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let siiri = stage.member("Siiri").await;
    let place = stage.place("invited", &[&aino, &eero]).await;
    let workspace = json!({"workspace": place.workspace});
    let mut of_aino = stage.connect(&aino).await;
    let mut of_eero = stage.connect(&eero).await;
    of_aino.ask(add(&workspace, &eero, "facilitator")).await.unwrap();
    for command in [
        add(&workspace, &siiri, "owner"),
        add(&workspace, &eero, "owner"),
        add(&workspace, &aino, "member"),
        remove(&workspace, &aino),
    ] {
        assert_eq!(refused(&mut of_eero, command.clone()).await, Code::NotAllowed, "{command}");
    }
    assert_eq!(refused(&mut of_eero, add(&workspace, &siiri, "king")).await, Code::BadValue);
    of_eero.ask(add(&workspace, &siiri, "guest")).await.unwrap();
    // A guest is in the workspace and sees none of its channels by that alone.
    let app = &stage.nodes[0].app;
    assert!(read::start(app, siiri.id).await.unwrap().channels.is_empty());
    assert!(read::workspace_members(app, siiri.id, place.workspace).await.is_err());
    of_eero.ask(remove(&workspace, &siiri)).await.unwrap();
    assert_eq!(refused(&mut of_eero, remove(&workspace, &siiri)).await, Code::NotFound);
}

#[tokio::test]
async fn a_lowered_role_loses_what_it_gave() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("invited", &[&aino, &eero]).await;
    let workspace = json!({"workspace": place.workspace});
    let mut of_aino = stage.connect(&aino).await;
    let mut of_eero = stage.connect(&eero).await;
    of_aino.ask(add(&workspace, &eero, "facilitator")).await.unwrap();
    let rename =
        |name: &str| json!({"t": "change_channel", "channel": place.channel, "name": name});
    of_eero.ask(rename("ensin")).await.unwrap();
    of_aino.ask(add(&workspace, &eero, "member")).await.unwrap();
    assert_eq!(refused(&mut of_eero, rename("sitten")).await, Code::NotAllowed);
    let message = said(&mut of_aino, place, "pysyy").await;
    let delete = json!({"t": "delete", "message": message});
    assert_eq!(refused(&mut of_eero, delete).await, Code::NotAllowed);
    assert_eq!(audited(&stage, "workspace_role").await, 2);
}

#[tokio::test]
async fn leaving_a_public_channel_is_quiet_and_a_private_one_is_final() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let marko = stage.member("Marko").await;
    let place = stage.place("invited", &[&aino, &eero]).await;
    let mut of_aino = stage.connect(&aino).await;
    let mut of_eero = stage.connect(&eero).await;
    let app = &stage.nodes[0].app;
    of_eero.subscribe(place.channel).await;
    of_eero.ask(json!({"t": "leave", "channel": place.channel})).await.unwrap();
    assert_eq!(
        of_eero.ask(json!({"t": "leave", "channel": place.channel})).await.unwrap().seq,
        None
    );
    assert!(read::unread(app, eero.id).await.unwrap().unread.is_empty());
    said(&mut of_aino, place, "kuuluu yhä").await;
    assert_eq!(of_eero.event(place.channel).await.seq, 1);
    of_eero.ask(json!({"t": "join", "channel": place.channel})).await.unwrap();

    let secret = private_channel(&mut of_eero, place, "suljettu").await;
    let channel = json!({"channel": secret});
    assert_eq!(refused(&mut of_eero, add(&channel, &marko, "member")).await, Code::Rule);
    // The workspace's owner does not see it, whatever the role.
    assert_eq!(refused(&mut of_aino, add(&channel, &aino, "member")).await, Code::NotFound);
    of_eero.ask(add(&channel, &aino, "member")).await.unwrap();
    let leave = json!({"t": "leave", "channel": secret});
    assert_eq!(refused(&mut of_eero, leave.clone()).await, Code::Rule);
    of_aino.subscribe(secret).await;
    of_aino.ask(leave.clone()).await.unwrap();
    lost(&mut of_aino, secret).await;
    assert!(read::channel(app, aino.id, secret).await.is_err());
    of_eero.ask(add(&channel, &aino, "member")).await.unwrap();
    of_eero.ask(remove(&channel, &aino)).await.unwrap();
    assert_eq!(refused(&mut of_aino, leave).await, Code::NotFound);
    assert_eq!(audited(&stage, "channel_member_removed").await, 1);
}

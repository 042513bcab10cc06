//! Presence and typing are hidden pairwise: by a block, and while a request waits. On every node, also
//! when no hint arrives.

use serde_json::json;
use talkoo_protocol::{
    MemberId, ServerFrame,
    frame::Presence::{self, Active, Away},
};

use super::{direct, words};
use crate::stage::{Client, Stage};

async fn seen(client: &mut Client, member: MemberId, wanted: Presence) {
    let told = client.until(|frame| match frame {
        ServerFrame::Presence { members } => {
            members.iter().find(|one| one.member == member && one.state == wanted).map(|_| ())
        }
        _ => None,
    });
    told.await;
}

async fn watch(client: &mut Client, member: MemberId) {
    client.say(&json!({"t": "watch_presence", "members": [member]})).await;
}

#[tokio::test]
async fn a_block_hides_both_from_each_other_on_every_node() {
    let stage = Stage::with_nodes(2).await;
    let (siiri, marko) = (stage.member("Siiri").await, stage.member("Marko").await);
    let eero = stage.member("Eero").await;
    let place = stage.place("open", &[&siiri, &marko, &eero]).await;
    let mut of_siiri = stage.nodes[0].connect(&siiri).await;
    let mut of_marko = stage.nodes[1].connect(&marko).await;
    let mut of_eero = stage.nodes[0].connect(&eero).await;
    for client in [&mut of_siiri, &mut of_marko, &mut of_eero] {
        client.say(&json!({"t": "presence", "active": true})).await;
        client.subscribe(place.channel).await;
    }
    watch(&mut of_siiri, marko.id).await;
    seen(&mut of_siiri, marko.id, Active).await;
    watch(&mut of_marko, siiri.id).await;
    seen(&mut of_marko, siiri.id, Active).await;

    of_marko.ask(json!({"t": "block", "member": siiri.id})).await.unwrap();
    seen(&mut of_siiri, marko.id, Away).await;
    seen(&mut of_marko, siiri.id, Away).await;
    watch(&mut of_siiri, marko.id).await;
    seen(&mut of_siiri, marko.id, Away).await;
    watch(&mut of_eero, marko.id).await;
    seen(&mut of_eero, marko.id, Active).await;

    // Typing: the third one hears it, the parted one does not.
    of_marko.say(&json!({"t": "typing", "channel": place.channel, "item": place.main})).await;
    of_eero.until(|frame| matches!(frame, ServerFrame::Typing { .. }).then_some(())).await;
    let heard = super::heard(&mut of_siiri).await;
    assert!(!heard.contains("Typing"), "{heard}");

    of_marko.ask(json!({"t": "unblock", "member": siiri.id})).await.unwrap();
    seen(&mut of_siiri, marko.id, Active).await;
}

#[tokio::test]
async fn a_node_that_hears_no_hint_finds_the_block_by_itself() {
    let stage = Stage::with_nodes(2).await;
    let (siiri, marko) = (stage.member("Siiri").await, stage.member("Marko").await);
    stage.place("open", &[&siiri, &marko]).await;
    let mut of_siiri = stage.nodes[0].connect(&siiri).await;
    let mut of_marko = stage.nodes[0].connect(&marko).await;
    of_marko.say(&json!({"t": "presence", "active": true})).await;
    of_marko.settle().await;
    watch(&mut of_siiri, marko.id).await;
    seen(&mut of_siiri, marko.id, Active).await;
    let block = format!(
        "with b as (insert into blocks (member, blocked) values ('{}', '{}'))
         update parted_version set version = version + 1",
        marko.id, siiri.id
    );
    stage.force(block).await;
    seen(&mut of_siiri, marko.id, Away).await;
}

#[tokio::test]
async fn a_request_shows_nobody_to_nobody_until_it_is_accepted() {
    let stage = Stage::new().await;
    let (siiri, marko) = (stage.member("Siiri").await, stage.member("Marko").await);
    let of_siiri = stage.nodes[0].as_seen_by(&siiri);
    let channel = direct(&of_siiri, marko.id).await;
    of_siiri.say(words(channel, "Hei")).await.unwrap();
    let mut sender = stage.connect(&siiri).await;
    let mut receiver = stage.connect(&marko).await;
    for client in [&mut sender, &mut receiver] {
        client.say(&json!({"t": "presence", "active": true})).await;
        client.subscribe(channel).await;
    }
    watch(&mut sender, marko.id).await;
    seen(&mut sender, marko.id, Away).await;
    let start: talkoo_protocol::http::StartBody = of_siiri.get("start").await;
    let item = start.channels[0].main_item;
    sender.say(&json!({"t": "typing", "channel": channel, "item": item})).await;
    sender.settle().await;
    let heard = super::heard(&mut receiver).await;
    assert!(!heard.contains("Typing"), "{heard}");
    receiver.ask(json!({"t": "answer_direct", "channel": channel, "accept": true})).await.unwrap();
    seen(&mut sender, marko.id, Active).await;
}

#[tokio::test]
async fn who_is_not_discoverable_is_here_for_their_own_alone() {
    let stage = Stage::new().await;
    let (piilo, siiri) = (stage.member("Piilo").await, stage.member("Siiri").await);
    let vieras = stage.member("Vieras").await;
    stage.place("invited", &[&siiri, &piilo]).await;
    let mut here = stage.connect(&piilo).await;
    here.say(&json!({"t": "presence", "active": true})).await;
    here.settle().await;
    let mut of_vieras = stage.connect(&vieras).await;
    watch(&mut of_vieras, piilo.id).await;
    seen(&mut of_vieras, piilo.id, Active).await;

    // Whoever hides while somebody looks is gone with the next round of presence.
    here.ask(json!({"t": "change_profile", "discoverable": false})).await.unwrap();
    stage.nodes[0].app.delivery.review_watches().await.expect("a round");
    seen(&mut of_vieras, piilo.id, Away).await;
    let nobody = MemberId(uuid::Uuid::new_v4());
    let both = json!({"t": "watch_presence", "members": [piilo.id, nobody]});
    of_vieras.say(&both).await;
    seen(&mut of_vieras, piilo.id, Away).await;
    here.say(&json!({"t": "presence", "active": false})).await;
    here.settle().await;
    let heard = super::heard(&mut of_vieras).await;
    assert!(!heard.contains("Idle") && !heard.contains("Active"), "{heard}");

    let mut of_siiri = stage.connect(&siiri).await;
    watch(&mut of_siiri, piilo.id).await;
    seen(&mut of_siiri, piilo.id, Presence::Idle).await;
    // Who comes into a place with them sees them without asking anew.
    stage.place("invited", &[&vieras, &piilo]).await;
    stage.nodes[0].app.delivery.review_watches().await.expect("a round");
    seen(&mut of_vieras, piilo.id, Presence::Idle).await;
}
